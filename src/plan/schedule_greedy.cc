#include "plan/schedule_greedy.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace utvmc::plan {
namespace {

class Greedy {
 public:
  Greedy(const ScheduleGraph& graph, const SchedulePart& part, GreedyRule rule)
      : graph_(graph), part_(part), rule_(rule), live_(part.live) {
    waits_for_.resize(part.size(), 0);
    key_.resize(part.size());
    for (std::size_t op = part.begin; op < part.end; ++op) {
      for (const std::size_t tensor : graph.operators()[op].reads) CountReaders(tensor);
      for (const std::size_t earlier : graph.operators()[op].before) {
        if (earlier >= part.begin) ++waits_for_[op - part.begin];
      }
    }
  }

  PartSchedule Run() {
    // From the last to the first: depth-first takes the first of those that were there at the
    // start.
    for (std::size_t op = part_.end; op-- > part_.begin;) {
      if (waits_for_[op - part_.begin] == 0) Enter(op);
    }
    while (!ready_.empty()) {
      const std::size_t op = std::get<2>(*ready_.begin());
      ready_.erase(ready_.begin());
      RunOne(op);
    }
    return std::move(result_);
  }

 private:
  using Key = std::tuple<std::int64_t, std::int64_t, std::size_t>;

  /// Readers of a tensor that have not run.
  struct Readers {
    std::size_t count = 0;
    std::size_t sum = 0;  ///< of their indices: where there is one left, that one
  };

  void CountReaders(std::size_t tensor) {
    const auto [entry, is_new] = readers_.try_emplace(tensor);
    if (!is_new) return;
    const std::vector<std::size_t>& all = graph_.tensors()[tensor].readers;
    for (auto reader = std::lower_bound(all.begin(), all.end(), part_.begin); reader != all.end();
         ++reader) {
      ++entry->second.count;
      entry->second.sum += *reader;
    }
  }

  ScheduleGraph::Effect EffectOf(std::size_t op) const {
    return graph_.EffectOf(op, [&](std::size_t id) { return readers_.at(id).count == 1; });
  }

  Key KeyOf(std::size_t op, std::int64_t entered) const {
    if (rule_ == GreedyRule::kDepthFirst) return {-entered, 0, op};
    const ScheduleGraph::Effect effect = EffectOf(op);
    if (rule_ == GreedyRule::kLeastGrowth) return {effect.growth, effect.excess, op};
    return {effect.excess, effect.growth, op};
  }

  void Enter(std::size_t op) {
    key_[op - part_.begin] = KeyOf(op, entered_++);
    ready_.insert(key_[op - part_.begin]);
  }

  /// `op` has become the last reader of a tensor, which changes what it does.
  void Reconsider(std::size_t op) {
    if (rule_ == GreedyRule::kDepthFirst || op >= part_.end) return;
    if (ready_.erase(key_[op - part_.begin]) > 0) Enter(op);
  }

  void RunOne(std::size_t op) {
    const ScheduleGraph::Effect effect = EffectOf(op);
    result_.peak = std::max(
        result_.peak, graph_.PeakOf(effect, live_, result_.order.empty() && part_.begin == 0));
    result_.order.push_back(op);
    live_ += effect.growth;
    for (const std::size_t tensor : graph_.operators()[op].reads) {
      Readers& left = readers_.at(tensor);
      --left.count;
      left.sum -= op;
      if (left.count == 1) Reconsider(left.sum);
    }
    const std::vector<std::size_t>& behind = graph_.operators()[op].behind;
    for (std::size_t i = behind.size(); i-- > 0;) {
      if (behind[i] >= part_.end) continue;
      if (--waits_for_[behind[i] - part_.begin] == 0) Enter(behind[i]);
    }
  }

  const ScheduleGraph& graph_;
  const SchedulePart part_;
  const GreedyRule rule_;
  std::int64_t live_;
  std::int64_t entered_ = 0;
  std::vector<std::size_t> waits_for_;                ///< by operator of the part
  std::vector<Key> key_;                              ///< by operator of the part, once it can run
  std::unordered_map<std::size_t, Readers> readers_;  ///< by tensor; for look-up only
  std::set<Key> ready_;
  PartSchedule result_;
};

}  // namespace

PartSchedule ScheduleGreedily(const ScheduleGraph& graph, const SchedulePart& part,
                              GreedyRule rule) {
  return Greedy(graph, part, rule).Run();
}

}  // namespace utvmc::plan
