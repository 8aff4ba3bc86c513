// Copies of inputs that kernels make for nothing: the "padding" of a convolution with windows of
// 1x1.
#pragma once

#include <vector>

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// Where a top-level loop nest is nothing but `copy[i] = input[i]` for every element of a local
/// array or scratch buffer that nothing else writes, reads of the copy become reads of the input,
/// and the nest disappears, with the declaration of the array. Values, and their order of
/// evaluation, stay; a buffer that was forwarded is accessed no more. `inputs`: buffers that the
/// function never writes; `scratch`: buffers that nobody else looks at. Blocks at the top level
/// hide steps: there are none.
void ForwardCopies(kernelc::Function& function, const std::vector<kernelc::SymbolId>& inputs,
                   const std::vector<kernelc::SymbolId>& scratch);

}  // namespace utvmc::lowering
