// Which values an expression can have, by its form and type, and which types hold them all.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// True if every value that `expr` can have is a value of integer type `scalar`: literals by value,
/// comparisons and logic as 0 or 1, others by type, conditionals by arm.
bool FitsIn(const Expr& expr, Scalar scalar);

/// True if every value of integer type `from` is one of integer type `to`.
bool TypeFitsIn(Scalar from, Scalar to);

/// True if no value of `expr` changes when it is converted to `to`.
bool IsExact(const Expr& expr, Scalar to);

}  // namespace utvmc::kernelc
