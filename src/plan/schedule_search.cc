#include "plan/schedule_search.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "plan/schedule_beam.h"
#include "plan/schedule_exact.h"
#include "plan/schedule_graph.h"
#include "plan/schedule_greedy.h"
#include "plan/work_budget.h"

namespace utvmc::plan {
namespace {

constexpr std::size_t kWidestBeam = 256;

/// Looks for a better order of one part.
class PartSearch {
 public:
  /// No peak need be lower than `enough`. Takes its work from `left`.
  PartSearch(const ScheduleGraph& graph, const SchedulePart& part, std::int64_t enough,
             WorkBudget& left)
      : graph_(graph),
        part_(part),
        enough_(std::max(enough, part.at_least)),
        left_(left),
        at_least_(part.at_least) {
    best_.order.resize(part.size());
    std::iota(best_.order.begin(), best_.order.end(), part.begin);
    best_.peak = part.peak;
  }

  void Run() {
    for (const GreedyRule rule :
         {GreedyRule::kLeastGrowth, GreedyRule::kLeastPeak, GreedyRule::kDepthFirst}) {
      if (!Done()) Offer(ScheduleGreedily(graph_, part_, rule));
    }
    if (!Done()) RunExactSearch();
    if (!Done()) RunBeams();
    if (best_.peak < part_.peak) StayClose();
  }

  const PartSchedule& best() const { return best_; }
  std::int64_t at_least() const { return at_least_; }  ///< proved

 private:
  bool Done() const { return is_proved_ || best_.peak <= enough_; }

  void Offer(PartSchedule found) {
    if (found.peak < best_.peak) best_ = std::move(found);
  }

  /// Calls `search` with half of the work that is left.
  template <typename Search>
  auto WithHalf(Search search) {
    const std::int64_t granted = left_.left / 2;
    WorkBudget budget{granted};
    auto result = search(budget);
    left_.Spend(granted - budget.left);
    return result;
  }

  void RunExactSearch() {
    const ExactScheduleGoal goal = {.enough = enough_, .below = best_.peak};
    ExactSchedule result =
        WithHalf([&](WorkBudget& budget) { return SearchExactly(graph_, part_, goal, budget); });
    if (result.found) Offer(std::move(*result.found));
    if (!result.is_proved) return;
    is_proved_ = true;
    if (best_.peak > enough_) at_least_ = best_.peak;
  }

  /// Ever wider, as long as the work lasts.
  void RunBeams() {
    for (std::size_t width = 1; width <= kWidestBeam && !Done(); width *= 4) {
      std::optional<PartSchedule> found = WithHalf([&](WorkBudget& budget) {
        return ScheduleByBeam(graph_, part_, width, best_.peak, budget);
      });
      if (found) Offer(std::move(*found));
    }
  }

  /// Of all orders that are as good, the one that is nearest to the given one.
  void StayClose() {
    const ExactScheduleGoal goal = {
        .enough = best_.peak, .below = best_.peak + 1, .stay_close = true};
    ExactSchedule result =
        WithHalf([&](WorkBudget& budget) { return SearchExactly(graph_, part_, goal, budget); });
    if (result.found) best_ = std::move(*result.found);
  }

  const ScheduleGraph& graph_;
  const SchedulePart& part_;
  const std::int64_t enough_;
  WorkBudget& left_;
  PartSchedule best_;
  std::int64_t at_least_;
  bool is_proved_ = false;
};

/// Indices of the parts, highest peak first.
std::vector<std::size_t> MostDemandingFirst(const std::vector<SchedulePart>& parts) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return parts[a].peak > parts[b].peak; });
  return order;
}

}  // namespace

ScheduleResult FindSchedule(const ScheduleProblem& problem, const ScheduleOptions& options) {
  const ScheduleGraph graph(problem);
  const std::vector<SchedulePart> parts = SplitSchedule(graph);
  ScheduleResult result;
  result.order.resize(problem.operators.size());
  std::iota(result.order.begin(), result.order.end(), std::size_t{0});
  result.given_peak = PeakBytes(problem, result.order);
  result.peak = result.given_peak;
  for (const SchedulePart& part : parts) {
    result.lower_bound = std::max(result.lower_bound, part.at_least);
  }

  Schedule order = result.order;
  WorkBudget left{options.work};
  std::int64_t enough = result.lower_bound;
  for (const std::size_t index : MostDemandingFirst(parts)) {
    const SchedulePart& part = parts[index];
    if (part.peak <= enough) break;
    PartSearch search(graph, part, enough, left);
    search.Run();
    enough = std::max(enough, search.best().peak);
    result.lower_bound = std::max(result.lower_bound, search.at_least());
    if (enough >= result.given_peak) return result;  // this part alone needs what the whole did
    std::copy(search.best().order.begin(), search.best().order.end(),
              order.begin() + static_cast<std::ptrdiff_t>(part.begin));
  }
  const std::int64_t peak = PeakBytes(problem, order);
  if (peak >= result.given_peak) return result;
  result.order = std::move(order);
  result.peak = peak;
  return result;
}

}  // namespace utvmc::plan
