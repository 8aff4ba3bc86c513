#include "plan/exact_sections.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace utvmc::plan {
namespace {

/// Partners that live at the same time; the work grows with the square for every set.
constexpr std::size_t kMostPartners = 64;

using Items = std::vector<std::int32_t>;

std::size_t Index(std::int32_t value) { return static_cast<std::size_t>(value); }

bool ArePartners(const ExactInstance& instance, std::int32_t a, std::int32_t b) {
  const std::vector<Partner>& partners = instance.items[Index(a)].partners;
  const auto found = std::lower_bound(partners.begin(), partners.end(), b,
                                      [](const Partner& x, std::int32_t y) { return x.other < y; });
  return found != partners.end() && found->other == b;
}

/// The items of each section.
std::vector<Items> MembersBySection(const ExactInstance& instance) {
  std::vector<Items> members(Index(instance.sections));
  for (std::size_t item = 0; item < instance.items.size(); ++item) {
    for (const SectionRange run : instance.items[item].runs) {
      for (std::int32_t section = run.first; section < run.last; ++section) {
        members[Index(section)].push_back(static_cast<std::int32_t>(item));
      }
    }
  }
  return members;
}

/// Covers the conflicts among items of one section that have partners there.
class Cover {
 public:
  /// `items`, largest first.
  Cover(const ExactInstance& instance, Items items)
      : items_(std::move(items)), apart_(items_.size() * items_.size(), 0), covered_(apart_) {
    for (std::size_t a = 0; a < items_.size(); ++a) {
      for (std::size_t b = 0; b < items_.size(); ++b) {
        apart_[At(a, b)] = ArePartners(instance, items_[a], items_[b]) ? 0 : 1;
      }
    }
  }

  /// Sets of items without partners among them; the greedy choice first.
  std::vector<Items> Sets() {
    Extend({});
    for (std::size_t a = 0; a < items_.size(); ++a) {
      for (std::size_t b = a; b < items_.size(); ++b) {
        if (apart_[At(a, b)] == 0 || covered_[At(a, b)] != 0) continue;
        Extend(a == b ? std::vector{a} : std::vector{a, b});
      }
    }
    return std::move(sets_);
  }

 private:
  std::size_t At(std::size_t a, std::size_t b) const { return a * items_.size() + b; }

  /// Adds to `chosen`, positions in items_, what goes with them, and makes a set of it.
  void Extend(std::vector<std::size_t> chosen) {
    for (std::size_t next = 0; next < items_.size(); ++next) {
      const bool fits = std::all_of(chosen.begin(), chosen.end(), [&](std::size_t other) {
        return other != next && apart_[At(next, other)] != 0;
      });
      if (fits) chosen.push_back(next);
    }
    Items& set = sets_.emplace_back();
    for (const std::size_t a : chosen) {
      set.push_back(items_[a]);
      for (const std::size_t b : chosen) covered_[At(a, b)] = 1;
    }
  }

  Items items_;
  std::vector<char> apart_;    ///< by pair of positions: no partners
  std::vector<char> covered_;  ///< by pair of positions: together in a set
  std::vector<Items> sets_;
};

/// The sets that replace a section with `members`, each ascending. Empty: too many partners.
std::vector<Items> SetsOf(const ExactInstance& instance, const Items& members) {
  Items with_partners;
  Items others;
  std::vector<char> lives(instance.items.size(), 0);
  for (const std::int32_t item : members) lives[Index(item)] = 1;
  for (const std::int32_t item : members) {
    const std::vector<Partner>& partners = instance.items[Index(item)].partners;
    const bool overlaps = std::any_of(partners.begin(), partners.end(),
                                      [&](const Partner& p) { return lives[Index(p.other)] != 0; });
    (overlaps ? with_partners : others).push_back(item);
  }
  if (with_partners.empty()) return {members};
  if (with_partners.size() > kMostPartners) return {};
  std::stable_sort(with_partners.begin(), with_partners.end(), [&](std::int32_t a, std::int32_t b) {
    return instance.items[Index(a)].size > instance.items[Index(b)].size;
  });
  std::vector<Items> sets = Cover(instance, std::move(with_partners)).Sets();
  for (Items& set : sets) {
    set.insert(set.end(), others.begin(), others.end());
    std::sort(set.begin(), set.end());
  }
  return sets;
}

/// Puts an item into the section with number `section`, which is not below any before.
void Enter(Item& item, std::int32_t section) {
  ++item.length;
  if (!item.runs.empty() && item.runs.back().last == section) {
    item.runs.back().last = section + 1;
  } else {
    item.runs.push_back({section, section + 1});
  }
}

}  // namespace

bool SplitSections(ExactInstance& instance, std::int64_t& max_entries) {
  const bool none = std::all_of(instance.items.begin(), instance.items.end(),
                                [](const Item& item) { return item.partners.empty(); });
  if (none) return true;
  const std::vector<Items> members = MembersBySection(instance);
  for (Item& item : instance.items) {
    item.runs.clear();
    item.length = 0;
  }
  std::vector<std::int32_t> renumbered;  // by old section: the first that replaces it
  instance.sections = 0;
  for (const Items& section : members) {
    renumbered.push_back(instance.sections);
    const std::vector<Items> sets = SetsOf(instance, section);
    for (const Items& set : sets) {
      for (const std::int32_t item : set) Enter(instance.items[Index(item)], instance.sections);
      ++instance.sections;
      max_entries -= static_cast<std::int64_t>(set.size());
    }
    if (max_entries < 0 || sets.empty()) return false;
  }
  renumbered.push_back(instance.sections);
  for (Item& item : instance.items) {
    item.hull = {renumbered[Index(item.hull.first)], renumbered[Index(item.hull.last)]};
  }
  return true;
}

}  // namespace utvmc::plan
