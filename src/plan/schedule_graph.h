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
    bool to_end = false;
    std::ptrdiff_t writer = -1;        ///< operator; -1: none
    std::vector<std::size_t> readers;  ///< ascending, each once
  };

  /// Bytes that appear (or, negative, disappear) at a step of an operator.
  struct Change {
    std::int64_t step = 0;
    std::int64_t bytes = 0;
    std::ptrdiff_t tensor =
        -1;  ///< happens only if the operator is the last to read it; -1: always
  };

  struct Operator {
    std::vector<std::size_t> before;  ///< must have run; ascending, each once
    std::vector<std::size_t> behind;  ///< wait for this one; ascending, each once
    std::vector<std::size_t> reads;   ///< tensors that may die here; ascending, each once
    std::vector<Change> changes;      ///< by step
    std::int64_t result_bytes = 0;    ///< of what it writes and somebody needs afterwards
  };

  /// What an operator does to the bytes that are live before it.
  struct Effect {
    std::int64_t excess = 0;   ///< most that it adds in any of its steps
    std::int64_t at_once = 0;  ///< what it adds in its first step
    std::int64_t growth = 0;   ///< what it adds for all that follow
  };

  /// `dies(tensor)`: whether `op` is the last to read it.
  template <typename Dies>
  Effect EffectOf(std::size_t op, Dies dies) const {
    const Operator& self = operators_[op];
    Effect effect;
    effect.growth = self.result_bytes;
    for (const std::size_t tensor : self.reads) {
      if (dies(tensor)) effect.growth -= tensors_[tensor].size;
    }
    std::int64_t now = 0;
    std::size_t next = 0;
    while (next < self.changes.size()) {
      const std::int64_t step = self.changes[next].step;
      for (; next < self.changes.size() && self.changes[next].step == step; ++next) {
        const Change& change = self.changes[next];
        if (change.tensor < 0 || dies(static_cast<std::size_t>(change.tensor))) now += change.bytes;
      }
      effect.excess = std::max(effect.excess, now);
      if (step == 0) effect.at_once = now;
    }
    return effect;
  }

  /// Most bytes in use during an operator. `live`: those live before it.
  std::int64_t PeakOf(Effect effect, std::int64_t live, bool is_first_of_all) const {
    const std::int64_t first_step = is_first_of_all ? effect.at_once + first_step_bytes_ : 0;
    return live + std::max(effect.excess, first_step);
  }

  const std::vector<Operator>& operators() const { return operators_; }
  const std::vector<Tensor>& tensors() const { return tensors_; }
  std::int64_t bytes_at_start() const { return bytes_at_start_; }

 private:
  void FindNeighbours(const ScheduleProblem& problem);
  void AddOperator(const ScheduleProblem& problem, std::size_t op);

  std::vector<Operator> operators_;
  std::vector<Tensor> tensors_;
  std::int64_t bytes_at_start_ = 0;
  std::int64_t first_step_bytes_ =
      0;  ///< inputs that nobody reads live in the very first step only
};

/// Operators [begin, end) of the given order, which in every valid order run after all that come
/// before them and before all that come behind.
struct SchedulePart {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t live = 0;      ///< bytes live before the part
  std::int64_t peak = 0;      ///< in the given order
  std::int64_t at_least = 0;  ///< proved: no order of the part has a lower peak

  std::size_t size() const { return end - begin; }
};

/// An order of the operators of one part.
struct PartSchedule {
  Schedule order;
  std::int64_t peak = 0;  ///< bytes in the part
};

/// The parts, ascending. Every one but perhaps the last ends with an operator that all others of
/// the problem either lead to or depend on, so that every order passes through it at the same
/// moment. Linear in the size of the graph.
std::vector<SchedulePart> SplitSchedule(const ScheduleGraph& graph);

}  // namespace utvmc::plan
