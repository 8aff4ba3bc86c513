#include "plan/schedule_search.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "plan/schedule_beam.h"
#include "plan/schedule_exact.h"
#include "plan/schedule_graph.h"
#include "plan/schedule_greedy.h"
#include "plan/schedule_parts.h"
#include "plan/work_budget.h"

namespace utvmc::plan {
namespace {

constexpr std::size_t kWidestBeam = 256;

/// The problem in both directions: what is easy in one may be hard in the other. (Branches that
/// each leave something behind are: backwards, each of them frees bytes.)
struct Directions {
  const ScheduleGraph& forward;
  const ScheduleGraph& backward;
};

/// Looks for a better order of one part.
class PartSearch {
 public:
  /// No peak need be lower than `enough`. Takes its work from `left`.
  PartSearch(const Directions& graphs, const SchedulePart& part, std::int64_t enough,
             WorkBudget& left)
      : graphs_(graphs),
        part_(part),
        reversed_part_(Reversed(part, graphs.forward.operators().size())),
        enough_(std::max(enough, part.at_least)),
        left_(left),
        at_least_(part.at_least) {
    best_.order.resize(part.size());
    std::iota(best_.order.begin(), best_.order.end(), part.begin);
    best_.peak = part.peak;
  }

  void Run() {
    for (const GreedyRule rule : {GreedyRule::kLeastGrowth, GreedyRule::kLeastPeak,
                                  GreedyRule::kWidestFirst, GreedyRule::kDepthFirst}) {
      InBothDirections([&](const ScheduleGraph& graph, const SchedulePart& part) {
        return ScheduleGreedily(graph, part, rule);
      });
    }
    InBothDirections([&](const ScheduleGraph& graph, const SchedulePart& part) {
      return RunExactSearch(graph, part);
    });
    // Ever wider, as long as the work lasts.
    for (std::size_t width = 1; width <= kWidestBeam; width *= 4) {
      InBothDirections([&](const ScheduleGraph& graph, const SchedulePart& part) {
        return WithShare(4, [&](WorkBudget& budget) {
          return ScheduleByBeam(graph, part, width, best_.peak, budget);
        });
      });
    }
    if (best_.peak < part_.peak) StayClose();
  }

  const PartSchedule& best() const { return best_; }
  std::int64_t at_least() const { return at_least_; }  ///< proved

 private:
  bool Done() const { return is_proved_ || best_.peak <= enough_; }

  /// Calls `search` with either graph, unless the best order is known to be as good as is needed.
  template <typename Search>
  void InBothDirections(Search search) {
    if (!Done()) Offer(search(graphs_.forward, part_));
    if (Done()) return;
    std::optional<PartSchedule> found = search(graphs_.backward, reversed_part_);
    if (!found) return;
    for (std::size_t& op : found->order) op = graphs_.forward.operators().size() - 1 - op;
    std::reverse(found->order.begin(), found->order.end());
    Offer(std::move(found));
  }

  void Offer(std::optional<PartSchedule> found) {
    if (found && found->peak < best_.peak) best_ = std::move(*found);
    if (is_proved_ && best_.peak > enough_) at_least_ = best_.peak;
  }

  /// Calls `search` with one part in `parts` of the work that is left.
  template <typename Search>
  std::invoke_result_t<Search, WorkBudget&> WithShare(std::int64_t parts, Search search) {
    const std::int64_t granted = left_.left / parts;
    WorkBudget budget{granted};
    auto result = search(budget);
    left_.Spend(granted - budget.left);
    return result;
  }

  std::optional<PartSchedule> RunExactSearch(const ScheduleGraph& graph, const SchedulePart& part) {
    const ExactScheduleGoal goal = {.enough = enough_, .below = best_.peak};
    ExactSchedule result =
        WithShare(3, [&](WorkBudget& budget) { return SearchExactly(graph, part, goal, budget); });
    is_proved_ = result.is_proved;
    if (is_proved_ && !result.found) at_least_ = best_.peak;
    return std::move(result.found);
  }

  /// Of all orders that are as good, the one that is nearest to the given one.
  void StayClose() {
    const ExactScheduleGoal goal = {
        .enough = best_.peak, .below = best_.peak + 1, .stay_close = true};
    ExactSchedule result = WithShare(
        3, [&](WorkBudget& budget) { return SearchExactly(graphs_.forward, part_, goal, budget); });
    if (result.found) best_ = std::move(*result.found);
  }

  const Directions graphs_;
  const SchedulePart& part_;
  const SchedulePart reversed_part_;
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
  const ScheduleGraph forward(problem);
  const std::vector<SchedulePart> parts = SplitSchedule(forward);
  ScheduleResult result;
  result.order.resize(problem.operators.size());
  std::iota(result.order.begin(), result.order.end(), std::size_t{0});
  result.given_peak = PeakBytes(problem, result.order);
  result.peak = result.given_peak;
  for (const SchedulePart& part : parts) {
    result.lower_bound = std::max(result.lower_bound, part.at_least);
  }

  if (result.optimal()) return result;  // as most models are

  const ScheduleGraph backward(Reversed(problem));
  Schedule order = result.order;
  WorkBudget left{options.work};
  std::int64_t enough = result.lower_bound;
  for (const std::size_t index : MostDemandingFirst(parts)) {
    const SchedulePart& part = parts[index];
    if (part.peak <= enough) break;
    PartSearch search({forward, backward}, part, enough, left);
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
