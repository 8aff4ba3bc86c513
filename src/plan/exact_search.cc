#include "plan/exact_search.h"

#include <algorithm>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

/// One node stands for at most so many steps of work; a decision that causes more counts as several
/// nodes, so that a budget of nodes bounds the time of large problems too.
constexpr std::int64_t kStepsPerNode = 500;

/// A step of work has time to look at so many sections.
constexpr std::int64_t kSectionsPerStep = 2;

/// Decisions of the first run by each rule, and by how much each round of rules has more than the
/// one before.
constexpr std::int64_t kFirstRun = 300;
constexpr std::int64_t kGrowthNumerator = 3;
constexpr std::int64_t kGrowthDenominator = 2;

}  // namespace

ExactSearch::ExactSearch(const ExactInstance& instance, const ExactTechniques& techniques)
    : instance_(instance),
      techniques_(techniques),
      state_(instance, techniques),
      weights_(AllRules().size(),
               std::vector<std::int64_t>(static_cast<std::size_t>(instance.sections), 1)),
      offsets_(instance.items.size(), 0) {}

/// No rule is good everywhere: each of them solves within hundreds of nodes what costs another one
/// millions. Hence short runs by all of them in turn.
const std::vector<ExactSearch::Rules>& ExactSearch::AllRules() {
  static const std::vector<Rules> rules = {
      {SectionRule::kFewestChoices, ItemRule::kLongest},
      {SectionRule::kLowest, ItemRule::kLargestArea},
      {SectionRule::kFewestChoices, ItemRule::kLargest},
      {SectionRule::kLowest, ItemRule::kLongest},
  };
  return rules;
}

SearchOutcome ExactSearch::Run(std::int64_t capacity, RestartSchedule& schedule,
                               std::int64_t& nodes) {
  while (nodes > 0) {
    const std::size_t turn = schedule.runs % AllRules().size();
    rules_ = AllRules()[turn];
    decisions_left_ = DecisionsOf(schedule.runs / AllRules().size());
    state_.weights().swap(weights_[turn]);
    const bool possible = state_.Reset(capacity);
    Charge(nodes);
    const SearchOutcome outcome = possible ? RunOnce(nodes) : SearchOutcome::kImpossible;
    state_.weights().swap(weights_[turn]);
    if (outcome != SearchOutcome::kSpent) return outcome;
    if (decisions_left_ <= 0) ++schedule.runs;
  }
  return SearchOutcome::kSpent;
}

/// Of each run in a round of all rules.
std::int64_t ExactSearch::DecisionsOf(std::size_t round) const {
  if (!techniques_.restarts) return kSaturated;
  std::int64_t decisions = kFirstRun;
  for (std::size_t done = 0; done < round && decisions < kSaturated / kGrowthNumerator; ++done) {
    decisions = decisions * kGrowthNumerator / kGrowthDenominator;
  }
  return decisions;
}

void ExactSearch::Charge(std::int64_t& nodes) {
  --decisions_left_;
  const std::int64_t work = state_.work() + scanned_ / kSectionsPerStep;
  nodes -= 1 + (work - charged_work_) / kStepsPerNode;
  charged_work_ = work;
}

/// One search from the root.
SearchOutcome ExactSearch::RunOnce(std::int64_t& nodes) {
  frames_.clear();
  windows_.clear();
  window_ = {.sections = {0, instance_.sections}};
  while (NextWindow()) {
    if (nodes <= 0 || decisions_left_ <= 0) return SearchOutcome::kSpent;
    const std::int32_t item = Choose();
    frames_.push_back({.window = window_,
                       .item = item,
                       .refused = instance_.items[static_cast<std::size_t>(item)].fixed >= 0,
                       .mark = state_.Mark(),
                       .windows = windows_.size()});
    window_.parent = static_cast<std::int32_t>(frames_.size()) - 1;
    offsets_[static_cast<std::size_t>(item)] = state_.Start(item);
    const bool possible = state_.Place(item);
    Charge(nodes);
    if (!possible && !Backtrack(nodes)) return SearchOutcome::kImpossible;
  }
  return SearchOutcome::kFound;
}

