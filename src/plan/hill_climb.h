// Seeded local search over the orders in which buffers are placed.
#pragma once

#include <cstdint>

#include "plan/list_placer.h"
#include "plan/problem.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// Starts from what `placer` holds and moves one buffer at a time to another position of the order.
///
/// The neighbourhood is that of TVM's USMP planner ("hill_climb": exchange in the order what is
/// highest with what holds it up), told here as follows: take a buffer that reaches the height,
/// then one that it rests on, and so on down to the bottom; one of this chain changes its position,
/// most often past another of it. Which moves are kept is decided as in simulated annealing
/// (Kirkpatrick, Gelatt and Vecchi, 1983) at a constant temperature: always those that do not
/// raise the height, the others the more seldom the more they do.
///
/// Returns the lowest placement seen, the one it started from included. Ends at the height `floor`
/// or with the budget.
Placement HillClimb(ListPlacer& placer, std::int64_t floor, std::uint32_t seed, WorkBudget& budget);

}  // namespace utvmc::plan
