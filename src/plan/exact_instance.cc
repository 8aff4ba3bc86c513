#include "plan/exact_instance.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/exact_sections.h"

namespace utvmc::plan {
namespace {

/// Sums of sizes up to here leave room for alignment gaps and for comparisons.
constexpr std::int64_t kLargestSum = std::int64_t{1} << 60;

/// A buffer with its lifetime as the search sees it: time from 0 on, possibly mirrored.
struct Entry {
  std::vector<Interval> live;  ///< the parts of the lifetime, ascending
  std::int64_t size = 0;
  std::int64_t alignment = 1;
  std::int64_t fixed = -1;
  std::size_t buffer = 0;

  auto Key() const {
    std::vector<std::int64_t> times;
    for (const Interval part : live) times.insert(times.end(), {part.begin, part.end});
    return std::tuple(std::move(times), size, alignment, fixed);
  }
};

/// Empty: the search does not apply.
std::optional<std::vector<Entry>> Collect(const Problem& problem) {
  std::vector<Entry> entries;
  std::int64_t sum = 0;
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
    const Buffer& buffer = problem.buffers[id];
    const std::int64_t fixed = buffer.fixed_offset.value_or(0);
    if (buffer.size < 0 || buffer.alignment <= 0 || fixed < 0) return std::nullopt;
    if (fixed % buffer.alignment != 0) return std::nullopt;
    sum = SaturatingAdd(sum, SaturatingAdd(buffer.size, buffer.alignment));
    if (SaturatingAdd(sum, fixed) > kLargestSum) return std::nullopt;
    if (buffer.size == 0 || buffer.live.begin >= buffer.live.end) continue;
    Entry entry = {.live = {},
                   .size = buffer.size,
                   .alignment = buffer.alignment,
                   .fixed = buffer.fixed_offset.value_or(-1),
                   .buffer = id};
    ForRuns(buffer, [&](Interval run) { entry.live.push_back(run); });
    if (!entry.live.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

void SortEntries(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tuple(a.Key(), a.buffer) < std::tuple(b.Key(), b.buffer);
  });
}

/// Gives everybody who numbers buffers differently, or counts time from elsewhere or backwards, the
/// same entries.
void Normalise(std::vector<Entry>& entries) {
  if (entries.empty()) return;
  std::int64_t begin = entries[0].live.front().begin;
  std::int64_t end = entries[0].live.back().end;
  for (const Entry& entry : entries) {
    begin = std::min(begin, entry.live.front().begin);
    end = std::max(end, entry.live.back().end);
  }
  std::vector<Entry> mirrored = entries;
  for (Entry& entry : entries) {
    for (Interval& part : entry.live) part = {part.begin - begin, part.end - begin};
  }
  for (Entry& entry : mirrored) {
    for (Interval& part : entry.live) part = {end - part.end, end - part.begin};
    std::reverse(entry.live.begin(), entry.live.end());
  }
  SortEntries(entries);
  SortEntries(mirrored);
  const bool backwards = std::lexicographical_compare(
      mirrored.begin(), mirrored.end(), entries.begin(), entries.end(),
      [](const Entry& a, const Entry& b) { return a.Key() < b.Key(); });
  if (backwards) entries = std::move(mirrored);
}

/// False: two fixed buffers collide. Quadratic in the number of those.
bool FixedOnesFit(const Problem& problem, const Partners& partners,
                  const std::vector<Entry>& entries) {
  std::vector<const Entry*> fixed;
  for (const Entry& entry : entries) {
    if (entry.fixed >= 0) fixed.push_back(&entry);
  }
  for (std::size_t a = 0; a < fixed.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (fixed[a]->fixed < fixed[b]->fixed + fixed[b]->size &&
          fixed[b]->fixed < fixed[a]->fixed + fixed[a]->size &&
          LiveTogether(problem.buffers[fixed[a]->buffer], problem.buffers[fixed[b]->buffer])) {
        const Partner* const partner = partners.Find(fixed[a]->buffer, fixed[b]->buffer);
        const std::int64_t distance = fixed[a]->fixed - fixed[b]->fixed;
        if (!partner || distance < partner->low || distance > partner->high) return false;
      }
    }
  }
  return true;
}

/// The moments at which something is born or dies, ascending, and what of the two.
struct Events {
  std::vector<std::int64_t> times;
  std::vector<char> birth;  ///< by index into `times`
  std::vector<char> death;

