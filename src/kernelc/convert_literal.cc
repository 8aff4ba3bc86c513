#include "kernelc/convert_literal.h"

#include <cstdint>
#include <string>
#include <utility>

#include "kernelc/literals.h"
#include "kernelc/value_range.h"

namespace utvmc::kernelc {
namespace {

bool IsExactIn(double value, Scalar floating) {
  if (floating == Scalar::kDouble) return true;
  return floating == Scalar::kFloat && static_cast<double>(static_cast<float>(value)) == value;
}

}  // namespace

bool ConvertLiteral(Expr& expr, Scalar to) {
  auto* literal = As<IntLiteral>(expr);
  if (literal == nullptr) return false;
  if (to == Scalar::kFloat || to == Scalar::kDouble) {
    const bool is_unsigned = expr.type.scalar == Scalar::kUint64;
    constexpr std::int64_t kLimit = 1 << 24;  // both types hold everything up to here
    if (is_unsigned || literal->value < -kLimit || literal->value > kLimit) return false;
    expr.node = FloatLiteral{static_cast<double>(literal->value)};
  } else if (IsInteger(to) && FitsIn(expr, to)) {
  } else if (IsUnsignedInteger(to) && to != Scalar::kBool) {
    const std::uint64_t bits = static_cast<std::uint64_t>(literal->value) & MaxOf(to);
    literal->value = static_cast<std::int64_t>(bits);
  } else {
    return false;
  }
  expr.type.scalar = to;
  return true;
}

bool ConvertFloatLiteral(Expr& expr, Scalar to) {
  const auto* literal = As<FloatLiteral>(expr);
  if (literal == nullptr || (to != Scalar::kFloat && to != Scalar::kDouble)) return false;
  if (expr.type.scalar == Scalar::kHalf || !IsExactIn(literal->value, to)) return false;
  const std::string as_float = PrintFloatLiteral(literal->value, Scalar::kFloat);
  if (as_float != PrintFloatLiteral(literal->value, Scalar::kDouble) + "f") return false;
  expr.type.scalar = to;
  return true;
}

void MakePlain(Expr& literal, Scalar to) {
  if (FitsIn(literal, Scalar::kBool) && to == Scalar::kBool) {
    literal.type.scalar = to;
  } else if ((to == Scalar::kUint32 || to == Scalar::kUint64) && FitsIn(literal, Scalar::kUint32)) {
    literal.type.scalar = Scalar::kUint32;
  } else if (FitsIn(literal, Scalar::kInt32)) {
    literal.type.scalar = Scalar::kInt32;
  }
}

bool NegateLiteral(Expr& expr) {
  const Expr& operand = *As<Unary>(expr)->operand;
  const bool is_literal =
      As<IntLiteral>(operand) != nullptr || As<FloatLiteral>(operand) != nullptr;
  if (!is_literal || operand.type != expr.type) return false;
  Expr literal = operand;
  if (auto* integer = As<IntLiteral>(literal)) {
    if (!IsSignedInteger(literal.type.scalar) || integer->value <= MinOf(literal.type.scalar)) {
      return false;
    }
    integer->value = -integer->value;
  } else {
    auto* floating = As<FloatLiteral>(literal);
    floating->value = -floating->value;
  }
  expr = std::move(literal);
  return true;
}

}  // namespace utvmc::kernelc
