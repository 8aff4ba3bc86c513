// What a user can choose about one compilation.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "utvmc/firmware_api.h"
#include "utvmc/plan_file.h"
#include "utvmc/pools.h"

namespace utvmc {

/// Where the model's inputs and outputs live.
enum class IoPlacement {
  kArena,   ///< in the arena, planned like every other buffer
  kCaller,  ///< in buffers whose addresses the caller passes to run()
};

/// Bytes. Empty: no limit.
struct MemoryLimits {
  std::optional<std::int64_t> ram = {};                  ///< of all arenas
  std::optional<std::int64_t> flash = {};                ///< of all constants
  std::map<std::string, std::int64_t> ram_pools = {};    ///< by name, where less than the size
  std::map<std::string, std::int64_t> flash_pools = {};  ///< the same for flash
};

/// What emitted code offers besides run(), for tuning and debugging. What is not asked for is not
/// emitted at all: no branch, no table, no byte.
struct Extras {
  bool profile = false;    ///< hooks around each operator, and a table of what operators cost
  bool op_table = false;   ///< a table of the operators, each callable alone
  bool dump_hook = false;  ///< a hook for each tensor that an operator has written
  bool Any() const { return profile || op_table || dump_hook; }
};

struct CompileOptions {
  /// Prefix of every file, symbol and macro. A C identifier of at most kMaxNameLength characters.
  std::string name = "network";

  IoPlacement io = IoPlacement::kArena;

  /// Minimal alignment of every buffer in the arena, bytes, a power of two up to 4096.
  /// 0 (default): what the element type needs.
  std::int64_t align = 0;

  /// Local arrays of a kernel above this size, bytes, move from the stack into planned scratch.
  std::int64_t stack_limit = 256;

  /// The memories of the target. Without RAM pools there is one arena, as large as it needs to be;
  /// without flash pools constants are plain const arrays.
  std::vector<MemoryPool> pools = {};

  /// Tensors that must be in a certain pool.
  std::vector<Pin> pins = {};

  /// A plan of another hand, to be checked and used in place of utvmc's own.
  std::optional<PlanFile> plan = {};

  /// Bytes that all arenas, or all constants, may take together. Empty: any.
  MemoryLimits limits = {};

  /// Decisions that the exact search for a memory plan may take where heuristics leave a gap to the
  /// lower bound; 0: no search. A count, not a time, so that every machine finds the same plan.
  /// Empty: 400,000 (a desktop's second or two), less for more than 2,000 buffers.
  std::optional<std::int64_t> plan_budget = {};

  /// Operators run in the order of the graph even where another valid one needs less memory.
  bool keep_order = false;

  /// Kernels may write over an input or scratch that they have read for the last time.
  bool in_place = true;

  Extras extras = {};

  /// How firmware calls the model.
  ApiOptions api = {};
};

/// What several models of one image have in common.
struct ImageOptions {
  /// One arena type, models_arena_t, in which models share what bytes they can.
  bool share_arena = false;

  /// Groups of models, by name, that may run at the same time: none shares a byte with another of
  /// its group. Only with share_arena.
  std::vector<std::vector<std::string>> concurrent = {};

  /// Identical constants and identical kernels of several models are emitted once.
  bool share_constants = false;
};

/// So that prefix, operator number and a checksum fit C99's 31 significant characters of an
/// external name.
inline constexpr int kMaxNameLength = 20;

}  // namespace utvmc
