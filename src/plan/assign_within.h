// Pools whose arenas together have a limit, and the sizes that would do where something does not
// fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "plan/assign_pools.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// What an assignment has to keep to; references must outlive it.
struct PoolProblem {
  const Problem& problem;                          ///< without groups
  std::vector<PoolRequest> pools;                  ///< at least one
  std::vector<std::optional<std::size_t>> pinned;  ///< by buffer, as for AssignPools
  std::optional<std::int64_t> node_budget;
  std::int64_t total;  ///< bytes that all arenas may take together; kSaturated: any
};

/// Bytes of the arena of each pool: a multiple of its alignment, at least 1 where it holds a
/// buffer, else 0.
std::vector<std::int64_t> ArenaBytes(const Assignment& assignment);
std::int64_t TotalBytes(const Assignment& assignment);

/// True: no pool overflows and the total is kept.
bool Fits(const PoolProblem& problem, const Assignment& assignment);

/// As AssignPools. Where that takes more than the total, or finds no room (it does not count what
/// buffers may overlap), the pools get less than they have: from nearly all of the total for the
/// fastest to nothing, the rest for the others in the order of their speed; then every pool alone.
/// The first that fits is taken; if none does, of those that keep to the pools the one with the
/// least total. So the total is met only as far as these attempts meet it. Deterministic.
Assignment AssignWithin(const PoolProblem& problem);

/// A capacity of `pool` with which AssignWithin keeps to all pools (but the total, which is left
/// out): of those tried in a bisection the smallest that does, which is the smallest there is if
/// the heuristics never do worse with more. `guess`: where to begin, above the present capacity.
/// Empty: other pools are too small as well.
std::optional<std::int64_t> CapacityThatDoes(PoolProblem problem, std::size_t pool,
                                             std::int64_t guess);

/// The same for the total; pools do hold the buffers, as in `found`.
std::int64_t TotalThatDoes(PoolProblem problem, const Assignment& found);

/// No capacity of `pool` below this can do, whatever the assignment.
std::int64_t LeastCapacity(const PoolProblem& problem, std::size_t pool);

}  // namespace utvmc::plan
