#include "lowering/declarations.h"

namespace utvmc::lowering {

using namespace kernelc;  // the whole file is about its tree

void RemoveDeclarations(Block& block, const std::set<SymbolId>& symbols) {
  std::erase_if(block, [&](const Stmt& stmt) {
    const auto* declare = As<Declare>(stmt);
    return declare != nullptr && symbols.contains(declare->symbol);
  });
  for (Stmt& stmt : block) {
    if (auto* loop = As<For>(stmt)) RemoveDeclarations(loop->body, symbols);
    if (auto* loop = As<While>(stmt)) RemoveDeclarations(loop->body, symbols);
    if (auto* compound = As<Compound>(stmt)) RemoveDeclarations(compound->body, symbols);
    if (auto* branch = As<If>(stmt)) {
      RemoveDeclarations(branch->then_block, symbols);
      RemoveDeclarations(branch->else_block, symbols);
    }
  }
}

}  // namespace utvmc::lowering
