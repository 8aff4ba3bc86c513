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

/// Sizes with which everything fits.
struct Remedy {
  std::int64_t bytes = 0;                ///< of the memory that is too small
  std::optional<std::int64_t> ram = {};  ///< of --ram-limit, where that is too small then
};

/// What other models of an image have already, and this one cannot have.
struct Taken {
  bool is_one_of_several = false;                  ///< messages say which model they are about
  bool is_question = false;                        ///< of many buffers, only AssignWithin's first attempt counts
  std::string by = {};                             ///< names of the others, for messages
  std::map<std::string, std::int64_t> bytes = {};  ///< by pool, RAM or flash
  std::int64_t ram = 0;                            ///< of what all arenas may take together
  /// Pools of constants that need no place any more, by element type and contents.
  std::map<std::pair<kernelc::Scalar, std::string_view>, std::string> constants = {};

  /// For the message: what would do of the memory that turns out too small. One of several models
  /// does not look for it.
  std::optional<Remedy> would_do = {};

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

/// Those of the same model in one arena that is as large as it needs to be, and as aligned as any
/// pool wants it: without limits, a given plan, and pins but to the application's buffers.
CompileOptions InOneArena(CompileOptions options);

/// Bytes that the options leave of a flash pool: its size or a limit below it.
std::int64_t FlashCapacity(const CompileOptions& options, const MemoryPool& pool);

/// One of the sizes that bound a memory.
struct Bound {
  std::string words;    ///< "pool \"dtcm\"", "--ram-limit for pool \"dtcm\"", "--ram-limit"
  std::int64_t* bytes;  ///< in the options
};

/// What bounds the memory `pool`, RAM or flash; empty: all arenas. The limit of all bounds a RAM
/// pool only where there is no other.
std::vector<Bound> BoundsOf(CompileOptions& options, const std::string& pool);

/// Every bound of `pool` that is below `bytes` becomes that; and, where `remedy` has one,
/// --ram-limit.
void Apply(const Remedy& remedy, const std::string& pool, CompileOptions& options);

/// What has to grow besides the lowest bound of `pool`, of which messages speak: ", with
/// --ram-limit of 128 bytes". Empty: nothing.
std::string Besides(const Remedy& remedy, const std::string& pool, CompileOptions options);

}  // namespace utvmc::plan
