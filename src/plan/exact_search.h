// Is there a placement within a given height? The branching on top of SearchState.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/exact_instance.h"
#include "plan/exact_state.h"
#include "plan/exact_techniques.h"

namespace utvmc::plan {

enum class SearchOutcome {
  kFound,
  kImpossible,  ///< proved
  kSpent,       ///< nothing is known
};

/// How far the search at one capacity has come with its restarts: the number of runs so far.
struct RestartSchedule {
  std::size_t runs = 0;
};

/// Depth first along decisions "this item at its lowest start" and "not there". What it learns
/// about where failures happen is kept from one Run to the next.
class ExactSearch {
 public:
  /// `instance` must outlive it.
  ExactSearch(const ExactInstance& instance, const ExactTechniques& techniques);

  /// Looks for a placement of at most `capacity` bytes. Takes what it spends from `nodes`, which
  /// may end slightly below zero. Starts with the next run of `schedule`, which the
  /// caller keeps for every capacity.
  SearchOutcome Run(std::int64_t capacity, RestartSchedule& schedule, std::int64_t& nodes);

  /// After kFound: by item.
  const std::vector<std::int64_t>& offsets() const { return offsets_; }

 private:
  /// Which section is decided next, among those whose choices are all settled.
  enum class SectionRule {
    kFewestChoices,  ///< per weight; that nothing starts at the floor counts as a choice
    kLowest,         ///< the lowest floor; among equals the fewest choices per weight
  };
  /// Which of its choices is tried first.
  enum class ItemRule { kLongest, kLargestArea, kLargest };
  struct Rules {
    SectionRule section;
    ItemRule item;
  };
  static const std::vector<Rules>& AllRules();

  /// A span of time to search, and what to try next once it has no placement.
  struct Window {
    SectionRange sections;
    std::int32_t parent = -1;  ///< frame whose decision the window results from; -1: none
    std::int32_t next = -1;    ///< window to go on with; -1: none
  };
  struct Frame {
    Window window;
    std::int32_t item = 0;
    bool refused = false;  ///< the second of the two decisions has been taken
    std::size_t mark = 0;  ///< of the state before it
    std::size_t windows = 0;
  };

  /// What speaks for deciding a section next.
  struct Merit {
    std::int64_t floor = 0;  ///< 0 where the rule does not ask for it
    std::int64_t choices = 0;
    std::int64_t weight = 1;

    bool IsBetterThan(const Merit& other) const {
      if (floor != other.floor) return floor < other.floor;
      return choices * other.weight < other.choices * weight;
    }
  };

  SearchOutcome RunOnce(std::int64_t& nodes);
  std::int64_t DecisionsOf(std::size_t round) const;
  bool Backtrack(std::int64_t& nodes);
  bool NextWindow();
  void TrimWindow();
  bool SplitWindow();
  std::int32_t Choose();
  Merit MeritOf(std::int32_t section) const;
  std::int32_t ChooseItem(std::int32_t section) const;
  std::int64_t Rank(std::int32_t item) const;
  void Charge(std::int64_t& nodes);

  const ExactInstance& instance_;
  ExactTechniques techniques_;
  SearchState state_;
  Rules rules_ = {};
  std::vector<std::vector<std::int64_t>> weights_;  ///< by rules
  std::vector<Frame> frames_;
  std::vector<Window> windows_;      ///< those put off
  Window window_;                    ///< the one being searched
  std::int64_t decisions_left_ = 0;  ///< of the run under way
  std::int64_t scanned_ = 0;         ///< sections looked at, to choose and to split
  std::int64_t charged_work_ = 0;
  std::vector<std::int64_t> offsets_;
};

}  // namespace utvmc::plan
