#include "kernelc/apply_operator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kernelc/build.h"

namespace utvmc::kernelc {
namespace {

/// The symbol whose memory `target` is in, casts looked through.
const VarRef* BaseOf(const Expr& target) {
  const Expr* expr = &target;
  while (true) {
    if (const auto* subscript = As<Subscript>(*expr)) {
      expr = &*subscript->base;
    } else if (const auto* member = As<Member>(*expr)) {
      expr = &*member->base;
    } else if (const auto* cast = As<Cast>(*expr)) {
      expr = &*cast->operand;
    } else {
      return As<VarRef>(*expr);
    }
  }
}

bool IsZeroLiteral(const Expr& expr) {
  const auto* literal = As<IntLiteral>(expr);
  return literal != nullptr && literal->value == 0;
}

/// C99 6.3.2.3: a literal 0 next to a pointer is a null pointer.
void MakeNullNextToPointer(Expr& left, Expr& right) {
  if (left.type.IsPointer() && IsZeroLiteral(right)) right = MakeNull(right.where);
  if (right.type.IsPointer() && IsZeroLiteral(left)) left = MakeNull(left.where);
}

bool CheckCast(ParseContext& in, Type type, const ParsedExpr& operand, Position where) {
  const Type from = operand.expr.type;
  if (type == Type{Scalar::kVoid, 0}) return true;
  if (!IsScalar(type) || !IsScalar(from)) {
    return in.Error(where, fmt::format("cannot cast {} to {}", Spell(from), Spell(type)));
  }
  if (type.IsPointer() == from.IsPointer()) return true;
  if (!IsInteger(type.IsPointer() ? from : type)) {
    return in.Error(where, fmt::format("cannot cast {} to {}", Spell(from), Spell(type)));
  }
  return in.PassOver(where, "a cast between pointer and integer");
}

}  // namespace

bool ApplyUnary(ParseContext& in, UnaryOp op, const Token& token, ParsedExpr& operand) {
  if (!TypeOf(op, operand.expr.type)) {
    return in.Error(token.where(), fmt::format("'{}' has no meaning for an operand of type {}",
                                               in.Text(token), Spell(operand.expr.type)));
  }
  operand.expr = MakeUnary(op, std::move(operand.expr));
  operand.expr.where = token.where();
  ++operand.height;
  return CheckHeight(in, operand);
}

bool ApplyDereference(ParseContext& in, const Token& token, ParsedExpr& operand) {
  if (!TypeOf(UnaryOp::kDereference, operand.expr.type)) {
    return in.Error(token.where(), fmt::format("'*' has no meaning for an operand of type {}",
                                               Spell(operand.expr.type)));
  }
  // *p is p[0]: later stages know one form of access.
  operand.expr = MakeSubscript(std::move(operand.expr), MakeInt(0, Scalar::kInt32, token.where()));
  ++operand.height;
  return CheckHeight(in, operand);
}

bool ApplyBinary(ParseContext& in, BinaryOp op, const Token& token, ParsedExpr& left,
                 ParsedExpr right) {
  const bool is_equality = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
  if (is_equality) MakeNullNextToPointer(left.expr, right.expr);
  const Type left_type = left.expr.type;
  const Type right_type = right.expr.type;
  if (!TypeOf(op, left_type, right_type)) {
    return in.Error(token.where(),
                    fmt::format("'{}' has no meaning for operands of types {} and {}",
                                in.Text(token), Spell(left_type), Spell(right_type)));
  }
  const bool is_additive = op == BinaryOp::kAdd || op == BinaryOp::kSubtract;
  if (is_additive && (left_type.IsPointer() || right_type.IsPointer())) {
    in.PassOver(token.where(), "pointer arithmetic");
  }
  left.expr = MakeBinary(op, std::move(left.expr), std::move(right.expr));
  left.height = std::max(left.height, right.height) + 1;
  return CheckHeight(in, left);
}

bool ApplyConditional(ParseContext& in, Position where, ParsedExpr& condition, ParsedExpr if_true,
                      ParsedExpr if_false) {
  MakeNullNextToPointer(if_true.expr, if_false.expr);
  if (!TypeOfConditional(if_true.expr.type, if_false.expr.type)) {
    return in.Error(where, fmt::format("'?:' has no meaning for arms of types {} and {}",
                                       Spell(if_true.expr.type), Spell(if_false.expr.type)));
  }
  condition.height = std::max({condition.height, if_true.height, if_false.height}) + 1;
  condition.expr =
      MakeConditional(std::move(condition.expr), std::move(if_true.expr), std::move(if_false.expr));
  return CheckHeight(in, condition);
}

bool ApplyCast(ParseContext& in, Type type, Position where, ParsedExpr& operand) {
  if (type.IsPointer() && IsZeroLiteral(operand.expr)) operand.expr = MakeNull(operand.expr.where);
  if (!CheckCast(in, type, operand, where)) return false;
  operand.expr = MakeCast(type, std::move(operand.expr));
  operand.expr.where = where;
  ++operand.height;
  return CheckHeight(in, operand);
}

bool ApplyCount(ParseContext& in, const Token& token, const ParsedExpr& operand) {
  in.PassOver(token.where(), fmt::format("'{}' inside an expression", in.Text(token)));
  if (!CheckTarget(in, operand.expr)) return false;
  if (IsScalar(operand.expr.type)) return true;
  return in.Error(token.where(), fmt::format("a {} cannot be counted", Spell(operand.expr.type)));
}

bool ConvertTo(ParseContext& in, Type type, ParsedExpr& value) {
  if (type.IsPointer() && IsZeroLiteral(value.expr)) value.expr = MakeNull(value.expr.where);
  const Type from = value.expr.type;
  if (type.IsPointer() && from.IsPointer()) {
    if (type == from || type == kVoidPointer || from == kVoidPointer) return true;
  } else if (!type.IsPointer() && !from.IsPointer() && IsArithmetic(type.scalar) &&
             IsArithmetic(from.scalar)) {
    return true;
  } else if (type == from && type.scalar != Scalar::kVoid) {
    return in.PassOver(value.expr.where, fmt::format("a copy of a {}", Spell(type)));
  }
  return in.Error(value.expr.where,
                  fmt::format("cannot convert {} to {}", Spell(from), Spell(type)));
}

bool CheckTarget(ParseContext& in, const Expr& target) {
  if (!IsPlace(target))
    return in.Error(target.where, "the left side of an assignment is no variable");
  const VarRef* base = BaseOf(target);
  if (base == nullptr) return true;
  const Symbol& symbol = in.function()[base->symbol];
  if (symbol.kind == SymbolKind::kLoop) {
    return in.Error(target.where, fmt::format("assignment to the loop variable '{}'", symbol.name));
  }
  if (symbol.kind == SymbolKind::kConstant) {
    return in.Error(target.where, fmt::format("assignment to the constant '{}'", symbol.name));
  }
  if (symbol.kind == SymbolKind::kArray && As<VarRef>(target) != nullptr) {
    return in.Error(target.where, fmt::format("assignment to the array '{}'", symbol.name));
  }
  return true;
}

bool CheckCondition(ParseContext& in, const ParsedExpr& condition) {
  if (IsScalar(condition.expr.type)) return true;
  return in.Error(condition.expr.where,
                  fmt::format("a {} is no condition", Spell(condition.expr.type)));
}

bool CheckHeight(ParseContext& in, const ParsedExpr& parsed) {
  return in.statement_depth() + parsed.height <= kMaxNesting || in.ErrorTooDeep(parsed.expr.where);
}

bool IsPlace(const Expr& expr) {
  return As<VarRef>(expr) != nullptr || As<Subscript>(expr) != nullptr ||
         As<Member>(expr) != nullptr;
}

}  // namespace utvmc::kernelc
