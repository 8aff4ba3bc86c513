#include "plan/assign_pools.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

using Order = std::vector<std::size_t>;

/// Nodes for the question whether a pool holds what it was given, which is asked again and again.
constexpr std::int64_t kTrialBudget = 10'000;

/// Buffers that may be placed, again and again, to ask it; and how many at once are too many for
/// more than the constructive heuristics. So that 10,000 operators take a second.
constexpr std::size_t kTrialWork = 20'000;
constexpr std::size_t kManyBuffers = 2'000;

/// Bytes in use at each time at which some buffer is born.
class Load {
 public:
  explicit Load(const Problem& problem) {
    for (const Buffer& buffer : problem.buffers) times_.push_back(buffer.live.begin);
    std::ranges::sort(times_);
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
    bytes_.assign(times_.size(), 0);
  }

  std::int64_t Most(Interval live) const {
    std::int64_t most = 0;
    for (std::size_t i = First(live); i < times_.size() && times_[i] < live.end; ++i)
      most = std::max(most, bytes_[i]);
    return most;
  }

  void Add(Interval live, std::int64_t bytes) {
    for (std::size_t i = First(live); i < times_.size() && times_[i] < live.end; ++i)
      bytes_[i] += bytes;
  }

 private:
  std::size_t First(Interval live) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(times_, live.begin) - times_.begin());
  }

  std::vector<std::int64_t> times_;
  std::vector<std::int64_t> bytes_;
};

class Assigner {
 public:
  Assigner(const Problem& problem, const std::vector<PoolRequest>& pools,
           const std::vector<std::optional<std::size_t>>& pinned,
           std::optional<std::int64_t> node_budget)
      : problem_(problem), pools_(pools), pinned_(pinned), node_budget_(node_budget) {
    ranks_.resize(problem.buffers.size());
    for (std::size_t buffer = 0; buffer < ranks_.size(); ++buffer) RankPools(buffer);
    last_resort_ = static_cast<std::size_t>(
        std::ranges::max_element(pools, {}, &PoolRequest::capacity) - pools.begin());
  }

  Assignment Run() {
    Assignment best = Try(BySaving());
    if (!best.overflow || pools_.size() == 1) return best;
    for (const Order& order : {BySize(), ByArea()}) {
      Assignment other = Try(order);
      if (!other.overflow) return other;
      if (Excess(other) < Excess(best)) best = std::move(other);
    }
    return best;
  }

 private:
  // --- orders, all of them ending with the id ---

