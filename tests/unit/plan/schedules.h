// Ordering problems for tests, and the slow truth about small ones.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "plan/schedule_problem.h"

namespace utvmc::test {

/// Random operators, each with one result that later ones read, some inputs and outputs of the
/// model (unread ones among them), scratch, lifetimes inside operators and extra dependencies.
/// `reach`: how far back operators read.
inline plan::ScheduleProblem RandomSchedule(std::uint32_t seed, std::size_t operators,
                                            std::size_t reach = 100) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  plan::ScheduleProblem problem;
  const std::size_t inputs = 1 + below(3);
  for (std::size_t i = 0; i < inputs; ++i) {
    problem.tensors.push_back(
        {.size = std::int64_t(1 + below(9)), .from_start = true, .to_end = below(6) == 0});
  }
  for (std::size_t i = 0; i < operators; ++i) {
    plan::ScheduleProblem::Operator op;
    op.steps = std::int64_t(1 + below(3));
    const auto some_steps = [&] {
      const auto begin = std::int64_t(below(std::size_t(op.steps)));
      return plan::Interval{begin, begin + 1 + std::int64_t(below(std::size_t(op.steps - begin)))};
    };
    for (std::size_t reads = below(4); reads > 0; --reads) {
      const std::size_t count = problem.tensors.size();
      const std::size_t tensor = count - 1 - below(std::min(count, reach));
      op.uses.push_back({.tensor = tensor, .steps = some_steps()});
      if (tensor >= inputs) op.after.push_back(tensor - inputs);
    }
    if (i > 0 && below(8) == 0) op.after.push_back(below(i));
    op.uses.push_back({.tensor = problem.tensors.size(), .steps = {some_steps().begin, op.steps}});
    if (below(3) == 0)
      op.scratch.push_back({.size = std::int64_t(below(9)), .steps = some_steps()});
    problem.tensors.push_back({.size = std::int64_t(below(12)), .to_end = below(6) == 0});
    problem.operators.push_back(std::move(op));
  }
  return problem;
}

inline plan::Schedule GivenOrder(const plan::ScheduleProblem& problem) {
  plan::Schedule order(problem.operators.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

/// The lowest peak of all valid orders: tries every permutation.
inline std::int64_t LowestPeak(const plan::ScheduleProblem& problem) {
  plan::Schedule order = GivenOrder(problem);
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  do {
    if (IsValid(problem, order)) lowest = std::min(lowest, PeakBytes(problem, order));
  } while (std::next_permutation(order.begin(), order.end()));
  return lowest;
}

/// `branches` times: an operator that makes `wide[i]` bytes of the input's 100, and one that makes
/// 1 byte of these; then one that reads what all of them left.
inline plan::ScheduleProblem Fan(const std::vector<std::int64_t>& wide) {
  plan::ScheduleProblem problem;
  problem.tensors.push_back({.size = 100, .from_start = true});
  plan::ScheduleProblem::Operator join;
  for (const std::int64_t size : wide) {
    const std::size_t tensor = problem.tensors.size();
    const std::size_t op = problem.operators.size();
    problem.tensors.push_back({.size = size});
    problem.tensors.push_back({.size = 1});
    problem.operators.push_back({.uses = {{.tensor = 0}, {.tensor = tensor}}});
    problem.operators.push_back(
        {.uses = {{.tensor = tensor}, {.tensor = tensor + 1}}, .after = {op}});
    join.uses.push_back({.tensor = tensor + 1});
    join.after.push_back(op + 1);
  }
  join.uses.push_back({.tensor = problem.tensors.size()});
  problem.tensors.push_back({.size = 1, .to_end = true});
  problem.operators.push_back(std::move(join));
  return problem;
}

}  // namespace utvmc::test
