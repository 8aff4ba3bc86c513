// Where the text of an expression needs parentheses: for C's precedence, for gcc's and clang's
// warnings, and for readers.
#pragma once

#include "kernelc/ast.h"
#include "kernelc/operators.h"

namespace utvmc::kernelc {

/// Level of the outermost operator in the text of `expr`.
Level LevelOf(const Expr& expr);

/// The operands of a binary operator of level `outer`.
bool LeftNeedsParentheses(Level outer, const Expr& left);
bool RightNeedsParentheses(BinaryOp op, const Expr& right);
/// The operand of a unary operator.
bool OperandNeedsParentheses(UnaryOp op, const Expr& operand);
/// What stands before a `?`.
bool ConditionNeedsParentheses(const Expr& condition);

}  // namespace utvmc::kernelc
