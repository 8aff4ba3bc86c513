#include "plan/schedule_exact.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <queue>
#include <tuple>
#include <vector>

#include "plan/schedule_states.h"

namespace utvmc::plan {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr int kLongestChain = 16;

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
      : graph_(graph),
        states_(graph, part, goal.enough, budget),
        goal_(goal),
        // Whoever runs last of all may pay for that: then it matters what is moved away from there.
        may_move_(!goal.stay_close &&
                  (part.end < graph.operators().size() || graph.last_step_bytes() == 0)),
        budget_(budget) {}

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
  /// Unless it is there already with this peak.
  void Push(std::size_t state) {
    if (queued_.size() <= state) queued_.resize(state + 1, kNever);
    const std::int64_t peak = states_[state].peak;
    if (queued_[state] <= peak) return;
    queued_[state] = peak;
    pending_.push({peak, states_[state].ran, numbers_++, state});
  }

  void Expand(std::size_t state) {
    states_.StepsFrom(state, steps_);
    if (may_move_) {
      const std::optional<std::size_t> next = RunWhatIsFree(state);
      if (next) return Push(*next);
    }
    for (const ScheduleStates::Step& step : steps_) {
      if (step.peak < goal_.below) Push(states_.Take(state, step));
    }
  }

  /// After an operator, or a chain of operators each of which waits for the one before, that can
  /// run for nothing from `state`. Chains that are left unfinished do no harm: whatever they lead
  /// to can be reached from what is looked at next.
  std::optional<std::size_t> RunWhatIsFree(std::size_t state) {
    const std::int64_t peak = states_[state].peak;
    const std::int64_t live = states_[state].live;
    for (const ScheduleStates::Step& step : steps_) {
      if (step.peak <= peak && step.live <= live) return states_.Take(state, step);
    }
    for (const ScheduleStates::Step& first : steps_) {
      if (first.peak > peak) continue;
      std::size_t end = states_.Take(state, first);
      std::optional<std::size_t> op = first.op;
      for (int length = 1; op && length < kLongestChain; ++length) {
        op = NextInChain(end, *op, peak);
        if (op && states_[end].live <= live) return end;
      }
    }
    return std::nullopt;
  }

  /// Runs an operator that waits for `op`, which ran last, moves `end` there and returns it; of
  /// several, the one that leaves least bytes live.
  std::optional<std::size_t> NextInChain(std::size_t& end, std::size_t op, std::int64_t peak) {
    std::optional<ScheduleStates::Step> best;
    for (const std::size_t next : graph_.operators()[op].behind) {
      if (!states_.IsReady(end, next)) continue;
      const ScheduleStates::Step step = states_.StepBy(end, next);
      if (step.peak <= peak && (!best || step.live < best->live)) best = step;
    }
    if (!best) return std::nullopt;
    end = states_.Take(end, *best);
    return best->op;
  }

  const ScheduleGraph& graph_;
  ScheduleStates states_;
  ExactScheduleGoal goal_;
  const bool may_move_;  ///< operators to an earlier moment, without a look at the alternatives
  WorkBudget& budget_;
  std::priority_queue<Pending, std::vector<Pending>, std::greater<>> pending_;
  std::vector<ScheduleStates::Step> steps_;
  std::vector<std::int64_t> queued_;  ///< by state: lowest peak with which it was pending
  std::int64_t numbers_ = 0;
};

}  // namespace

ExactSchedule SearchExactly(const ScheduleGraph& graph, const SchedulePart& part,
                            const ExactScheduleGoal& goal, WorkBudget& budget) {
  return Search(graph, part, goal, budget).Run();
}

}  // namespace utvmc::plan