  std::size_t At(std::int64_t time) const {
    return static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), time) -
                                    times.begin());
  }
};

Events FindEvents(std::span<const Entry> entries) {
  Events events;
  for (const Entry& entry : entries) {
    for (const Interval part : entry.live) {
      events.times.insert(events.times.end(), {part.begin, part.end});
    }
  }
  std::sort(events.times.begin(), events.times.end());
  events.times.erase(std::unique(events.times.begin(), events.times.end()), events.times.end());
  events.birth.assign(events.times.size(), 0);
  events.death.assign(events.times.size(), 0);
  for (const Entry& entry : entries) {
    for (const Interval part : entry.live) {
      events.birth[events.At(part.begin)] = 1;
      events.death[events.At(part.end)] = 1;
    }
  }
  return events;
}

/// By event: how many sections are kept before it. Whatever lives between two events lives in the
/// next span too unless something dies at its end, and in the previous one unless something is
/// born at its beginning.
std::vector<std::int32_t> NumberSections(const Events& events, bool merge) {
  std::vector<std::int32_t> before(events.times.size(), 0);
  for (std::size_t span = 0; span + 1 < events.times.size(); ++span) {
    const bool kept = !merge || (events.birth[span] != 0 && events.death[span + 1] != 0);
    before[span + 1] = before[span] + (kept ? 1 : 0);
  }
  return before;
}

/// The largest power of two that all alignments of free buffers and all fixed offsets are multiples
/// of.
std::int64_t Granule(std::span<const Entry> entries) {
  std::int64_t granule = 0;
  for (const Entry& entry : entries) {
    granule = std::gcd(granule, entry.fixed >= 0 ? entry.fixed : entry.alignment);
  }
  return granule == 0 ? 1 : granule & -granule;
}

/// An offset that cannot be lowered is a sum of sizes, and of least distances from partners, above
/// 0 or above a fixed offset, unless an alignment has rounded it up.
std::int64_t HeightUnit(std::span<const Entry> entries, const Partners& partners) {
  std::int64_t unit = 0;
  for (const Entry& entry : entries) {
    unit = std::gcd(unit, entry.size);
    if (entry.fixed > 0) unit = std::gcd(unit, entry.fixed);
    for (const Partner& partner : partners.Of(entry.buffer)) {
      if (partner.low > -entry.size) unit = std::gcd(unit, partner.low);
    }
  }
  const bool all_aligned = std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.fixed >= 0 || unit % entry.alignment == 0;
  });
  return all_aligned ? unit : 1;
}

void MapItems(ExactInstance& instance, std::span<const Entry> entries, bool merge) {
  const Events events = FindEvents(entries);
  const std::vector<std::int32_t> number = NumberSections(events, merge);
  instance.sections = number.back();
  for (const Entry& entry : entries) {
    Item item;
    item.size = AlignUp(entry.size, instance.granule);
    item.spare = item.size - entry.size;
    item.alignment = entry.fixed >= 0 ? 1 : entry.alignment;
    item.fixed = entry.fixed;
    for (const Interval part : entry.live) {
      const SectionRange run = {number[events.At(part.begin)], number[events.At(part.end)]};
      item.length += run.last - run.first;
      if (!item.runs.empty() && item.runs.back().last == run.first) {
        item.runs.back().last = run.last;
      } else {
        item.runs.push_back(run);
      }
    }
    item.hull = {item.runs.front().first, item.runs.back().last};
    instance.items.push_back(std::move(item));
    instance.buffer.push_back(entry.buffer);
  }
}

