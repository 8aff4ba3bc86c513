#include "lowering/local_names.h"

#include <set>
#include <string>

#include "kernelc/walk.h"
#include "support/names.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

std::string Tidy(const std::string& name) {
  std::string tidy;
  for (char c : name) {
    if (c != '_' || (!tidy.empty() && tidy.back() != '_')) tidy += c;
  }
  while (!tidy.empty() && tidy.back() == '_') tidy.pop_back();
  if (tidy.empty() || (tidy[0] >= '0' && tidy[0] <= '9')) tidy = std::string("t").append(tidy);
  if (IsReservedWord(tidy)) tidy += "_v";
  return tidy;
}

}  // namespace

void NameLocals(Function& function) {
  NameScope scope;
  std::set<SymbolId> named;
  const auto name = [&](SymbolId id) {
    if (!named.insert(id).second) return;
    function[id].name = scope.Claim(Tidy(function[id].name));
  };
  for (SymbolId parameter : function.parameters) name(parameter);
  ForEachStmt(function.body, [&](const Stmt& stmt) {
    if (const auto* declare = As<Declare>(stmt)) name(declare->symbol);
    if (const auto* loop = As<For>(stmt)) name(loop->variable);
  });
}

}  // namespace utvmc::lowering
