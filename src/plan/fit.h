// Where a buffer goes among buffers that have their place: the two fit rules, and the state of a
// placement under construction.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "plan/arithmetic.h"
#include "plan/partners.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// Which of the gaps that are large enough a buffer takes. The space above all neighbours is the
/// gap of last resort.
enum class FitRule {
  kLowest,    ///< first fit: the one with the smallest offset
  kTightest,  ///< best fit: the one that leaves the fewest bytes; among equals the lowest
};

/// The bytes [start, top) that a placed buffer keeps from its neighbours.
struct Extent {
  std::int64_t start = 0;
  std::int64_t top = 0;
  friend bool operator==(Extent, Extent) = default;
};

/// What a buffer at `offset` occupies. A negative offset can only be a fixed one; its bytes below
/// the pool stand in nobody's way.
inline Extent ExtentAt(std::int64_t offset, std::int64_t size) {
  if (offset >= 0) return {offset, SaturatingAdd(offset, size)};
  return {0, std::max<std::int64_t>(0, offset + size)};
}

/// What a buffer at `extent` keeps from its partner `owner` (see partners.h), as up to two extents
/// shown to `visit`: at its own distances the owner fits in between. The top of an extent may lie
/// below its start, where it only keeps the owner from starting below the top.
template <typename Visit>
void ForExtents(Extent extent, const Buffer& owner, const Partner& partner, Visit visit) {
  if (partner.low > -owner.size) visit(Extent{extent.start, extent.start + partner.low});
  if (partner.high < extent.top - extent.start) {
    const std::int64_t below = std::min<std::int64_t>(0, partner.high);
    const std::int64_t above = std::max<std::int64_t>(0, partner.high);
    visit(
        Extent{SaturatingAdd(extent.start, SaturatingAdd(owner.size + below, above)), extent.top});
  }
}

/// Looks through the gaps between neighbours that are shown to it in ascending order of `start`.
class GapFinder {
 public:
  GapFinder(const Buffer& buffer, FitRule rule)
      : size_(buffer.size), alignment_(buffer.alignment), rule_(rule) {}

  /// True: the answer is known, no further neighbour need be shown.
  bool Pass(Extent neighbour) {
    const std::int64_t candidate = AlignUp(top_, alignment_);
    const std::int64_t room = neighbour.start - candidate;
    if (room >= size_ && room < best_room_) {
      best_room_ = room;
      best_ = candidate;
      if (rule_ == FitRule::kLowest || room == size_) return true;
    }
    top_ = std::max(top_, neighbour.top);
    return false;
  }

  /// The offset; after the last neighbour or the first true.
  std::int64_t Offset() const { return best_ >= 0 ? best_ : AlignUp(top_, alignment_); }

 private:
  std::int64_t size_;
  std::int64_t alignment_;
  FitRule rule_;
  std::int64_t top_ = 0;
  std::int64_t best_ = -1;
  std::int64_t best_room_ = kSaturated;
};

/// What a GapFinder finds among `extents`, which need not be in order and are put in it.
inline std::int64_t FindAmong(std::vector<Extent>& extents, const Buffer& buffer, FitRule rule) {
  std::sort(extents.begin(), extents.end(), [](Extent a, Extent b) {
    return a.start != b.start ? a.start < b.start : a.top < b.top;
  });
  GapFinder finder(buffer, rule);
  for (const Extent extent : extents) {
    if (finder.Pass(extent)) break;
  }
  return finder.Offset();
}

}  // namespace utvmc::plan
