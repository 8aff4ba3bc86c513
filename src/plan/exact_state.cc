#include "plan/exact_state.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

/// A step of work has time to look at so many refused items that see nothing move.
constexpr std::int64_t kRefusalsPerStep = 4;

/// How far refused items see along partners. One less leaves out inferences that count, more finds
/// hardly any.
constexpr int kHops = 2;

/// Steps of work that one decision may take in inferences. Starts can push one another up byte by
/// byte, for longer than any budget: an inference less costs time, not correctness. Half or twice
/// as many prove the public instances about as fast; without an end they took up to nine times
/// longer.
constexpr std::int64_t kMostWork = 20'000;

}  // namespace

SearchState::SearchState(const ExactInstance& instance, const ExactTechniques& techniques)
    : instance_(instance),
      techniques_(techniques),
      start_(instance.items.size(), 0),
      latest_(instance.items.size(), 0),
      support_(instance.items.size(), 0),
      refused_(instance.items.size(), -1),
      placed_(instance.items.size(), 0),
      sections_(Index(instance.sections)),
      weight_(sections_.size(), 1),
      crossing_(sections_.size() + 1, 0),
      queued_(sections_.size(), 0) {
  FillSections();
  FindNeighbours();
  FindReach();
}

std::span<const std::int32_t> SearchState::Neighbours(std::int32_t item) const {
  const std::size_t first = first_neighbour_[Index(item)];
  return std::span(neighbours_).subspan(first, first_neighbour_[Index(item) + 1] - first);
}

template <typename Visit>
void SearchState::ForSections(std::int32_t item, Visit visit) const {
  for (const SectionRange run : instance_.items[Index(item)].runs) {
    for (std::int32_t section = run.first; section < run.last; ++section) visit(section);
  }
}

void SearchState::FillSections() {
  const auto count = static_cast<std::int32_t>(instance_.items.size());
  for (std::int32_t item = 0; item < count; ++item) {
    ForSections(item, [&](std::int32_t section) {
      ++sections_[Index(section)].unplaced;
      sections_[Index(section)].need += instance_.items[Index(item)].size;
    });
    const SectionRange hull = instance_.items[Index(item)].hull;
    for (std::int32_t inner = hull.first + 1; inner < hull.last; ++inner) ++crossing_[Index(inner)];
  }
  std::size_t first = 0;
  for (Section& section : sections_) {
    section.first = first;
    first += Index(section.unplaced);
  }
  entries_.resize(first);
  std::vector<std::size_t> next;
  for (const Section& section : sections_) next.push_back(section.first);
  for (std::int32_t item = 0; item < count; ++item) {
    ForSections(item, [&](std::int32_t section) {
      entries_[next[Index(section)]++] = {0, instance_.items[Index(item)].size, item};
    });
  }
}

/// Two items meet where one of them is born, so that it is enough to look at the first section of
/// every run of either.
void SearchState::FindNeighbours() {
  const std::size_t count = instance_.items.size();
  std::vector<std::vector<std::int32_t>> lists(count);
  for (std::size_t item = 0; item < count; ++item) {
    for (const SectionRange run : instance_.items[item].runs) {
      const Section& section = sections_[Index(run.first)];
      for (std::size_t at = 0; at < Index(section.unplaced); ++at) {
        const std::int32_t other = entries_[section.first + at].item;
        if (Index(other) == item) continue;
        lists[item].push_back(other);
        lists[Index(other)].push_back(static_cast<std::int32_t>(item));
      }
    }
  }
  fixed_neighbours_.resize(count);
  for (std::size_t item = 0; item < count; ++item) {
    std::vector<std::int32_t>& list = lists[item];
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    first_neighbour_.push_back(neighbours_.size());
    neighbours_.insert(neighbours_.end(), list.begin(), list.end());
    std::vector<std::int32_t>& fixed = fixed_neighbours_[item];
    const auto offset = [&](std::int32_t other) { return instance_.items[Index(other)].fixed; };
    std::copy_if(list.begin(), list.end(), std::back_inserter(fixed),
                 [&](std::int32_t other) { return offset(other) >= 0; });
    std::sort(fixed.begin(), fixed.end(),
              [&](std::int32_t a, std::int32_t b) { return offset(a) < offset(b); });
  }
  first_neighbour_.push_back(neighbours_.size());
}

