#include "plan/bytes_in_use.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace utvmc::plan {
namespace {

/// A birth or death.
struct Change {
  std::int64_t step = 0;
  bool is_birth = false;
  const Allocation* allocation = nullptr;
};

/// Live allocations from the bottom of each arena upwards.
struct Lower {
  bool operator()(const Allocation* a, const Allocation* b) const {
    return std::tuple(a->arena, a->offset, a) < std::tuple(b->arena, b->offset, b);
  }
};
using Live = std::set<const Allocation*, Lower>;

std::int64_t Covered(const Live& live) {
  std::int64_t bytes = 0;
  std::int64_t top = 0;
  std::size_t arena = 0;
  for (const Allocation* allocation : live) {
    if (allocation->arena != arena) top = 0;
    arena = allocation->arena;
    const std::int64_t end = allocation->offset + allocation->size;
    bytes += std::max<std::int64_t>(0, end - std::max(top, allocation->offset));
    top = std::max(top, end);
  }
  return bytes;
}

}  // namespace

std::vector<StepBytes> BytesInUse(const std::vector<Allocation>& allocations,
                                  const std::function<bool(const Allocation&)>& is_chosen) {
  std::vector<Change> changes;
  for (const Allocation& allocation : allocations) {
    if (!is_chosen(allocation) || allocation.live.begin >= allocation.live.end) continue;
    changes.push_back({allocation.live.begin, true, &allocation});
    changes.push_back({allocation.live.end, false, &allocation});
  }
  std::ranges::stable_sort(changes, {}, &Change::step);

  std::vector<StepBytes> use;
  Live live;
  for (std::size_t next = 0; next < changes.size();) {
    const std::int64_t step = changes[next].step;
    for (; next < changes.size() && changes[next].step == step; ++next) {
      if (changes[next].is_birth) {
        live.insert(changes[next].allocation);
      } else {
        live.erase(changes[next].allocation);
      }
    }
    use.push_back({step, Covered(live)});
  }
  return use;
}

StepBytes MostBytes(const std::vector<StepBytes>& use) {
  const auto most = std::ranges::max_element(use, {}, &StepBytes::bytes);
  return most == use.end() ? StepBytes{} : *most;
}

}  // namespace utvmc::plan
