// What the searches for an order know while they are in the middle of a part: sets of operators
// that ran, and how they came about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_set>
#include <vector>

#include "plan/schedule_parts.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// A store of states of one part. A state is a set of operators that can have run; of several ways
/// to one set, the store keeps the one with the lowest peak.
class ScheduleStates {
 public:
  struct State {
    std::int64_t live = 0;     ///< bytes, after the set ran
    std::int64_t peak = 0;     ///< in the part so far
    std::int32_t parent = -1;  ///< -1: the state in which nothing of the part ran
    std::int32_t op = -1;      ///< ran last; an index into the graph
    std::int32_t ran = 0;      ///< number of operators
  };

  /// What running an operator leads to.
  struct Step {
    std::size_t op = 0;
    std::int64_t live = 0;
    std::int64_t peak = 0;  ///< in the part, this operator included
  };

  /// Begins with one state, 0, in which nothing of the part ran. Peaks up to `enough` count as
  /// `enough`. Work is taken from `budget`, which bounds memory too: a few bytes for each unit.
  ScheduleStates(const ScheduleGraph& graph, const SchedulePart& part, std::int64_t enough,
                 WorkBudget& budget);
  ScheduleStates(const ScheduleStates&) = delete;
  ScheduleStates& operator=(const ScheduleStates&) = delete;

  const State& operator[](std::size_t id) const { return states_[id]; }

  /// Operators that can run next, in the given order, and what they lead to.
  void StepsFrom(std::size_t id, std::vector<Step>& steps);

  /// Whether `op` can run next.
  bool IsReady(std::size_t id, std::size_t op) const;

  /// What `op`, which can run next, leads to.
  Step StepBy(std::size_t id, std::size_t op);

  /// The state that `step` leads to from `id`.
  std::size_t Take(std::size_t id, const Step& step);

  bool IsComplete(std::size_t id) const {
    return states_[id].ran == static_cast<std::int32_t>(part_.size());
  }

  /// The operators of the part in the order that led to a complete state.
  Schedule PathTo(std::size_t id) const;

 private:
  using Word = std::uint64_t;

  const Word* RanWords(std::size_t id) const { return &words_[id * 2 * words_per_set_]; }
  const Word* ReadyWords(std::size_t id) const { return RanWords(id) + words_per_set_; }
  bool HasRun(std::size_t id, std::size_t op) const;
  bool IsFirstUser(std::size_t id, std::size_t op, std::size_t tensor) const;
  bool IsLastUser(std::size_t id, std::size_t op, std::size_t tensor) const;
  std::size_t Append(std::size_t parent, const Step& step);
  std::size_t HashOf(std::size_t id) const;
  bool AreSame(std::size_t a, std::size_t b) const;

  const ScheduleGraph& graph_;
  const SchedulePart part_;
  WorkBudget& budget_;
  std::size_t words_per_set_;
  std::vector<State> states_;
  std::vector<Word> words_;  ///< by state: those that ran, then those that can run next
  /// For look-up only: nothing depends on the order in which it holds them.
  std::unordered_set<std::size_t, std::function<std::size_t(std::size_t)>,
                     std::function<bool(std::size_t, std::size_t)>>
      index_;
};

}  // namespace utvmc::plan
