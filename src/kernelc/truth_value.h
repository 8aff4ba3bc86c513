// Truth values: 0 and 1, and what compilers make of other numbers in their place.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// True if the value is 0 or 1 by construction.
bool IsTruthValue(const Expr& expr);

/// gcc and clang take these numbers in a condition for mistakes (-Wint-in-bool-context).
bool LooksLikeMistakenTruth(const Expr& expr);

/// `expr` becomes `expr != 0`, of type int.
void CompareWithZero(Expr& expr);

}  // namespace utvmc::kernelc