void SearchState::FindReach() {
  for (const Item& item : instance_.items) reach_.push_back(item.hull);
  for (int hop = 0; hop < kHops; ++hop) {
    const std::vector<SectionRange> before = reach_;
    for (std::size_t index = 0; index < reach_.size(); ++index) {
      SectionRange& reach = reach_[index];
      for (const Partner& partner : instance_.items[index].partners) {
        const SectionRange other = before[Index(partner.other)];
        reach = {std::min(reach.first, other.first), std::max(reach.last, other.last)};
      }
    }
  }
}

bool SearchState::Reset(std::int64_t capacity) {
  UndoTo(0);
  const std::int64_t granule = instance_.granule;
  deadline_ = (capacity + granule - 1) / granule * granule;
  const auto count = static_cast<std::int32_t>(instance_.items.size());
  for (std::int32_t index = 0; index < count; ++index) {
    const Item& item = instance_.items[Index(index)];
    const std::int64_t latest = capacity - (item.size - item.spare);
    latest_[Index(index)] = item.fixed >= 0 ? std::min(latest, item.fixed) : latest;
    MarkDirty(index);
  }
  for (std::int32_t index = 0; index < count; ++index) {
    const std::int64_t fixed = instance_.items[Index(index)].fixed;
    const std::int64_t lowest = fixed >= 0 ? fixed : PastPartners(index, 0);
    if (lowest > latest_[Index(index)]) return Fail(instance_.items[Index(index)].runs[0].first);
    if (lowest > 0 && !Raise(index, lowest)) {
      return Fail(instance_.items[Index(index)].runs[0].first);
    }
  }
  return Propagate();
}

void SearchState::Record(Change change, std::int32_t index, std::int64_t old) {
  trail_.push_back({old, index, change});
}

/// Decisions are taken where all inferences have been made, so that nothing is left to check.
void SearchState::UndoTo(std::size_t mark) {
  changed_ = {};
  while (trail_.size() > mark) {
    const Undo undo = trail_.back();
    trail_.pop_back();
    const std::size_t index = Index(undo.index);
    switch (undo.change) {
      case Change::kStart:
        start_[index] = undo.old;
        break;
      case Change::kSupport:
        support_[index] = undo.old;
        break;
      case Change::kRefused:
        refused_[index] = undo.old;
        break;
      case Change::kRefusal:
        refusals_.pop_back();
        break;
      case Change::kPlaced:
        Unplace(undo.index);
        break;
      case Change::kFloor:
        sections_[index].floor = undo.old;
        break;
      case Change::kSlack:
        sections_[index].slack = undo.old;
        break;
      case Change::kChoices:
        sections_[index].choices = static_cast<std::int32_t>(undo.old);
        break;
    }
  }
}

/// The entry of the item is still where Place left it, just behind those not placed: nothing moves
/// entries behind that border, and it is restored in reverse order.
void SearchState::Unplace(std::int32_t item) {
  placed_[Index(item)] = 0;
  ForSections(item, [&](std::int32_t index) {
    Section& section = sections_[Index(index)];
    entries_[section.first + Index(section.unplaced)].start = -1;
    ++section.unplaced;
    section.need += instance_.items[Index(item)].size;
  });
  const SectionRange hull = instance_.items[Index(item)].hull;
  for (std::int32_t inner = hull.first + 1; inner < hull.last; ++inner) ++crossing_[Index(inner)];
}

bool SearchState::Place(std::int32_t item) {
  const std::int64_t size = instance_.items[Index(item)].size;
  if (techniques_.canonical_rest && !MayRest(item))
    return Fail(instance_.items[Index(item)].runs[0].first);
  placed_[Index(item)] = 1;
  Record(Change::kPlaced, item, 0);
  ForSections(item, [&](std::int32_t index) {
    Section& section = sections_[Index(index)];
    section.need -= size;
    Entry* const entries = entries_.data() + section.first;
    Entry* at = entries;
    while (at->item != item) ++at;
    --section.unplaced;
    work_ += at - entries + 1;
    // The rest moves up, so that it stays in order.
    std::rotate(at, at + 1, entries + section.unplaced + 1);
  });
  const SectionRange hull = instance_.items[Index(item)].hull;
  for (std::int32_t inner = hull.first + 1; inner < hull.last; ++inner) --crossing_[Index(inner)];
  MarkDirty(item);

  const std::int64_t end = start_[Index(item)] + size;
  for (const std::int32_t other : Neighbours(item)) {
    if (placed_[Index(other)]) continue;
    if (end > support_[Index(other)]) {
      Record(Change::kSupport, other, support_[Index(other)]);
      support_[Index(other)] = end;
    }
    if (!Raise(other, end)) return Fail(hull.first);
  }
  work_ += static_cast<std::int64_t>(Neighbours(item).size());
  return PushPartners(item) && Propagate();
}

