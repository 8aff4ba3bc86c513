// The inference rules of SearchState that look at one section: "not first" and subset sums.
#include <algorithm>

#include "plan/arithmetic.h"
#include "plan/exact_state.h"

namespace utvmc::plan {
namespace {

/// Subset sums are kept while there are few: where there are many, nearly every start can be
/// reached, and nothing would follow from them.
constexpr std::size_t kMostSums = 16;
/// More items than this have more sums than that, unless they are alike.
constexpr std::size_t kMostEnds = 8;

}  // namespace

/// Where an item so high that all others of the section do not fit above it, one of them ends below
/// it: the rule "not first" of disjunctive scheduling.
bool SearchState::RaiseNotFirst(const Section& section, std::span<const Entry> entries) {
  const std::int64_t last_first = deadline_ - section.need;
  if (entries.back().start <= last_first) return true;
  std::int64_t end = kSaturated;
  std::int64_t second_end = kSaturated;
  std::int32_t earliest = -1;
  for (const Entry& entry : entries) {
    const std::int64_t its_end = entry.start + entry.size;
    if (its_end < end) {
      second_end = end;
      end = its_end;
      earliest = entry.item;
    } else {
      second_end = std::min(second_end, its_end);
    }
  }
  for (std::size_t at = entries.size(); at-- > 0 && entries[at].start > last_first;) {
    const std::int64_t lowest = entries[at].item == earliest ? second_end : end;
    if (lowest == kSaturated || !Raise(entries[at].item, lowest)) return false;
  }
  return true;
}

/// The few items that can end first, by ascending end.
void SearchState::CollectEnds(std::span<const Entry> entries) {
  ends_.clear();
  for (const Entry& entry : entries) {
    const std::int64_t end = entry.start + entry.size;
    if (ends_.size() == kMostEnds && ends_.back().start <= end) continue;
    if (ends_.size() == kMostEnds) ends_.pop_back();
    std::size_t at = ends_.size();
    ends_.push_back({});
    for (; at > 0 && ends_[at - 1].start > end; --at) ends_[at] = ends_[at - 1];
    ends_[at] = {end, entry.size, entry.item};
  }
}

/// False: too many.
bool SearchState::AddToSums(std::int64_t size) {
  shifted_.clear();
  std::size_t low = 0;
  for (const std::int64_t sum : sums_) {
    for (; low < sums_.size() && sums_[low] < sum + size; ++low) shifted_.push_back(sums_[low]);
    if (low < sums_.size() && sums_[low] == sum + size) ++low;
    shifted_.push_back(sum + size);
  }
  sums_.swap(shifted_);
  return sums_.size() <= kMostSums;
}

/// What lies below an item in its section is a choice of those that can end there, and the bytes
/// that these leave unused must not exceed what the section can waste.
bool SearchState::RaiseBySums(const Section& section, std::span<const Entry> entries) {
  const std::int64_t floor = entries.front().start;
  const std::int64_t waste = deadline_ - floor - section.need;
  if (entries.back().start <= floor + waste) return true;
  CollectEnds(entries);
  work_ += section.unplaced;
  sums_.assign(1, 0);
  std::size_t added = 0;
  for (const Entry& entry : entries) {
    if (entry.start <= floor + waste) continue;
    for (; added < ends_.size() && ends_[added].start <= entry.start; ++added) {
      if (!AddToSums(ends_[added].size)) return true;
    }
    if (added == kMostEnds) return true;
    const auto sum = std::lower_bound(sums_.begin(), sums_.end(), entry.start - floor - waste);
    if (sum != sums_.end() && floor + *sum <= entry.start) continue;
    // Up to the next sum or the next end, what lies below stays the same choice.
    std::int64_t next = sum != sums_.end() ? floor + *sum : kSaturated;
    std::size_t later = added;
    while (later < ends_.size() && ends_[later].item == entry.item) ++later;
    if (later < ends_.size()) next = std::min(next, ends_[later].start);
    if (later == ends_.size() && ends_.size() == kMostEnds) return true;
    if (next == kSaturated || !Raise(entry.item, next)) return false;
  }
  return true;
}

}  // namespace utvmc::plan