/// The partner in multiples of the granule, as all offsets and rounded sizes are. What is forbidden
/// only between two multiples is not forbidden. Empty: no multiple lets the two share bytes.
std::optional<Partner> Rounded(const Partner& partner, const Item& owner, const Item& other,
                               std::int64_t granule) {
  const auto down = [&](std::int64_t value) {
    return value - (value % granule + granule) % granule;
  };
  Partner rounded = {partner.other, -down(-partner.low), down(partner.high)};
  if (rounded.low > rounded.high) return std::nullopt;
  if (rounded.low >= other.size || rounded.high <= -owner.size) return std::nullopt;
  if (rounded.low <= granule - owner.size) rounded.low = -owner.size;
  if (rounded.high >= other.size - granule) rounded.high = other.size;
  return rounded;
}

/// `item_of`, by buffer, is used within.
void MapPartners(ExactInstance& instance, const Partners& partners,
                 std::vector<std::int32_t>& item_of) {
  if (partners.none()) return;
  for (std::size_t item = 0; item < instance.items.size(); ++item) {
    item_of[instance.buffer[item]] = static_cast<std::int32_t>(item);
  }
  for (std::size_t index = 0; index < instance.items.size(); ++index) {
    Item& item = instance.items[index];
    for (Partner partner : partners.Of(instance.buffer[index])) {
      partner.other = item_of[static_cast<std::size_t>(partner.other)];
      const Item& other = instance.items[static_cast<std::size_t>(partner.other)];
      const std::optional<Partner> rounded = Rounded(partner, item, other, instance.granule);
      if (rounded) item.partners.push_back(*rounded);
    }
    std::sort(item.partners.begin(), item.partners.end(),
              [](const Partner& a, const Partner& b) { return a.other < b.other; });
  }
}

/// The topmost buffer of a section may stick out by what rounding added to it; at best that is the
/// one with the most.
std::int64_t LowerBoundOf(const ExactInstance& instance) {
  std::vector<std::int64_t> sum(static_cast<std::size_t>(instance.sections), 0);
  std::vector<std::int64_t> spare(sum.size(), 0);
  std::int64_t bound = 0;
  for (const Item& item : instance.items) {
    if (item.fixed >= 0) bound = std::max(bound, item.fixed + item.size - item.spare);
    for (const SectionRange run : item.runs) {
      for (std::int32_t section = run.first; section < run.last; ++section) {
        const auto index = static_cast<std::size_t>(section);
        sum[index] += item.size;
        spare[index] = std::max(spare[index], item.spare);
      }
    }
  }
  for (std::size_t index = 0; index < sum.size(); ++index) {
    bound = std::max(bound, sum[index] - spare[index]);
  }
  const std::int64_t unit = instance.height_unit;
  return (bound + unit - 1) / unit * unit;
}

}  // namespace

std::optional<std::vector<ExactInstance>> MakeExactInstances(const Problem& problem,
                                                             bool merge_sections,
                                                             std::int64_t max_entries) {
  std::optional<std::vector<Entry>> entries = Collect(problem);
  const Partners partners(problem);
  if (!entries || !FixedOnesFit(problem, partners, *entries)) return std::nullopt;
  Normalise(*entries);
  std::vector<std::int32_t> item_of(partners.none() ? 0 : problem.buffers.size(), -1);

  std::vector<ExactInstance> instances;
  for (std::size_t first = 0; first < entries->size();) {
    std::size_t last = first;
    std::int64_t end = (*entries)[first].live.back().end;
    while (last < entries->size() && (last == first || (*entries)[last].live.front().begin < end)) {
      end = std::max(end, (*entries)[last++].live.back().end);
    }
    const std::span<const Entry> part = std::span(*entries).subspan(first, last - first);
    ExactInstance& instance = instances.emplace_back();
    instance.granule = Granule(part);
    instance.height_unit = HeightUnit(part, partners);
    MapItems(instance, part, merge_sections);
    MapPartners(instance, partners, item_of);
    for (const Item& item : instance.items) max_entries -= item.length;
    if (max_entries < 0 || !SplitSections(instance, max_entries)) return std::nullopt;
    instance.lower_bound = LowerBoundOf(instance);
    first = last;
  }
  return instances;
}

}  // namespace utvmc::plan
