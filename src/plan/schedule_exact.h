// The order of one part with the lowest peak, with a proof, as far as a budget reaches.
#pragma once

#include <cstdint>
#include <optional>

#include "plan/schedule_parts.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

struct ExactScheduleGoal {
  std::int64_t enough = 0;  ///< bytes: lower peaks are no better than this one
  std::int64_t below = 0;   ///< bytes: peaks from here on are of no use
  /// True: among the orders that are enough, the one that is lexicographically first in the given
  /// order's terms (if the search ends). Without shortcuts, hence slower.
  bool stay_close = false;
};

struct ExactSchedule {
  std::optional<PartSchedule> found;  ///< its peak counts as `enough` at least
  bool is_proved = false;  ///< no order has a lower peak than `found`; without it, none has one of
                           ///< less than `below`
};

/// Dynamic programming over sets of operators that can have run (Ahn et al., "Ordering Chaos",
/// MLSys 2020), in the order of Dijkstra's algorithm with peaks for distances: no state is looked
/// at whose peak exceeds the optimum's. An operator, or a chain of operators each of which waits
/// for the one before, that can run without a higher peak than was reached already (or is enough)
/// and leaves no more bytes live than there were runs at once: an order that runs it later is no
/// worse with it moved here, since that leaves no more live in between.
ExactSchedule SearchExactly(const ScheduleGraph& graph, const SchedulePart& part,
                            const ExactScheduleGoal& goal, WorkBudget& budget);

}  // namespace utvmc::plan
