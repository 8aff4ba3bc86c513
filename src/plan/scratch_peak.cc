// Scratch of one operator need not be live all at once: what counts is the largest use at a step.
#include <algorithm>

#include "plan/bytes_in_use.h"
#include "plan/memory_plan.h"

namespace utvmc::plan {

ScratchPeak FindScratchPeak(const MemoryPlan& plan) {
  const StepBytes most = MostBytes(BytesInUse(
      plan.allocations, [](const Allocation& allocation) { return !allocation.tensor.valid(); }));
  if (most.bytes == 0) return {};
  const auto next = std::ranges::upper_bound(plan.op_begin, most.step);
  return {most.bytes, ir::OperatorId(static_cast<std::size_t>(next - plan.op_begin.begin()) - 1)};
}

}  // namespace utvmc::plan