bool SearchState::Refuse(std::int32_t item) {
  if (refused_[Index(item)] < 0) {
    refusals_.push_back(item);
    Record(Change::kRefusal, item, 0);
  }
  Record(Change::kRefused, item, refused_[Index(item)]);
  refused_[Index(item)] = start_[Index(item)];
  return CheckRefused(item) && Propagate();
}

void SearchState::MarkDirty(std::int32_t item) {
  const SectionRange hull = instance_.items[Index(item)].hull;
  const bool is_first = changed_.first == changed_.last;
  changed_ = is_first ? hull
                      : SectionRange{std::min(changed_.first, hull.first),
                                     std::max(changed_.last, hull.last)};
  ForSections(item, [&](std::int32_t section) {
    if (queued_[Index(section)]) return;
    queued_[Index(section)] = 1;
    queue_.push_back(section);
  });
}

bool SearchState::Fail(std::int32_t section) {
  for (const std::int32_t waiting : queue_) queued_[Index(waiting)] = 0;
  queue_.clear();
  ++weight_[Index(section)];
  return false;
}

/// The lowest start from `start` on that is aligned and clear of neighbours with fixed offsets.
/// Placed ones need no look: they end below, or have raised the start already.
std::int64_t SearchState::PastFixed(std::int32_t item, std::int64_t start) const {
  const Item& self = instance_.items[Index(item)];
  start = AlignUp(start, self.alignment);
  for (const std::int32_t other : fixed_neighbours_[Index(item)]) {
    const Item& block = instance_.items[Index(other)];
    if (block.fixed >= start + self.size) break;
    if (block.fixed + block.size > start) start = AlignUp(block.fixed + block.size, self.alignment);
  }
  return start;
}

/// Raises the lowest start of an item. False: it exceeds the latest one.
bool SearchState::Raise(std::int32_t item, std::int64_t start) {
  if (start <= start_[Index(item)]) return true;
  if (instance_.items[Index(item)].fixed < 0) start = PastPartners(item, start);
  if (start > latest_[Index(item)]) return false;
  Record(Change::kStart, item, start_[Index(item)]);
  start_[Index(item)] = start;
  MarkDirty(item);
  work_ += instance_.items[Index(item)].length;
  return true;
}

/// Of the items that can see one that has moved. What is beyond may still decide where an item can
/// rest, but an inference less costs time, not correctness.
bool SearchState::CheckRefusals() {
  const SectionRange changed = std::exchange(changed_, {});
  for (const std::int32_t item : refusals_) {
    const SectionRange reach = reach_[Index(item)];
    if (placed_[Index(item)] || reach.last <= changed.first || changed.last <= reach.first)
      continue;
    if (!CheckRefused(item)) return false;
  }
  work_ += static_cast<std::int64_t>(refusals_.size()) / kRefusalsPerStep;
  return true;
}

/// To a fixpoint, unless that is too far away.
bool SearchState::Propagate() {
  const std::int64_t most = work_ + kMostWork;
  while (true) {
    while (!queue_.empty()) {
      const std::int32_t section = queue_.back();
      queue_.pop_back();
      queued_[Index(section)] = 0;
      if (!UpdateSection(section, work_ < most)) return Fail(section);
    }
    if (work_ >= most) return true;
    if (!CheckRefusals()) return false;
    if (queue_.empty()) return true;
  }
}

