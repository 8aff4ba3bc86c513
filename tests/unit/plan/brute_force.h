// The lowest height by trying everything: shares no code with the planner, for few small buffers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "plan/problem.h"

namespace utvmc::plan {

inline bool LivesAtStep(const Buffer& buffer, std::int64_t step) {
  bool lives = buffer.live.begin <= step && step < buffer.live.end;
  for (const Interval gap : buffer.gaps) lives = lives && !(gap.begin <= step && step < gap.end);
  return lives;
}

/// For short lifetimes.
inline bool LiveTogetherStepByStep(const Buffer& a, const Buffer& b) {
  for (std::int64_t step = a.live.begin; step < a.live.end; ++step) {
    if (LivesAtStep(a, step) && LivesAtStep(b, step)) return true;
  }
  return false;
}

/// Puts the buffers one after the other, in every order, each at the lowest aligned offset at which
/// none of the earlier ones is in its way: some order leads to a lowest placement, since one whose
/// offsets have the smallest sum is reproduced from the bottom to the top. Fixed ones come first.
class BruteForce {
 public:
  explicit BruteForce(const Problem& problem) : buffers_(problem.buffers) {
    for (std::size_t id = 0; id < buffers_.size(); ++id) members_.push_back({buffers_[id]});
    for (const std::vector<BufferId>& group : problem.groups) Merge(group);
    offsets_.assign(buffers_.size(), -1);
    std::int64_t height = 0;
    for (std::size_t id = 0; id < buffers_.size(); ++id) {
      if (!buffers_[id].fixed_offset) continue;
      offsets_[id] = *buffers_[id].fixed_offset;
      height = std::max(height, offsets_[id] + buffers_[id].size);
    }
    PlaceRest(height);
  }

  std::int64_t height() const { return best_; }

 private:
  /// The first of the group stands for all; the others are left without bytes and time.
  void Merge(const std::vector<BufferId>& group) {
    const std::size_t first = group.front().index();
    for (const BufferId id : group) {
      Buffer& buffer = buffers_[id.index()];
      if (id.index() == first) continue;
      members_[first].push_back(buffer);
      members_[id.index()].clear();
      buffers_[first].size = std::max(buffers_[first].size, buffer.size);
      buffers_[first].alignment = std::max(buffers_[first].alignment, buffer.alignment);
      buffer = {.fixed_offset = 0};
    }
  }

  bool LiveTogether(std::size_t a, std::size_t b) const {
    for (const Buffer& mine : members_[a]) {
      for (const Buffer& theirs : members_[b]) {
        if (LiveTogetherStepByStep(mine, theirs)) return true;
      }
    }
    return false;
  }

  void PlaceRest(std::int64_t height) {
    if (height >= best_) return;
    bool complete = true;
    for (std::size_t id = 0; id < buffers_.size(); ++id) {
      if (offsets_[id] >= 0) continue;
      complete = false;
      offsets_[id] = LowestFree(id);
      PlaceRest(std::max(height, offsets_[id] + buffers_[id].size));
      offsets_[id] = -1;
    }
    if (complete) best_ = height;
  }

  std::int64_t LowestFree(std::size_t id) const {
    std::int64_t offset = 0;
    while (!IsFree(id, offset)) offset += buffers_[id].alignment;
    return offset;
  }

  bool IsFree(std::size_t id, std::int64_t offset) const {
    for (std::size_t other = 0; other < buffers_.size(); ++other) {
      if (offsets_[other] < 0 || other == id) continue;
      const bool bytes = offset < offsets_[other] + buffers_[other].size &&
                         offsets_[other] < offset + buffers_[id].size;
      if (bytes && LiveTogether(id, other)) return false;
    }
    return true;
  }

  std::vector<Buffer> buffers_;
  std::vector<std::vector<Buffer>> members_;  ///< of the group that a buffer stands for
  std::vector<std::int64_t> offsets_;
  std::int64_t best_ = std::numeric_limits<std::int64_t>::max();
};

}  // namespace utvmc::plan
