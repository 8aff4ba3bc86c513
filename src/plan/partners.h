// Allowed overlaps as a buffer sees them: with whom it may share bytes, and at which distances.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/problem.h"

namespace utvmc::plan {

/// A buffer that another one, the owner, may share bytes with while both live. The owner's offset
/// less the partner's must be in [low, high], or at most -(owner's size), or at least the partner's
/// size; so at most two open intervals are forbidden to it.
struct Partner {
  std::int32_t other = 0;
  std::int64_t low = 0;   ///< bytes, at least -(owner's size), which is: nothing forbidden below
  std::int64_t high = 0;  ///< bytes, at most the partner's size: nothing forbidden above
};

/// The partners of all buffers of a problem without groups. What allows nothing is left out: pairs
/// that do not live together, distances at which no byte is shared, and malformed entries, which
/// the validator refuses (of two for the same pair the first counts).
class Partners {
 public:
  Partners() = default;
  explicit Partners(const Problem& problem);

  bool none() const { return partners_.empty(); }
  /// Ascending by the other's index.
  std::span<const Partner> Of(std::size_t index) const {
    if (none()) return {};
    return std::span(partners_).subspan(first_[index], first_[index + 1] - first_[index]);
  }
  /// Null: the two are no partners.
  const Partner* Find(std::size_t owner, std::size_t other) const;

 private:
  std::vector<std::size_t> first_;  ///< by buffer, plus the end
  std::vector<Partner> partners_;
};

}  // namespace utvmc::plan
