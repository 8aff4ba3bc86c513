// The usual arithmetic conversions (C99 6.3.1.8) of two operands, made explicit.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Takes away casts of `operand` that the other operand makes superfluous.
void SimplifyOperand(Expr& operand, const Expr& other, bool is_comparison);

/// Casts of `left` and `right` to their common type, where compilers want to see them.
void Balance(Expr& left, Expr& right, bool is_comparison);

}  // namespace utvmc::kernelc
