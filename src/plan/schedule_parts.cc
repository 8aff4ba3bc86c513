#include "plan/schedule_parts.h"

#include <algorithm>

namespace utvmc::plan {
namespace {

/// By operator: whether all others lead to it or depend on it. Everything behind position i depends
/// on it exactly if each operator behind has one that it waits for at i or later (which is i, or by
/// induction depends on it); the same backwards for what comes before.
std::vector<char> FindCuts(const ScheduleGraph& graph) {
  const std::vector<ScheduleGraph::Operator>& operators = graph.operators();
  const std::size_t count = operators.size();
  std::vector<char> is_cut(count, 1);
  std::size_t latest = 0;  // of the first operators that wait for one before i, the last
  for (std::size_t i = 0; i < count; ++i) {
    if (latest > i) is_cut[i] = 0;
    latest = std::max(latest, operators[i].behind.empty() ? count : operators[i].behind.front());
  }
  std::size_t earliest =
      count;  // of the last operators that one behind i waits for, the first, + 1
  for (std::size_t i = count; i-- > 0;) {
    if (earliest < i + 1) is_cut[i] = 0;
    const std::vector<std::size_t>& before = operators[i].before;
    earliest = std::min(earliest, before.empty() ? 0 : before.back() + 1);
  }
  return is_cut;
}

/// Runs the given order.
class GivenRun {
 public:
  explicit GivenRun(const ScheduleGraph& graph)
      : graph_(graph), ran_(graph.tensors().size(), 0), live_(graph.bytes_at_start()) {}

  std::int64_t live() const { return live_; }

  /// Runs `op`; returns the most bytes in use meanwhile.
  std::int64_t Run(std::size_t op) {
    const auto is_first = [&](std::size_t id) { return ran_[id] == 0; };
    const auto is_last = [&](std::size_t id) {
      return ran_[id] + 1 == graph_.tensors()[id].users.size();
    };
    const ScheduleGraph::Effect effect = graph_.EffectOf(op, is_first, is_last);
    const std::int64_t peak =
        graph_.PeakOf(effect, live_, op == 0, op + 1 == graph_.operators().size());
    for (const std::size_t id : graph_.operators()[op].tensors) ++ran_[id];
    live_ += effect.growth;
    return peak;
  }

 private:
  const ScheduleGraph& graph_;
  std::vector<std::size_t> ran_;  ///< by tensor: users that ran
  std::int64_t live_;
};

/// Bytes in use during the part's most demanding operator, whatever of the part ran before it: what
/// lives before the part and behind it, what of its tensors is certain to live, and its own.
std::int64_t LeastPeak(const ScheduleGraph& graph, const SchedulePart& part) {
  const std::vector<ScheduleGraph::Tensor>& tensors = graph.tensors();
  const auto is_from_before = [&](std::size_t id) {
    return tensors[id].from_start || tensors[id].users.front() < part.begin;
  };
  const auto can_end = [&](std::size_t id) {
    return !tensors[id].to_end && tensors[id].users.back() < part.end;
  };
  std::int64_t through = part.live_before;
  for (std::size_t op = part.begin; op < part.end; ++op) {
    for (const std::size_t id : graph.operators()[op].tensors) {
      const bool ends_here = tensors[id].users.back() == op && can_end(id);
      if (ends_here && is_from_before(id)) through -= tensors[id].size;
    }
  }
  std::int64_t least = std::max(part.live_before, part.live_behind);
  for (std::size_t op = part.begin; op < part.end; ++op) {
    const auto can_begin = [&](std::size_t id) {
      return !is_from_before(id) && (!tensors[id].first_is_fixed || tensors[id].users[0] == op);
    };
    std::int64_t there = through;
    for (const std::size_t id : graph.operators()[op].tensors) {
      const bool is_through = is_from_before(id) && !can_end(id);
      if (!is_through && !can_begin(id)) there += tensors[id].size;
    }
    least = std::max(least, there + graph.EffectOf(op, can_begin, can_end).excess);
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
    SchedulePart part = {.begin = begin, .end = begin, .live_before = given.live()};
    do {
      part.peak = std::max(part.peak, given.Run(part.end));
    } while (!is_cut[part.end++] && part.end < count);
    part.live_behind = given.live();
    part.at_least = LeastPeak(graph, part);
    parts.push_back(part);
  }
  return parts;
}

SchedulePart Reversed(const SchedulePart& part, std::size_t operators) {
  SchedulePart reversed = part;
  reversed.begin = operators - part.end;
  reversed.end = operators - part.begin;
  std::swap(reversed.live_before, reversed.live_behind);
  return reversed;
}

}  // namespace utvmc::plan
