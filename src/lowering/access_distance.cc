#include "lowering/access_distance.h"

#include <algorithm>
#include <cstddef>

namespace utvmc::lowering {
namespace {

/// The hull of what was added.
struct Hull {
  bool is_empty = true;
  DistanceRange range;

  void Add(std::int64_t value) {
    range.lowest = is_empty ? value : std::min(range.lowest, value);
    range.highest = is_empty ? value : std::max(range.highest, value);
    is_empty = false;
  }
};

DistanceRange Sum(DistanceRange a, DistanceRange b) {
  return {a.lowest + b.lowest, a.highest + b.highest};
}

/// factor * counter, for all values of the counter in [begin, last].
DistanceRange Scaled(std::int64_t factor, std::int64_t begin, std::int64_t last) {
  return {std::min(factor * begin, factor * last), std::max(factor * begin, factor * last)};
}

class Comparison {
 public:
  Comparison(const TimedAccess& first, int first_bytes, const TimedAccess& later, int later_bytes)
      : first_(first), later_(later), first_bytes_(first_bytes), later_bytes_(later_bytes) {
    const std::size_t depth = std::min(first.loops.size(), later.loops.size());
    while (common_ < depth && first.loops[common_].id == later.loops[common_].id) ++common_;
  }

  std::optional<DistanceRange> Run(bool is_behind) {
    const std::int64_t constant = later_bytes_ * later_.constant - first_bytes_ * first_.constant;
    DistanceRange outer = {constant, constant};  // of the loops in which both are in one iteration
    for (std::size_t level = 0; level < common_; ++level) {
      if (const auto here = InLaterIteration(level)) Add(Sum(outer, Sum(*here, Free(level + 1))));
      const auto here = InSameIteration(level);
      if (!here) return Result();
      outer = Sum(outer, *here);
    }
    if (is_behind) Add(Sum(outer, Free(common_)));
    return Result();
  }

 private:
  void Add(DistanceRange range) {
    hull_.Add(range.lowest);
    hull_.Add(range.highest);
  }
  std::optional<DistanceRange> Result() const {
    return hull_.is_empty ? std::nullopt : std::optional(hull_.range);
  }

  std::int64_t FirstFactor(std::size_t level) const {
    return first_bytes_ * first_.loops[level].coefficient;
  }
  std::int64_t LaterFactor(std::size_t level) const {
    return later_bytes_ * later_.loops[level].coefficient;
  }

  /// Both counters of a common loop have the same value.
  std::optional<DistanceRange> InSameIteration(std::size_t level) const {
    const std::int64_t begin = std::max(first_.loops[level].begin, later_.loops[level].begin);
    const std::int64_t last = std::min(first_.loops[level].last, later_.loops[level].last);
    if (begin > last) return std::nullopt;
    return Scaled(LaterFactor(level) - FirstFactor(level), begin, last);
  }

  /// The counter of `later` has a higher value than that of `first`.
  std::optional<DistanceRange> InLaterIteration(std::size_t level) const {
    const TimedLoop& first = first_.loops[level];
    const TimedLoop& later = later_.loops[level];
    const std::int64_t first_last = std::min(first.last, later.last - first.step);
    const std::int64_t later_begin = std::max(later.begin, first.begin + first.step);
    if (first.begin > first_last || later_begin > later.last) return std::nullopt;
    Hull corners;
    for (const std::int64_t i : {first.begin, first_last, later_begin - first.step}) {
      if (i < first.begin || i > first_last) continue;
      for (const std::int64_t j : {later_begin, later.last, i + first.step}) {
        if (j < later_begin || j > later.last || j < i + first.step) continue;
        corners.Add(LaterFactor(level) * j - FirstFactor(level) * i);
      }
    }
    return corners.range;
  }

  /// The loops from `level` on are independent of each other.
  DistanceRange Free(std::size_t level) const {
    DistanceRange sum;
    for (std::size_t i = level; i < first_.loops.size(); ++i) {
      const TimedLoop& loop = first_.loops[i];
      sum = Sum(sum, Scaled(-FirstFactor(i), loop.begin, loop.last));
    }
    for (std::size_t i = level; i < later_.loops.size(); ++i) {
      const TimedLoop& loop = later_.loops[i];
      sum = Sum(sum, Scaled(LaterFactor(i), loop.begin, loop.last));
    }
    return sum;
  }

  const TimedAccess& first_;
  const TimedAccess& later_;
  std::int64_t first_bytes_;
  std::int64_t later_bytes_;
  std::size_t common_ = 0;  ///< loops around both
  Hull hull_;
};

}  // namespace

std::optional<DistanceRange> DistancesOfLater(const TimedAccess& first, int first_element_bytes,
                                              const TimedAccess& later, int later_element_bytes,
                                              bool is_behind) {
  return Comparison(first, first_element_bytes, later, later_element_bytes).Run(is_behind);
}

}  // namespace utvmc::lowering
