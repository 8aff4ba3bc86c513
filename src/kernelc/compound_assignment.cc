#include "kernelc/compound_assignment.h"

#include "kernelc/operators.h"
#include "kernelc/printer.h"

namespace utvmc::kernelc {
namespace {

bool HasCompoundForm(BinaryOp op) { return !IsComparison(op) && !IsLogical(op); }

/// Narrower ones are computed as int and converted back.
bool IsComputedInItsOwnType(Type type) {
  return !type.IsPointer() && type.scalar != Scalar::kVoid && SizeOf(type.scalar) >= 4;
}

}  // namespace

const Binary* AsCompoundAssignment(const Function& function, const Assign& assign) {
  const auto* sum = As<Binary>(assign.value);
  if (sum == nullptr || !HasCompoundForm(sum->op)) return nullptr;
  const Type type = assign.target.type;
  if (assign.value.type != type || sum->left->type != type || !IsComputedInItsOwnType(type)) {
    return nullptr;
  }
  const bool is_same = PrintExpr(function, *sum->left) == PrintExpr(function, assign.target);
  return is_same ? sum : nullptr;
}

}  // namespace utvmc::kernelc
