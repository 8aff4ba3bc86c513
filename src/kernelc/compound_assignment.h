// Assignments that C has a shorter form for.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// The addition in `x = x + e` and the like, if `x += e` means the same and draws no other warning:
/// the type of x is the type of the sum, so that nothing is narrowed. Else null.
const Binary* AsCompoundAssignment(const Function& function, const Assign& assign);

}  // namespace utvmc::kernelc
