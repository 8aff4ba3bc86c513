#include "plan/order.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

/// Sorts the buffers by the keys that `key_of` makes of them, smallest first; ties by index.
template <class KeyOf>
Order SortBy(const Problem& problem, const KeyOf& key_of) {
  using Key = decltype(key_of(problem.buffers.front()));
  std::vector<std::pair<Key, std::int32_t>> keyed;
  keyed.reserve(problem.buffers.size());
  for (const Buffer& buffer : problem.buffers) {
    keyed.emplace_back(key_of(buffer), static_cast<std::int32_t>(keyed.size()));
  }
  std::sort(keyed.begin(), keyed.end());
  Order order(keyed.size());
  std::transform(keyed.begin(), keyed.end(), order.begin(), [](const auto& k) { return k.second; });
  return order;
}

using Keys = std::array<std::int64_t, 3>;

/// Without the gaps.
std::int64_t Lifetime(const Buffer& buffer) {
  std::int64_t steps = 0;
  ForRuns(buffer, [&](Interval run) { steps += run.end - run.begin; });
  return std::max<std::int64_t>(1, steps);
}

/// Sizes of the buffers that begin (or end) up to a time, by binary search.
class SizesUpTo {
 public:
  explicit SizesUpTo(std::vector<std::pair<std::int64_t, std::int64_t>> time_and_size)
      : sums_(std::move(time_and_size)) {
    std::sort(sums_.begin(), sums_.end());
    std::int64_t sum = 0;
    for (auto& [time, size] : sums_) size = sum = SaturatingAdd(sum, size);
  }

  std::int64_t Before(std::int64_t time) const {
    const auto first_not = std::lower_bound(sums_.begin(), sums_.end(), std::pair(time, kLeast));
    return first_not == sums_.begin() ? 0 : std::prev(first_not)->second;
  }

 private:
  static constexpr std::int64_t kLeast = -1;
  std::vector<std::pair<std::int64_t, std::int64_t>> sums_;
};

/// A stretch of time over which what has been placed so far reaches the same height.
struct Segment {
  Interval time;
  std::int64_t height = 0;
};

