#include "plan/partners.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace utvmc::plan {
namespace {

struct Owned {
  std::size_t owner = 0;
  Partner partner;
};

bool IsPair(const Problem& problem, const AllowedOverlap& overlap) {
  const auto is_known = [&](BufferId id) {
    return id.valid() && id.index() < problem.buffers.size() && problem[id].size > 0;
  };
  return is_known(overlap.first) && is_known(overlap.second) && overlap.first != overlap.second &&
         overlap.min_distance <= overlap.max_distance;
}

/// What both of the pair see; without duplicates removed.
std::vector<Owned> Collect(const Problem& problem) {
  std::vector<Owned> owned;
  for (const AllowedOverlap& overlap : problem.overlaps) {
    if (!IsPair(problem, overlap)) continue;
    const Buffer& first = problem[overlap.first];
    const Buffer& second = problem[overlap.second];
    const std::int64_t low = std::max(overlap.min_distance, -second.size);
    const std::int64_t high = std::min(overlap.max_distance, first.size);
    if (low >= first.size || high <= -second.size || !LiveTogether(first, second)) continue;
    const auto a = static_cast<std::int32_t>(overlap.first.index());
    const auto b = static_cast<std::int32_t>(overlap.second.index());
    owned.push_back({overlap.second.index(), {.other = a, .low = low, .high = high}});
    owned.push_back({overlap.first.index(), {.other = b, .low = -high, .high = -low}});
  }
  return owned;
}

}  // namespace

Partners::Partners(const Problem& problem) {
  if (problem.overlaps.empty()) return;
  std::vector<Owned> owned = Collect(problem);
  const auto pair = [](const Owned& x) { return std::tuple(x.owner, x.partner.other); };
  std::stable_sort(owned.begin(), owned.end(),
                   [&](const Owned& a, const Owned& b) { return pair(a) < pair(b); });
  const auto last = std::unique(owned.begin(), owned.end(),
                                [&](const Owned& a, const Owned& b) { return pair(a) == pair(b); });
  owned.erase(last, owned.end());
  first_.assign(problem.buffers.size() + 1, 0);
  for (const Owned& x : owned) {
    ++first_[x.owner + 1];
    partners_.push_back(x.partner);
  }
  for (std::size_t index = 1; index < first_.size(); ++index) first_[index] += first_[index - 1];
}

const Partner* Partners::Find(std::size_t owner, std::size_t other) const {
  const std::span<const Partner> partners = Of(owner);
  const auto index = static_cast<std::int32_t>(other);
  const auto found = std::lower_bound(partners.begin(), partners.end(), index,
                                      [](const Partner& a, std::int32_t b) { return a.other < b; });
  return found != partners.end() && found->other == index ? &*found : nullptr;
}

}  // namespace utvmc::plan
