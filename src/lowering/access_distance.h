// How far apart in memory accesses are that come one after the other in time.
#pragma once

#include <cstdint>
#include <optional>

#include "lowering/timed_accesses.h"

namespace utvmc::lowering {

/// Distances in bytes, both attained.
struct DistanceRange {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
};

/// Of all executions of `later` that come after one of `first`: the offset of its element in its
/// buffer minus that of the other's. `is_behind`: `later` follows in the text. Nothing: there are
/// no such two. Both accesses must be known.
///
/// Two executions are ordered by the outermost common loop whose counters differ. For each such
/// loop the counters are a product of boxes and of one triangle, over which an affine function is
/// smallest and largest in a corner, so that the answer is exact and its cost independent of the
/// loops' length.
std::optional<DistanceRange> DistancesOfLater(const TimedAccess& first, int first_element_bytes,
                                              const TimedAccess& later, int later_element_bytes,
                                              bool is_behind);

}  // namespace utvmc::lowering
