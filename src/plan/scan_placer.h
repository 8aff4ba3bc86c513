// Placing buffers one after the other where lifetimes overlap so much that lists of conflicts would
// not fit: every buffer looks through all that are placed and may still matter.
#pragma once

#include <optional>

#include "plan/fit.h"
#include "plan/order.h"
#include "plan/problem.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// Gives every buffer, in `order`, the gap that `rule` picks; buffers with a fixed offset come
/// before all others. Buffers that no later one can overlap are forgotten, so that orders along
/// time cost buffers times live buffers, others buffers squared. Empty: the budget ended first.
std::optional<Placement> PlaceByScan(const Problem& problem, const Order& order, FitRule rule,
                                     WorkBudget& budget);

}  // namespace utvmc::plan
