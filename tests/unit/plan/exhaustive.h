// The lowest height with allowed overlaps, by trying every offset: shares no code and no idea with
// the planner, for few small buffers.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "brute_force.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// True: the pair, not of one group, may be at these offsets, `a` and `b` being ids. Sizes are
/// those of the groups.
inline bool MayLie(const Problem& problem, std::size_t a, std::int64_t offset_a,
                   std::int64_t size_a, std::size_t b, std::int64_t offset_b, std::int64_t size_b) {
  const bool bytes = offset_a < offset_b + size_b && offset_b < offset_a + size_a;
  if (!bytes || !LiveTogetherStepByStep(problem.buffers[a], problem.buffers[b])) return true;
  for (const AllowedOverlap& overlap : problem.overlaps) {
    const std::size_t first = overlap.first.index();
    const std::size_t second = overlap.second.index();
    if (std::minmax(first, second) != std::minmax(a, b)) continue;
    const std::int64_t distance = second == b ? offset_b - offset_a : offset_a - offset_b;
    return overlap.min_distance <= distance && distance <= overlap.max_distance;
  }
  return false;
}

/// Tries heights upwards; at each, all aligned offsets of one buffer after the other, with those
/// left to every other one as a set of bits. The height of the solution must be below 64, and there
/// must be one.
class Exhaustive {
 public:
  explicit Exhaustive(const Problem& problem) : problem_(problem), count_(problem.buffers.size()) {
    group_.resize(count_);
    sizes_.resize(count_);
    for (std::size_t id = 0; id < count_; ++id) {
      group_[id] = id;
      sizes_[id] = problem.buffers[id].size;
    }
    for (const std::vector<BufferId>& group : problem.groups) {
      std::int64_t size = 0;
      for (const BufferId id : group) size = std::max(size, problem[id].size);
      for (const BufferId id : group) {
        group_[id.index()] = group.front().index();
        sizes_[id.index()] = size;
      }
    }
    FillTable();
  }

  std::int64_t Height() const {
    for (std::int64_t height = 0;; ++height) {
      if (height > 63) std::abort();
      std::vector<std::uint64_t> left(count_, 0);
      for (std::size_t id = 0; id < count_; ++id) {
        const Buffer& buffer = problem_.buffers[id];
        for (std::int64_t offset = 0; offset + sizes_[id] <= height; offset += buffer.alignment) {
          if (buffer.fixed_offset.value_or(offset) == offset)
            left[id] |= std::uint64_t{1} << offset;
        }
      }
      if (IsPossible(left, 0)) return height;
    }
  }

 private:
  static constexpr std::int64_t kOffsets = 64;

  /// By pair and offset of the first: which offsets the second may have.
  void FillTable() {
    table_.assign(count_ * count_ * kOffsets, 0);
    for (std::size_t a = 0; a < count_; ++a) {
      for (std::size_t b = 0; b < count_; ++b) {
        for (std::int64_t x = 0; x < kOffsets; ++x) {
          for (std::int64_t y = 0; y < kOffsets; ++y) {
            const bool fits = group_[a] == group_[b]
                                  ? x == y
                                  : MayLie(problem_, a, x, sizes_[a], b, y, sizes_[b]);
            if (fits) table_[At(a, b, x)] |= std::uint64_t{1} << y;
          }
        }
      }
    }
  }

  std::size_t At(std::size_t a, std::size_t b, std::int64_t offset) const {
    return (a * count_ + b) * kOffsets + static_cast<std::size_t>(offset);
  }

  /// `left`, by buffer: the offsets that those decided on (bits of `decided`) leave it; one of
  /// them is its own then.
  bool IsPossible(const std::vector<std::uint64_t>& left, std::uint64_t decided) const {
    std::size_t next = count_;
    for (std::size_t id = 0; id < count_; ++id) {
      if (left[id] == 0) return false;
      if ((decided >> id & 1u) != 0) continue;
      if (next == count_ || std::popcount(left[id]) < std::popcount(left[next])) next = id;
    }
    if (next == count_) return true;
    for (std::uint64_t choices = left[next]; choices != 0; choices &= choices - 1) {
      const std::int64_t offset = std::countr_zero(choices);
      std::vector<std::uint64_t> then = left;
      for (std::size_t id = 0; id < count_; ++id) {
        if (id != next) then[id] &= table_[At(next, id, offset)];
      }
      then[next] = std::uint64_t{1} << offset;
      if (IsPossible(then, decided | std::uint64_t{1} << next)) return true;
    }
    return false;
  }

  const Problem& problem_;
  std::size_t count_;
  std::vector<std::size_t> group_;
  std::vector<std::int64_t> sizes_;
  std::vector<std::uint64_t> table_;
};

}  // namespace utvmc::plan
