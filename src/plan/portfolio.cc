// Construct: constructive heuristics. Solve: those, then hill climbing from what they found. The
// lowest placement is taken. Everything ends as soon as the lower bound is reached, which is at
// once for most models.
#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "plan/aliases.h"
#include "plan/arithmetic.h"
#include "plan/conflicts.h"
#include "plan/fit.h"
#include "plan/hill_climb.h"
#include "plan/list_placer.h"
#include "plan/order.h"
#include "plan/partners.h"
#include "plan/problem.h"
#include "plan/scan_placer.h"
#include "plan/work_budget.h"

namespace utvmc::plan {
namespace {

/// Up to so many pairs of buffers that overlap, conflicts are held as lists (8 MB), which makes the
/// work follow the pairs; beyond, buffers are looked through one by one.
constexpr std::int64_t kMostPairs = 1'000'000;

/// Steps for the constructive heuristics. Enough for all of them on problems that a model can pose;
/// on others it bounds the time.
constexpr std::int64_t kConstructionWork = 30'000'000;

/// Steps for all climbing, where there are at most kClimbingPairs; less in proportion where there
/// are more, since a climb of a few moves finds nothing; and less where so many moves cost less.
constexpr std::int64_t kClimbingWork = 80'000'000;
constexpr std::int64_t kClimbingPairs = 20'000;
constexpr std::int64_t kMostMoves = 20'000;

constexpr std::uint32_t kSeed = 20240229;

struct Heuristic {
  const char* name;
  Order (*order)(const Problem&);
  FitRule rule;
};

/// Those that are cheap even where nearly everything overlaps come first.
constexpr Heuristic kHeuristics[] = {
    {"first fit by birth", ByBirth, FitRule::kLowest},
    {"first fit by death", ByDeath, FitRule::kLowest},
    {"best fit by birth", ByBirth, FitRule::kTightest},
    {"first fit by size", BySize, FitRule::kLowest},
    {"first fit by contention", ByContention, FitRule::kLowest},
    {"first fit by area", ByArea, FitRule::kLowest},
    {"first fit by lifetime", ByLifetime, FitRule::kLowest},
    {"best fit by size", BySize, FitRule::kTightest},
};

/// A problem with its buffers in an order of their own: whoever numbers them differently gets the
/// same height.
struct Canonical {
  Problem problem;
  std::vector<std::size_t> original;  ///< by canonical index
};

/// By all that matters to where a buffer may lie, but for whom it may overlap.
bool IsBefore(const Problem& problem, std::size_t a, std::size_t b) {
  const auto key = [&](std::size_t id) {
    const Buffer& buffer = problem.buffers[id];
    return std::tuple(buffer.live.begin, buffer.live.end, buffer.size, buffer.alignment,
                      buffer.fixed_offset);
  };
  const auto key_of_a = key(a);
  const auto key_of_b = key(b);
  if (key_of_a != key_of_b) return key_of_a < key_of_b;
  const std::vector<Interval>& gaps_of_a = problem.buffers[a].gaps;
  const std::vector<Interval>& gaps_of_b = problem.buffers[b].gaps;
  return std::lexicographical_compare(
      gaps_of_a.begin(), gaps_of_a.end(), gaps_of_b.begin(), gaps_of_b.end(),
      [](Interval x, Interval y) { return std::tie(x.begin, x.end) < std::tie(y.begin, y.end); });
}

/// Puts buffers of `original` that are alike otherwise in the order of what they see of their
/// partners.
void SortByPartners(const Problem& problem, std::vector<std::size_t>& original) {
  std::vector<std::size_t> rank(original.size(), 0);
  for (std::size_t at = 1; at < original.size(); ++at) {
    const std::size_t before = original[at - 1];
    rank[original[at]] = IsBefore(problem, before, original[at]) ? at : rank[before];
  }
  using Sight = std::tuple<std::size_t, std::int64_t, std::int64_t>;
  const Partners partners(problem);
  std::vector<std::vector<Sight>> sights(original.size());
  for (std::size_t id = 0; id < original.size(); ++id) {
    for (const Partner& partner : partners.Of(id)) {
      const auto other = static_cast<std::size_t>(partner.other);
      sights[id].emplace_back(rank[other], partner.low, partner.high);
    }
    std::sort(sights[id].begin(), sights[id].end());
  }
  std::stable_sort(original.begin(), original.end(), [&](std::size_t a, std::size_t b) {
    return rank[a] != rank[b] ? rank[a] < rank[b] : sights[a] < sights[b];
  });
}

Canonical Canonicalise(const Problem& problem) {
  Canonical canonical;
  canonical.original.resize(problem.buffers.size());
  std::iota(canonical.original.begin(), canonical.original.end(), std::size_t{0});
  std::stable_sort(canonical.original.begin(), canonical.original.end(),
                   [&](std::size_t a, std::size_t b) { return IsBefore(problem, a, b); });
  canonical.problem.buffers.reserve(problem.buffers.size());
  if (!problem.overlaps.empty()) SortByPartners(problem, canonical.original);
  std::vector<BufferId> renamed(problem.buffers.size());
  for (const std::size_t id : canonical.original) {
    renamed[id] = BufferId(canonical.problem.buffers.size());
    canonical.problem.buffers.push_back(problem.buffers[id]);
  }
  const auto is_known = [&](BufferId id) { return id.valid() && id.index() < renamed.size(); };
  for (AllowedOverlap overlap : problem.overlaps) {
    if (!is_known(overlap.first) || !is_known(overlap.second)) continue;
    overlap.first = renamed[overlap.first.index()];
    overlap.second = renamed[overlap.second.index()];
    canonical.problem.overlaps.push_back(overlap);
  }
  return canonical;
}

/// No placement is lower: the live bytes, and the tops of what is fixed.
std::int64_t Floor(const Problem& problem) {
  std::int64_t floor = LowerBound(problem);
  for (const Buffer& buffer : problem.buffers) {
    if (!buffer.fixed_offset) continue;
    floor = std::max(floor, ExtentAt(*buffer.fixed_offset, buffer.size).top);
  }
  return floor;
}

/// One run of the portfolio over a canonical problem.
class Portfolio {
 public:
  Portfolio(const Problem& problem, bool climb)
      : problem_(problem), climb_(climb), floor_(Floor(problem)) {}

