// Removes code that cannot run or whose results nothing reads.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Removes branches that are never taken, loops that never run, statements after a return or break,
/// empty statements and blocks, and local variables and arrays that nothing reads, together with
/// their assignments. Expects constants to be folded. Effects other than memory (calls that are not
/// pure) stay.
void RemoveDeadCode(Function& function);

}  // namespace utvmc::kernelc
