// The memories of a target, and what must go where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc {

/// What it takes to move bytes to or from a memory.
struct PoolSpeed {
  std::int64_t byte_cost = 0;    ///< picoseconds a byte; from ranks: no unit, only an order
  std::int64_t access_cost = 0;  ///< picoseconds an access besides
};

/// One memory. Buffers go to pools of kind kRam, constants to those of kind kFlash.
struct MemoryPool {
  enum class Kind { kRam, kFlash };

  /// A C identifier of lower-case letters, digits and underscores, at most kMaxPoolNameLength.
  std::string name = {};
  Kind kind = Kind::kRam;
  std::int64_t size = 0;  ///< bytes, at least 1
  /// Where it begins on the target; empty: the linker decides. Only documented in the header.
  std::optional<std::int64_t> address = {};
  std::int64_t alignment = 1;  ///< of every buffer in it at least, bytes, a power of two up to 4096
  std::string section = {};    ///< of the linker script; empty: none in particular
  PoolSpeed speed = {};
};

inline constexpr int kMaxPoolNameLength = 32;

/// Largest offset in a pool, bytes: C compilers for chips of 32 bits take no larger object.
inline constexpr std::int64_t kMostOffset = (std::int64_t{1} << 31) - 1;

/// In place of a pool: a buffer of the application, whose address is passed to run().
inline constexpr const char* kCallerPool = "caller";

/// The pool of a compilation for which none are named; as large as it needs to be.
inline constexpr const char* kDefaultPool = "arena";

/// A tensor that must be in a certain pool.
struct Pin {
  std::string tensor;                       ///< name of the graph's node
  std::string pool;                         ///< name of a pool, or kCallerPool
  std::optional<std::int64_t> offset = {};  ///< bytes from the start of the pool
  Location where = {};                      ///< for messages
  std::string model = {};  ///< prefix of the model it is about; empty: the only one
};

/// What a pool file says.
struct PoolFile {
  std::vector<MemoryPool> pools;
  std::vector<Pin> pins;
};

/// Reads a pool file (docs/pools.schema.json). Error: its place as a JSON pointer.
Result<PoolFile> ReadPools(const SourceFile& file);

/// "65536", "64K", "1M" (units of 1024), "0x10000". Empty: none of these, negative, or above 2^62.
std::optional<std::int64_t> ParseSize(const std::string& text);

}  // namespace utvmc
