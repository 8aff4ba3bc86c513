#include "kernelc/access_counts.h"

#include <algorithm>
#include <limits>

#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t Product(std::int64_t a, std::int64_t b) {
  return b != 0 && a > kMost / b ? kMost : a * b;
}

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
  return static_cast<std::int64_t>(std::min<std::uint64_t>(trips, kMost));
}

class Counter {
 public:
  explicit Counter(std::size_t symbols) : counts_(symbols, 0) {}

  void Visit(const Block& block, std::int64_t times) {
    for (const Stmt& stmt : block) Visit(stmt, times);
  }

  std::vector<std::int64_t> Take() { return std::move(counts_); }

 private:
  void Visit(const Stmt& stmt, std::int64_t times) {
    if (const auto* loop = As<For>(stmt)) {
      Count(loop->begin, times);
      Count(loop->end, times);
      return Visit(loop->body, Product(times, TripCount(*loop)));
    }
    if (const auto* loop = As<While>(stmt)) {
      Count(loop->condition, times);
      return Visit(loop->body, times);
    }
    if (const auto* branch = As<If>(stmt)) {
      Count(branch->condition, times);
      Visit(branch->then_block, times);
      return Visit(branch->else_block, times);
    }
    if (const auto* compound = As<Compound>(stmt)) return Visit(compound->body, times);
    ForEachExpr(stmt, [&](const Expr& expr) { CountOne(expr, times); });
  }

  void Count(const Expr& expr, std::int64_t times) {
    ForEachExpr(expr, [&](const Expr& part) { CountOne(part, times); });
  }

  void CountOne(const Expr& expr, std::int64_t times) {
    const auto* subscript = As<Subscript>(expr);
    if (subscript == nullptr) return;
    const auto* base = As<VarRef>(*subscript->base);
    if (base == nullptr) return;
    std::int64_t& count = counts_[base->symbol.index()];
    count = count > kMost - times ? kMost : count + times;
  }

  std::vector<std::int64_t> counts_;
};

}  // namespace

std::vector<std::int64_t> CountAccesses(const Function& function) {
  Counter counter(function.symbols.size());
  counter.Visit(function.body, 1);
  return counter.Take();
}

}  // namespace utvmc::kernelc
