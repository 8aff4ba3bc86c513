// Constant folding on the syntax tree. Floating-point arithmetic is never folded.
#pragma once

#include <cstdint>
#include <optional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Folds integer arithmetic, comparisons, logic, conditionals and casts of literals as C99 defines
/// them, and x + 0, x * 1, x << 0 and the like. Leaves what C99 leaves undefined: signed overflow,
/// division by zero, shifts by too much. Expects the operands of `expr` to be folded already.
void FoldNode(Expr& expr);

/// FoldNode on every expression, children first.
void FoldConstants(Function& function);

/// The value of an integer literal, else nothing.
std::optional<std::int64_t> IntegerValue(const Expr& expr);

/// `value` converted to an integer type as C99 6.3.1.3 does (modulo 2^N; bool: != 0).
std::int64_t WrapTo(Scalar integer, std::int64_t value);

/// True if evaluating `expr` has no effect but its value (reads of memory and libm's functions
/// included).
bool IsPure(const Expr& expr);

}  // namespace utvmc::kernelc
