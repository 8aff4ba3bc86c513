// Orders of a part that are found by keeping the best few of many beginnings.
#pragma once

#include <cstdint>
#include <optional>

#include "plan/schedule_parts.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// Beam search: of all sets of n operators that can have run, the `width` with the lowest peak
/// (then the least live bytes) go on to n + 1. Empty: none of them ends with a peak of less than
/// `below` within the budget.
std::optional<PartSchedule> ScheduleByBeam(const ScheduleGraph& graph, const SchedulePart& part,
                                           std::size_t width, std::int64_t below,
                                           WorkBudget& budget);

}  // namespace utvmc::plan
