// Every operation has two types: the one in the tree, where int has 32 bits, and the one that C
// gives to the printed text where it has 16. They may differ where the values fit in both.
#include "kernelc/int_width.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/operators.h"
#include "kernelc/range_analysis.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

// --- the usual arithmetic conversions, C99 6.3.1.8, where int has 16 bits ---

Scalar PromoteNarrowly(Scalar scalar) {
  const bool is_narrow = IsInteger(scalar) && SizeOf(scalar) < 2;
  return is_narrow ? Scalar::kInt16 : scalar;
}

Scalar NarrowArithmetic(Scalar left, Scalar right) {
  if (IsFloating(left) || IsFloating(right)) return UsualArithmetic(left, right);
  left = PromoteNarrowly(left);
  right = PromoteNarrowly(right);
  if (SizeOf(left) != SizeOf(right)) return SizeOf(left) > SizeOf(right) ? left : right;
  return IsUnsignedInteger(left) ? left : right;
}

/// The type of a literal as PrintIntLiteral() spells it.
Scalar NarrowTypeOf(const IntLiteral& literal, Scalar type) {
  switch (type) {
    case Scalar::kBool:
      return Scalar::kInt16;
    case Scalar::kInt64:
    case Scalar::kUint64:
      return type;
    case Scalar::kUint32:
      return literal.value <= std::numeric_limits<std::uint16_t>::max() ? Scalar::kUint16 : type;
    default:
      // There are no negative literals: -32768 is the negative of a long.
      return std::abs(literal.value) <= std::numeric_limits<std::int16_t>::max() ? Scalar::kInt16
                                                                                 : Scalar::kInt32;
  }
}

bool IsTruth(BinaryOp op) { return IsComparison(op) || IsLogical(op); }
bool IsShift(BinaryOp op) { return op == BinaryOp::kShiftLeft || op == BinaryOp::kShiftRight; }

/// The type of `expr` where int has 16 bits.
Scalar NarrowType(const Expr& expr) {
  if (!IsArithmetic(expr.type)) return expr.type.scalar;
  if (const auto* literal = As<IntLiteral>(expr)) return NarrowTypeOf(*literal, expr.type.scalar);
  if (const auto* unary = As<Unary>(expr)) {
    if (unary->op == UnaryOp::kLogicalNot) return Scalar::kInt16;
    if (unary->op == UnaryOp::kDereference) return expr.type.scalar;
    return PromoteNarrowly(NarrowType(*unary->operand));
  }
  if (const auto* binary = As<Binary>(expr)) {
    if (IsTruth(binary->op)) return Scalar::kInt16;
    const Scalar left = NarrowType(*binary->left);
    if (IsShift(binary->op)) return PromoteNarrowly(left);
    return NarrowArithmetic(left, NarrowType(*binary->right));
  }
  if (const auto* conditional = As<Conditional>(expr)) {
    return NarrowArithmetic(NarrowType(*conditional->if_true), NarrowType(*conditional->if_false));
  }
  return expr.type.scalar;
}

// --- operations that need a cast ---

/// True if `operand` has the same value in both types.
bool Keeps(const Expr& operand, Scalar wide, Scalar narrow) {
  const auto range = RangeOf(operand);
  return range && range->FitsIn(wide) && range->FitsIn(narrow);
}

/// True if no value of the operation wraps in either type.
bool NeverWraps(const Expr& operation, Scalar wide, Scalar narrow) {
  const auto range = UnwrappedRangeOf(operation);
  return range && range->FitsIn(wide) && range->FitsIn(narrow);
}

/// True for a name, an element, or a cast: a cast of it needs no parentheses.
bool IsSimple(const Expr& expr) {
  return As<VarRef>(expr) != nullptr || As<Subscript>(expr) != nullptr || As<Cast>(expr) != nullptr;
}

/// Casts the operand that reads best with it: not a literal, and no sum. gcc warns of narrow signed
/// operands that become uint32_t even by a cast, so that one that has the type already is taken.
void CastOne(Expr& left, Expr& right, Scalar wide) {
  const auto rank = [&](const Expr& expr) {
    if (wide == Scalar::kUint32 && expr.type.scalar == wide) return 3;
    return IsSimple(expr) ? 2 : As<IntLiteral>(expr) == nullptr ? 1 : 0;
  };
  Expr& operand = rank(right) > rank(left) ? right : left;
  operand = MakeCast(Type{wide, 0}, std::move(operand));
}

void FixUnary(Expr& expr, Unary& unary) {
  if (unary.op != UnaryOp::kNegate && unary.op != UnaryOp::kBitNot) return;
  const Scalar wide = expr.type.scalar;
  const Scalar narrow = NarrowType(expr);
  if (!IsInteger(wide) || wide == narrow) return;
  if (Keeps(*unary.operand, wide, narrow) && NeverWraps(expr, wide, narrow)) return;
  *unary.operand = MakeCast(Type{wide, 0}, std::move(*unary.operand));
}

void FixShift(Expr& expr, Binary& shift) {
  const Scalar wide = expr.type.scalar;
  const Scalar narrow = NarrowType(expr);
  if (wide == narrow) return;
  const auto count = RangeOf(*shift.right);
  if (count && count->IsWithin(0, 14) && Keeps(*shift.left, wide, narrow) &&
      NeverWraps(expr, wide, narrow)) {
    return;
  }
  *shift.left = MakeCast(Type{wide, 0}, std::move(*shift.left));
}

void FixBinary(Expr& expr, Binary& binary) {
  if (IsLogical(binary.op) || !IsArithmetic(binary.left->type) ||
      !IsArithmetic(binary.right->type)) {
    return;
  }
  if (IsShift(binary.op)) return FixShift(expr, binary);
  const Scalar wide = UsualArithmetic(binary.left->type.scalar, binary.right->type.scalar);
  const Scalar narrow = NarrowArithmetic(NarrowType(*binary.left), NarrowType(*binary.right));
  if (!IsInteger(wide) || wide == narrow) return;
  if (Keeps(*binary.left, wide, narrow) && Keeps(*binary.right, wide, narrow) &&
      (IsComparison(binary.op) || NeverWraps(expr, wide, narrow))) {
    return;
  }
  CastOne(*binary.left, *binary.right, wide);
}

void FixConditional(Expr& expr, Conditional& conditional) {
  const Scalar wide = expr.type.scalar;
  if (!IsArithmetic(expr.type) || !IsInteger(wide)) return;
  const Scalar narrow = NarrowType(expr);
  if (wide == narrow) return;
  if (Keeps(*conditional.if_true, wide, narrow) && Keeps(*conditional.if_false, wide, narrow)) {
    return;
  }
  CastOne(*conditional.if_true, *conditional.if_false, wide);
}

void FixNode(Expr& expr) {
  if (auto* unary = As<Unary>(expr)) return FixUnary(expr, *unary);
  if (auto* binary = As<Binary>(expr)) return FixBinary(expr, *binary);
  if (auto* conditional = As<Conditional>(expr)) return FixConditional(expr, *conditional);
}

}  // namespace

void MakeIndependentOfIntWidth(Function& function) { Rewrite(function.body, FixNode); }

}  // namespace utvmc::kernelc
