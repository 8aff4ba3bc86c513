// In which steps of a kernel its buffers are live. A step is one top-level statement of the lowered
// body.
#pragma once

#include <vector>

#include "ir/kernel.h"

namespace utvmc::lowering {

/// First and one past the last step that accesses each symbol, and the first that writes it.
struct SymbolSteps {
  ir::StepRange accessed;  ///< empty: never
  ir::StepRange read;
  ir::StepRange written;
};

/// By SymbolId.
std::vector<SymbolSteps> FindSteps(const kernelc::Function& function);

/// Live range of a buffer with that role: an input until its last read, an output from its first
/// access to the end, scratch in between. `steps` is the number of steps of the kernel.
ir::StepRange LiveRange(ir::Role role, const SymbolSteps& symbol, int steps);

/// Steps at which a buffer is born after another one died: bytes may change hands there.
std::vector<int> FindHandovers(const std::vector<ir::Parameter>& parameters);

}  // namespace utvmc::lowering
