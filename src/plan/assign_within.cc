#include "plan/assign_within.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

/// Shares of the fastest pool that are tried, in parts of so many.
constexpr std::int64_t kShares = 8;

/// Attempts after the first get no more nodes than this for each pool.
constexpr std::int64_t kAttemptBudget = 10'000;

/// With more buffers every attempt takes long: fewer of them.
constexpr std::size_t kManyBuffers = 2'000;
constexpr int kProbes = 10;

/// Pools by what all buffers would cost there.
std::vector<std::size_t> BySpeed(const std::vector<PoolRequest>& pools) {
  std::vector<std::int64_t> cost;
  for (const PoolRequest& pool : pools) {
    std::int64_t sum = 0;
    for (const std::int64_t of : pool.costs) sum = SaturatingAdd(sum, of);
    cost.push_back(sum);
  }
  std::vector<std::size_t> order(pools.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t pool) { return cost[pool]; });
  return order;
}

std::int64_t AttemptBudget(const PoolProblem& problem) {
  return std::min(problem.node_budget.value_or(kAttemptBudget), kAttemptBudget);
}

class Attempts {
 public:
  explicit Attempts(const PoolProblem& problem)
      : whole_(problem), order_(BySpeed(problem.pools)), least_(problem.pools.size(), 0) {
    for (std::size_t pool = 0; pool < least_.size(); ++pool) least_[pool] = BytesOfPinned(pool);
  }

  Assignment Run(Assignment first) {
    best_ = std::move(first);
    const std::int64_t step = whole_.problem.buffers.size() > kManyBuffers ? kShares / 2 : 1;
    for (std::int64_t share = kShares; share >= 0; share -= step) {
      if (Try(Shares(share))) return std::move(best_);
    }
    for (const std::size_t alone : order_) {
      if (Try(Alone(alone))) return std::move(best_);
    }
    return std::move(best_);
  }

 private:
  std::int64_t BytesOfPinned(std::size_t pool) const {
    std::vector<std::size_t> pinned;
    for (std::size_t buffer = 0; buffer < whole_.pinned.size(); ++buffer)
      if (whole_.pinned[buffer] == pool) pinned.push_back(buffer);
    const Problem part = PartOf(whole_.problem, pinned, whole_.pools[pool].alignment);
    return AlignUp(Construct(part).height, AlignmentOf(part));
  }

  /// Capacities: what is pinned, then of the fastest pool that share, of the others as much as the
  /// total leaves, in order.
  std::vector<std::int64_t> Shares(std::int64_t share) const {
    std::int64_t left = whole_.total;
    for (const std::int64_t bytes : least_) left = std::max<std::int64_t>(0, left - bytes);
    std::vector<std::int64_t> capacities = least_;
    for (const std::size_t pool : order_) {
      const std::int64_t room = whole_.pools[pool].capacity - least_[pool];
      std::int64_t more = std::clamp<std::int64_t>(room, 0, left);
      if (pool == order_.front()) more = more / kShares * share + more % kShares * share / kShares;
      capacities[pool] += more;
      left -= more;
    }
    return capacities;
  }

  std::vector<std::int64_t> Alone(std::size_t pool) const {
    std::vector<std::int64_t> capacities = least_;
    capacities[pool] = whole_.pools[pool].capacity;
    return capacities;
  }

  /// True: it fits, and is the best now. What exceeds the shares may still keep to pools and total.
  bool Try(const std::vector<std::int64_t>& capacities) {
    std::vector<PoolRequest> pools = whole_.pools;
    for (std::size_t pool = 0; pool < pools.size(); ++pool)
      pools[pool].capacity = std::min(pools[pool].capacity, capacities[pool]);
    Assignment next = AssignPools(whole_.problem, pools, whole_.pinned, AttemptBudget(whole_));
    const std::vector<std::int64_t> bytes = ArenaBytes(next);
    next.overflow.reset();
    for (std::size_t pool = 0; pool < bytes.size(); ++pool) {
      if (bytes[pool] > whole_.pools[pool].capacity && !next.overflow) next.overflow = pool;
    }
    if (next.overflow) return false;
    if (!best_.overflow && TotalBytes(next) >= TotalBytes(best_)) return false;
    best_ = std::move(next);
    return Fits(whole_, best_);
  }

