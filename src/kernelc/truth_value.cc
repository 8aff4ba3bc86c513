#include "kernelc/truth_value.h"

#include <utility>

#include "kernelc/build.h"
#include "kernelc/operators.h"

namespace utvmc::kernelc {

bool IsTruthValue(const Expr& expr) {
  if (expr.type == Type{Scalar::kBool, 0}) return true;
  if (const auto* binary = As<Binary>(expr)) {
    if (IsComparison(binary->op) || IsLogical(binary->op)) return true;
    return IsBitwise(binary->op) && IsTruthValue(*binary->left) && IsTruthValue(*binary->right);
  }
  if (const auto* conditional = As<Conditional>(expr)) {
    return IsTruthValue(*conditional->if_true) && IsTruthValue(*conditional->if_false);
  }
  const auto* unary = As<Unary>(expr);
  return unary != nullptr && unary->op == UnaryOp::kLogicalNot;
}

bool LooksLikeMistakenTruth(const Expr& expr) {
  if (const auto* binary = As<Binary>(expr)) {
    return binary->op == BinaryOp::kMultiply || binary->op == BinaryOp::kShiftLeft;
  }
  if (const auto* unary = As<Unary>(expr)) {
    return unary->op != UnaryOp::kLogicalNot && LooksLikeMistakenTruth(*unary->operand);
  }
  if (const auto* cast = As<Cast>(expr)) return LooksLikeMistakenTruth(*cast->operand);
  return As<Conditional>(expr) != nullptr;
}

void CompareWithZero(Expr& expr) {
  const Scalar promoted = Promote(expr.type.scalar);
  Expr zero = IsFloating(promoted)
                  ? MakeFloat(0, promoted)
                  : MakeInt(0, IsUnsignedInteger(promoted) ? Scalar::kUint32 : Scalar::kInt32);
  expr = MakeBinary(BinaryOp::kNotEqual, std::move(expr), std::move(zero));
}

}  // namespace utvmc::kernelc
