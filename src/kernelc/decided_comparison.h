// Comparisons whose outcome the types of their operands decide.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// A comparison that the operand's type decides becomes its outcome: compilers warn of it
/// (-Wtype-limits, -Wbool-compare).
void FoldDecidedComparison(Expr& expr);

}  // namespace utvmc::kernelc
