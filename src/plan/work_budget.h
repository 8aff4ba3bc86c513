// How long a search may run, counted and never timed: same input, same bytes, on every machine.
#pragma once

#include <cstdint>

namespace utvmc::plan {

/// A number of elementary steps (one neighbour looked at, about a nanosecond each).
struct WorkBudget {
  std::int64_t left = 0;

  bool spent() const { return left <= 0; }
  void Spend(std::int64_t steps) { left -= steps; }
};

}  // namespace utvmc::plan
