#include "lowering/steps.h"

#include <algorithm>
#include <set>

#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

void Extend(ir::StepRange& range, int step) {
  if (range.empty()) range = {step, step + 1};
  range.end = step + 1;
}

}  // namespace

std::vector<SymbolSteps> FindSteps(const kernelc::Function& function) {
  std::vector<SymbolSteps> steps(function.symbols.size());
  for (std::size_t i = 0; i < function.body.size(); ++i) {
    kernelc::ForEachAccess(function.body[i], [&](const kernelc::Access& access) {
      SymbolSteps& symbol = steps[access.symbol.index()];
      Extend(symbol.accessed, static_cast<int>(i));
      Extend(access.is_write ? symbol.written : symbol.read, static_cast<int>(i));
    });
  }
  return steps;
}

ir::StepRange LiveRange(ir::Role role, const SymbolSteps& symbol, int steps) {
  switch (role) {
    case ir::Role::kInput:
      return {0, symbol.accessed.end};
    case ir::Role::kOutput:
      return {symbol.accessed.begin, steps};
    default:
      return symbol.accessed;
  }
}

std::vector<int> FindHandovers(const std::vector<ir::Parameter>& parameters) {
  std::set<int> handovers;
  for (const ir::Parameter& born : parameters) {
    if (born.role == ir::Role::kInput) continue;
    const bool follows_a_death =
        std::any_of(parameters.begin(), parameters.end(), [&](const ir::Parameter& dead) {
          return dead.role != ir::Role::kOutput && dead.live.end <= born.live.begin;
        });
    if (follows_a_death) handovers.insert(born.live.begin);
  }
  return {handovers.begin(), handovers.end()};
}

}  // namespace utvmc::lowering
