// The exact planner: the lowest placement there is, with a proof, as far as a budget reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "plan/exact_techniques.h"
#include "plan/problem.h"

namespace utvmc::plan {

struct ExactOptions {
  /// Decisions of the search, of some 4 us each; one that causes more work counts as several. 0: no
  /// search. Empty: what DefaultNodeBudget says.
  std::optional<std::int64_t> node_budget = {};
  /// Height, bytes, that is low enough: the search ends there without a proof. 0: the lowest.
  std::int64_t enough = 0;
  ExactTechniques techniques = {};
};

/// 400'000, a desktop's second or two; beyond 2'000 buffers less by the square of their number,
/// since there the search seldom gets further than the heuristics, and compiling should take no
/// longer than they do.
std::int64_t DefaultNodeBudget(std::size_t buffers);

struct ExactResult {
  Placement placement;
  std::int64_t lower_bound = 0;  ///< bytes; proved: no placement is lower
  std::int64_t nodes = 0;        ///< spent

  bool optimal() const { return placement.height <= lower_bound; }
  /// "optimal (proved)" or "best found, lower bound N".
  std::string Verdict() const;
};

/// Searches for placements that are lower than `initial`, which must be valid or it is returned as
/// it is. Stops at the lower bound, at once if `initial` has it, else when the optimum is proved or
/// the budget is spent. Deterministic; neither the numbering of buffers nor the origin or direction
/// of time changes a proved height. Parts of the problem that never meet in time are searched
/// apart.
///
/// What is too large for the search (more than kMostExactEntries pairs of a buffer and a span of
/// time in which it lives) or has colliding fixed offsets keeps `initial`.
ExactResult Improve(const Problem& problem, Placement initial, const ExactOptions& options);

/// The front door: Construct, Improve, and where that proves no optimum, what Solve finds if it is
/// lower. (Local search takes longer than the proof where there is one, and gets further than an
/// unfinished search on some large problems.) Many buffers: Solve, then Improve.
ExactResult SolveExactly(const Problem& problem, const ExactOptions& options = {});

inline constexpr std::int64_t kMostExactEntries = 2'000'000;

}  // namespace utvmc::plan
