// Orders of a part that are found by looking one operator ahead: fast on graphs of any size.
#pragma once

#include "plan/schedule_parts.h"

namespace utvmc::plan {

/// Which of the operators that can run is next; the given order decides between equals.
enum class GreedyRule {
  kLeastGrowth,  ///< the one that leaves least bytes live
  kLeastPeak,    ///< the one that needs least bytes while it runs
  kWidestFirst,  ///< of those that became possible last, the one that needs most bytes
  kDepthFirst,   ///< the one that became possible last: finishes a branch before the next
};

/// Near-linear in the size of the part.
PartSchedule ScheduleGreedily(const ScheduleGraph& graph, const SchedulePart& part,
                              GreedyRule rule);

}  // namespace utvmc::plan
