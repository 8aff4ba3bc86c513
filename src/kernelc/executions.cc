#include "kernelc/executions.h"

#include <algorithm>

#include "kernelc/walk.h"
#include "support/saturating.h"

namespace utvmc::kernelc {
namespace {

/// Iterations of a loop with literal bounds, else 1.
std::int64_t TripCount(const For& loop) {
  const auto* begin = As<IntLiteral>(loop.begin);
  const auto* end = As<IntLiteral>(loop.end);
  if (begin == nullptr || end == nullptr) return 1;
  if (end->value <= begin->value) return 0;
  // Unsigned: the difference of two 64-bit numbers fits no signed one.
  const auto span =
      static_cast<std::uint64_t>(end->value) - static_cast<std::uint64_t>(begin->value);
  const std::uint64_t trips = (span - 1) / static_cast<std::uint64_t>(loop.step) + 1;
  return static_cast<std::int64_t>(std::min<std::uint64_t>(trips, kSaturated));
}

using Visit = std::function<void(const Stmt&, std::int64_t)>;

void Walk(const Block& block, std::int64_t times, const Visit& visit) {
  for (const Stmt& stmt : block) {
    visit(stmt, times);
    if (const auto* loop = As<For>(stmt)) {
      Walk(loop->body, SaturatingMultiply(times, TripCount(*loop)), visit);
    } else if (const auto* endless = As<While>(stmt)) {
      Walk(endless->body, times, visit);
    } else if (const auto* branch = As<If>(stmt)) {
      Walk(branch->then_block, times, visit);
      Walk(branch->else_block, times, visit);
    } else if (const auto* compound = As<Compound>(stmt)) {
      Walk(compound->body, times, visit);
    }
  }
}

}  // namespace

void ForEachExecution(const Block& block, const Visit& visit) { Walk(block, 1, visit); }

void ForEachOwnExpr(const Stmt& stmt, const std::function<void(const Expr&)>& visit) {
  if (const auto* loop = As<For>(stmt)) {
    ForEachExpr(loop->begin, visit);
    ForEachExpr(loop->end, visit);
  } else if (const auto* endless = As<While>(stmt)) {
    ForEachExpr(endless->condition, visit);
  } else if (const auto* branch = As<If>(stmt)) {
    ForEachExpr(branch->condition, visit);
  } else if (As<Compound>(stmt) == nullptr) {
    ForEachExpr(stmt, visit);
  }
}

}  // namespace utvmc::kernelc
