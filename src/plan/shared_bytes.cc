#include "plan/shared_bytes.h"

#include <algorithm>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

/// Larger components get one choice, the greedy one, as do all once the work is spent.
constexpr std::size_t kMostSearched = 24;
constexpr std::int64_t kStepsPerComponent = 5'000;
constexpr std::int64_t kWork = 20'000'000;

}  // namespace

SharedBytes::SharedBytes(const Problem& problem, const Partners& partners)
    : problem_(problem),
      partners_(partners),
      is_alive_(problem.buffers.size(), 0),
      is_seen_(problem.buffers.size(), 0),
      blocked_(problem.buffers.size(), 0),
      work_left_(kWork) {}

void SharedBytes::Born(std::size_t id) {
  alive_.push_back(static_cast<std::int32_t>(id));
  is_alive_[id] = 1;
}

void SharedBytes::Died(std::size_t id) {
  const auto found = std::find(alive_.begin(), alive_.end(), static_cast<std::int32_t>(id));
  if (found != alive_.end()) alive_.erase(found);
  is_alive_[id] = 0;
}

std::int64_t SharedBytes::Fewest() {
  std::int64_t bytes = 0;
  if (work_left_ <= 0) {
    for (const std::int32_t id : alive_) bytes = std::max(bytes, SizeOf(id));
    return bytes;
  }
  for (const std::int32_t id : alive_) {
    if (is_seen_[static_cast<std::size_t>(id)]) continue;
    CollectComponent(id);
    bytes = SaturatingAdd(bytes, FewestOfComponent());
  }
  for (const std::int32_t id : alive_) is_seen_[static_cast<std::size_t>(id)] = 0;
  return bytes;
}

void SharedBytes::CollectComponent(std::int32_t seed) {
  component_.assign(1, seed);
  is_seen_[static_cast<std::size_t>(seed)] = 1;
  for (std::size_t at = 0; at < component_.size(); ++at) {
    const auto partners = partners_.Of(static_cast<std::size_t>(component_[at]));
    work_left_ -= static_cast<std::int64_t>(partners.size()) + 1;
    for (const Partner& partner : partners) {
      const auto other = static_cast<std::size_t>(partner.other);
      if (!is_alive_[other] || is_seen_[other]) continue;
      is_seen_[other] = 1;
      component_.push_back(partner.other);
    }
  }
  std::sort(component_.begin(), component_.end(), [&](std::int32_t a, std::int32_t b) {
    return SizeOf(a) != SizeOf(b) ? SizeOf(a) > SizeOf(b) : a < b;
  });
}

std::int64_t SharedBytes::FewestOfComponent() {
  if (component_.size() == 1) return SizeOf(component_[0]);
  best_ = 0;
  if (component_.size() <= kMostSearched) {
    steps_left_ = kStepsPerComponent;
    Choose(0, 0);
    work_left_ -= kStepsPerComponent - steps_left_;
    return best_;
  }
  for (const std::int32_t id : component_) {
    if (blocked_[static_cast<std::size_t>(id)] != 0) continue;
    best_ = SaturatingAdd(best_, SizeOf(id));
    Block(id, 1);
  }
  for (const std::int32_t id : component_) blocked_[static_cast<std::size_t>(id)] = 0;
  return best_;
}

/// Depth first over the component from position `at` on: with a buffer and a partner, alone, or
/// without it. At most kMostSearched deep.
void SharedBytes::Choose(std::size_t at, std::int64_t bytes) {
  best_ = std::max(best_, bytes);
  while (at < component_.size() && blocked_[static_cast<std::size_t>(component_[at])] != 0) ++at;
  if (at == component_.size() || steps_left_ <= 0) return;
  const std::int32_t id = component_[at];
  const auto partners = partners_.Of(static_cast<std::size_t>(id));
  steps_left_ -= static_cast<std::int64_t>(partners.size()) + 1;
  for (const Partner& partner : partners) {
    const auto other = static_cast<std::size_t>(partner.other);
    if (!is_alive_[other] || blocked_[other] != 0) continue;
    Block(id, 1);
    Block(partner.other, 1);
    Choose(at + 1, SaturatingAdd(bytes, SizeOfPair(id, partner)));
    Block(partner.other, -1);
    Block(id, -1);
  }
  Block(id, 1);
  Choose(at + 1, SaturatingAdd(bytes, SizeOf(id)));
  Block(id, -1);
  Choose(at + 1, bytes);
}

/// Excludes the buffer and its partners, or takes that back.
void SharedBytes::Block(std::int32_t id, int by) {
  blocked_[static_cast<std::size_t>(id)] += by;
  for (const Partner& partner : partners_.Of(static_cast<std::size_t>(id))) {
    const auto other = static_cast<std::size_t>(partner.other);
    if (is_alive_[other]) blocked_[other] += by;
  }
  work_left_ -= static_cast<std::int64_t>(partners_.Of(static_cast<std::size_t>(id)).size());
}

/// The two share most where they lie as deep in one another as they may.
std::int64_t SharedBytes::SizeOfPair(std::int32_t id, const Partner& partner) const {
  const std::int64_t own = SizeOf(id);
  const std::int64_t other = SizeOf(partner.other);
  // Distances from `inside_low` to `inside_high` have the smaller one inside the larger one.
  const std::int64_t inside_low = std::min<std::int64_t>(0, other - own);
  const std::int64_t inside_high = std::max<std::int64_t>(0, other - own);
  if (partner.low > inside_high) return SaturatingAdd(partner.low, own);
  if (partner.high < inside_low) return SaturatingAdd(other, -partner.high);
  return std::max(own, other);
}

}  // namespace utvmc::plan
