#include "kernelc/access_counts.h"

#include "kernelc/executions.h"
#include "support/saturating.h"

namespace utvmc::kernelc {

std::vector<std::int64_t> CountAccesses(const Function& function) {
  std::vector<std::int64_t> counts(function.symbols.size(), 0);
  ForEachExecution(function.body, [&](const Stmt& stmt, std::int64_t times) {
    ForEachOwnExpr(stmt, [&](const Expr& expr) {
      const auto* subscript = As<Subscript>(expr);
      const auto* base = subscript != nullptr ? As<VarRef>(*subscript->base) : nullptr;
      if (base == nullptr) return;
      std::int64_t& count = counts[base->symbol.index()];
      count = SaturatingAdd(count, times);
    });
  });
  return counts;
}

}  // namespace utvmc::kernelc
