#include "plan/schedule_exact.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <vector>

#include "plan/schedule_states.h"

namespace utvmc::plan {
namespace {

/// A state to look at: lowest peak first, then the one that is nearest to the end, then the one
/// that was found first. Among equal peaks that is a depth-first search in the given order.
struct Pending {
  std::int64_t peak = 0;
  std::int32_t ran = 0;
  std::int64_t number = 0;
  std::size_t state = 0;

  friend bool operator>(const Pending& a, const Pending& b) {
    return std::tuple(a.peak, -a.ran, a.number) > std::tuple(b.peak, -b.ran, b.number);
  }
};

class Search {
 public:
  Search(const ScheduleGraph& graph, const SchedulePart& part, const ExactScheduleGoal& goal,
         WorkBudget& budget)
      : states_(graph, part, goal.enough, budget), goal_(goal), budget_(budget) {}

  ExactSchedule Run() {
    ExactSchedule result;
    Push(0);
    while (!pending_.empty()) {
      const Pending next = pending_.top();
      pending_.pop();
      // Reached with a lower peak since, and looked at then.
      if (next.peak > states_[next.state].peak) continue;
      if (states_.IsComplete(next.state)) {
        result.found = {states_.PathTo(next.state), next.peak};
        result.is_proved = true;
        return result;
      }
      if (budget_.spent()) return result;
      Expand(next.state);
    }
    result.is_proved = true;
    return result;
  }

 private:
  void Push(std::size_t state) {
    pending_.push({states_[state].peak, states_[state].ran, numbers_++, state});
  }

  void Expand(std::size_t state) {
    states_.StepsFrom(state, steps_);
    if (!goal_.stay_close) {
      const ScheduleStates::State& now = states_[state];
      const auto is_free = [&](const ScheduleStates::Step& step) {
        return step.peak <= now.peak && step.live <= now.live;
      };
      const auto free = std::find_if(steps_.begin(), steps_.end(), is_free);
      if (free != steps_.end()) steps_ = {*free};
    }
    for (const ScheduleStates::Step& step : steps_) {
      if (step.peak >= goal_.below) continue;
      const auto [next, is_better] = states_.Take(state, step);
      if (is_better) Push(next);
    }
  }

  ScheduleStates states_;
  ExactScheduleGoal goal_;
  WorkBudget& budget_;
  std::priority_queue<Pending, std::vector<Pending>, std::greater<>> pending_;
  std::vector<ScheduleStates::Step> steps_;
  std::int64_t numbers_ = 0;
};

}  // namespace

ExactSchedule SearchExactly(const ScheduleGraph& graph, const SchedulePart& part,
                            const ExactScheduleGoal& goal, WorkBudget& budget) {
  return Search(graph, part, goal, budget).Run();
}

}  // namespace utvmc::plan
