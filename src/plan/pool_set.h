// The pools that a plan may use: those of the user, or the one that everybody has.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernelc/type.h"
#include "utvmc/options.h"

namespace utvmc::plan {

/// What other models of an image have already, and this one cannot have.
struct Taken {
  bool is_one_of_several = false;                  ///< messages say which model they are about
  std::string by = {};                             ///< names of the others, for messages
  std::map<std::string, std::int64_t> bytes = {};  ///< by pool, RAM or flash
  std::int64_t ram = 0;                            ///< of what all arenas may take together
  /// Pools of constants that need no place any more, by element type and contents.
  std::map<std::pair<kernelc::Scalar, std::string_view>, std::string> constants = {};

  /// The size of the memory that turns out too small that would do, where that is known better than
  /// by looking at this model alone; for messages.
  std::optional<std::int64_t> would_do = {};

  std::int64_t Of(const std::string& pool) const {
    const auto found = bytes.find(pool);
    return found == bytes.end() ? 0 : found->second;
  }
};

/// One RAM pool as a plan sees it.
struct RamPool {
  MemoryPool pool;
  std::int64_t limit = 0;     ///< bytes: its size or a limit below it; kSaturated: any
  std::int64_t capacity = 0;  ///< what others leave of it
};

/// The RAM pools of the options in their order; where there are none, kDefaultPool.
std::vector<RamPool> RamPools(const CompileOptions& options, const Taken& taken = {});

/// The flash pools of the options, in their order.
std::vector<MemoryPool> FlashPools(const CompileOptions& options);

/// Those of the same model in one arena that is as large as it needs to be: without pools, limits,
/// a given plan, and pins but to the application's buffers.
CompileOptions InOneArena(CompileOptions options);

}  // namespace utvmc::plan
