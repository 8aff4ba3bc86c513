// The front door of the search for an order of operators: the lowest peak there is, as far as a
// budget reaches.
#pragma once

#include <cstdint>

#include "plan/schedule_problem.h"

namespace utvmc::plan {

struct ScheduleOptions {
  /// Elementary steps, of some nanoseconds and bytes each, for everything but the greedy rules. 0:
  /// greedy rules only.
  std::int64_t work = 6'000'000;
};

struct ScheduleResult {
  Schedule order;                ///< the given one (0, 1, ...) unless another has a lower peak
  std::int64_t peak = 0;         ///< bytes; as PeakBytes says
  std::int64_t given_peak = 0;   ///< of the given order
  std::int64_t lower_bound = 0;  ///< proved: no order has a lower peak

  bool improved() const { return peak < given_peak; }
  bool optimal() const { return peak <= lower_bound; }
};

/// The problem is cut at operators through which every path leads. Parts are improved from the most
/// demanding one down, until the next is below what is proved or found already; the others keep the
/// given order. A part gets the best of some greedy orders, then the exact search, and where that
/// does not end, beams; all of them forwards and backwards. What is found is replaced by the order
/// nearest to the given one that needs no more, if a search for that ends. Deterministic. Work
/// apart, near-linear in the size of the problem.
ScheduleResult FindSchedule(const ScheduleProblem& problem, const ScheduleOptions& options = {});

}  // namespace utvmc::plan
