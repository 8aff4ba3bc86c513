// What a user can choose about one compilation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace utvmc {

/// Where the model's inputs and outputs live.
enum class IoPlacement {
  kArena,   ///< in the arena, planned like every other buffer
  kCaller,  ///< in buffers whose addresses the caller passes to run()
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

  /// Decisions that the exact search for a memory plan may take where heuristics leave a gap to the
  /// lower bound; 0: no search. A count, not a time, so that every machine finds the same plan.
  /// Empty: 400,000 (a desktop's second or two), less for more than 2,000 buffers.
  std::optional<std::int64_t> plan_budget = {};
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