/// Times become ranks, so that segments never have a length of zero and never too many.
std::vector<std::int64_t> DistinctTimes(const Problem& problem) {
  std::vector<std::int64_t> times;
  for (const Buffer& buffer : problem.buffers) {
    times.push_back(buffer.live.begin);
    times.push_back(buffer.live.end);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

class Skyline {
 public:
  explicit Skyline(Interval all) : segments_{{all, 0}} {}

  std::size_t size() const { return segments_.size(); }

  /// Index of the lowest segment; the earliest among equals.
  std::size_t Lowest() const {
    const auto lowest =
        std::min_element(segments_.begin(), segments_.end(),
                         [](const Segment& a, const Segment& b) { return a.height < b.height; });
    return static_cast<std::size_t>(lowest - segments_.begin());
  }
  const Segment& operator[](std::size_t index) const { return segments_[index]; }

  /// Lifts the segment to the lower of its neighbours. False: it has none.
  bool Raise(std::size_t index) {
    std::int64_t height = kSaturated;
    if (index > 0) height = segments_[index - 1].height;
    if (index + 1 < size()) height = std::min(height, segments_[index + 1].height);
    if (size() == 1) return false;
    segments_[index].height = height;
    Join();
    return true;
  }

  /// Puts a buffer that lives within the segment on top of it; the skyline keeps its height during
  /// the gaps.
  void Place(std::size_t index, const Buffer& buffer, std::int64_t top) {
    const Segment below = segments_[index];
    std::vector<Segment> parts;
    std::int64_t begin = below.time.begin;
    ForRuns(buffer, [&](Interval run) {
      if (begin < run.begin) parts.push_back({{begin, run.begin}, below.height});
      parts.push_back({run, top});
      begin = run.end;
    });
    if (begin < below.time.end) parts.push_back({{begin, below.time.end}, below.height});
    const auto at = segments_.erase(segments_.begin() + static_cast<std::ptrdiff_t>(index));
    segments_.insert(at, parts.begin(), parts.end());
    Join();
  }

 private:
  /// Neighbours of the same height become one segment.
  void Join() {
    std::size_t kept = 0;
    for (std::size_t index = 1; index < size(); ++index) {
      if (segments_[kept].height == segments_[index].height) {
        segments_[kept].time.end = segments_[index].time.end;
      } else {
        segments_[++kept] = segments_[index];
      }
    }
    segments_.resize(kept + 1);
  }

  std::vector<Segment> segments_;
};

}  // namespace

Order BySize(const Problem& problem) {
  return SortBy(problem, [](const Buffer& buffer) {
    return Keys{-buffer.size, -Lifetime(buffer), buffer.live.begin};
  });
}

Order ByArea(const Problem& problem) {
  return SortBy(problem, [](const Buffer& buffer) {
    return Keys{-SaturatingMultiply(buffer.size, Lifetime(buffer)), -buffer.size,
                buffer.live.begin};
  });
}

Order ByLifetime(const Problem& problem) {
  return SortBy(problem, [](const Buffer& buffer) {
    return Keys{-Lifetime(buffer), -buffer.size, buffer.live.begin};
  });
}

Order ByBirth(const Problem& problem) {
  return SortBy(problem, [](const Buffer& buffer) {
    return Keys{buffer.live.begin, -buffer.size, -Lifetime(buffer)};
  });
}

Order ByDeath(const Problem& problem) {
  return SortBy(problem, [](const Buffer& buffer) {
    return Keys{-buffer.live.end, -buffer.size, -Lifetime(buffer)};
  });
}

Order ByContention(const Problem& problem) {
  std::vector<std::pair<std::int64_t, std::int64_t>> births;
  std::vector<std::pair<std::int64_t, std::int64_t>> deaths;
  for (const Buffer& buffer : problem.buffers) {
    ForRuns(buffer, [&](Interval run) {
      births.emplace_back(run.begin, buffer.size);
      deaths.emplace_back(run.end, buffer.size);
    });
  }
  const SizesUpTo born(std::move(births));
  const SizesUpTo dead(std::move(deaths));
  return SortBy(problem, [&](const Buffer& buffer) {
    // All that overlaps: what was born before the end, without what had died by the beginning.
    std::int64_t bytes = 0;
    ForRuns(buffer, [&](Interval run) {
      bytes = SaturatingAdd(bytes, born.Before(run.end) - dead.Before(run.begin + 1));
    });
    return Keys{-bytes, -buffer.size, buffer.live.begin};
  });
}

Order BySkyline(const Problem& problem, WorkBudget& budget) {
  const std::vector<std::int64_t> times = DistinctTimes(problem);
  Order order;
  if (times.size() < 2) return order;
  Skyline skyline({times.front(), times.back()});
  Order waiting = ByLifetime(problem);
  while (!waiting.empty()) {
    budget.Spend(static_cast<std::int64_t>(waiting.size() + 2 * skyline.size()));
    if (budget.spent()) return {};
    const std::size_t lowest = skyline.Lowest();
    const Segment segment = skyline[lowest];
    const auto fits = std::find_if(waiting.begin(), waiting.end(), [&](std::int32_t id) {
      const Interval live = problem.buffers[static_cast<std::size_t>(id)].live;
      return segment.time.begin <= live.begin && live.end <= segment.time.end;
    });
    if (fits == waiting.end()) {
      if (!skyline.Raise(lowest)) return {};
      continue;
    }
    const Buffer& buffer = problem.buffers[static_cast<std::size_t>(*fits)];
    const std::int64_t offset = AlignUp(segment.height, buffer.alignment);
    skyline.Place(lowest, buffer, SaturatingAdd(offset, buffer.size));
    order.push_back(*fits);
    waiting.erase(fits);
  }
  return order;
}

}  // namespace utvmc::plan
