// Which buffer goes to which memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "plan/exact.h"
#include "plan/problem.h"

namespace utvmc::plan {

struct PoolRequest {
  std::int64_t capacity = 0;   ///< bytes
  std::int64_t alignment = 1;  ///< of every buffer in it at least, bytes, a power of two
  /// By buffer: what it costs to have it here; of any unit, the same for all pools.
  std::vector<std::int64_t> costs = {};
};

struct Assignment {
  std::vector<std::size_t> pool;  ///< by buffer
  /// By pool: its buffers in the order of their ids, as a problem, and where they go.
  struct Part {
    std::vector<std::size_t> buffers;
    Problem problem;
    ExactResult result;
  };
  std::vector<Part> parts;
  /// The pool whose buffers exceed its capacity, because no other takes them; empty: all fit.
  std::optional<std::size_t> overflow;
};

/// Gives each buffer the pool in which it costs least, as far as the pools hold them: in the order
/// of what a byte of memory saves (the difference to the dearest pool, divided by the size), each
/// to the cheapest pool whose load at no time exceeds its capacity (an arena is as large as a
/// multiple of the alignment of its buffers). What a pool cannot place in
/// spite of that moves on to the next. If something is left over, the same with the largest buffers
/// first, and with the largest products of size and lifetime first.
/// The weights are those of a knapsack's greedy solution (Dantzig, "Discrete-variable extremum
/// problems", 1957), once for every moment.
///
/// `pinned`, by buffer: its pool, where that is not to be chosen. `problem` has no groups.
/// `node_budget`: as ExactOptions, for each pool. Deterministic.
Assignment AssignPools(const Problem& problem, const std::vector<PoolRequest>& pools,
                       const std::vector<std::optional<std::size_t>>& pinned,
                       std::optional<std::int64_t> node_budget);

/// The largest alignment of a buffer, which is that of an arena; an arena's size is a multiple of
/// it.
std::int64_t AlignmentOf(const Problem& problem);

/// The buffers of one pool as a problem of their own, each aligned as the pool wants it.
Problem PartOf(const Problem& problem, const std::vector<std::size_t>& buffers,
               std::int64_t alignment);

}  // namespace utvmc::plan