/// An item that was refused at r and under which nothing has been placed that ends above r: it will
/// rest on one that is not placed yet; and one of those must reach into the bytes that it had at r,
/// or it could be moved back there. Both are true of canonical placements only.
bool SearchState::CheckRefused(std::int32_t item) {
  const Item& self = instance_.items[Index(item)];
  if (!self.partners.empty()) return CheckRefusedAmongPartners(item);
  const std::int64_t refused = refused_[Index(item)];
  if (support_[Index(item)] > refused) return true;
  std::int64_t lowest_end = kSaturated;
  std::int64_t lowest_start = kSaturated;
  for (const std::int32_t other : Neighbours(item)) {
    if (placed_[Index(other)]) continue;
    lowest_start = std::min(lowest_start, start_[Index(other)]);
    lowest_end = std::min(lowest_end, start_[Index(other)] + instance_.items[Index(other)].size);
  }
  work_ += static_cast<std::int64_t>(Neighbours(item).size());
  const std::int32_t section = self.runs[0].first;
  if (techniques_.blocked_refusal && lowest_start >= refused + self.size) return Fail(section);
  const std::int64_t start = techniques_.canonical_rest ? lowest_end : refused + 1;
  return (start != kSaturated && Raise(item, start)) || Fail(section);
}

bool SearchState::IsSettled(std::int32_t item) const {
  bool settled = true;
  ForSections(item, [&](std::int32_t section) {
    settled = settled && sections_[Index(section)].floor == start_[Index(item)];
  });
  for (const Partner& partner : instance_.items[Index(item)].partners) {
    const std::size_t other = Index(partner.other);
    settled = settled && (placed_[other] || start_[other] >= start_[Index(item)]);
  }
  return settled;
}

bool SearchState::UpdateSection(std::int32_t index, bool infers) {
  Section& section = sections_[Index(index)];
  if (section.unplaced == 0) return true;
  const std::span<Entry> entries(entries_.data() + section.first, Index(section.unplaced));
  SortEntries(entries);
  work_ += section.unplaced;
  if (!Summarise(index, entries)) return false;
  if (!infers) return true;
  return (!techniques_.not_first || RaiseNotFirst(section, entries)) &&
         (!techniques_.subset_sums || RaiseBySums(section, entries));
}

/// By start. Since the last look some starts have risen, most often to one and the same value, or
/// fallen back together: those are taken out, sorted, and merged with the others.
void SearchState::SortEntries(std::span<Entry> entries) {
  moved_.clear();
  std::size_t kept = 0;
  for (const Entry& entry : entries) {
    const std::int64_t start = start_[Index(entry.item)];
    if (start == entry.start) {
      entries[kept++] = entry;
    } else {
      moved_.push_back({start, entry.size, entry.item});
    }
  }
  const auto before = [](const Entry& a, const Entry& b) {
    return a.start != b.start ? a.start < b.start : a.item < b.item;
  };
  if (moved_.empty()) return;
  if (!std::is_sorted(moved_.begin(), moved_.end(), before)) {
    std::sort(moved_.begin(), moved_.end(), before);
  }
  std::size_t at = entries.size();
  while (!moved_.empty()) {
    if (kept > 0 && before(moved_.back(), entries[kept - 1])) {
      entries[--at] = entries[--kept];
    } else {
      entries[--at] = moved_.back();
      moved_.pop_back();
    }
  }
}

/// Floor, choices and slack. False: packed as low as their starts allow, the items exceed the
/// deadline. (One machine, release dates, makespan: first come, first served is optimal.)
bool SearchState::Summarise(std::int32_t index, std::span<const Entry> entries) {
  Section& section = sections_[Index(index)];
  const std::int64_t floor = entries.front().start;
  std::int32_t choices = 0;
  std::int64_t end = 0;
  for (const Entry& entry : entries) {
    choices += entry.start == floor ? 1 : 0;
    end = std::max(end, entry.start) + entry.size;
  }
  if (end > deadline_) return false;
  if (floor != section.floor) {
    Record(Change::kFloor, index, section.floor);
    section.floor = floor;
  }
  if (choices != section.choices) {
    Record(Change::kChoices, index, section.choices);
    section.choices = choices;
  }
  if (deadline_ - end != section.slack) {
    Record(Change::kSlack, index, section.slack);
    section.slack = deadline_ - end;
  }
  return true;
}

}  // namespace utvmc::plan
