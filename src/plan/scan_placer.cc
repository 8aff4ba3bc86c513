#include "plan/scan_placer.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "plan/partners.h"

namespace utvmc::plan {
namespace {

/// What a buffer occupies during one run of its life.
struct Block {
  Extent extent;
  Interval live;
  std::size_t id = 0;  ///< of the buffer
};

/// The placed blocks in ascending order of start.
class Pool {
 public:
  std::size_t size() const { return blocks_.size(); }

  std::int64_t Find(const Buffer& buffer, FitRule rule) const {
    // Apart, since nearly all time is spent in this comparison.
    if (buffer.gaps.empty()) {
      return FindWhere(buffer, rule,
                       [live = buffer.live](Interval time) { return time.Overlaps(live); });
    }
    return FindWhere(buffer, rule, [&](Interval time) { return LivesDuring(buffer, time); });
  }

  /// Find for the buffer `id`, which may share bytes with others.
  std::int64_t FindAmongPartners(const Problem& problem, const Partners& partners, std::size_t id,
                                 FitRule rule) const {
    const Buffer& buffer = problem.buffers[id];
    std::vector<Extent> shown;
    for (const Block& block : blocks_) {
      if (!LivesDuring(buffer, block.live)) continue;
      const Partner* const partner = partners.Find(id, block.id);
      if (partner == nullptr) {
        shown.push_back(block.extent);
      } else {
        ForExtents(block.extent, buffer, *partner, [&](Extent e) { shown.push_back(e); });
      }
    }
    return FindAmong(shown, buffer, rule);
  }

  void Insert(const Block& block) {
    const auto after = std::upper_bound(
        blocks_.begin(), blocks_.end(), block,
        [](const Block& a, const Block& b) { return a.extent.start < b.extent.start; });
    blocks_.insert(after, block);
  }

  /// Forgets what lies outside the time in which the buffers to come are live.
  void KeepOnly(Interval still_to_come) {
    std::erase_if(blocks_, [&](const Block& block) { return !block.live.Overlaps(still_to_come); });
  }

 private:
  /// Among the blocks whose time `meets` the life of the buffer.
  template <typename Meets>
  std::int64_t FindWhere(const Buffer& buffer, FitRule rule, Meets meets) const {
    GapFinder finder(buffer, rule);
    for (const Block& block : blocks_) {
      if (meets(block.live) && finder.Pass(block.extent)) break;
    }
    return finder.Offset();
  }

  std::vector<Block> blocks_;
};

/// By position in the order: the hull of the lifetimes from there on.
std::vector<Interval> HullsOfTheRest(const Problem& problem, const Order& order) {
  std::vector<Interval> hulls(order.size());
  Interval hull = {std::numeric_limits<std::int64_t>::max(),
                   std::numeric_limits<std::int64_t>::min()};
  for (std::size_t position = order.size(); position-- > 0;) {
    const Interval live = problem.buffers[static_cast<std::size_t>(order[position])].live;
    hull = {std::min(hull.begin, live.begin), std::max(hull.end, live.end)};
    hulls[position] = hull;
  }
  return hulls;
}

}  // namespace

std::optional<Placement> PlaceByScan(const Problem& problem, const Order& order, FitRule rule,
                                     WorkBudget& budget) {
  const Partners partners(problem);
  Placement placement;
  placement.offsets.assign(problem.buffers.size(), 0);
  Pool pool;
  const auto place = [&](std::size_t id, std::int64_t offset) {
    const Buffer& buffer = problem.buffers[id];
    const Extent extent = ExtentAt(offset, buffer.size);
    placement.offsets[id] = offset;
    placement.height = std::max(placement.height, extent.top);
    ForRuns(buffer, [&](Interval run) { pool.Insert({extent, run, id}); });
  };
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
    if (problem.buffers[id].fixed_offset) place(id, *problem.buffers[id].fixed_offset);
  }

  const std::vector<Interval> hulls = HullsOfTheRest(problem, order);
  // Forgetting costs a look at every block, hence only when the pool has doubled since.
  constexpr std::size_t kSmallPool = 64;
  std::size_t forget_at = kSmallPool;
  for (std::size_t position = 0; position < order.size(); ++position) {
    const auto id = static_cast<std::size_t>(order[position]);
    if (problem.buffers[id].fixed_offset) continue;
    if (pool.size() >= forget_at) {
      pool.KeepOnly(hulls[position]);
      forget_at = std::max(kSmallPool, 2 * pool.size());
    }
    budget.Spend(static_cast<std::int64_t>(pool.size()) + 1);
    if (budget.spent()) return std::nullopt;
    place(id, partners.Of(id).empty() ? pool.Find(problem.buffers[id], rule)
                                      : pool.FindAmongPartners(problem, partners, id, rule));
  }
  return placement;
}

}  // namespace utvmc::plan
