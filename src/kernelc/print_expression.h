// Expressions as text, with the places where their lines may end.
#pragma once

#include "kernelc/ast.h"
#include "kernelc/layout.h"

namespace utvmc::kernelc {

/// Appends `expr`, whose symbols are `function`'s, to `layout`.
void WriteExpr(const Function& function, const Expr& expr, Layout& layout);

}  // namespace utvmc::kernelc
