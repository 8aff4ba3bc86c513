#include "lowering/unpack_expression.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "kernelc/build.h"
#include "kernelc/fold.h"

namespace utvmc::lowering {

using namespace kernelc;  // the whole file is about its tree

namespace {

/// kTVMDLTensorHandle (kArrayHandle in v0.6): the type code that kernels of every version accept.
constexpr std::int64_t kTensorTypeCode = 7;

Expr Folded(Expr expr, Position where) {
  expr.where = where;
  FoldNode(expr);
  return expr;
}

}  // namespace

void ExpressionUnpacker::Define(SymbolId variable, Lowered value) {
  known_.insert_or_assign(variable, std::move(value));
}

Lowered ExpressionUnpacker::Lower(const Expr& expr) {
  if (failure_.failed()) return MakeInt(0);
  return std::visit([&](const auto& node) { return LowerNode(expr, node); }, expr.node);
}

Expr ExpressionUnpacker::LowerScalar(const Expr& expr) {
  Lowered lowered = Lower(expr);
  if (auto* scalar = std::get_if<Expr>(&lowered)) return std::move(*scalar);
  return failure_.GiveUp(expr.where, "pointer arithmetic");
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const IntLiteral&) { return expr; }

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const FloatLiteral&) { return expr; }

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const StringLiteral&) {
  return failure_.GiveUp(expr.where, "a string");
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const NamedConstant& constant) {
  if (constant.name == "NULL") return KnownValue{KnownValue::Kind::kNull, 0};
  return failure_.GiveUp(expr.where, fmt::format("the constant {}", constant.name));
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const VarRef& variable) {
  const auto known = known_.find(variable.symbol);
  if (known != known_.end()) return known->second;
  const Symbol& symbol = function_[variable.symbol];
  switch (symbol.kind) {
    case SymbolKind::kArray:
      return KnownValue{KnownValue::Kind::kArray, variable.symbol.index()};
    case SymbolKind::kConstant:
      return buffers_.BindConstant(variable.symbol);
    case SymbolKind::kModuleVariable:
      return failure_.GiveUp(expr.where, fmt::format("the variable {}", symbol.name));
    default:
      break;
  }
  if (symbol.type.IsPointer())
    return failure_.GiveUp(expr.where, fmt::format("the pointer variable {}", symbol.name));
  return expr;
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Cast& cast) {
  Lowered operand = Lower(*cast.operand);
  if (std::holds_alternative<KnownValue>(operand)) {
    if (expr.type.IsPointer()) return operand;
    return failure_.GiveUp(expr.where, "a pointer as an integer");
  }
  Expr& scalar = std::get<Expr>(operand);
  if (expr.type.IsPointer()) return failure_.GiveUp(expr.where, "an integer as a pointer");
  return Folded(MakeCast(expr.type, std::move(scalar)), expr.where);
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Subscript& subscript) {
  Lowered base = Lower(*subscript.base);
  Expr index = LowerScalar(*subscript.index);
  const auto* value = std::get_if<KnownValue>(&base);
  if (value == nullptr) return failure_.GiveUp(expr.where, "a subscripted integer");
  const std::int64_t literal = IntegerValue(index).value_or(-1);
  switch (value->kind) {
    case KnownValue::Kind::kArgs:
      return arguments_.Slot(expr, literal);
    case KnownValue::Kind::kTypeCodes:
      return MakeInt(kTensorTypeCode, Scalar::kInt32, expr.where);
    case KnownValue::Kind::kHandle:
      if (literal != 0) return failure_.GiveUp(expr.where, "an array of tensors");
      return KnownValue{KnownValue::Kind::kTensor, value->index};
    case KnownValue::Kind::kShape:
      return arguments_.Extent(expr, value->index, literal);
    case KnownValue::Kind::kBuffer:
      return buffers_.Element(expr, value->index, subscript.base->type, std::move(index));
    case KnownValue::Kind::kArray:
      return ArrayElement(expr, SymbolId(value->index), std::move(index));
    default:
      return failure_.GiveUp(expr.where, "an unknown pointer");
  }
}

