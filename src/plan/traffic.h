// How many bytes move to and from each buffer in one inference.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/program.h"
#include "plan/liveness.h"

namespace utvmc::plan {

struct Traffic {
  std::int64_t bytes = 0;
  std::int64_t accesses = 0;
};

struct ProgramTraffic {
  std::vector<Traffic> buffers;    ///< by Liveness::allocations
  std::vector<Traffic> constants;  ///< by TensorId; 0 for what is no constant
};

/// Counted from the loops of the kernels (kernelc/access_counts.h); kernels that were not lowered
/// count every element of their arguments once, as do copies and the application, which writes
/// inputs and reads outputs.
ProgramTraffic CountTraffic(const ir::Program& program, const Liveness& liveness);

}  // namespace utvmc::plan
