// The ordering problem, free of anything about models: operators with dependencies, tensors that
// live from the first operator that touches them to the last. It reads the same backwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "plan/problem.h"

namespace utvmc::plan {

struct ScheduleProblem {
  struct Tensor {
    std::int64_t size = 0;    ///< bytes; 0: takes no place
    bool from_start = false;  ///< live from the first step of all
    bool to_end = false;      ///< live to the last step of all
  };

  /// Steps of an operator in which it touches a tensor; not empty, within [0, steps).
  struct Use {
    std::size_t tensor = 0;
    Interval steps = {0, 1};
  };

  /// Bytes that only this operator needs.
  struct Scratch {
    std::int64_t size = 0;
    Interval steps = {0, 1};
  };

  struct Operator {
    std::int64_t steps = 1;
    std::vector<Use> uses = {};
    std::vector<Scratch> scratch = {};
    std::vector<std::size_t> after = {};  ///< operators that must run earlier
  };

  std::vector<Tensor> tensors;
  std::vector<Operator> operators;  ///< in the given order, which is valid
};

/// Operators in execution order, by their indices in the problem.
using Schedule = std::vector<std::size_t>;

/// True: `schedule` has every operator once, and each after those that it depends on.
bool IsValid(const ScheduleProblem& problem, const Schedule& schedule);

/// Operators and their steps from the last to the first: operator i becomes n - 1 - i.
ScheduleProblem Reversed(const ScheduleProblem& problem);

/// The largest sum of the sizes that are live in the same step if the operators run in the order of
/// `schedule`, which is valid. Derived from whole lifetimes; shares no code with the searches.
std::int64_t PeakBytes(const ScheduleProblem& problem, const Schedule& schedule);

}  // namespace utvmc::plan
