#include "plan/assign_within.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

namespace utvmc::plan {
namespace {

/// Shares of the fastest pool that are tried, in parts of so many.
constexpr std::int64_t kShares = 8;

/// Attempts after the first get no more nodes than this for each pool.
constexpr std::int64_t kAttemptBudget = 10'000;

/// Totals that are tried whatever the limit is, in sixteenths of the largest sum of live bytes.
constexpr std::int64_t kTotals[] = {16, 17, 18, 20, 24, 32};

/// With more buffers every attempt takes long: fewer of them.
constexpr std::size_t kManyBuffers = 2'000;
/// Up to so many, sizes for a message are tried in every way.
constexpr std::size_t kSomeBuffers = 200;
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

/// The first pool whose arena is larger than it.
std::optional<std::size_t> Overflow(const PoolProblem& problem, const Assignment& assignment) {
  const std::vector<std::int64_t> bytes = ArenaBytes(assignment);
  for (std::size_t pool = 0; pool < bytes.size(); ++pool)
    if (bytes[pool] > problem.pools[pool].capacity) return pool;
  return std::nullopt;
}

class Attempts {
 public:
  explicit Attempts(const PoolProblem& problem)
      : whole_(problem),
        peak_(LowerBound(problem.problem)),
        order_(BySpeed(problem.pools)),
        least_(problem.pools.size(), 0) {
    for (std::size_t pool = 0; pool < least_.size(); ++pool) least_[pool] = BytesOfPinned(pool);
  }

  AssignedWithin Run(Assignment first) {
    best_ = std::move(first);
    if (!best_.overflow) total_that_does_ = TotalBytes(best_);
    if (IsHopeless()) return {std::move(best_), kSaturated};
    const std::int64_t step = IsLarge() ? kShares / 2 : 1;
    const bool fits = (whole_.total >= peak_ && TryShares(whole_.total, step)) || TryFixed();
    return {std::move(best_), fits ? whole_.total : total_that_does_};
  }

  /// What AssignWithin tries last for a pool.
  Assignment TakeAlone(std::size_t pool) {
    return AssignPools(whole_.problem, Limited(Alone(pool)), whole_.pinned, AttemptBudget(whole_));
  }

 private:
  bool IsLarge() const { return whole_.problem.buffers.size() > kManyBuffers; }

  /// All pools together do not hold what lives at once.
  bool IsHopeless() const {
    std::int64_t sum = 0;
    for (const PoolRequest& pool : whole_.pools) sum = SaturatingAdd(sum, pool.capacity);
    return sum < peak_;
  }

  bool TryShares(std::int64_t total, std::int64_t step) {
    for (std::int64_t share = kShares; share >= 0; share -= step)
      if (Try(Shares(total, share))) return true;
    return false;
  }

  /// The attempts that do not depend on the total. What the best of them takes would do, then.
  bool TryFixed() {
    const auto attempt = [&](const std::vector<std::int64_t>& capacities) {
      const bool fits = Try(capacities);
      total_that_does_ = std::min(total_that_does_, bytes_.at(capacities));
      return fits;
    };
    for (const std::size_t alone : order_)
      if (attempt(Alone(alone))) return true;
    if (whole_.total == kSaturated) return false;  // shares of everything have been tried
    // A limit must not refuse what is found without it.
    for (std::int64_t share = kShares; share >= 0; share -= IsLarge() ? kShares / 2 : 1)
      if (attempt(Shares(kSaturated, share))) return true;
    for (const std::int64_t sixteenths : kTotals) {
      if (total_that_does_ <= peak_ || (IsLarge() && sixteenths != 20)) continue;
      const std::int64_t total = SaturatingMultiply(peak_ / 16 + 1, sixteenths);
      for (std::int64_t share = kShares; share >= 0; share -= kShares / 4)
        if (attempt(Shares(total, share))) return true;
    }
    return false;
  }

  std::int64_t BytesOfPinned(std::size_t pool) const {
    std::vector<std::size_t> pinned;
    for (std::size_t buffer = 0; buffer < whole_.pinned.size(); ++buffer)
      if (whole_.pinned[buffer] == pool) pinned.push_back(buffer);
    const Problem part = PartOf(whole_.problem, pinned, whole_.pools[pool].alignment);
    return AlignUp(Construct(part).height, AlignmentOf(part));
  }

