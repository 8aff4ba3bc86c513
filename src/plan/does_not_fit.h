// The message for buffers that exceed their memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/liveness.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// "op 3 (op03_conv2d) needs 832 bytes at once (op03_pad_temp 576, ...)": the buffers that live
/// when most bytes do. `buffers`: indices into Liveness::allocations, of which `problem` consists.
std::string PeakStory(const ir::Program& program, const Liveness& liveness,
                      const std::vector<std::size_t>& buffers, const Problem& problem);

/// A pool and what was found for its buffers.
struct Misfit {
  std::string pool;            ///< "pool \"dtcm\" of 1024 bytes", "--ram-limit of 1024 bytes"
  std::int64_t capacity = 0;   ///< bytes
  std::int64_t alignment = 1;  ///< of the arena
  const std::vector<std::size_t>& buffers;  ///< indices into Liveness::allocations
  const Problem& problem;                   ///< of these
  std::int64_t height = 0;                  ///< lowest that was found
  std::int64_t lower_bound = 0;             ///< proved
};

/// Says which operator needs most, which buffers live then, how many bytes are missing, and which
/// size would do. ErrorClass::kBudget.
Diagnostic DoesNotFit(const ir::Program& program, const Liveness& liveness, const Misfit& misfit);

}  // namespace utvmc::plan
