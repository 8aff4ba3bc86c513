// Operators on parsed operands: checks their types as C99 6.5 has it and builds the tree, so that
// an Expr that exists is well typed.
#pragma once

#include "kernelc/ast.h"
#include "kernelc/parse_context.h"
#include "kernelc/token.h"

namespace utvmc::kernelc {

/// An expression and the height of its tree. Height is bounded together with the depth of the
/// statement around it, because left-deep operator chains make trees without recursion in the
/// parser.
struct ParsedExpr {
  Expr expr;
  int height = 1;
};

// `token` is the operator. The result takes the place of the first operand.
bool ApplyUnary(ParseContext& in, UnaryOp op, const Token& token, ParsedExpr& operand);
bool ApplyDereference(ParseContext& in, const Token& token, ParsedExpr& operand);
bool ApplyBinary(ParseContext& in, BinaryOp op, const Token& token, ParsedExpr& left,
                 ParsedExpr right);
bool ApplyConditional(ParseContext& in, Position where, ParsedExpr& condition, ParsedExpr if_true,
                      ParsedExpr if_false);
bool ApplyCast(ParseContext& in, Type type, Position where, ParsedExpr& operand);
/// ++ or -- inside an expression: outside the subset, but checked.
bool ApplyCount(ParseContext& in, const Token& token, const ParsedExpr& operand);

/// Checks that `value` may be assigned to a `type`, as C99 6.5.16.1 has it; a literal 0 becomes
/// NULL where a pointer is wanted.
bool ConvertTo(ParseContext& in, Type type, ParsedExpr& value);
/// Checks that `target` may stand on the left of an assignment.
bool CheckTarget(ParseContext& in, const Expr& target);
/// Checks that `condition` can be compared with 0.
bool CheckCondition(ParseContext& in, const ParsedExpr& condition);
/// Checks the height of `parsed` after an operator was put on top.
bool CheckHeight(ParseContext& in, const ParsedExpr& parsed);

/// What has an address and can be assigned to.
bool IsPlace(const Expr& expr);

}  // namespace utvmc::kernelc
