#include "kernelc/casts.h"

#include <utility>

#include "kernelc/build.h"
#include "kernelc/convert_literal.h"
#include "kernelc/truth_value.h"
#include "kernelc/value_range.h"

namespace utvmc::kernelc {

bool IsSilent(const Expr& expr, Scalar to) {
  const Scalar from = expr.type.scalar;
  if (from == to) return true;
  if (!IsExact(expr, to) || IsFloating(expr.type)) return false;
  if (!IsInteger(to)) return true;
  // What follows is exact as well, but gcc looks at the parts instead of the whole: at operands
  // that were signed before they became uint32_t, and at arms that were widened before the
  // narrowing.
  if (As<Conditional>(expr) != nullptr && from == Scalar::kInt64) return TypeFitsIn(from, to);
  const bool is_compound = As<Binary>(expr) != nullptr || As<Conditional>(expr) != nullptr;
  return !(is_compound && from == Scalar::kUint32 && to == Scalar::kUint64);
}

void MakeExplicit(Expr& expr, Scalar to) {
  if (expr.type.scalar == to) return;
  if (As<IntLiteral>(expr) != nullptr && ConvertLiteral(expr, to)) {
    if (IsInteger(to)) MakePlain(expr, to);
    return;
  }
  if (!ConvertFloatLiteral(expr, to) && !IsSilent(expr, to)) WrapInCast(expr, to);
}

void WrapInCast(Expr& expr, Scalar to) {
  expr = MakeCast(Type{to, 0}, std::move(expr));
  SimplifyCast(expr);
}

void SimplifyCast(Expr& expr) {
  while (Cast* cast = As<Cast>(expr)) {
    Expr& operand = *cast->operand;
    // C99 6.5.4: a cast of arithmetic to its own floating type still drops excess precision.
    if (operand.type == expr.type && !IsFloatingArithmetic(operand)) return ReplaceByOperand(expr);
    if (!IsArithmetic(operand.type) || !IsArithmetic(expr.type)) return;
    const Scalar to = expr.type.scalar;
    if (ConvertLiteral(operand, to) || ConvertFloatLiteral(operand, to)) {
      return ReplaceByOperand(expr);
    }
    if (to == Scalar::kBool && LooksLikeMistakenTruth(operand)) {
      ReplaceByOperand(expr);
      return CompareWithZero(expr);
    }
    Cast* inner = As<Cast>(operand);
    if (inner == nullptr || IsFloatingArithmetic(*inner->operand)) return;
    if (!IsExact(*inner->operand, operand.type.scalar)) return;
    ReplaceByOperand(operand);
  }
}

bool IsWidening(const Expr& expr) {
  const auto* cast = As<Cast>(expr);
  return cast != nullptr && IsInteger(expr.type) && IsInteger(cast->operand->type) &&
         FitsIn(*cast->operand, expr.type.scalar);
}

const Expr& WithoutWidening(const Expr& expr) {
  const Expr* inner = &expr;
  while (IsWidening(*inner)) inner = &*As<Cast>(*inner)->operand;
  return *inner;
}

void DropWidening(Expr& expr) {
  while (IsWidening(expr)) ReplaceByOperand(expr);
}

void ReplaceByOperand(Expr& cast) {
  Expr operand = std::move(*As<Cast>(cast)->operand);
  cast = std::move(operand);
}

bool IsFloatingArithmetic(const Expr& expr) {
  return IsFloating(expr.type) && (As<Binary>(expr) != nullptr || As<Unary>(expr) != nullptr ||
                                   As<Conditional>(expr) != nullptr);
}

}  // namespace utvmc::kernelc
