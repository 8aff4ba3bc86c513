// The techniques of the exact search, each of which can be turned off.
#pragma once

namespace utvmc::plan {

/// None of them changes the height of a proved optimum, only how soon it is found.
struct ExactTechniques {
  bool merge_sections = true;   ///< leave out sections that forbid no more than their neighbours
  bool canonical_rest = true;   ///< a buffer that was refused its place must rest on a later one
  bool blocked_refusal = true;  ///< a refused place must be taken by a later one, at least partly
  bool not_first = true;      ///< raise a buffer below which something must lie for the rest to fit
  bool subset_sums = true;    ///< raise a buffer below which no choice of others fills enough
  bool split_windows = true;  ///< search spans of time apart once nothing unplaced connects them
  bool weigh_failures = true;  ///< prefer to decide where the search has failed most often
  bool restarts = true;  ///< start over from time to time, with the rules of choice taken in turn
};

}  // namespace utvmc::plan
