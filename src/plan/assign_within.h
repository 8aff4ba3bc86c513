// Pools whose arenas together have a limit, and the sizes that would do where something does not
// fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "plan/arithmetic.h"
#include "plan/assign_pools.h"
#include "plan/pool_set.h"
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

struct AssignedWithin {
  Assignment assignment;
  /// A total with which the same call fits; kSaturated: none is known.
  std::int64_t total_that_does = kSaturated;
};

/// As AssignPools. Where that takes more than the total, or finds no room (it does not count what
/// buffers may overlap), the pools get less than they have: from nearly all of the total for the
/// fastest to nothing, the rest for the others in the order of their speed; then every pool alone;
/// then the same shares of totals between the peak and twice that, since an assignment often takes
/// less than it might. The first that fits is taken; if none does, of those that keep to the pools
/// the one with the least total. So the total is met only as far as these attempts meet it. All of
/// them but the first shares ask for the same whatever the total, so that what the best of them
/// takes is a total that does. Deterministic.
AssignedWithin AssignWithin(const PoolProblem& problem);

/// The first attempt: where it fits, AssignWithin comes to the same.
AssignedWithin AssignOnce(const PoolProblem& problem);

/// A capacity of `pool` with which AssignWithin fits: of those tried in a bisection the smallest,
/// which is the smallest there is if the heuristics never do worse with more. Where the total does
/// not allow any, the total that it takes then is said too. Empty: other pools are too small as
/// well. Asks a part of AssignWithin's attempts, so that it takes no longer than they do.
std::optional<Remedy> CapacityThatDoes(PoolProblem problem, std::size_t pool);

/// No capacity of `pool` below this can do, whatever the assignment.
std::int64_t LeastCapacity(const PoolProblem& problem, std::size_t pool);

}  // namespace utvmc::plan
