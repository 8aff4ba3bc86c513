// Checks of memory accesses that need to know which elements they touch.
#pragma once

#include <string>

#include "kernelc/ast.h"
#include "utvmc/result.h"

namespace utvmc::lowering {

/// Error: an access outside its array or buffer that every call makes. Only subscripts that are
/// affine in loop variables with literal bounds and that run unconditionally are judged: for these,
/// both ends are attained, so that an error is never a false alarm. What is guarded by a condition
/// is trusted (docs/SPEC.md, trust model).
Status CheckBounds(const kernelc::Function& function, const std::string& file);

/// True if it is certain that every element of `symbol` that is read was written before: the first
/// step that accesses it only writes, all of [a, b] without a gap, and no later read leaves [a, b].
bool IsWrittenBeforeRead(const kernelc::Function& function, kernelc::SymbolId symbol);

}  // namespace utvmc::lowering
