#include "kernelc/compound_assignment.h"

#include <string>

#include "kernelc/operators.h"
#include "kernelc/printer.h"

namespace utvmc::kernelc {
namespace {

bool HasCompoundForm(BinaryOp op) { return !IsComparison(op) && !IsLogical(op); }

/// Narrower ones are computed as int and converted back.
bool IsComputedInItsOwnType(Type type) {
  return !type.IsPointer() && type.scalar != Scalar::kVoid && SizeOf(type.scalar) >= 4;
}

/// Of integers: a NaN of a sum of floats may be that of either operand.
bool Commutes(BinaryOp op, Type type) {
  const bool symmetric = op == BinaryOp::kAdd || op == BinaryOp::kMultiply || IsBitwise(op);
  return symmetric && IsInteger(type.scalar);
}

}  // namespace

std::optional<CompoundAssignment> AsCompoundAssignment(const Function& function,
                                                       const Assign& assign) {
  const auto* sum = As<Binary>(assign.value);
  const Type type = assign.target.type;
  if (sum == nullptr || !HasCompoundForm(sum->op)) return std::nullopt;
  if (assign.value.type != type || !IsComputedInItsOwnType(type)) return std::nullopt;
  const std::string target = PrintExpr(function, assign.target);
  const auto is_target = [&](const Expr& operand) {
    return operand.type == type && PrintExpr(function, operand) == target;
  };
  if (is_target(*sum->left)) return CompoundAssignment{sum->op, *sum->right};
  if (Commutes(sum->op, type) && is_target(*sum->right))
    return CompoundAssignment{sum->op, *sum->left};
  return std::nullopt;
}

}  // namespace utvmc::kernelc
