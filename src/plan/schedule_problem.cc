#include "plan/schedule_problem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace utvmc::plan {
namespace {

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

void Extend(std::optional<Interval>& live, Interval by) {
  live = live ? Interval{std::min(live->begin, by.begin), std::max(live->end, by.end)} : by;
}

Interval Shifted(Interval steps, std::int64_t by) { return {steps.begin + by, steps.end + by}; }

}  // namespace

bool IsValid(const ScheduleProblem& problem, const Schedule& schedule) {
  const std::size_t count = problem.operators.size();
  if (schedule.size() != count) return false;
  std::vector<std::size_t> position(count, kNobody);
  for (std::size_t i = 0; i < count; ++i) {
    if (schedule[i] >= count || position[schedule[i]] != kNobody) return false;
    position[schedule[i]] = i;
  }
  for (std::size_t op = 0; op < count; ++op) {
    for (const std::size_t earlier : problem.operators[op].after) {
      if (position[earlier] >= position[op]) return false;
    }
  }
  return true;
}

ScheduleProblem Reversed(const ScheduleProblem& problem) {
  const std::size_t count = problem.operators.size();
  ScheduleProblem reversed = problem;
  for (ScheduleProblem::Tensor& tensor : reversed.tensors) {
    std::swap(tensor.from_start, tensor.to_end);
  }
  for (std::size_t op = 0; op < count; ++op) reversed.operators[op].after.clear();
  for (std::size_t op = 0; op < count; ++op) {
    for (const std::size_t earlier : problem.operators[op].after) {
      reversed.operators[earlier].after.push_back(count - 1 - op);
    }
  }
  for (ScheduleProblem::Operator& op : reversed.operators) {
    const auto mirror = [&](Interval& steps) {
      steps = {op.steps - steps.end, op.steps - steps.begin};
    };
    for (ScheduleProblem::Use& use : op.uses) mirror(use.steps);
    for (ScheduleProblem::Scratch& scratch : op.scratch) mirror(scratch.steps);
  }
  std::reverse(reversed.operators.begin(), reversed.operators.end());
  return reversed;
}

std::int64_t PeakBytes(const ScheduleProblem& problem, const Schedule& schedule) {
  std::vector<std::optional<Interval>> live(problem.tensors.size());
  std::map<std::int64_t, std::int64_t> changes;  // by step: bytes born less bytes died
  const auto add = [&](Interval steps, std::int64_t size) {
    changes[steps.begin] += size;
    changes[steps.end] -= size;
  };

  std::int64_t begin = 0;
  for (const std::size_t op : schedule) {
    const ScheduleProblem::Operator& self = problem.operators[op];
    for (const ScheduleProblem::Use& use : self.uses) {
      Extend(live[use.tensor], Shifted(use.steps, begin));
    }
    for (const ScheduleProblem::Scratch& scratch : self.scratch) {
      add(Shifted(scratch.steps, begin), scratch.size);
    }
    begin += self.steps;
  }
  const std::int64_t total = std::max<std::int64_t>(1, begin);
  for (std::size_t id = 0; id < live.size(); ++id) {
    if (problem.tensors[id].from_start) Extend(live[id], {0, 1});
    if (problem.tensors[id].to_end) Extend(live[id], {total - 1, total});
    if (live[id]) add(*live[id], problem.tensors[id].size);
  }

  std::int64_t sum = 0;
  std::int64_t peak = 0;
  for (const auto& [step, change] : changes) peak = std::max(peak, sum += change);
  return peak;
}

}  // namespace utvmc::plan
