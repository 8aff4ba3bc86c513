// Sums in subscripts, from the outer loop to the inner.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// TVM adds up a subscript in no particular order: `pad[(i >> 3) * 10 + ry * 10 + rx + (i & 7)]`.
/// Here terms are sorted by the loop in which they change, the outermost first, literals last;
/// terms of one loop keep their order. Compilers add from left to right, so what is invariant in an
/// inner loop is then one value. Left as they are: sums that are not of type int32_t, or could
/// leave it in some order.
///
/// To be run before MakeIndependentOfIntWidth.
void OrderSubscripts(Function& function);

}  // namespace utvmc::kernelc
