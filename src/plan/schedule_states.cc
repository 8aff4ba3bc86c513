#include "plan/schedule_states.h"

#include <algorithm>
#include <bit>

namespace utvmc::plan {
namespace {

constexpr std::size_t kWordBits = 64;

constexpr std::uint64_t BitOf(std::size_t index) { return std::uint64_t{1} << index % kWordBits; }

}  // namespace

ScheduleStates::ScheduleStates(const ScheduleGraph& graph, const SchedulePart& part,
                               std::int64_t enough, WorkBudget& budget)
    : graph_(graph),
      part_(part),
      budget_(budget),
      words_per_set_((part.size() + kWordBits - 1) / kWordBits),
      index_(
          16, [this](std::size_t id) { return HashOf(id); },
          [this](std::size_t a, std::size_t b) { return AreSame(a, b); }) {
  State start;
  start.live = part.live_before;
  start.peak = enough;
  states_.push_back(start);
  words_.resize(2 * words_per_set_, 0);
  for (std::size_t op = part.begin; op < part.end; ++op) {
    const std::vector<std::size_t>& before = graph.operators()[op].before;
    if (!before.empty() && before.back() >= part.begin) continue;
    const std::size_t bit = op - part.begin;
    words_[words_per_set_ + bit / kWordBits] |= BitOf(bit);
  }
  index_.insert(0);
}

bool ScheduleStates::HasRun(std::size_t id, std::size_t op) const {
  if (op < part_.begin || op >= part_.end) return op < part_.begin;
  const std::size_t bit = op - part_.begin;
  return (RanWords(id)[bit / kWordBits] & BitOf(bit)) != 0;
}

bool ScheduleStates::IsFirstUser(std::size_t id, std::size_t op, std::size_t tensor) const {
  const ScheduleGraph::Tensor& self = graph_.tensors()[tensor];
  if (self.first_is_fixed) return self.users.front() == op;
  return std::none_of(self.users.begin(), self.users.end(), [&](std::size_t user) {
    budget_.Spend(1);
    return user != op && HasRun(id, user);
  });
}

bool ScheduleStates::IsLastUser(std::size_t id, std::size_t op, std::size_t tensor) const {
  const ScheduleGraph::Tensor& self = graph_.tensors()[tensor];
  if (self.last_is_fixed) return self.users.back() == op;
  // From the end, where those are that are likeliest not to have run.
  return std::all_of(self.users.rbegin(), self.users.rend(), [&](std::size_t user) {
    budget_.Spend(1);
    return user == op || HasRun(id, user);
  });
}

bool ScheduleStates::IsReady(std::size_t id, std::size_t op) const {
  if (op < part_.begin || op >= part_.end) return false;
  const std::size_t bit = op - part_.begin;
  return (ReadyWords(id)[bit / kWordBits] & BitOf(bit)) != 0;
}

ScheduleStates::Step ScheduleStates::StepBy(std::size_t id, std::size_t op) {
  const State& state = states_[id];
  const auto ran = static_cast<std::size_t>(state.ran);
  const ScheduleGraph::Effect effect = graph_.EffectOf(
      op, [&](std::size_t tensor) { return IsFirstUser(id, op, tensor); },
      [&](std::size_t tensor) { return IsLastUser(id, op, tensor); });
  const std::int64_t peak = graph_.PeakOf(effect, state.live, part_.begin + ran == 0,
                                          part_.begin + ran + 1 == graph_.operators().size());
  budget_.Spend(8 + static_cast<std::int64_t>(graph_.operators()[op].changes.size()));
  return {op, state.live + effect.growth, std::max(state.peak, peak)};
}

void ScheduleStates::StepsFrom(std::size_t id, std::vector<Step>& steps) {
  steps.clear();
  for (std::size_t word = 0; word < words_per_set_; ++word) {
    budget_.Spend(1);
    for (Word left = ReadyWords(id)[word]; left != 0; left &= left - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(left));
      steps.push_back(StepBy(id, part_.begin + word * kWordBits + bit));
    }
  }
}

std::size_t ScheduleStates::Append(std::size_t parent, const Step& step) {
  const std::size_t id = states_.size();
  State state;
  state.live = step.live;
  state.peak = step.peak;
  state.parent = static_cast<std::int32_t>(parent);
  state.op = static_cast<std::int32_t>(step.op);
  state.ran = states_[parent].ran + 1;
  states_.push_back(state);

  words_.resize(words_.size() + 2 * words_per_set_);
  Word* const ran = &words_[id * 2 * words_per_set_];
  Word* const ready = ran + words_per_set_;
  std::copy_n(RanWords(parent), 2 * words_per_set_, ran);
  const std::size_t bit = step.op - part_.begin;
  ran[bit / kWordBits] |= BitOf(bit);
  ready[bit / kWordBits] &= ~BitOf(bit);
  for (const std::size_t next : graph_.operators()[step.op].behind) {
    if (next >= part_.end) break;
    const std::vector<std::size_t>& before = graph_.operators()[next].before;
    const auto has_run = [&](std::size_t op) {
      budget_.Spend(1);
      return HasRun(id, op);
    };
    if (!std::all_of(before.rbegin(), before.rend(), has_run)) continue;
    const std::size_t next_bit = next - part_.begin;
    ready[next_bit / kWordBits] |= BitOf(next_bit);
  }
  budget_.Spend(16 + 4 * static_cast<std::int64_t>(words_per_set_));
  return id;
}

std::size_t ScheduleStates::Take(std::size_t id, const Step& step) {
  const std::size_t tentative = Append(id, step);
  const auto [known, is_new] = index_.insert(tentative);
  if (is_new) return tentative;
  State& state = states_[*known];
  if (step.peak < state.peak) state = states_[tentative];
  states_.pop_back();
  words_.resize(words_.size() - 2 * words_per_set_);
  return *known;
}

Schedule ScheduleStates::PathTo(std::size_t id) const {
  Schedule path;
  for (; states_[id].parent >= 0; id = static_cast<std::size_t>(states_[id].parent)) {
    path.push_back(static_cast<std::size_t>(states_[id].op));
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::size_t ScheduleStates::HashOf(std::size_t id) const {
  std::uint64_t hash = 0;
  for (std::size_t word = 0; word < words_per_set_; ++word) {
    hash = (std::rotl(hash, 23) ^ RanWords(id)[word]) * 0x9E3779B97F4A7C15u;
  }
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

bool ScheduleStates::AreSame(std::size_t a, std::size_t b) const {
  return std::equal(RanWords(a), RanWords(a) + words_per_set_, RanWords(b));
}

}  // namespace utvmc::plan