  /// Capacities: what is pinned, then of the fastest pool that share, of the others as much as
  /// `total` leaves, in order.
  std::vector<std::int64_t> Shares(std::int64_t total, std::int64_t share) const {
    std::int64_t left = total;
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

  std::vector<PoolRequest> Limited(const std::vector<std::int64_t>& capacities) const {
    std::vector<PoolRequest> pools = whole_.pools;
    for (std::size_t pool = 0; pool < pools.size(); ++pool)
      pools[pool].capacity = std::min(pools[pool].capacity, capacities[pool]);
    return pools;
  }

  /// True: it fits, and is the best now. What exceeds the shares may still keep to pools and total.
  bool Try(const std::vector<std::int64_t>& capacities) {
    const auto [known, is_new] = bytes_.try_emplace(capacities, kSaturated);
    if (!is_new) return false;
    Assignment next =
        AssignPools(whole_.problem, Limited(capacities), whole_.pinned, AttemptBudget(whole_));
    next.overflow = Overflow(whole_, next);
    if (next.overflow) return false;
    known->second = TotalBytes(next);
    if (!best_.overflow && known->second >= TotalBytes(best_)) return false;
    best_ = std::move(next);
    return Fits(whole_, best_);
  }

  const PoolProblem& whole_;
  std::int64_t peak_;                ///< bytes: no total is lower
  std::vector<std::size_t> order_;   ///< pools, the fastest first
  std::vector<std::int64_t> least_;  ///< by pool: what is pinned there takes so much
  /// What was tried, and what it takes; kSaturated: it does not keep to the pools.
  std::map<std::vector<std::int64_t>, std::int64_t> bytes_;
  Assignment best_;
  std::int64_t total_that_does_ = kSaturated;
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

AssignedWithin AssignOnce(const PoolProblem& problem) {
  Assignment first =
      AssignPools(problem.problem, problem.pools, problem.pinned, problem.node_budget);
  const std::int64_t bytes = first.overflow ? kSaturated : TotalBytes(first);
  return {std::move(first), bytes};
}

AssignedWithin AssignWithin(const PoolProblem& problem) {
  AssignedWithin first = AssignOnce(problem);
  if (problem.pools.size() == 1 || Fits(problem, first.assignment)) return first;
  return Attempts(problem).Run(std::move(first.assignment));
}

std::optional<Remedy> CapacityThatDoes(PoolProblem problem, std::size_t pool) {
  problem.node_budget = AttemptBudget(problem);
  const std::int64_t low = problem.pools[pool].capacity;
  problem.pools[pool].capacity = kSaturated;
  const std::int64_t most = ArenaBytes(Attempts(problem).TakeAlone(pool))[pool];

  std::int64_t total = 0;  // of what did last
  const auto does = [&](std::int64_t capacity) {
    problem.pools[pool].capacity = capacity;
    Assignment found;
    found.overflow = pool;
    if (capacity >= most) {  // then nothing takes less together
      found = Attempts(problem).TakeAlone(pool);
      found.overflow = Overflow(problem, found);
    }
    if (!Fits(problem, found)) found = AssignOnce(problem).assignment;
    if (!Fits(problem, found)) return false;
    total = TotalBytes(found);
    return true;
  };
  const auto does_in_any_way = [&](std::int64_t capacity) {
    problem.pools[pool].capacity = capacity;
    return Fits(problem, AssignWithin(problem).assignment);
  };
  const std::int64_t high = std::max(most, low + 1);
  const std::size_t buffers = problem.problem.buffers.size();
  if (does(high)) {
    const std::int64_t bytes = Least(low, high, buffers, does);
    const std::int64_t least = std::max(low, LeastCapacity(problem, pool));
    return Remedy{buffers > kSomeBuffers ? bytes : Least(least, bytes, buffers, does_in_any_way)};
  }
  if (problem.total == kSaturated) return std::nullopt;
  problem.total = kSaturated;
  if (!does(high)) return std::nullopt;
  const std::int64_t bytes = Least(low, high, buffers, does);
  return Remedy{bytes, total};
}

std::int64_t LeastCapacity(const PoolProblem& problem, std::size_t pool) {
  std::int64_t elsewhere = 0;
  for (std::size_t other = 0; other < problem.pools.size(); ++other)
    if (other != pool) elsewhere = SaturatingAdd(elsewhere, problem.pools[other].capacity);
  return std::max<std::int64_t>(0, LowerBound(problem.problem) - elsewhere);
}

}  // namespace utvmc::plan
