// Casts: where compilers want to see one, and which say nothing.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// True if compilers convert `expr` to `to` without a warning.
bool IsSilent(const Expr& expr, Scalar to);

/// Converts `expr` to `to` with a cast, unless compilers do so silently.
void MakeExplicit(Expr& expr, Scalar to);

/// Converts `expr` to `to` with a cast, unless it is a literal or has that type.
void WrapInCast(Expr& expr, Scalar to);

/// A cast whose operand is already converted: folds it into a literal, takes away what it repeats.
void SimplifyCast(Expr& expr);

/// True for a cast between integers that keeps every value.
bool IsWidening(const Expr& expr);
/// `expr` below its widening casts.
const Expr& WithoutWidening(const Expr& expr);
/// Drops widening casts, for a context in which the type says nothing.
void DropWidening(Expr& expr);

/// `cast` becomes what it casts.
void ReplaceByOperand(Expr& cast);

/// True for operations in a floating type, whose values may have excess precision.
bool IsFloatingArithmetic(const Expr& expr);

}  // namespace utvmc::kernelc
