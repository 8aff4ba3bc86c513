#include "kernelc/parse_assignment.h"

#include <fmt/format.h>

#include <utility>

#include "kernelc/build.h"
#include "kernelc/operators.h"
#include "kernelc/parse_expression.h"

namespace utvmc::kernelc {
namespace {

/// `target + 1` or `target - 1`, by the operator `token`.
bool Count(ParseContext& in, const Token& token, ParsedExpr target, Position where, Assign& out) {
  if (!CheckTarget(in, target.expr)) return false;
  if (target.expr.type.IsPointer()) in.PassOver(where, "pointer arithmetic");
  const BinaryOp op = token.Is(Punct::kIncrement) ? BinaryOp::kAdd : BinaryOp::kSubtract;
  ParsedExpr value{target.expr, target.height + 1};
  if (!TypeOf(op, value.expr.type, kInt32Type)) {
    return in.Error(where, fmt::format("a {} cannot be counted", Spell(value.expr.type)));
  }
  value.expr = MakeBinary(op, std::move(value.expr), MakeInt(1, Scalar::kInt32, where));
  if (!ConvertTo(in, target.expr.type, value)) return false;
  out = {std::move(target.expr), std::move(value.expr)};
  return true;
}

}  // namespace

bool IsAssignment(const Token& token) {
  return token.Is(Punct::kAssign) || token.Is(Punct::kCompoundAssign) ||
         token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement);
}

bool ParseAssignment(ParseContext& in, ParsedExpr target, Position where, Assign& out) {
  const Token& token = in.Peek();
  in.Advance();
  if (token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement)) {
    return Count(in, token, std::move(target), where, out);
  }
  ParsedExpr value;
  if (!ParseAssigned(in, token, target, value)) return false;
  out = {std::move(target.expr), std::move(value.expr)};
  return true;
}

bool ParseIncrement(ParseContext& in, Assign& out) {
  const Token& token = in.Peek();
  in.Advance();
  ParsedExpr target;
  if (!ParseUnary(in, target)) return false;
  return Count(in, token, std::move(target), token.where(), out);
}

bool ParseAssigned(ParseContext& in, const Token& token, const ParsedExpr& target,
                   ParsedExpr& value) {
  if (!CheckTarget(in, target.expr) || !ParseExpression(in, value)) return false;
  if (in.Peek().Is(Punct::kAssign)) {
    const Token& next = in.Peek();
    in.PassOver(next.where(), "an assignment inside an expression");
    in.Advance();
    ParsedExpr inner;
    if (!in.Enter(next.where()) || !ParseAssigned(in, next, value, inner)) return false;
    in.Leave();
  }
  if (token.Is(Punct::kCompoundAssign)) {
    // The target has no effects, so that it may be evaluated twice.
    ParsedExpr left{target.expr, target.height};
    if (!ApplyBinary(in, OpOfAssignment(in.Text(token)), token, left, std::move(value))) {
      return false;
    }
    value = std::move(left);
  }
  return ConvertTo(in, target.expr.type, value);
}

}  // namespace utvmc::kernelc
