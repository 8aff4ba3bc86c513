// How many bytes of the arenas are in use at each step. Buffers of a kernel that works in place
// share some, which count once.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "plan/memory_plan.h"

namespace utvmc::plan {

/// From this step on until the next one of its list.
struct StepBytes {
  std::int64_t step = 0;
  std::int64_t bytes = 0;
};

/// By step, ascending: bytes that the chosen allocations occupy while they live.
std::vector<StepBytes> BytesInUse(const std::vector<Allocation>& allocations,
                                  const std::function<bool(const Allocation&)>& is_chosen);

/// The first of those with most bytes; {0, 0} of none.
StepBytes MostBytes(const std::vector<StepBytes>& use);

}  // namespace utvmc::plan
