// The types of C's operators, and constructors that apply them.
#include "kernelc/build.h"

#include <cassert>
#include <utility>

namespace utvmc::kernelc {
namespace {

constexpr Type kPointerDifference = kInt64Type;

bool IsVoidPointer(Type type) { return type == Type{Scalar::kVoid, 1}; }

/// void* has no arithmetic in C99.
bool IsObjectPointer(Type type) { return type.IsPointer() && !IsVoidPointer(type); }

bool AreComparablePointers(Type left, Type right) {
  return left.IsPointer() && right.IsPointer() &&
         (left == right || IsVoidPointer(left) || IsVoidPointer(right));
}

std::optional<Type> ArithmeticType(Type left, Type right) {
  if (!IsArithmetic(left) || !IsArithmetic(right)) return std::nullopt;
  return Type{UsualArithmetic(left.scalar, right.scalar), 0};
}

std::optional<Type> AdditiveType(BinaryOp op, Type left, Type right) {
  if (IsObjectPointer(left) && IsInteger(right)) return left;
  if (op == BinaryOp::kAdd && IsInteger(left) && IsObjectPointer(right)) return right;
  if (op == BinaryOp::kSubtract && IsObjectPointer(left) && left == right) {
    return kPointerDifference;
  }
  return ArithmeticType(left, right);
}

std::optional<Type> IntegerType(Type left, Type right) {
  if (!IsInteger(left) || !IsInteger(right)) return std::nullopt;
  return ArithmeticType(left, right);
}

}  // namespace

Expr MakeInt(std::int64_t value, Scalar type, Position where) {
  return Expr{IntLiteral{value}, Type{type, 0}, where};
}

Expr MakeFloat(double value, Scalar type, Position where) {
  return Expr{FloatLiteral{value}, Type{type, 0}, where};
}

Expr MakeNull(Position where) { return Expr{NamedConstant{"NULL"}, kVoidPointer, where}; }

Expr MakeVar(const Function& function, SymbolId symbol, Position where) {
  const Symbol& entry = function[symbol];
  Type type = entry.type;
  const bool decays = entry.kind == SymbolKind::kArray || entry.kind == SymbolKind::kConstant ||
                      entry.kind == SymbolKind::kBuffer;
  if (decays) ++type.pointers;
  return Expr{VarRef{symbol}, type, where};
}

Expr MakeSubscript(Expr base, Expr index) {
  assert(base.type.IsPointer());
  Type type = base.type;
  --type.pointers;
  const Position where = base.where;
  return Expr{Subscript{std::move(base), std::move(index)}, type, where};
}

Expr MakeCast(Type type, Expr operand) {
  const Position where = operand.where;
  return Expr{Cast{std::move(operand)}, type, where};
}

std::optional<Type> TypeOf(BinaryOp op, Type left, Type right) {
  switch (op) {
    case BinaryOp::kMultiply:
    case BinaryOp::kDivide:
      return ArithmeticType(left, right);
    case BinaryOp::kAdd:
    case BinaryOp::kSubtract:
      return AdditiveType(op, left, right);
    case BinaryOp::kModulo:
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitXor:
    case BinaryOp::kBitOr:
      return IntegerType(left, right);
    case BinaryOp::kShiftLeft:
    case BinaryOp::kShiftRight:
      // The operands are promoted separately (C99 6.5.7).
      if (!IsInteger(left) || !IsInteger(right)) return std::nullopt;
      return Type{Promote(left.scalar), 0};
    case BinaryOp::kLess:
    case BinaryOp::kLessEqual:
    case BinaryOp::kGreater:
    case BinaryOp::kGreaterEqual:
    case BinaryOp::kEqual:
    case BinaryOp::kNotEqual:
      if (AreComparablePointers(left, right) || ArithmeticType(left, right)) return kInt32Type;
      return std::nullopt;
    case BinaryOp::kLogicalAnd:
    case BinaryOp::kLogicalOr:
      if (IsScalar(left) && IsScalar(right)) return kInt32Type;
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Type> TypeOf(UnaryOp op, Type operand) {
  switch (op) {
    case UnaryOp::kNegate:
    case UnaryOp::kPlus:
      if (!IsArithmetic(operand)) return std::nullopt;
      return Type{Promote(operand.scalar), 0};
    case UnaryOp::kLogicalNot:
      if (!IsScalar(operand)) return std::nullopt;
      return kInt32Type;
    case UnaryOp::kBitNot:
      if (!IsInteger(operand)) return std::nullopt;
      return Type{Promote(operand.scalar), 0};
    case UnaryOp::kAddressOf:
      ++operand.pointers;
      return operand;
    case UnaryOp::kDereference:
      if (!IsObjectPointer(operand)) return std::nullopt;
      --operand.pointers;
      return operand;
  }
  return std::nullopt;
}

std::optional<Type> TypeOfConditional(Type if_true, Type if_false) {
  if (if_true == if_false && (if_true.IsPointer() || !IsArithmetic(if_true.scalar))) return if_true;
  if (AreComparablePointers(if_true, if_false)) return Type{Scalar::kVoid, 1};
  return ArithmeticType(if_true, if_false);
}

Expr MakeBinary(BinaryOp op, Expr left, Expr right) {
  const std::optional<Type> type = TypeOf(op, left.type, right.type);
  assert(type.has_value());
  const Position where = left.where;
  return Expr{Binary{op, std::move(left), std::move(right)}, type.value_or(kInt32Type), where};
}

Expr MakeUnary(UnaryOp op, Expr operand) {
  const std::optional<Type> type = TypeOf(op, operand.type);
  assert(type.has_value());
  const Position where = operand.where;
  return Expr{Unary{op, std::move(operand)}, type.value_or(kInt32Type), where};
}

Expr MakeConditional(Expr condition, Expr if_true, Expr if_false) {
  const std::optional<Type> type = TypeOfConditional(if_true.type, if_false.type);
  assert(type.has_value());
  const Position where = condition.where;
  return Expr{Conditional{std::move(condition), std::move(if_true), std::move(if_false)},
              type.value_or(kInt32Type), where};
}

}  // namespace utvmc::kernelc
