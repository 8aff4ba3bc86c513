#include "kernelc/range_analysis.h"

#include <algorithm>
#include <limits>

#include "kernelc/operators.h"

namespace utvmc::kernelc {
namespace {

/// Neither a sum nor a shift by 31 of such a number needs more than 64 bits.
constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();

/// Of types of at most 32 bits; the rest is not followed.
std::optional<Range> RangeOf(Type type) {
  if (!IsInteger(type) || SizeOf(type.scalar) > 4) return std::nullopt;
  return Range{MinOf(type.scalar), static_cast<std::int64_t>(MaxOf(type.scalar))};
}

std::optional<Range> Product(Range a, Range b) {
  if (!a.FitsIn(Scalar::kInt32) || !b.FitsIn(Scalar::kInt32)) return std::nullopt;
  const auto [low, high] =
      std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
  return Range{low, high};
}

Range Quotient(Range a, Range b) {
  if (b.low >= 0) return Hull(a, {0, 0});
  const std::int64_t magnitude = std::max(-a.low, a.high);
  return {-magnitude, magnitude};
}

Range Remainder(Range a, Range b) {
  std::int64_t magnitude = std::max({-a.low, a.high, std::int64_t{0}});
  // The quotient has to fit as well: that by -1 may not.
  if (b.low >= 0) magnitude = std::min(magnitude, std::max(b.high - 1, std::int64_t{0}));
  return {a.low < 0 ? -magnitude : 0, magnitude};
}

std::optional<Range> LeftShift(Range a, Range b) {
  if (!b.IsWithin(0, 31)) return std::nullopt;
  return Range{std::min(a.low, a.low << b.high), std::max(a.high, a.high << b.high)};
}

/// What & | ^ make of two numbers in two's complement: no bit is set above the highest of both.
Range Bits(Range a, Range b) {
  const std::int64_t most = std::max({a.high, b.high, -a.low - 1, -b.low - 1});
  std::int64_t ones = 0;
  while (ones < most) ones = ones * 2 + 1;
  return {a.low >= 0 && b.low >= 0 ? 0 : -ones - 1, ones};
}

Range BitAnd(Range a, Range b) {
  if (a.low >= 0 && b.low >= 0) return {0, std::min(a.high, b.high)};
  if (a.low >= 0 || b.low >= 0) return {0, a.low >= 0 ? a.high : b.high};
  return Bits(a, b);
}

/// What `op` makes of operands in these ranges, before anything wraps.
std::optional<Range> Combine(BinaryOp op, Range a, Range b) {
  switch (op) {
    case BinaryOp::kAdd:
      return Range{a.low + b.low, a.high + b.high};
    case BinaryOp::kSubtract:
      return Range{a.low - b.high, a.high - b.low};
    case BinaryOp::kMultiply:
      return Product(a, b);
    case BinaryOp::kDivide:
      return Quotient(a, b);
    case BinaryOp::kModulo:
      return Remainder(a, b);
    case BinaryOp::kShiftLeft:
      return LeftShift(a, b);
    case BinaryOp::kShiftRight:
      return Hull(a, {0, 0});
    case BinaryOp::kBitAnd:
      return BitAnd(a, b);
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
      return Bits(a, b);
    default:
      return Range{0, 1};
  }
}

std::optional<Range> Apply(const Unary& unary, const KnownRange& known) {
  if (unary.op == UnaryOp::kLogicalNot) return Range{0, 1};
  const auto operand = RangeOf(*unary.operand, known);
  if (!operand || unary.op == UnaryOp::kPlus) return operand;
  if (unary.op == UnaryOp::kNegate) return Range{-operand->high, -operand->low};
  if (unary.op == UnaryOp::kBitNot) return Range{-operand->high - 1, -operand->low - 1};
  return std::nullopt;
}

std::optional<Range> Apply(const Binary& binary, const KnownRange& known) {
  if (IsComparison(binary.op) || IsLogical(binary.op)) return Range{0, 1};
  const auto left = RangeOf(*binary.left, known);
  const auto right = left ? RangeOf(*binary.right, known) : std::nullopt;
  return right ? Combine(binary.op, *left, *right) : std::nullopt;
}

/// By the form of `expr`; nothing: its type is all that is known.
std::optional<Range> RangeByForm(const Expr& expr, const KnownRange& known) {
  if (const auto* literal = As<IntLiteral>(expr)) {
    const bool is_beyond = literal->value < 0 && IsUnsignedInteger(expr.type.scalar);
    return is_beyond ? std::nullopt : std::optional(Range{literal->value, literal->value});
  }
  if (const auto* cast = As<Cast>(expr)) return RangeOf(*cast->operand, known);
  if (const auto* unary = As<Unary>(expr)) return Apply(*unary, known);
  if (const auto* binary = As<Binary>(expr)) return Apply(*binary, known);
  if (const auto* conditional = As<Conditional>(expr)) {
    const auto if_true = RangeOf(*conditional->if_true, known);
    const auto if_false = RangeOf(*conditional->if_false, known);
    return if_true && if_false ? std::optional(Hull(*if_true, *if_false)) : std::nullopt;
  }
  const bool is_leaf = As<VarRef>(expr) != nullptr || As<Subscript>(expr) != nullptr;
  return is_leaf && known ? known(expr) : std::nullopt;
}

}  // namespace

bool Range::FitsIn(Scalar type) const {
  if (type == Scalar::kUint64) return low >= 0;
  return type == Scalar::kInt64 || IsWithin(MinOf(type), static_cast<std::int64_t>(MaxOf(type)));
}

Range Hull(Range a, Range b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

std::optional<Range> UnwrappedRangeOf(const Expr& expr, const KnownRange& known) {
  if (!IsInteger(expr.type)) return std::nullopt;
  const auto range = RangeByForm(expr, known);
  return range ? range : RangeOf(expr.type);
}

std::optional<Range> RangeOf(const Expr& expr, const KnownRange& known) {
  const auto range = UnwrappedRangeOf(expr, known);
  const bool is_followed =
      range && range->FitsIn(expr.type.scalar) && range->IsWithin(-kMost, kMost);
  return is_followed ? range : RangeOf(expr.type);
}

}  // namespace utvmc::kernelc