  const PoolProblem& whole_;
  std::vector<std::size_t> order_;   ///< pools, the fastest first
  std::vector<std::int64_t> least_;  ///< by pool: what is pinned there takes so much
  Assignment best_;
};

/// The least value in (`low`, `high`] for which `does`, if there is a border between those for
/// which it does not and those for which it does; one for which it does in any case. `high` does.
std::int64_t Least(std::int64_t low, std::int64_t high, std::size_t buffers,
                   const std::function<bool(std::int64_t)>& does) {
  if (buffers > kManyBuffers) return high;
  const std::int64_t word = 4;
  for (int probe = 0; probe < kProbes && high - low > word; ++probe) {
    const std::int64_t middle = AlignUp(low + (high - low) / 2, word);
    if (middle >= high) break;
    (does(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::vector<std::int64_t> ArenaBytes(const Assignment& assignment) {
  std::vector<std::int64_t> bytes;
  for (const Assignment::Part& part : assignment.parts) {
    const std::int64_t height = AlignUp(part.result.placement.height, AlignmentOf(part.problem));
    bytes.push_back(part.buffers.empty() ? 0 : std::max<std::int64_t>(1, height));
  }
  return bytes;
}

std::int64_t TotalBytes(const Assignment& assignment) {
  std::int64_t total = 0;
  for (const std::int64_t bytes : ArenaBytes(assignment)) total = SaturatingAdd(total, bytes);
  return total;
}

bool Fits(const PoolProblem& problem, const Assignment& assignment) {
  return !assignment.overflow && TotalBytes(assignment) <= problem.total;
}

Assignment AssignWithin(const PoolProblem& problem) {
  Assignment first =
      AssignPools(problem.problem, problem.pools, problem.pinned, problem.node_budget);
  if (problem.pools.size() == 1 || Fits(problem, first)) return first;
  return Attempts(problem).Run(std::move(first));
}

std::optional<std::int64_t> CapacityThatDoes(PoolProblem problem, std::size_t pool,
                                             std::int64_t guess) {
  problem.node_budget = AttemptBudget(problem);
  const std::int64_t low = problem.pools[pool].capacity;
  problem.total = kSaturated;
  const auto does = [&](std::int64_t capacity) {
    problem.pools[pool].capacity = capacity;
    return !AssignWithin(problem).overflow;
  };
  // One above the other all buffers fit.
  std::int64_t most = guess;
  for (const Buffer& buffer : problem.problem.buffers) {
    const std::int64_t alignment = std::max(buffer.alignment, problem.pools[pool].alignment);
    most = SaturatingAdd(
        most, SaturatingAdd(AlignUp(buffer.size, alignment), buffer.fixed_offset.value_or(0)));
  }
  std::int64_t high = std::max(guess, low + 1);
  while (!does(high)) {
    if (high >= most) return std::nullopt;
    high = std::min(most, SaturatingAdd(high, high - low));
  }
  return Least(low, high, problem.problem.buffers.size(), does);
}

std::int64_t TotalThatDoes(PoolProblem problem, const Assignment& found) {
  problem.node_budget = AttemptBudget(problem);
  const std::int64_t low = problem.total;
  const auto does = [&](std::int64_t total) {
    problem.total = total;
    return Fits(problem, AssignWithin(problem));
  };
  std::int64_t high = TotalBytes(found);
  if (!does(high)) {
    // The first attempt's arenas do in any case.
    problem.total = kSaturated;
    high = TotalBytes(AssignWithin(problem));
  }
  return Least(low, high, problem.problem.buffers.size(), does);
}

std::int64_t LeastCapacity(const PoolProblem& problem, std::size_t pool) {
  std::int64_t elsewhere = 0;
  for (std::size_t other = 0; other < problem.pools.size(); ++other)
    if (other != pool) elsewhere = SaturatingAdd(elsewhere, problem.pools[other].capacity);
  return std::max<std::int64_t>(0, LowerBound(problem.problem) - elsewhere);
}

}  // namespace utvmc::plan