Lowered ExpressionUnpacker::ArrayElement(const Expr& expr, SymbolId array, Expr index) {
  Expr access = MakeSubscript(MakeVar(function_, array), std::move(index));
  if (access.type != expr.type) return failure_.GiveUp(expr.where, "a local array as another type");
  access.where = expr.where;
  return access;
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Member& member) {
  const Lowered base = Lower(*member.base);
  if (failure_.failed()) return MakeInt(0);
  const auto* value = std::get_if<KnownValue>(&base);
  if (value == nullptr) return failure_.GiveUp(expr.where, "a struct");
  return arguments_.Field(expr, *value, member.field);
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Unary& unary) {
  if (unary.op == UnaryOp::kAddressOf || unary.op == UnaryOp::kDereference) {
    return failure_.GiveUp(expr.where, "pointer arithmetic");
  }
  Lowered operand = Lower(*unary.operand);
  if (const auto* value = std::get_if<KnownValue>(&operand)) {
    if (unary.op != UnaryOp::kLogicalNot) return failure_.GiveUp(expr.where, "pointer arithmetic");
    return MakeInt(value->kind == KnownValue::Kind::kNull, Scalar::kInt32, expr.where);
  }
  return Folded(MakeUnary(unary.op, std::get<Expr>(std::move(operand))), expr.where);
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Binary& binary) {
  Lowered left = Lower(*binary.left);
  if (const auto* scalar = std::get_if<Expr>(&left)) {
    // What C would not evaluate may dereference a null pointer: leave it alone.
    const auto literal = IntegerValue(*scalar);
    const bool is_and = binary.op == BinaryOp::kLogicalAnd;
    if (literal && (is_and || binary.op == BinaryOp::kLogicalOr) && (*literal != 0) != is_and) {
      return MakeInt(is_and ? 0 : 1, Scalar::kInt32, expr.where);
    }
  }
  Lowered right = Lower(*binary.right);
  const auto* left_value = std::get_if<KnownValue>(&left);
  const auto* right_value = std::get_if<KnownValue>(&right);
  if (left_value != nullptr || right_value != nullptr) {
    if (left_value == nullptr || right_value == nullptr)
      return failure_.GiveUp(expr.where, "pointer arithmetic");
    return CompareToNull(expr, binary.op, *left_value, *right_value);
  }
  return Folded(
      MakeBinary(binary.op, std::get<Expr>(std::move(left)), std::get<Expr>(std::move(right))),
      expr.where);
}

Lowered ExpressionUnpacker::CompareToNull(const Expr& expr, BinaryOp op, KnownValue left,
                                          KnownValue right) {
  const bool left_null = left.kind == KnownValue::Kind::kNull;
  const bool right_null = right.kind == KnownValue::Kind::kNull;
  const bool is_comparison = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
  if (!is_comparison || (!left_null && !right_null))
    return failure_.GiveUp(expr.where, "pointer arithmetic");
  return MakeInt((left_null == right_null) == (op == BinaryOp::kEqual), Scalar::kInt32, expr.where);
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Conditional& conditional) {
  Expr condition = LowerScalar(*conditional.condition);
  if (const auto literal = IntegerValue(condition)) {
    Lowered taken = Lower(*literal != 0 ? *conditional.if_true : *conditional.if_false);
    auto* scalar = std::get_if<Expr>(&taken);
    if (scalar == nullptr || scalar->type == expr.type) return taken;
    return Folded(MakeCast(expr.type, std::move(*scalar)), expr.where);
  }
  Expr if_true = LowerScalar(*conditional.if_true);
  Expr if_false = LowerScalar(*conditional.if_false);
  if (failure_.failed()) return MakeInt(0);
  return Folded(MakeConditional(std::move(condition), std::move(if_true), std::move(if_false)),
                expr.where);
}

Lowered ExpressionUnpacker::LowerNode(const Expr& expr, const Call& call) {
  if (call.callee == "TVMBackendAllocWorkspace") {
    const auto bytes = IntegerValue(LowerScalar(call.arguments[2]));
    return failure_.failed() ? MakeInt(0) : buffers_.Allocate(expr, bytes);
  }
  if (call.callee == "TVMBackendFreeWorkspace") {
    const Lowered pointer = Lower(call.arguments[2]);
    return failure_.failed() ? MakeInt(0) : buffers_.Free(expr, pointer);
  }
  const KnownFunction* known = FindKnownFunction(call.callee);
  if (known == nullptr || !known->is_pure)
    return failure_.GiveUp(expr.where, fmt::format("a call of {}()", call.callee));
  Call lowered{call.callee, {}};
  for (const Expr& argument : call.arguments) lowered.arguments.push_back(LowerScalar(argument));
  return Expr{std::move(lowered), expr.type, expr.where};
}

}  // namespace utvmc::lowering
