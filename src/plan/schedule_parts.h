// The parts into which an ordering problem falls: what comes before and behind operators through
// which every path leads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "plan/schedule_graph.h"

namespace utvmc::plan {

/// Operators [begin, end) of the given order, which in every valid order run after all that come
/// before them and before all that come behind.
struct SchedulePart {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t live_before = 0;  ///< bytes
  std::int64_t live_behind = 0;  ///< bytes
  std::int64_t peak = 0;         ///< in the given order
  std::int64_t at_least = 0;     ///< proved: no order of the part has a lower peak

  std::size_t size() const { return end - begin; }
};

/// An order of the operators of one part.
struct PartSchedule {
  Schedule order;
  std::int64_t peak = 0;  ///< bytes in the part
};

/// The parts, ascending. Every one but perhaps the last ends with an operator that all others of
/// the problem either lead to or depend on. Linear in the size of the graph.
std::vector<SchedulePart> SplitSchedule(const ScheduleGraph& graph);

/// The same part of the reversed problem, which has `operators` operators.
SchedulePart Reversed(const SchedulePart& part, std::size_t operators);

}  // namespace utvmc::plan
