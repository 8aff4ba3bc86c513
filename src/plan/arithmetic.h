// Sums of sizes that stop at the largest int64 instead of overflowing: a problem may come from a
// hostile model, and a sum that saturates is refused later instead of wrapping into a small one.
#pragma once

#include <cstdint>
#include <limits>

namespace utvmc::plan {

inline constexpr std::int64_t kSaturated = std::numeric_limits<std::int64_t>::max();

/// a + b, at most kSaturated. Neither is negative.
inline std::int64_t SaturatingAdd(std::int64_t a, std::int64_t b) {
  return a > kSaturated - b ? kSaturated : a + b;
}

/// a * b, at most kSaturated. Neither is negative.
inline std::int64_t SaturatingMultiply(std::int64_t a, std::int64_t b) {
  return b != 0 && a > kSaturated / b ? kSaturated : a * b;
}

/// The smallest multiple of `alignment` (a power of two) that is not below `value` (not negative);
/// kSaturated where there is none.
inline std::int64_t AlignUp(std::int64_t value, std::int64_t alignment) {
  const std::int64_t mask = alignment - 1;
  return value > kSaturated - mask ? kSaturated : (value + mask) & ~mask;
}

}  // namespace utvmc::plan