  Placement Run() {
    const std::optional<Conflicts> conflicts = Conflicts::Find(problem_, kMostPairs);
    if (!conflicts) {
      ConstructByScan();
      return std::move(*best_);
    }
    ListPlacer placer(problem_, *conflicts);
    Construct(placer);
    if (climb_) Climb(placer, conflicts->pairs());
    return std::move(*best_);
  }

 private:
  bool Done() const { return best_ && best_->height <= floor_; }

  void Offer(Placement placement, const std::string& technique) {
    if (best_ && best_->height <= placement.height) return;
    best_ = std::move(placement);
    best_->technique = technique;
  }

  void Construct(ListPlacer& placer) {
    WorkBudget budget{kConstructionWork};
    for (const Heuristic& heuristic : kHeuristics) {
      if (Done() || (best_ && budget.spent())) return;
      ConstructOne(placer, heuristic.order(problem_), heuristic.rule, heuristic.name, budget);
    }
    if (Done()) return;
    Order order = BySkyline(problem_, budget);
    if (order.empty()) return;
    ConstructOne(placer, std::move(order), FitRule::kLowest, "skyline", budget);
  }

  void ConstructOne(ListPlacer& placer, Order order, FitRule rule, const char* name,
                    WorkBudget& budget) {
    placer.Place(order, rule, budget);
    Offer(placer.Current(), name);
    if (rule == FitRule::kLowest) starts_.push_back(std::move(order));
  }

  /// The first heuristic runs to its end whatever it costs, so that there is a placement.
  void ConstructByScan() {
    WorkBudget budget{kConstructionWork};
    for (const Heuristic& heuristic : kHeuristics) {
      if (Done()) return;
      WorkBudget unlimited{kSaturated};
      std::optional<Placement> placement = PlaceByScan(problem_, heuristic.order(problem_),
                                                       heuristic.rule, best_ ? budget : unlimited);
      if (placement) Offer(std::move(*placement), heuristic.name);
    }
  }

  /// Half of the work goes to a climb from every start, since which of them lies at the foot of the
  /// best summit does not show in its height; the other half goes on from the best.
  void Climb(ListPlacer& placer, std::int64_t pairs) {
    // A move looks at most pairs from both sides, and sorts.
    const std::int64_t move = 4 * pairs + static_cast<std::int64_t>(problem_.buffers.size());
    const std::int64_t work = std::min(
        kMostMoves * move, kClimbingWork / std::max(pairs, kClimbingPairs) * kClimbingPairs);
    const auto starts = static_cast<std::int64_t>(starts_.size());
    for (const Order& start : starts_) ClimbFrom(placer, start, work / 2 / starts);
    if (!Done()) ClimbFrom(placer, OrderOf(*best_), work / 2);
  }

  void ClimbFrom(ListPlacer& placer, const Order& start, std::int64_t work) {
    if (Done()) return;
    WorkBudget budget{work};
    placer.Place(start, FitRule::kLowest, budget);
    Offer(HillClimb(placer, floor_, kSeed, budget), "hill climbing");
  }

  /// An order from which first fit builds a placement that is no higher: from the bottom to the
  /// top, every buffer finds the bytes it had free. (Except where buffers overlap, and one has
  /// come to lie so much lower that the other is too far away.)
  Order OrderOf(const Placement& placement) const {
    Order order(problem_.buffers.size());
    std::iota(order.begin(), order.end(), 0);
    const auto offset = [&](std::int32_t id) {
      return placement.offsets[static_cast<std::size_t>(id)];
    };
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
      return offset(a) != offset(b) ? offset(a) < offset(b) : a < b;
    });
    return order;
  }

  const Problem& problem_;
  bool climb_;
  std::int64_t floor_;
  std::optional<Placement> best_;
  std::vector<Order> starts_;  ///< for first fit
};

Placement RunPortfolio(const Problem& problem, bool climb) {
  if (problem.buffers.empty()) return {{}, 0, kHeuristics[0].name};
  if (!problem.groups.empty()) {
    const Merged merged = MergeAliases(problem);
    return Expand(merged, RunPortfolio(merged.problem, climb));
  }
  const Canonical canonical = Canonicalise(problem);
  const Placement found = Portfolio(canonical.problem, climb).Run();
  Placement placement = found;
  for (std::size_t index = 0; index < canonical.original.size(); ++index) {
    placement.offsets[canonical.original[index]] = found.offsets[index];
  }
  return placement;
}

}  // namespace

Placement Construct(const Problem& problem) { return RunPortfolio(problem, false); }

Placement Solve(const Problem& problem) { return RunPortfolio(problem, true); }

}  // namespace utvmc::plan
