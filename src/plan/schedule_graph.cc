#include "plan/schedule_graph.h"

namespace utvmc::plan {
namespace {

void SortOnce(std::vector<std::size_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

ScheduleGraph::ScheduleGraph(const ScheduleProblem& problem)
    : operators_(problem.operators.size()), tensors_(problem.tensors.size()) {
  LinkOperators(problem);
  LinkTensors(problem);
  for (std::size_t op = 0; op < operators_.size(); ++op) FindChanges(problem, op);
}

void ScheduleGraph::LinkOperators(const ScheduleProblem& problem) {
  for (std::size_t op = 0; op < operators_.size(); ++op) {
    operators_[op].before = problem.operators[op].after;
    SortOnce(operators_[op].before);
    for (const std::size_t earlier : operators_[op].before) {
      operators_[earlier].behind.push_back(op);
    }
    for (const ScheduleProblem::Use& use : problem.operators[op].uses) {
      if (problem.tensors[use.tensor].size == 0) continue;
      operators_[op].tensors.push_back(use.tensor);
    }
    SortOnce(operators_[op].tensors);
    for (const std::size_t id : operators_[op].tensors) tensors_[id].users.push_back(op);
  }
}

bool ScheduleGraph::WaitsFor(std::size_t op, std::size_t earlier) const {
  const std::vector<std::size_t>& before = operators_[op].before;
  return std::binary_search(before.begin(), before.end(), earlier);
}

void ScheduleGraph::LinkTensors(const ScheduleProblem& problem) {
  for (std::size_t id = 0; id < tensors_.size(); ++id) {
    const ScheduleProblem::Tensor& source = problem.tensors[id];
    Tensor& tensor = tensors_[id];
    tensor.size = source.size;
    tensor.from_start = source.from_start;
    tensor.to_end = source.to_end;
    const std::vector<std::size_t>& users = tensor.users;
    if (tensor.from_start && (tensor.to_end || !users.empty())) bytes_at_start_ += tensor.size;
    if (users.empty()) {
      if (tensor.from_start && !tensor.to_end) first_step_bytes_ += tensor.size;
      if (tensor.to_end && !tensor.from_start) last_step_bytes_ += tensor.size;
      continue;
    }
    tensor.first_is_fixed = std::all_of(users.begin() + 1, users.end(), [&](std::size_t user) {
      return WaitsFor(user, users.front());
    });
    tensor.last_is_fixed = std::all_of(users.begin(), users.end() - 1, [&](std::size_t user) {
      return WaitsFor(users.back(), user);
    });
  }
}

void ScheduleGraph::FindChanges(const ScheduleProblem& problem, std::size_t op) {
  const ScheduleProblem::Operator& source = problem.operators[op];
  Operator& self = operators_[op];
  self.steps = source.steps;

  // An operator may use a tensor several times: what counts is from its first use to its last.
  std::vector<ScheduleProblem::Use> uses = source.uses;
  std::stable_sort(uses.begin(), uses.end(),
                   [](const auto& a, const auto& b) { return a.tensor < b.tensor; });
  for (std::size_t i = 0; i < uses.size();) {
    const std::size_t id = uses[i].tensor;
    Interval steps = uses[i].steps;
    for (; i < uses.size() && uses[i].tensor == id; ++i) {
      steps = {std::min(steps.begin, uses[i].steps.begin), std::max(steps.end, uses[i].steps.end)};
    }
    const Tensor& tensor = tensors_[id];
    if (tensor.size == 0) continue;
    const bool can_be_first = !tensor.first_is_fixed || tensor.users.front() == op;
    const bool can_be_last = !tensor.last_is_fixed || tensor.users.back() == op;
    if (!tensor.from_start && can_be_first) {
      self.changes.push_back({steps.begin, tensor.size, Change::When::kIfFirst, id});
    }
    if (!tensor.to_end && can_be_last) {
      self.changes.push_back({steps.end, -tensor.size, Change::When::kIfLast, id});
    }
  }
  for (const ScheduleProblem::Scratch& scratch : source.scratch) {
    self.changes.push_back({scratch.steps.begin, scratch.size});
    self.changes.push_back({scratch.steps.end, -scratch.size});
  }
  std::stable_sort(self.changes.begin(), self.changes.end(),
                   [](const Change& a, const Change& b) { return a.step < b.step; });
}

}  // namespace utvmc::plan
