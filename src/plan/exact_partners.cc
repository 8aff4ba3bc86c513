// The inference rules of SearchState about partners: where they push one another, and what they can
// rest on.
#include <algorithm>

#include "plan/arithmetic.h"
#include "plan/exact_state.h"

namespace utvmc::plan {
namespace {

/// Ways along partners that LowestRest goes; beyond, it only knows what starts are.
constexpr int kMostWays = 64;

}  // namespace

/// PastFixed, clear also of what partners forbid that are placed or fixed.
std::int64_t SearchState::PastPartners(std::int32_t item, std::int64_t start) const {
  const Item& self = instance_.items[Index(item)];
  start = PastFixed(item, start);
  for (std::size_t at = 0; at < self.partners.size();) {
    const Partner& partner = self.partners[at++];
    const Item& other = instance_.items[Index(partner.other)];
    if (!placed_[Index(partner.other)] && other.fixed < 0) continue;
    const std::int64_t base = other.fixed >= 0 ? other.fixed : start_[Index(partner.other)];
    const std::int64_t distance = start - base;
    std::int64_t past = start;
    if (distance > -self.size && distance < partner.low) past = base + partner.low;
    if (distance > partner.high && distance < other.size) past = base + other.size;
    if (past == start) continue;
    start = PastFixed(item, past);
    at = 0;
  }
  return start;
}

/// False: nothing holds the item up where it starts, nor will, as something does in a canonical
/// placement. Lowest starts of items with partners need not be of that kind.
bool SearchState::MayRest(std::int32_t item) const {
  const Item& self = instance_.items[Index(item)];
  const std::int64_t start = start_[Index(item)];
  if (self.partners.empty() || self.fixed >= 0 || start == 0) return true;
  const auto holds = [&](std::int32_t other, std::int64_t distance) {
    const std::int64_t fixed = instance_.items[Index(other)].fixed;
    const bool is_known = placed_[Index(other)] || fixed >= 0;
    const std::int64_t rest = (fixed >= 0 ? fixed : start_[Index(other)]) + distance;
    const std::int64_t mask = self.alignment - 1;
    const std::int64_t aligned = (rest + mask) & ~mask;
    return is_known ? aligned == start : aligned <= start;
  };
  for (const Partner& partner : self.partners) {
    const std::int64_t size = instance_.items[Index(partner.other)].size;
    if (partner.high < size && holds(partner.other, size)) return true;
    if (partner.low > -self.size && holds(partner.other, partner.low)) return true;
  }
  const auto neighbours = Neighbours(item);
  return std::any_of(neighbours.begin(), neighbours.end(), [&](std::int32_t other) {
    return holds(other, instance_.items[Index(other)].size);
  });
}

/// Out of where the item, which has just been placed, does not tolerate them.
bool SearchState::PushPartners(std::int32_t item) {
  const Item& self = instance_.items[Index(item)];
  work_ += static_cast<std::int64_t>(self.partners.size());
  for (const Partner& partner : self.partners) {
    const std::int32_t other = partner.other;
    if (placed_[Index(other)]) continue;
    const Item& theirs = instance_.items[Index(other)];
    // As seen from the other: bounds change their sides.
    const bool blocks_above = -partner.low < self.size;
    const bool blocks_below = -partner.high > -theirs.size;
    const std::int64_t support = start_[Index(item)] + (blocks_above ? self.size : -partner.high);
    if ((blocks_above || blocks_below) && support > support_[Index(other)]) {
      Record(Change::kSupport, other, support_[Index(other)]);
      support_[Index(other)] = support;
    }
    if (theirs.fixed >= 0) continue;
    if (!Raise(other, PastPartners(other, start_[Index(other)]))) return Fail(self.hull.first);
  }
  return true;
}

/// CheckRefused where the item may also rest at its least distance from a partner, and where a
/// partner that was placed below need not have raised its start.
bool SearchState::CheckRefusedAmongPartners(std::int32_t item) {
  const Item& self = instance_.items[Index(item)];
  const std::int64_t refused = refused_[Index(item)];
  const std::int32_t section = self.runs[0].first;
  if (techniques_.blocked_refusal && support_[Index(item)] <= refused) {
    std::int64_t lowest = kSaturated;
    const auto look_at = [&](std::int32_t other) {
      if (!placed_[Index(other)]) lowest = std::min(lowest, start_[Index(other)]);
    };
    for (const std::int32_t other : Neighbours(item)) look_at(other);
    for (const Partner& partner : self.partners) look_at(partner.other);
    work_ += static_cast<std::int64_t>(Neighbours(item).size() + self.partners.size());
    if (lowest >= refused + self.size) return Fail(section);
  }
  const std::int64_t rest = techniques_.canonical_rest ? LowestRest(item) : refused + 1;
  return (rest != kSaturated && Raise(item, std::max(rest, refused + 1))) || Fail(section);
}

/// True: `item` may come to rest at its least distance from the partner, which is yet to be placed.
bool SearchState::LeansOn(std::int32_t item, const Partner& partner) const {
  const Item& self = instance_.items[Index(item)];
  const std::size_t other = Index(partner.other);
  return partner.low > -self.size && !placed_[other] && instance_.items[other].fixed < 0;
}

/// The lowest start above `above` at which the item can rest on one that it does not lean on.
std::int64_t SearchState::LowestRestOutside(std::int32_t item, std::int64_t above) {
  const Item& self = instance_.items[Index(item)];
  std::int64_t lowest = kSaturated;
  const auto rest_at = [&](std::int32_t other, std::int64_t distance) {
    const std::int64_t mask = self.alignment - 1;
    const std::int64_t rest = (start_[Index(other)] + distance + mask) & ~mask;
    const bool is_known = placed_[Index(other)] || instance_.items[Index(other)].fixed >= 0;
    if (!is_known || rest > above) lowest = std::min(lowest, rest);
  };
  for (const std::int32_t other : Neighbours(item)) {
    rest_at(other, instance_.items[Index(other)].size);
  }
  for (const Partner& partner : self.partners) {
    const std::int64_t size = instance_.items[Index(partner.other)].size;
    if (partner.high < size) rest_at(partner.other, size);
    if (partner.low > -self.size && !LeansOn(item, partner)) rest_at(partner.other, partner.low);
  }
  work_ += static_cast<std::int64_t>(Neighbours(item).size() + self.partners.size());
  return lowest;
}

/// Where an item that must get above the start at which it was refused can rest at the lowest.
///
/// A canonical placement is the least solution of "each item at or above 0, at or above the end of
/// those below it, and no further than allowed from the partners that it overlaps". Raise offsets
/// from 0 to that solution one by one. What first lifts the item above s (rounded down to its
/// alignment) is the end of another one, or a partner at the least distance d that has before got
/// above s - d itself, for which the same holds. This comes back to an item only for a lower s,
/// which rounding may have led to: it would have got above s before. So the item starts at or above
/// the end that began it (or where a partner starts that need only be above a negative offset),
/// plus the least distances on the way. Hence two partners that only hold up one another get
/// nowhere.
std::int64_t SearchState::LowestRest(std::int32_t item) {
  way_.clear();
  ways_left_ = kMostWays;
  return LowestRestAbove(item, refused_[Index(item)]);
}

/// The end of a way; at most kMostWays deep.
std::int64_t SearchState::LowestRestAbove(std::int32_t item, std::int64_t above) {
  const std::int64_t lowest = way_.empty() ? 0 : start_[Index(item)];
  if (above < 0 || --ways_left_ < 0) return lowest;
  std::int64_t rest = LowestRestOutside(item, above);
  way_.push_back({item, above});
  const std::int64_t rounded = above & ~(instance_.items[Index(item)].alignment - 1);
  for (const Partner& partner : instance_.items[Index(item)].partners) {
    if (!LeansOn(item, partner)) continue;
    const std::int64_t needed = rounded - partner.low;
    const bool is_circle = std::any_of(way_.begin(), way_.end(), [&](const Step& step) {
      return step.item == partner.other && step.above <= needed;
    });
    if (is_circle) continue;
    const std::int64_t other = LowestRestAbove(partner.other, needed);
    if (other != kSaturated) rest = std::min(rest, other + partner.low);
  }
  way_.pop_back();
  return std::max(lowest, rest);
}

}  // namespace utvmc::plan
