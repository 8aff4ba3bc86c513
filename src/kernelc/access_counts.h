// How often a kernel touches each of its buffers.
#pragma once

#include <cstdint>
#include <vector>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// By SymbolId: subscripts of the symbol that one call evaluates. Loops count with their literal
/// bounds, those of other loops once; of a condition both sides are counted, so that the number is
/// an upper bound but for loops of unknown length. Saturates.
std::vector<std::int64_t> CountAccesses(const Function& function);

}  // namespace utvmc::kernelc
