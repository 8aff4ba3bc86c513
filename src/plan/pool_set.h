// The pools that a plan may use: those of the user, or the one that everybody has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "utvmc/options.h"

namespace utvmc::plan {

/// One RAM pool as a plan sees it.
struct RamPool {
  MemoryPool pool;
  std::int64_t capacity = 0;  ///< bytes: its size or a limit below it; kSaturated: any
};

/// The RAM pools of the options in their order; where there are none, kDefaultPool.
std::vector<RamPool> RamPools(const CompileOptions& options);

/// The flash pools of the options, in their order.
std::vector<MemoryPool> FlashPools(const CompileOptions& options);

}  // namespace utvmc::plan
