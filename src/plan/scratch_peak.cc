// Scratch of one operator need not be live all at once: what counts is the largest sum at a step.
#include <algorithm>
#include <utility>

#include "plan/memory_plan.h"

namespace utvmc::plan {
namespace {

/// Largest sum of sizes at any step of [first, last). Births after deaths, since ranges are
/// half-open.
std::int64_t LargestSum(std::vector<Allocation>::const_iterator first,
                        std::vector<Allocation>::const_iterator last) {
  std::vector<std::pair<std::int64_t, std::int64_t>> changes;  // step, bytes
  for (auto scratch = first; scratch != last; ++scratch) {
    changes.emplace_back(scratch->live.begin, scratch->size);
    changes.emplace_back(scratch->live.end, -scratch->size);
  }
  std::sort(changes.begin(), changes.end());
  std::int64_t live = 0;
  std::int64_t most = 0;
  for (const auto& [step, bytes] : changes) most = std::max(most, live += bytes);
  return most;
}

}  // namespace

ScratchPeak FindScratchPeak(const MemoryPlan& plan) {
  ScratchPeak peak;
  const auto is_scratch = [](const Allocation& allocation) { return !allocation.tensor.valid(); };
  auto first = std::find_if(plan.allocations.begin(), plan.allocations.end(), is_scratch);
  while (first != plan.allocations.end()) {
    const auto last = std::find_if(first, plan.allocations.end(),
                                   [&](const Allocation& other) { return other.op != first->op; });
    const std::int64_t bytes = LargestSum(first, last);
    if (bytes > peak.bytes) peak = {bytes, first->op};
    first = last;
  }
  return peak;
}

}  // namespace utvmc::plan
