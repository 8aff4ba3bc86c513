// Orders in which buffers are placed, one after the other: the heart of every constructive
// heuristic.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/problem.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// A permutation of the indices of a problem's buffers.
using Order = std::vector<std::int32_t>;

/// Largest first. The order of "greedy by size" (Pisarchyk and Lee, "Efficient memory management
/// for deep neural net inference", 2020), and of TVM's and TFLM's greedy planners.
Order BySize(const Problem& problem);

/// Largest product of size and lifetime (here and below without gaps) first: what is hard to move
/// around goes to the bottom.
Order ByArea(const Problem& problem);

/// Longest lifetime first, then largest: what lives throughout lies below what comes and goes.
Order ByLifetime(const Problem& problem);

/// In the order of birth, as an allocator at run time would meet the requests; largest first among
/// those born together.
Order ByBirth(const Problem& problem);

/// ByBirth with time turned round: what dies last is placed first.
Order ByDeath(const Problem& problem);

/// Most bytes in conflict first, the buffer's own included: those that live through the crowded
/// times, whatever their own size ("greedy by breadth" in the paper above has the same aim). Where
/// lifetimes have gaps, what meets in several runs counts as often.
Order ByContention(const Problem& problem);

/// The order of the skyline heuristic for buffers (Sekiyama et al., "Profile-guided memory
/// optimization for deep neural networks", 2018; best fit for strip packing of Burke, Kendall and
/// Whitwell, 2004): at the lowest stretch of the skyline over time, the buffer with the longest
/// lifetime that fits into the stretch comes next; where none fits, the stretch rises to the lower
/// of its two neighbours. Quadratic; empty when the budget ends first.
Order BySkyline(const Problem& problem, WorkBudget& budget);

}  // namespace utvmc::plan
