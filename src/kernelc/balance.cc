#include "kernelc/balance.h"

#include <utility>

#include "kernelc/build.h"
#include "kernelc/casts.h"
#include "kernelc/value_range.h"

namespace utvmc::kernelc {
namespace {

/// Two operands that C converts to a common type, as one of them sees it.
struct Operands {
  const Expr& self;
  const Expr& other;
  bool is_comparison;
};

/// The type in which the operation is done if `operands.self` has type `self`.
Scalar Common(const Operands& operands, Scalar self) {
  return UsualArithmetic(self, operands.other.type.scalar);
}

/// True if the operation keeps its value and needs no cast when `candidate` takes the place of
/// `operands.self`, which has the same value in another integer type.
bool Accept(const Operands& operands, const Expr& candidate) {
  const Scalar before = Common(operands, operands.self.type.scalar);
  const Scalar after = Common(operands, candidate.type.scalar);
  if (!IsInteger(before) || !IsInteger(after) || !IsSilent(candidate, after)) return false;
  if (before == after) return true;
  // Numbers compare the same in every type that holds them both.
  return operands.is_comparison && FitsIn(operands.other, after) &&
         FitsIn(operands.other, before) && FitsIn(candidate, before);
}

/// gcc 12 warns (-Wsign-conversion) even of an explicit cast of a narrow signed operand to
/// uint32_t, because it looks through the cast; it does not look through arithmetic: `(uint32_t)(x
/// + 0)`.
void HideNarrowOperand(Expr& operand) {
  Cast* cast = As<Cast>(operand);
  if (cast == nullptr || operand.type != Type{Scalar::kUint32, 0}) return;
  Expr& narrow = *cast->operand;
  const bool is_narrow = IsInteger(narrow.type) && IsSignedInteger(narrow.type.scalar) &&
                         BitsOf(narrow.type.scalar) < 32;
  if (is_narrow) narrow = MakeBinary(BinaryOp::kAdd, std::move(narrow), MakeInt(0));
}

}  // namespace

void SimplifyOperand(Expr& operand, const Expr& other, bool is_comparison) {
  const Operands operands{operand, other, is_comparison};
  while (IsWidening(operand) && Accept(operands, *As<Cast>(operand)->operand)) {
    ReplaceByOperand(operand);
  }
  if (As<IntLiteral>(operand) == nullptr) return;
  Expr plain = operand;
  plain.type.scalar = Scalar::kInt32;
  const bool is_signed = IsSignedInteger(Common(operands, Scalar::kInt32));
  if (is_signed && FitsIn(operand, Scalar::kInt32) && Accept(operands, plain)) {
    operand = std::move(plain);
    return;
  }
  plain.type.scalar = Scalar::kUint32;
  const bool is_unsigned = IsUnsignedInteger(Common(operands, operand.type.scalar));
  if (is_unsigned && FitsIn(operand, Scalar::kUint32) && Accept(operands, plain)) operand = plain;
}

void Balance(Expr& left, Expr& right, bool is_comparison) {
  if (!IsArithmetic(left.type) || !IsArithmetic(right.type)) return;
  // The right one first, so that of two widening casts the left one stays.
  SimplifyOperand(right, left, is_comparison);
  SimplifyOperand(left, right, is_comparison);
  const Scalar common = UsualArithmetic(left.type.scalar, right.type.scalar);
  MakeExplicit(left, common);
  MakeExplicit(right, common);
  // A cast that was added may be what makes a literal's type superfluous.
  SimplifyOperand(right, left, is_comparison);
  SimplifyOperand(left, right, is_comparison);
  if (is_comparison || common != Scalar::kUint32) return;
  HideNarrowOperand(left);
  HideNarrowOperand(right);
}

}  // namespace utvmc::kernelc
