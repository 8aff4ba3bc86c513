// How often one call of a kernel runs each of its statements.
#pragma once

#include <cstdint>
#include <functional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Calls `visit` for every statement of `block`, nested ones included, parents first, with the
/// number of times that it runs. Loops count with their literal bounds, those of other loops once;
/// both sides of a condition count, so that the number is an upper bound but for loops of unknown
/// length. Saturates.
void ForEachExecution(const Block& block,
                      const std::function<void(const Stmt& stmt, std::int64_t times)>& visit);

/// Calls `visit` for every expression of `stmt` itself, those of nested statements not included,
/// parents first.
void ForEachOwnExpr(const Stmt& stmt, const std::function<void(const Expr&)>& visit);

}  // namespace utvmc::kernelc
