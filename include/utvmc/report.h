// Figures of one compilation, for tables and machines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace utvmc {

struct KernelReport {
  std::string symbol;  ///< TVM's name
  std::string name;    ///< emitted name
  bool native = true;
  std::string reason;  ///< why not native; empty if native
  std::string file;    ///< base name of the source
  int line = 0;
  int call_sites = 0;
};

struct OperatorReport {
  std::int64_t index = 0;       ///< position in the schedule, from 0
  std::string name;             ///< emitted kernel name, e.g. "op07_conv2d_add_clip", or "copy"
  std::int64_t peak_bytes = 0;  ///< most bytes live at once during the operator
};

/// What the model uses of one RAM pool.
struct ArenaReport {
  std::string pool;  ///< name; "arena" where no pools are named
  std::int64_t bytes = 0;
  std::int64_t capacity = 0;  ///< bytes; 0: as large as it needs to be
  std::int64_t lower_bound = 0;
  std::string technique;  ///< heuristic that found the plan
};

/// What the constants take of one flash pool.
struct FlashReport {
  std::string pool;
  std::int64_t bytes = 0;
  std::int64_t capacity = 0;  ///< bytes
};

/// An input or output of the model.
struct TensorReport {
  std::string name;                 ///< of the graph's node, any bytes
  std::string type;                 ///< "float32", "bool", ...
  std::vector<std::int64_t> shape;  ///< [] is a scalar
  std::int64_t bytes = 0;
  std::string pool = {};  ///< where it is; kCallerPool: run() is passed its address
};

struct Report {
  std::string name;
  std::int64_t operators = 0;
  std::int64_t arena_bytes = 0;  ///< of all arenas
  /// One arena for all before operators were reordered, and after; 0: they were not.
  std::int64_t arena_bytes_given_order = 0;
  std::int64_t arena_bytes_new_order = 0;
  std::int64_t lower_bound = 0;     ///< of all arenas
  std::vector<ArenaReport> arenas;  ///< in the order of the pools
  std::int64_t constant_bytes = 0;
  std::vector<FlashReport> flash;  ///< in the order of the pools; empty: none are named
  /// Pools whose arenas init() is passed, because constants are copied there; empty: no init().
  std::vector<std::string> init_pools;
  std::int64_t scratch_bytes = 0;     ///< most scratch that one operator has live at once
  std::vector<KernelReport> kernels;  ///< one per TVM function used, in order of first use
  std::vector<OperatorReport> peak;   ///< operators by peak_bytes, largest first
  std::vector<TensorReport> inputs;   ///< in graph order
  std::vector<TensorReport> outputs;  ///< heads in order
  bool can_fail = false;              ///< run() returns int32_t (0: ok) instead of void
};

/// An arena that several models share.
struct SharedArenaReport {
  std::string type;                 ///< "models_arena_t"
  std::int64_t bytes = 0;           ///< its size
  std::int64_t lower_bound = 0;     ///< proved: none is smaller
  std::int64_t separate_bytes = 0;  ///< the arenas of its models one by one
};

/// What several models cost together, and what they have in common.
struct ImageReport {
  std::vector<std::string> models;        ///< names
  std::vector<SharedArenaReport> arenas;  ///< none: each model has its own
  std::int64_t arena_bytes = 0;           ///< of all arenas
  std::int64_t constant_bytes = 0;        ///< that are emitted
  std::int64_t shared_constants = 0;      ///< constants that several models have
  std::int64_t saved_constant_bytes = 0;  ///< by emitting them once
  std::int64_t kernels = 0;               ///< functions that are emitted
  std::int64_t shared_kernels = 0;        ///< that several models have
  std::int64_t saved_kernels = 0;         ///< functions fewer
};

/// The table that `utvmc compile` prints below those of several models. Ends with a newline.
std::string FormatTable(const ImageReport& report);

/// The table that `utvmc compile` prints. Ends with a newline.
std::string FormatTable(const Report& report);

/// The list that `--explain` prints: kernels without a typed signature and why. Ends with a
/// newline.
std::string FormatExplanation(const Report& report);

}  // namespace utvmc
