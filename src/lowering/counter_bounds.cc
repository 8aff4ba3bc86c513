#include "lowering/counter_bounds.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// Products of a coefficient and a counter below it, and sums of a few, fit.
constexpr std::int64_t kLargest = std::int64_t{1} << 31;

std::int64_t FloorDivide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by != 0 && (value < 0) != (by < 0) ? 1 : 0);
}

/// At most `bound`.
bool LimitAbove(Counter& counter, std::int64_t bound) {
  if (bound >= counter.last) return true;
  if (bound < counter.begin) return false;
  counter.last = LastBelow(bound + 1, counter.begin, counter.step);
  return true;
}

/// At least `bound`.
bool LimitBelow(Counter& counter, std::int64_t bound) {
  if (bound <= counter.begin) return true;
  if (bound > counter.last) return false;
  counter.begin = counter.last - (counter.last - bound) / counter.step * counter.step;
  return true;
}

/// A term of an affine expression, and the counter in it.
struct Term {
  std::size_t counter;
  std::int64_t coefficient;
};

/// The smallest value that coefficient * counter takes.
std::int64_t Smallest(const Term& term, const std::vector<Counter>& counters) {
  const Counter& counter = counters[term.counter];
  return std::min(term.coefficient * counter.begin, term.coefficient * counter.last);
}

std::optional<std::vector<Term>> TermsOf(const Affine& affine,
                                         const std::vector<Counter>& counters) {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const auto found = affine.terms.find(counters[i].symbol);
    if (found == affine.terms.end()) continue;
    if (counters[i].begin < -kLargest || counters[i].last > kLargest ||
        counters[i].step > kLargest || std::abs(found->second) > (kLargest >> 4)) {
      return std::nullopt;
    }
    terms.push_back({i, found->second});
  }
  if (terms.size() != affine.terms.size() || terms.size() > 8) return std::nullopt;
  return terms;
}

/// Limits every counter to values at which the sum can be <= 0, the others being where they make it
/// smallest.
bool LimitToNonPositive(const Affine& sum, std::vector<Counter>& counters) {
  const auto terms = TermsOf(sum, counters);
  if (!terms) return true;
  std::int64_t smallest = sum.constant;
  for (const Term& term : *terms) smallest += Smallest(term, counters);
  if (smallest > 0) return false;
  for (const Term& term : *terms) {
    const std::int64_t others = smallest - Smallest(term, counters);
    // coefficient * counter <= -others
    Counter& counter = counters[term.counter];
    const bool is_possible = term.coefficient > 0
                                 ? LimitAbove(counter, FloorDivide(-others, term.coefficient))
                                 : LimitBelow(counter, -FloorDivide(-others, -term.coefficient));
    if (!is_possible) return false;
  }
  return true;
}

/// Takes the value at which the sum is 0 from a counter, if it is the first or the last one.
bool LimitToNonZero(const Affine& sum, std::vector<Counter>& counters) {
  const auto terms = TermsOf(sum, counters);
  if (!terms || terms->size() != 1 || sum.constant % terms->front().coefficient != 0) return true;
  Counter& counter = counters[terms->front().counter];
  const std::int64_t value = -sum.constant / terms->front().coefficient;
  if (value == counter.last) return LimitAbove(counter, value - 1);
  if (value == counter.begin) return LimitBelow(counter, value + 1);
  return true;
}

/// left - right + constant.
Affine Difference(Affine left, const Affine& right, std::int64_t constant) {
  left.constant += constant - right.constant;
  for (const auto& [symbol, coefficient] : right.terms) left.terms[symbol] -= coefficient;
  std::erase_if(left.terms, [](const auto& term) { return term.second == 0; });
  return left;
}

BinaryOp Negated(BinaryOp op) {
  switch (op) {
    case BinaryOp::kLess:
      return BinaryOp::kGreaterEqual;
    case BinaryOp::kLessEqual:
      return BinaryOp::kGreater;
    case BinaryOp::kGreater:
      return BinaryOp::kLessEqual;
    case BinaryOp::kGreaterEqual:
      return BinaryOp::kLess;
    case BinaryOp::kEqual:
      return BinaryOp::kNotEqual;
    case BinaryOp::kNotEqual:
      return BinaryOp::kEqual;
    default:
      return op;
  }
}

bool LimitByComparison(BinaryOp op, const Affine& left, const Affine& right,
                       std::vector<Counter>& counters) {
  switch (op) {
    case BinaryOp::kLess:
      return LimitToNonPositive(Difference(left, right, 1), counters);
    case BinaryOp::kLessEqual:
      return LimitToNonPositive(Difference(left, right, 0), counters);
    case BinaryOp::kGreater:
      return LimitToNonPositive(Difference(right, left, 1), counters);
    case BinaryOp::kGreaterEqual:
      return LimitToNonPositive(Difference(right, left, 0), counters);
    case BinaryOp::kEqual:
      return LimitToNonPositive(Difference(left, right, 0), counters) &&
             LimitToNonPositive(Difference(right, left, 0), counters);
    case BinaryOp::kNotEqual:
      return LimitToNonZero(Difference(left, right, 0), counters);
    default:
      return true;
  }
}

}  // namespace

std::int64_t LastBelow(std::int64_t end, std::int64_t begin, std::int64_t step) {
  return begin + (end - 1 - begin) / step * step;
}

bool LimitCounters(const Expr& condition, bool value,
                   const std::function<std::optional<Affine>(const Expr&)>& affine,
                   std::vector<Counter>& counters) {
  if (const auto* cast = As<Cast>(condition)) {
    // Only what is 0 becomes 0 when it gets wider.
    const bool keeps_truth = IsInteger(condition.type) && IsInteger(cast->operand->type) &&
                             BitsOf(condition.type.scalar) >= BitsOf(cast->operand->type.scalar);
    return !keeps_truth || LimitCounters(*cast->operand, value, affine, counters);
  }
  if (const auto* unary = As<Unary>(condition)) {
    return unary->op != UnaryOp::kLogicalNot ||
           LimitCounters(*unary->operand, !value, affine, counters);
  }
  const auto* binary = As<Binary>(condition);
  if (binary == nullptr) return true;
  const bool both = (binary->op == BinaryOp::kLogicalAnd && value) ||
                    (binary->op == BinaryOp::kLogicalOr && !value);
  if (both) {
    return LimitCounters(*binary->left, value, affine, counters) &&
           LimitCounters(*binary->right, value, affine, counters);
  }
  const auto left = affine(*binary->left);
  const auto right = affine(*binary->right);
  if (!left || !right) return true;
  return LimitByComparison(value ? binary->op : Negated(binary->op), *left, *right, counters);
}

}  // namespace utvmc::lowering
