// Which buffers must not share bytes, as lists of neighbours.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plan/problem.h"

namespace utvmc::plan {

/// The conflict graph in compressed rows: the neighbours of all buffers, one after the other.
class Conflicts {
 public:
  /// Sweeps over the births, so that the work grows with the number of conflicts (and of pairs that
  /// only gaps keep apart) and not with the square of the buffers. Empty: there are more than
  /// `max_pairs`.
  static std::optional<Conflicts> Find(const Problem& problem, std::int64_t max_pairs);

  /// Indices of the buffers that live together with the buffer `index`, ascending.
  std::span<const std::int32_t> Of(std::size_t index) const {
    return std::span(neighbours_).subspan(first_[index], first_[index + 1] - first_[index]);
  }
  /// Where the neighbours of `index` begin in a table that holds those of all.
  std::size_t First(std::size_t index) const { return first_[index]; }
  std::int64_t pairs() const { return static_cast<std::int64_t>(neighbours_.size() / 2); }

 private:
  std::vector<std::size_t> first_;  ///< by buffer, plus the end
  std::vector<std::int32_t> neighbours_;
};

}  // namespace utvmc::plan
