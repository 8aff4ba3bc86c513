// Local variables as a person would declare them: not as arrays of one element, and where they get
// their first value.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// Local arrays of one element become scalars. TVM's storage rewriter prints every accumulator as
/// `int32_t conv[1]`. Arrays whose index is no literal 0, or whose address is taken, stay.
void ReplaceSingletonArrays(kernelc::Function& function);

/// Scalars that are declared without a value are declared by the assignment that gives them their
/// first one, where that is in the same block or in one block inside it, at each run of which they
/// are written before they are read: `int32_t x; for (...) { x = 0; ... }` is
/// `for (...) { int32_t x = 0; ... }`.
void SinkDeclarations(kernelc::Function& function);

}  // namespace utvmc::lowering
