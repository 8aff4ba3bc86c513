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
      : graph_(graph), part_(part), rule_(rule), live_(part.live_before) {
    waits_for_.resize(part.size(), 0);
    key_.resize(part.size());
    for (std::size_t op = part.begin; op < part.end; ++op) {
      for (const std::size_t tensor : graph.operators()[op].tensors) CountUsers(tensor);
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

  /// Users of a tensor in this part.
  struct Users {
    bool has_begun = false;    ///< one ran, here or before
    bool goes_beyond = false;  ///< others come behind the part
    std::size_t left = 0;      ///< have not run
    std::size_t sum = 0;       ///< of their indices: where one is left, that one
  };

  void CountUsers(std::size_t id) {
    const auto [entry, is_new] = users_.try_emplace(id);
    if (!is_new) return;
    const std::vector<std::size_t>& all = graph_.tensors()[id].users;
    Users& users = entry->second;
    users.has_begun = all.front() < part_.begin;
    users.goes_beyond = all.back() >= part_.end;
    for (auto user = std::lower_bound(all.begin(), all.end(), part_.begin);
         user != all.end() && *user < part_.end; ++user) {
      ++users.left;
      users.sum += *user;
    }
  }

  ScheduleGraph::Effect EffectOf(std::size_t op) const {
    return graph_.EffectOf(
        op, [&](std::size_t id) { return !users_.at(id).has_begun; },
        [&](std::size_t id) { return users_.at(id).left == 1 && !users_.at(id).goes_beyond; });
  }

  Key KeyOf(std::size_t op, std::int64_t entered) const {
    if (rule_ == GreedyRule::kDepthFirst) return {-entered, 0, op};
    const ScheduleGraph::Effect effect = EffectOf(op);
    if (rule_ == GreedyRule::kWidestFirst) {
      return {-static_cast<std::int64_t>(result_.order.size()), -effect.excess, op};
    }
    if (rule_ == GreedyRule::kLeastGrowth) return {effect.growth, effect.excess, op};
    return {effect.excess, effect.growth, op};
  }

  void Enter(std::size_t op) {
    key_[op - part_.begin] = KeyOf(op, entered_++);
    ready_.insert(key_[op - part_.begin]);
  }

  /// What `op` does has changed.
  void Reconsider(std::size_t op) {
    const bool is_stack = rule_ == GreedyRule::kDepthFirst || rule_ == GreedyRule::kWidestFirst;
    if (is_stack || op < part_.begin || op >= part_.end) return;
    const bool can_run = waits_for_[op - part_.begin] == 0;
    if (can_run && ready_.erase(key_[op - part_.begin]) > 0) Enter(op);
  }

  /// One user of the tensor ran.
  void Touch(std::size_t id) {
    Users& users = users_.at(id);
    const ScheduleGraph::Tensor& tensor = graph_.tensors()[id];
    const bool was_first = !users.has_begun;
    users.has_begun = true;
    if (was_first && !tensor.first_is_fixed) {
      for (const std::size_t user : tensor.users) Reconsider(user);
    }
    if (users.left == 1 && !users.goes_beyond) Reconsider(users.sum);
  }

  void RunOne(std::size_t op) {
    const ScheduleGraph::Effect effect = EffectOf(op);
    const std::size_t ran = part_.begin + result_.order.size();
    const std::int64_t peak =
        graph_.PeakOf(effect, live_, ran == 0, ran + 1 == graph_.operators().size());
    result_.peak = std::max(result_.peak, peak);
    result_.order.push_back(op);
    live_ += effect.growth;
    for (const std::size_t id : graph_.operators()[op].tensors) {
      --users_.at(id).left;
      users_.at(id).sum -= op;
    }
    for (const std::size_t id : graph_.operators()[op].tensors) Touch(id);
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
  std::vector<std::size_t> waits_for_;            ///< by operator of the part
  std::vector<Key> key_;                          ///< by operator of the part, once it can run
  std::unordered_map<std::size_t, Users> users_;  ///< by tensor; for look-up only
  std::set<Key> ready_;
  PartSchedule result_;
};

}  // namespace

PartSchedule ScheduleGreedily(const ScheduleGraph& graph, const SchedulePart& part,
                              GreedyRule rule) {
  return Greedy(graph, part, rule).Run();
}

}  // namespace utvmc::plan
