#include "plan/schedule_graph.h"

#include <limits>

namespace utvmc::plan {
namespace {

void SortOnce(std::vector<std::size_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

ScheduleGraph::ScheduleGraph(const ScheduleProblem& problem)
    : operators_(problem.operators.size()), tensors_(problem.tensors.size()) {
  for (std::size_t op = 0; op < problem.operators.size(); ++op) {
    for (const ScheduleProblem::Use& use : problem.operators[op].uses) {
      if (use.writes) tensors_[use.tensor].writer = static_cast<std::ptrdiff_t>(op);
    }
  }
  FindNeighbours(problem);
  for (std::size_t id = 0; id < tensors_.size(); ++id) {
    const ScheduleProblem::Tensor& tensor = problem.tensors[id];
    tensors_[id].size = tensor.size;
    tensors_[id].to_end = tensor.to_end;
    SortOnce(tensors_[id].readers);
    if (!tensor.from_start) continue;
    const bool is_needed = tensor.to_end || !tensors_[id].readers.empty();
    (is_needed ? bytes_at_start_ : first_step_bytes_) += tensor.size;
  }
  for (std::size_t op = 0; op < operators_.size(); ++op) AddOperator(problem, op);
}

void ScheduleGraph::FindNeighbours(const ScheduleProblem& problem) {
  for (std::size_t op = 0; op < operators_.size(); ++op) {
    std::vector<std::size_t>& before = operators_[op].before;
    before = problem.operators[op].after;
    for (const ScheduleProblem::Use& use : problem.operators[op].uses) {
      const std::ptrdiff_t writer = tensors_[use.tensor].writer;
      if (use.writes || writer == static_cast<std::ptrdiff_t>(op)) continue;
      if (writer >= 0) before.push_back(static_cast<std::size_t>(writer));
      tensors_[use.tensor].readers.push_back(op);
    }
    SortOnce(before);
    for (const std::size_t earlier : before) operators_[earlier].behind.push_back(op);
  }
}

void ScheduleGraph::AddOperator(const ScheduleProblem& problem, std::size_t op) {
  const ScheduleProblem::Operator& source = problem.operators[op];
  Operator& self = operators_[op];

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
    if (tensor.writer == static_cast<std::ptrdiff_t>(op)) {
      self.changes.push_back({steps.begin, tensor.size});
      const bool is_needed = tensor.to_end || !tensor.readers.empty();
      if (is_needed) self.result_bytes += tensor.size;
      if (!is_needed) self.changes.push_back({steps.end, -tensor.size});
    } else if (!tensor.to_end) {
      self.reads.push_back(id);
      self.changes.push_back({steps.end, -tensor.size, static_cast<std::ptrdiff_t>(id)});
    }
  }
  for (const ScheduleProblem::Scratch& scratch : source.scratch) {
    self.changes.push_back({scratch.steps.begin, scratch.size});
    self.changes.push_back({scratch.steps.end, -scratch.size});
  }
  // What happens at the end of the last step happens after the operator.
  std::erase_if(self.changes, [&](const Change& change) { return change.step >= source.steps; });
  std::stable_sort(self.changes.begin(), self.changes.end(),
                   [](const Change& a, const Change& b) { return a.step < b.step; });
}

namespace {

/// By operator: whether all others lead to it or depend on it. Everything behind position i depends
/// on it exactly if each operator behind has one that it waits for at i or later (which is i, or by
/// induction depends on it); the same backwards for what comes before.
std::vector<char> FindCuts(const ScheduleGraph& graph) {
  const std::vector<ScheduleGraph::Operator>& operators = graph.operators();
  const std::size_t count = operators.size();
  std::vector<char> is_cut(count, 1);
  std::size_t latest = 0;  // first successor, of the operators before i, that comes last
  for (std::size_t i = 0; i < count; ++i) {
    if (latest > i) is_cut[i] = 0;
    latest = std::max(latest, operators[i].behind.empty() ? count : operators[i].behind.front());
  }
  std::ptrdiff_t earliest = std::numeric_limits<std::ptrdiff_t>::max();
  for (std::size_t i = count; i-- > 0;) {
    if (earliest < static_cast<std::ptrdiff_t>(i)) is_cut[i] = 0;
    const std::vector<std::size_t>& before = operators[i].before;
    const auto last = before.empty() ? -1 : static_cast<std::ptrdiff_t>(before.back());
    earliest = std::min(earliest, last);
  }
  return is_cut;
}

/// Runs the given order.
class GivenRun {
 public:
  explicit GivenRun(const ScheduleGraph& graph)
      : graph_(graph), readers_left_(graph.tensors().size()), live_(graph.bytes_at_start()) {
    for (std::size_t id = 0; id < readers_left_.size(); ++id) {
      readers_left_[id] = graph.tensors()[id].readers.size();
    }
  }

  std::int64_t live() const { return live_; }

  /// Runs `op`; returns the most bytes in use meanwhile.
  std::int64_t Run(std::size_t op) {
    const auto effect =
        graph_.EffectOf(op, [&](std::size_t tensor) { return readers_left_[tensor] == 1; });
    const std::int64_t peak = graph_.PeakOf(effect, live_, op == 0);
    for (const std::size_t tensor : graph_.operators()[op].reads) --readers_left_[tensor];
    live_ += effect.growth;
    return peak;
  }

 private:
  const ScheduleGraph& graph_;
  std::vector<std::size_t> readers_left_;
  std::int64_t live_;
};

/// Bytes in use during the part's most demanding operator, whatever of the part ran before it: what
/// lives before the part and after it, what the operator reads, and its own, if all that can die
/// does.
std::int64_t LeastPeak(const ScheduleGraph& graph, const SchedulePart& part) {
  const auto ends_inside = [&](std::size_t id) {
    return graph.tensors()[id].readers.back() < part.end;
  };
  const auto is_from_before = [&](std::size_t id) {
    return graph.tensors()[id].writer < static_cast<std::ptrdiff_t>(part.begin);
  };
  std::int64_t through = part.live;
  for (std::size_t op = part.begin; op < part.end; ++op) {
    for (const std::size_t id : graph.operators()[op].reads) {
      const ScheduleGraph::Tensor& tensor = graph.tensors()[id];
      if (tensor.readers.back() == op && is_from_before(id)) through -= tensor.size;
    }
  }
  std::int64_t least = part.live;
  for (std::size_t op = part.begin; op < part.end; ++op) {
    std::int64_t read = 0;
    for (const std::size_t id : graph.operators()[op].reads) {
      if (ends_inside(id) || !is_from_before(id)) read += graph.tensors()[id].size;
    }
    least = std::max(least, through + read + graph.EffectOf(op, ends_inside).excess);
  }
  return least;
}

}  // namespace

std::vector<SchedulePart> SplitSchedule(const ScheduleGraph& graph) {
  const std::size_t count = graph.operators().size();
  const std::vector<char> is_cut = FindCuts(graph);
  GivenRun given(graph);
  std::vector<SchedulePart> parts;
  for (std::size_t begin = 0; begin < count; begin = parts.back().end) {
    SchedulePart part = {.begin = begin, .end = begin, .live = given.live()};
    do {
      part.peak = std::max(part.peak, given.Run(part.end));
    } while (!is_cut[part.end++] && part.end < count);
    part.at_least = LeastPeak(graph, part);
    parts.push_back(part);
  }
  return parts;
}

}  // namespace utvmc::plan