/// Goes back to the last decision that the current window results from and that has an alternative
/// left, and takes that. Decisions in windows that have been completed since are skipped: this
/// window does not depend on them. False: there is none.
bool ExactSearch::Backtrack(std::int64_t& nodes) {
  while (window_.parent >= 0) {
    frames_.resize(static_cast<std::size_t>(window_.parent) + 1);
    Frame& frame = frames_.back();
    state_.UndoTo(frame.mark);
    windows_.resize(frame.windows);
    const std::int32_t here = window_.parent;
    window_ = frame.window;
    if (frame.refused) continue;
    frame.refused = true;
    window_.parent = here;
    const bool possible = state_.Refuse(frame.item);
    Charge(nodes);
    if (possible) return true;
  }
  return false;
}

/// Makes `window_` one with something to place. False: everything is placed.
bool ExactSearch::NextWindow() {
  while (true) {
    TrimWindow();
    if (window_.sections.first < window_.sections.last) {
      if (techniques_.split_windows) SplitWindow();
      return true;
    }
    if (window_.next < 0) return false;
    window_ = windows_[static_cast<std::size_t>(window_.next)];
  }
}

void ExactSearch::TrimWindow() {
  SectionRange& sections = window_.sections;
  while (sections.first < sections.last && state_.IsComplete(sections.first)) ++sections.first;
  while (sections.first < sections.last && state_.IsComplete(sections.last - 1)) --sections.last;
}

/// Where nothing unplaced lives on both sides of a boundary, what comes after is put off.
bool ExactSearch::SplitWindow() {
  for (std::int32_t at = window_.sections.first + 1; at < window_.sections.last; ++at) {
    ++scanned_;
    if (state_.Crossing(at) != 0) continue;
    windows_.push_back({{at, window_.sections.last}, window_.parent, window_.next});
    window_.sections.last = at;
    window_.next = static_cast<std::int32_t>(windows_.size()) - 1;
    return true;
  }
  return false;
}

/// The item to decide on. There is one: that with the lowest start of all is settled.
std::int32_t ExactSearch::Choose() {
  scanned_ += window_.sections.last - window_.sections.first;
  std::int32_t best_item = -1;
  Merit best;
  for (std::int32_t at = window_.sections.first; at < window_.sections.last; ++at) {
    if (state_.IsComplete(at)) continue;
    const Merit merit = MeritOf(at);
    if (best_item >= 0 && !merit.IsBetterThan(best)) continue;
    const std::int32_t item = ChooseItem(at);
    if (item < 0) continue;
    best = merit;
    best_item = item;
  }
  return best_item;
}

ExactSearch::Merit ExactSearch::MeritOf(std::int32_t section) const {
  const bool by_floor = rules_.section == SectionRule::kLowest;
  return {.floor = by_floor ? state_.Floor(section) : 0,
          .choices = std::int64_t{state_.Choices(section)} +
                     (!by_floor && state_.Slack(section) > 0 ? 1 : 0),
          .weight = techniques_.weigh_failures ? state_.Weight(section) : 1};
}

/// The choice of highest rank; -1: one of them is not settled.
std::int32_t ExactSearch::ChooseItem(std::int32_t section) const {
  std::int32_t best = -1;
  std::int64_t best_rank = 0;
  state_.ForChoices(section, [&](std::int32_t item) {
    if (!state_.IsSettled(item)) {
      best = -1;
      return false;
    }
    const std::int64_t rank = Rank(item);
    if (best < 0 || rank > best_rank || (rank == best_rank && item < best)) {
      best = item;
      best_rank = rank;
    }
    return true;
  });
  return best;
}

std::int64_t ExactSearch::Rank(std::int32_t index) const {
  const Item& item = instance_.items[static_cast<std::size_t>(index)];
  switch (rules_.item) {
    case ItemRule::kLongest:
      return item.length;
    case ItemRule::kLargestArea:
      return SaturatingMultiply(item.size, item.length);
    case ItemRule::kLargest:
      return item.size;
  }
  return 0;
}

}  // namespace utvmc::plan
