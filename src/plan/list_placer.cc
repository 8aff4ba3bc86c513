#include "plan/list_placer.h"

#include <algorithm>

namespace utvmc::plan {

ListPlacer::ListPlacer(const Problem& problem, const Conflicts& conflicts)
    : problem_(problem),
      conflicts_(conflicts),
      partners_(problem),
      ranks_(problem.buffers.size(), -1),
      extents_(problem.buffers.size()),
      dirty_(problem.buffers.size(), 0) {
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
    const std::span<const std::int32_t> neighbours = conflicts.Of(id);
    by_start_.insert(by_start_.end(), neighbours.begin(), neighbours.end());
    const Buffer& buffer = problem.buffers[id];
    if (buffer.fixed_offset) extents_[id] = ExtentAt(*buffer.fixed_offset, buffer.size);
  }
}

void ListPlacer::Place(const Order& order, FitRule rule, WorkBudget& budget) {
  rule_ = rule;
  order_.clear();
  for (const std::int32_t id : order) {
    const auto index = static_cast<std::size_t>(id);
    if (problem_.buffers[index].fixed_offset) continue;
    ranks_[index] = static_cast<std::int32_t>(order_.size());
    order_.push_back(id);
    dirty_[index] = 1;
  }
  PlaceFrom(0, kSaturated, budget);
}

bool ListPlacer::Move(std::size_t from, std::size_t to, std::int64_t limit, WorkBudget& budget) {
  const auto moved = static_cast<std::size_t>(order_[from]);
  const std::int64_t height_before = height_;
  MarkLater(moved);  // they may no longer find it in their way
  Shift(from, to);
  MarkLater(moved);  // they may find it in their way now
  dirty_[moved] = 1;
  if (PlaceFrom(std::min(from, to), limit, budget)) return true;

  Shift(to, from);
  for (const Change& change : changes_) extents_[change.id] = change.before;
  std::fill(dirty_.begin(), dirty_.end(), 0);
  height_ = height_before;
  return false;
}

Placement ListPlacer::Current() const {
  Placement placement;
  placement.height = height_;
  placement.offsets.reserve(extents_.size());
  for (std::size_t id = 0; id < extents_.size(); ++id) {
    placement.offsets.push_back(problem_.buffers[id].fixed_offset.value_or(extents_[id].start));
  }
  return placement;
}

/// Moves one element of the order and keeps the ranks in step.
void ListPlacer::Shift(std::size_t from, std::size_t to) {
  const auto at = [&](std::size_t position) {
    return order_.begin() + static_cast<std::ptrdiff_t>(position);
  };
  if (from < to) {
    std::rotate(at(from), at(from + 1), at(to + 1));
  } else {
    std::rotate(at(to), at(from), at(from + 1));
  }
  for (std::size_t position = std::min(from, to); position <= std::max(from, to); ++position) {
    ranks_[static_cast<std::size_t>(order_[position])] = static_cast<std::int32_t>(position);
  }
}

void ListPlacer::MarkLater(std::size_t id) {
  for (const std::int32_t neighbour : conflicts_.Of(id)) {
    const auto index = static_cast<std::size_t>(neighbour);
    if (ranks_[index] > ranks_[id]) dirty_[index] = 1;
  }
}

/// Places the dirty buffers from `position` on. False: one of them exceeds `limit`; the caller has
/// to clean up.
bool ListPlacer::PlaceFrom(std::size_t position, std::int64_t limit, WorkBudget& budget) {
  changes_.clear();
  budget.Spend(static_cast<std::int64_t>(order_.size() - position) / 2 + 1);
  for (; position < order_.size(); ++position) {
    const auto id = static_cast<std::size_t>(order_[position]);
    if (!dirty_[id]) continue;
    dirty_[id] = 0;
    const Extent before = extents_[id];
    const Extent after = Fit(id, budget);
    if (after == before) continue;
    extents_[id] = after;
    changes_.push_back({id, before});
    if (after.top > limit) return false;
    MarkLater(id);
  }
  height_ = Highest();
  return height_ <= limit;
}

Extent ListPlacer::Fit(std::size_t id, WorkBudget& budget) {
  if (!partners_.Of(id).empty()) return FitAmongPartners(id, budget);
  const std::span<std::int32_t> neighbours(by_start_.data() + conflicts_.First(id),
                                           conflicts_.Of(id).size());
  SortByStart(neighbours, budget);
  const Buffer& buffer = problem_.buffers[id];
  GapFinder finder(buffer, rule_);
  for (const std::int32_t neighbour : neighbours) {
    const auto index = static_cast<std::size_t>(neighbour);
    if (ranks_[index] < ranks_[id] && finder.Pass(extents_[index])) break;
  }
  return ExtentAt(finder.Offset(), buffer.size);
}

/// Fit for a buffer that may share bytes: what its neighbours keep from it begins elsewhere than
/// they do, so that it is sorted by itself.
Extent ListPlacer::FitAmongPartners(std::size_t id, WorkBudget& budget) {
  const Buffer& buffer = problem_.buffers[id];
  const std::span<const Partner> partners = partners_.Of(id);
  auto partner = partners.begin();
  shown_.clear();
  for (const std::int32_t neighbour : conflicts_.Of(id)) {
    const auto index = static_cast<std::size_t>(neighbour);
    while (partner != partners.end() && partner->other < neighbour) ++partner;
    if (ranks_[index] >= ranks_[id]) continue;
    if (partner == partners.end() || partner->other != neighbour) {
      shown_.push_back(extents_[index]);
    } else {
      ForExtents(extents_[index], buffer, *partner, [&](Extent e) { shown_.push_back(e); });
    }
  }
  budget.Spend(static_cast<std::int64_t>(conflicts_.Of(id).size() + 4 * shown_.size()));
  return ExtentAt(FindAmong(shown_, buffer, rule_), buffer.size);
}

/// Insertion sort, for lists that are almost sorted; one that turns out not to be is sorted anew.
/// The order among equal starts does not matter to what is found.
void ListPlacer::SortByStart(std::span<std::int32_t> neighbours, WorkBudget& budget) const {
  const auto start = [&](std::int32_t neighbour) {
    return extents_[static_cast<std::size_t>(neighbour)].start;
  };
  const std::size_t most_shifts = 8 * neighbours.size();
  std::size_t shifts = 0;
  for (std::size_t next = 1; next < neighbours.size() && shifts <= most_shifts; ++next) {
    const std::int32_t neighbour = neighbours[next];
    const std::int64_t key = start(neighbour);
    std::size_t hole = next;
    for (; hole > 0 && start(neighbours[hole - 1]) > key; --hole) {
      neighbours[hole] = neighbours[hole - 1];
    }
    neighbours[hole] = neighbour;
    shifts += next - hole;
  }
  if (shifts > most_shifts) {
    std::sort(neighbours.begin(), neighbours.end(), [&](std::int32_t a, std::int32_t b) {
      return start(a) != start(b) ? start(a) < start(b) : a < b;
    });
    shifts *= 2;
  }
  budget.Spend(static_cast<std::int64_t>(2 * neighbours.size() + shifts));
}

std::int64_t ListPlacer::Highest() const {
  std::int64_t highest = 0;
  for (const Extent extent : extents_) highest = std::max(highest, extent.top);
  return highest;
}

}  // namespace utvmc::plan
