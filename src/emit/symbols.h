// Every name in the emitted files, decided once and up front.
//
// C99 5.2.4.1 counts 31 characters of an external name and 63 of any other, so names are unique
// within these. Graph names hold any bytes; support/names.h mangles them.
#pragma once

#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/options.h"

namespace utvmc::emit {

/// What a model uses but does not define: it is in files that several models have in common. By
/// KernelId and TensorId, empty: its own; both lists are empty where nothing is looked for.
struct SharedNames {
  std::vector<std::string> kernels;
  std::vector<std::string> constants;
};

/// Of one arena: "arena", or of pool "dtcm" "dtcm" where ARENA stands.
struct ArenaSymbols {
  std::string pointer;    ///< "arena", the parameter that points to it
  std::string union_tag;  ///< "network_arena"
  std::string type;       ///< "network_arena_t"
  std::string macro;      ///< "NETWORK_ARENA", before "_BYTES"
};

/// Of what is there for tuning and debugging; empty: not emitted.
struct ExtraSymbols {
  Extras has = {};
  std::vector<std::string> files;  ///< headers and sources, in the order in which they are emitted
  std::string op_begin, op_end;    ///< hooks of --profile: "network_op_begin"
  std::string op_costs;            ///< its table: "network_op_costs"
  std::string op_tag, op_type;     ///< --op-table: "network_op", "network_op_t"
  std::string ops, op_find;        ///< "network_ops", "network_op_find"
  std::string on_tensor, tensors;  ///< --dump-hook: "network_on_tensor", "network_tensors"
};

struct Symbols {
  std::string prefix;  ///< "network"
  std::string macro;   ///< "NETWORK"

  std::string network_header;    ///< "network.h"
  std::string network_source;    ///< "network.c"
  std::string operators_header;  ///< "operators.h", "NAME_operators.h"
  std::string operators_source;
  std::string data_header;  ///< "network_data.h"
  std::string data_source;
  std::vector<std::string> packed_sources;  ///< by Program::carried: "network_packed.c"

  std::string run;                   ///< "network_run"
  std::string init;                  ///< "network_init"
  std::vector<ArenaSymbols> arenas;  ///< by MemoryPlan::arenas

  std::vector<std::string> kernels;    ///< by KernelId: "network_op07_conv2d"
  std::vector<std::string> constants;  ///< by TensorId: "network_p0"; empty: not emitted
  /// By KernelId, the struct that its tables of constants have: "network_op07_constants"; empty:
  /// none.
  std::vector<std::string> table_types;
  std::vector<std::string> tables;   ///< by operator: "network_op09_table"; empty: none
  std::vector<std::string> members;  ///< by MemoryPlan::allocations: of their arena

  /// By Program::inputs and outputs. In an arena: accessors, "network_in_x". With the caller:
  /// parameters of run, "x".
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;

  ExtraSymbols extras;

  std::vector<std::string> macros;  ///< every macro that the model's files define

  std::vector<std::string> api_files;      ///< those that --api adds
  std::vector<std::string> api_externals;  ///< names that they define
  std::string api_header;                  ///< one that network.h includes; empty: none

  SharedNames shared;
  bool SharesNothing() const { return shared.kernels.empty() && shared.constants.empty(); }
  bool IsShared(ir::KernelId id) const {
    return !shared.kernels.empty() && !shared.kernels[id.index()].empty();
  }
  bool IsShared(ir::TensorId id) const {
    return !shared.constants.empty() && !shared.constants[id.index()].empty();
  }
};

/// Names of the files around the model that --api adds, and what they define: see emit/api_files.h.
struct ApiNames {
  std::vector<std::string> files;
  std::vector<std::string> externals;  ///< of functions, objects and types
  std::vector<std::string> macros;
  std::string included;  ///< header that the model's own header includes at its end; may be empty
};

Symbols NameEverything(const ir::Program& program, const plan::MemoryPlan& plan,
                       const Extras& extras = {}, SharedNames shared = {},
                       const ApiNames& api = {});

}  // namespace utvmc::emit
