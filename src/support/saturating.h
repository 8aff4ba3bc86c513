// Sums and products of sizes and counts that stop at the largest int64 instead of overflowing: they
// may come from a hostile model, and a number that saturates is refused later instead of wrapping
// into a small one.
#pragma once

#include <cstdint>
#include <limits>

namespace utvmc {

inline constexpr std::int64_t kSaturated = std::numeric_limits<std::int64_t>::max();

/// a + b, at most kSaturated. Neither is negative.
constexpr std::int64_t SaturatingAdd(std::int64_t a, std::int64_t b) {
  return a > kSaturated - b ? kSaturated : a + b;
}

/// a * b, at most kSaturated. Neither is negative.
constexpr std::int64_t SaturatingMultiply(std::int64_t a, std::int64_t b) {
  return b != 0 && a > kSaturated / b ? kSaturated : a * b;
}

}  // namespace utvmc
