#include "kernelc/value_range.h"

#include <cstdint>

#include "kernelc/truth_value.h"

namespace utvmc::kernelc {
namespace {

bool ValueFitsIn(std::int64_t value, Scalar type, Scalar to) {
  if (type == Scalar::kUint64) return static_cast<std::uint64_t>(value) <= MaxOf(to);
  return value >= MinOf(to) && (value < 0 || static_cast<std::uint64_t>(value) <= MaxOf(to));
}

/// Bits of the significand: every integer of that many bits is exact.
int PrecisionOf(Scalar floating) {
  if (floating == Scalar::kHalf) return 11;
  return floating == Scalar::kFloat ? 24 : 53;
}

}  // namespace

bool FitsIn(const Expr& expr, Scalar scalar) {
  if (!IsInteger(expr.type)) return false;
  const Scalar type = expr.type.scalar;
  if (const auto* literal = As<IntLiteral>(expr)) return ValueFitsIn(literal->value, type, scalar);
  if (TypeFitsIn(type, scalar) || IsTruthValue(expr)) return true;
  const auto* conditional = As<Conditional>(expr);
  if (conditional == nullptr) return false;
  // An arm that the conditional's own type changes is no longer what it was.
  return FitsIn(*conditional->if_true, type) && FitsIn(*conditional->if_false, type) &&
         FitsIn(*conditional->if_true, scalar) && FitsIn(*conditional->if_false, scalar);
}

bool TypeFitsIn(Scalar from, Scalar to) {
  return MinOf(from) >= MinOf(to) && MaxOf(from) <= MaxOf(to);
}

bool IsExact(const Expr& expr, Scalar to) {
  if (IsInteger(expr.type) && IsInteger(to)) return FitsIn(expr, to);
  if (!IsArithmetic(expr.type) || !IsFloating(to)) return false;
  const Scalar from = expr.type.scalar;
  if (IsFloating(from)) return PrecisionOf(from) <= PrecisionOf(to);
  return BitsOf(from) - (IsSignedInteger(from) ? 1 : 0) <= PrecisionOf(to) && to != Scalar::kHalf;
}

}  // namespace utvmc::kernelc
