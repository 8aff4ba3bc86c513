// Rounding of sizes and offsets that saturates like the sums it is used with.
#pragma once

#include <cstdint>

#include "support/saturating.h"

namespace utvmc::plan {

/// The smallest multiple of `alignment` (a power of two) that is not below `value` (not negative);
/// kSaturated where there is none.
inline std::int64_t AlignUp(std::int64_t value, std::int64_t alignment) {
  const std::int64_t mask = alignment - 1;
  return value > kSaturated - mask ? kSaturated : (value + mask) & ~mask;
}

}  // namespace utvmc::plan