  Order Sorted(const std::function<std::int64_t(std::size_t)>& key) const {
    Order order(problem_.buffers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), key);
    return order;
  }

  std::int64_t Dearest(std::size_t buffer) const {
    return pools_[ranks_[buffer].back()].costs[buffer];
  }
  std::int64_t Cheapest(std::size_t buffer) const {
    return pools_[ranks_[buffer].front()].costs[buffer];
  }

  Order BySaving() const {
    Order order = Sorted([](std::size_t) { return 0; });
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      // Cross-multiplied in extended precision would overflow no less often than doubles round;
      // both are the same everywhere.
      const auto saving = [&](std::size_t buffer) {
        const auto size = static_cast<double>(std::max<std::int64_t>(1, SizeOf(buffer)));
        return static_cast<double>(Dearest(buffer) - Cheapest(buffer)) / size;
      };
      return saving(a) > saving(b);
    });
    return order;
  }
  Order BySize() const {
    return Sorted([&](std::size_t buffer) { return SizeOf(buffer); });
  }
  Order ByArea() const {
    return Sorted([&](std::size_t buffer) {
      const Interval live = problem_.buffers[buffer].live;
      return SaturatingMultiply(SizeOf(buffer), std::max<std::int64_t>(0, live.end - live.begin));
    });
  }

  std::int64_t SizeOf(std::size_t buffer) const { return problem_.buffers[buffer].size; }

  /// Cheapest first; of pools that cost the same, the one named first.
  void RankPools(std::size_t buffer) {
    std::vector<std::size_t>& ranks = ranks_[buffer];
    if (pinned_[buffer]) {
      ranks = {*pinned_[buffer]};
      return;
    }
    ranks.resize(pools_.size());
    std::iota(ranks.begin(), ranks.end(), std::size_t{0});
    std::ranges::stable_sort(ranks, {},
                             [&](std::size_t pool) { return pools_[pool].costs[buffer]; });
  }

  // --- one attempt ---

  /// The next pool from the `rank`th of the buffer on whose load leaves room, else its last resort.
  std::size_t Choose(std::size_t buffer, std::size_t rank, const std::vector<Load>& loads) const {
    const std::vector<std::size_t>& ranks = ranks_[buffer];
    const Buffer& self = problem_.buffers[buffer];
    for (; rank < ranks.size(); ++rank) {
      const std::size_t pool = ranks[rank];
      const std::int64_t room = pools_[pool].capacity - loads[pool].Most(self.live);
      if (self.size <= room) return pool;
    }
    return pinned_[buffer].value_or(last_resort_);
  }

  Assignment Try(const Order& order) const {
    Assignment assignment;
    assignment.pool.assign(problem_.buffers.size(), last_resort_);
    std::vector<Load> loads(pools_.size(), Load(problem_));
    const auto put = [&](std::size_t buffer, std::size_t pool) {
      assignment.pool[buffer] = pool;
      loads[pool].Add(problem_.buffers[buffer].live, SizeOf(buffer));
    };
    for (const std::size_t buffer : order)
      if (pinned_[buffer]) put(buffer, *pinned_[buffer]);
    for (const std::size_t buffer : order)
      if (!pinned_[buffer]) put(buffer, Choose(buffer, 0, loads));

    assignment.parts.resize(pools_.size());
    if (pools_.size() > 1) Settle(assignment, order, loads);
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      Finish(assignment, pool);
      if (!Holds(assignment, pool) && !assignment.overflow) assignment.overflow = pool;
    }
    return assignment;
  }

  /// Moves buffers on from pools that have no place for them, until there are none or nobody can
  /// go: one at a time as long as kTrialWork lasts, then all that are too high. Ends, since buffers
  /// only move on.
  void Settle(Assignment& assignment, const Order& order, std::vector<Load>& loads) const {
    std::vector<char> is_settled(pools_.size(), 0);
    std::size_t work = 0;
    for (std::size_t pool = 0; pool < pools_.size();) {
      if (is_settled[pool]) {
        ++pool;
        continue;
      }
      SolveTrial(assignment, pool);
      work += assignment.parts[pool].buffers.size();
      is_settled[pool] = 1;
      if (Holds(assignment, pool)) continue;
      const bool one_by_one = work <= kTrialWork;
      const std::vector<std::size_t> misfits =
          one_by_one ? Misfit(assignment, pool, order) : TakeTooHigh(assignment, pool);
      std::size_t lowest = pool;
      std::size_t stuck = 0;
      for (const std::size_t misfit : misfits) {
        const std::size_t next = MoveOn(assignment, misfit, pool, loads);
        stuck += next == pool ? 1 : 0;
        if (next != pool) is_settled[next] = 0;
        lowest = std::min(lowest, next);
      }
      if (one_by_one) is_settled[pool] = stuck == misfits.size();
      if (!one_by_one && stuck > 0) SolveTrial(assignment, pool);
      pool = lowest;
    }
  }

  void SolveTrial(Assignment& assignment, std::size_t pool) const {
    Collect(assignment, pool);
    Assignment::Part& part = assignment.parts[pool];
    if (part.buffers.size() > kManyBuffers) {
      part.result = {Construct(part.problem), LowerBound(part.problem), 0};
      return;
    }
    part.result = SolveExactly(
        part.problem, {.node_budget = std::min(kTrialBudget, node_budget_.value_or(kTrialBudget)),
                       .enough = std::max<std::int64_t>(1, Room(part, pool))});
  }

  /// Takes the buffers that end above the capacity, and may go elsewhere, out of a pool; the others
  /// stay where they are.
  std::vector<std::size_t> TakeTooHigh(Assignment& assignment, std::size_t pool) const {
    Assignment::Part& part = assignment.parts[pool];
    const std::int64_t room = Room(part, pool);
    std::vector<std::size_t> taken, kept;
    Placement placement;
    placement.technique = part.result.placement.technique;
    for (std::size_t i = 0; i < part.buffers.size(); ++i) {
      const std::int64_t offset = part.result.placement.offsets[i];
      const std::int64_t end = offset + part.problem.buffers[i].size;
      if (end > room && CanGoOn(part.buffers[i], pool)) {
        taken.push_back(part.buffers[i]);
        continue;
      }
      kept.push_back(part.buffers[i]);
      placement.offsets.push_back(offset);
      placement.height = std::max(placement.height, end);
    }
    part.buffers = std::move(kept);
    part.problem = PartOf(problem_, part.buffers, pools_[pool].alignment);
    part.result = {std::move(placement), LowerBound(part.problem), 0};
    return taken;
  }

  /// Gives a buffer for which `pool` has no place to the next one, which is returned.
  std::size_t MoveOn(Assignment& assignment, std::size_t buffer, std::size_t pool,
                     std::vector<Load>& loads) const {
    const std::size_t next = NextPool(buffer, pool, loads);
    if (next == pool) return pool;
    const Interval live = problem_.buffers[buffer].live;
    loads[pool].Add(live, -SizeOf(buffer));
    loads[next].Add(live, SizeOf(buffer));
    assignment.pool[buffer] = next;
    return next;
  }

  /// Where a buffer goes for which `pool` has no place; `pool` itself: nowhere.
  std::size_t NextPool(std::size_t buffer, std::size_t pool, const std::vector<Load>& loads) const {
    const auto rank =
        static_cast<std::size_t>(std::ranges::find(ranks_[buffer], pool) - ranks_[buffer].begin());
    if (rank + 1 >= ranks_[buffer].size()) return pool;
    const std::size_t next = Choose(buffer, rank + 1, loads);
    const auto next_rank =
        static_cast<std::size_t>(std::ranges::find(ranks_[buffer], next) - ranks_[buffer].begin());
    return next_rank > rank ? next : pool;  // always onwards, so that it ends
  }

  void Collect(Assignment& assignment, std::size_t pool) const {
    Assignment::Part& part = assignment.parts[pool];
    part = {};
    for (std::size_t buffer = 0; buffer < assignment.pool.size(); ++buffer)
      if (assignment.pool[buffer] == pool) part.buffers.push_back(buffer);
    part.problem = PartOf(problem_, part.buffers, pools_[pool].alignment);
  }

  /// Buffers that overlap cost speed, since pointers to them are not restrict: they do so only
  /// where that makes the pool's arena smaller.
  ExactResult SolveApartFirst(const Problem& problem) const {
    const ExactOptions options = {.node_budget = node_budget_};
    if (problem.overlaps.empty()) return SolveExactly(problem, options);
    Problem apart = problem;
    apart.overlaps.clear();
    Placement without = Construct(apart);
    const std::int64_t bound = LowerBound(problem);
    if (without.height <= bound) return {std::move(without), bound, 0};
    ExactResult result = SolveExactly(problem, options);
    if (without.height <= result.placement.height) result.placement = std::move(without);
    return result;
  }

  /// The lowest placement; one that fits already is not given up for one that does not.
  void Finish(Assignment& assignment, std::size_t pool) const {
    if (pools_.size() == 1) Collect(assignment, pool);
    Assignment::Part& part = assignment.parts[pool];
    ExactResult lowest = SolveApartFirst(part.problem);
    const bool has_trial = part.result.placement.offsets.size() == part.buffers.size();
    if (has_trial && part.result.placement.height < lowest.placement.height) {
      lowest.placement = std::move(part.result.placement);
    }
    part.result = std::move(lowest);
  }

  /// Bytes of the capacity that an arena, a multiple of its alignment, can have.
  std::int64_t Room(const Assignment::Part& part, std::size_t pool) const {
    return pools_[pool].capacity / AlignmentOf(part.problem) * AlignmentOf(part.problem);
  }

  bool Holds(const Assignment& assignment, std::size_t pool) const {
    const Assignment::Part& part = assignment.parts[pool];
    return part.result.placement.height <= Room(part, pool);
  }

  /// The buffer to take out of a pool that does not hold its own: the last in `order` of those that
  /// may go elsewhere and live when the capacity is exceeded. Empty: none may go.
  std::vector<std::size_t> Misfit(const Assignment& assignment, std::size_t pool,
                                  const Order& order) const {
    const Assignment::Part& part = assignment.parts[pool];
    const std::int64_t capacity = Room(part, pool);
    std::vector<char> meets_excess(problem_.buffers.size(), 0);
    for (std::size_t i = 0; i < part.buffers.size(); ++i) {
      const Buffer& above = part.problem.buffers[i];
      if (part.result.placement.offsets[i] + above.size <= capacity) continue;
      for (std::size_t j = 0; j < part.buffers.size(); ++j) {
        if (i == j || LiveTogether(above, part.problem.buffers[j]))
          meets_excess[part.buffers[j]] = 1;
      }
    }
    for (auto buffer = order.rbegin(); buffer != order.rend(); ++buffer) {
      if (meets_excess[*buffer] && CanGoOn(*buffer, pool)) return {*buffer};
    }
    return {};
  }

  bool CanGoOn(std::size_t buffer, std::size_t pool) const {
    return !pinned_[buffer] && ranks_[buffer].back() != pool;
  }

  std::int64_t Excess(const Assignment& assignment) const {
    const std::size_t pool = *assignment.overflow;
    return assignment.parts[pool].result.placement.height - pools_[pool].capacity;
  }

  const Problem& problem_;
  const std::vector<PoolRequest>& pools_;
  const std::vector<std::optional<std::size_t>>& pinned_;
  std::optional<std::int64_t> node_budget_;
  std::vector<std::vector<std::size_t>> ranks_;  ///< by buffer: pools it may be in, best first
  std::size_t last_resort_ = 0;
};

}  // namespace

Assignment AssignPools(const Problem& problem, const std::vector<PoolRequest>& pools,
                       const std::vector<std::optional<std::size_t>>& pinned,
                       std::optional<std::int64_t> node_budget) {
  return Assigner(problem, pools, pinned, node_budget).Run();
}

std::int64_t AlignmentOf(const Problem& problem) {
  std::int64_t alignment = 1;
  for (const Buffer& buffer : problem.buffers) alignment = std::max(alignment, buffer.alignment);
  return alignment;
}

Problem PartOf(const Problem& problem, const std::vector<std::size_t>& buffers,
               std::int64_t alignment) {
  Problem part = Extract(problem, buffers);
  for (Buffer& buffer : part.buffers) buffer.alignment = std::max(buffer.alignment, alignment);
  return part;
}

}  // namespace utvmc::plan
