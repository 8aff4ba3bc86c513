// A ScheduleProblem prepared for searches: what running an operator costs where it is known which
// operators ran before, and the parts into which the problem falls.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plan/schedule_problem.h"

namespace utvmc::plan {

/// Operators and tensors have the indices of the problem.
class ScheduleGraph {
 public:
  explicit ScheduleGraph(const ScheduleProblem& problem);

  struct Tensor {
    std::int64_t size = 0;
    bool from_start = false;
    bool to_end = false;
    bool first_is_fixed = false;     ///< all other users wait for the first one
    bool last_is_fixed = false;      ///< the last one waits for all others
    std::vector<std::size_t> users;  ///< operators that touch it; ascending, each once
  };

  /// Bytes that appear (or, negative, disappear) at a step of an operator.
  struct Change {
    enum class When {
      kAlways,
      kIfFirst,  ///< only if no other user of `tensor` ran before
      kIfLast,   ///< only if all other users of `tensor` ran before
    };
    std::int64_t step = 0;
    std::int64_t bytes = 0;
    When when = When::kAlways;
    std::size_t tensor = 0;
  };

  struct Operator {
    std::vector<std::size_t> before;   ///< must have run; ascending, each once
    std::vector<std::size_t> behind;   ///< wait for this one; ascending, each once
    std::vector<std::size_t> tensors;  ///< that it touches and that have a size; ascending
    std::vector<Change> changes;       ///< by step
    std::int64_t steps = 1;
  };

  /// What an operator does to the bytes that are live before it.
  struct Effect {
    std::int64_t excess = 0;   ///< most that it adds in any of its steps
    std::int64_t at_once = 0;  ///< what it adds in its first step
    std::int64_t at_last = 0;  ///< what it adds in its last step
    std::int64_t growth = 0;   ///< what it adds for all that follow
  };

  /// `is_first(tensor)`, `is_last(tensor)`: whether `op` is the first or last user of it to run.
  /// Asked only where the tensor does not live from the start or to the end.
  template <typename IsFirst, typename IsLast>
  Effect EffectOf(std::size_t op, IsFirst is_first, IsLast is_last) const {
    const Operator& self = operators_[op];
    const auto happens = [&](const Change& change) {
      if (change.when == Change::When::kIfFirst) return bool{is_first(change.tensor)};
      return change.when == Change::When::kAlways || is_last(change.tensor);
    };
    Effect effect;
    for (std::size_t next = 0; next < self.changes.size();) {
      const std::int64_t step = self.changes[next].step;
      for (; next < self.changes.size() && self.changes[next].step == step; ++next) {
        if (happens(self.changes[next])) effect.growth += self.changes[next].bytes;
      }
      if (step == 0) effect.at_once = effect.growth;
      if (step == self.steps) break;  // what happens at its end happens after the operator
      effect.excess = std::max(effect.excess, effect.growth);
      effect.at_last = effect.growth;
    }
    return effect;
  }

  /// Most bytes in use during an operator. `live`: those live before it.
  std::int64_t PeakOf(Effect effect, std::int64_t live, bool is_first_of_all,
                      bool is_last_of_all) const {
    std::int64_t most = effect.excess;
    if (is_first_of_all) most = std::max(most, effect.at_once + first_step_bytes_);
    if (is_last_of_all) most = std::max(most, effect.at_last + last_step_bytes_);
    return live + most;
  }

  const std::vector<Operator>& operators() const { return operators_; }
  const std::vector<Tensor>& tensors() const { return tensors_; }
  std::int64_t bytes_at_start() const { return bytes_at_start_; }
  std::int64_t last_step_bytes() const { return last_step_bytes_; }

 private:
  void LinkOperators(const ScheduleProblem& problem);
  void LinkTensors(const ScheduleProblem& problem);
  void FindChanges(const ScheduleProblem& problem, std::size_t op);
  bool WaitsFor(std::size_t op, std::size_t earlier) const;

  std::vector<Operator> operators_;
  std::vector<Tensor> tensors_;
  std::int64_t bytes_at_start_ = 0;
  /// What no operator touches lives in the very first step only (an input that nobody reads), or in
  /// the very last.
  std::int64_t first_step_bytes_ = 0;
  std::int64_t last_step_bytes_ = 0;
};

}  // namespace utvmc::plan
