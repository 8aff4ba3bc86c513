// Names are claimed in an order that keeps them stable: fixed ones first, then those of the graph
// in the graph's order.
#include "emit/symbols.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "emit/describe.h"
#include "plan/buffer_names.h"
#include "plan/constant_tables.h"
#include "support/names.h"

namespace utvmc::emit {
namespace {

constexpr std::size_t kExternal = 31;  ///< significant characters of external names
constexpr std::size_t kInternal = 63;  ///< and of all others

/// Longest member of the arena: an operator's number and lowering's short name, whole, and a line
/// of the memory plan that fits the page.
constexpr std::size_t kMember = 40;

/// Those that the model's own files define.
std::vector<std::string> ModelMacros(const Symbols& symbols, const ir::Program& program) {
  std::vector<std::string> macros;
  for (const char* suffix :
       {"H", "OPERATORS_H", "DATA_H", "IN_COUNT", "OUT_COUNT", "RAM_BYTES", "RAM_BUDGET"}) {
    macros.push_back(fmt::format("{}_{}", symbols.macro, suffix));
  }
  for (const ArenaSymbols& arena : symbols.arenas) {
    for (const char* suffix : {"BYTES", "ALIGN", "PLACE"})
      macros.push_back(fmt::format("{}_{}", arena.macro, suffix));
  }
  const auto add = [&](const char* direction, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      for (const char* suffix : {"LEN", "BYTES", "OFFSET", "DATA"}) {
        macros.push_back(fmt::format("{}_{}_{}_{}", symbols.macro, direction, i, suffix));
      }
    }
  };
  add("IN", program.inputs.size());
  add("OUT", program.outputs.size());
  const Extras& extras = symbols.extras.has;
  const auto add_if = [&](bool is_there, const char* suffix) {
    if (is_there) macros.push_back(fmt::format("{}_{}", symbols.macro, suffix));
  };
  add_if(extras.profile || extras.op_table, "OP_COUNT");
  add_if(extras.profile, "PROFILE_H");
  add_if(extras.op_table, "OP_TABLE_H");
  add_if(extras.dump_hook, "DUMP_H");
  add_if(extras.dump_hook, "TENSOR_COUNT");
  return macros;
}

/// Macros replace a name wherever it stands, so that nothing else may have theirs. Those of the
/// model matter where its prefix is in capitals.
std::vector<std::string> Macros(const Symbols& symbols) {
  std::vector<std::string> macros = {
      "UTVM_RT_H",       "UTVM_RT_ABI",        "UTVM_HALF_H",      "UTVM_HALF",
      "UTVM_PORTABLE_H", "UTVM_STATIC_ASSERT", "UTVM_ALIGNED",     "UTVM_HANDOVER",
      "UTVM_SECTION",    "UTVM_RESTRICT",      "UTVM_EXTENSION",   "UTVM_BUFFERS_SHARE_ADDRESSES",
      "UTVM_WEAK",       "UTVM_EXTRAS_H",      "UTVM_HANDOVER_OF", "UTVM_HANDOVER_ANEW"};
  macros.insert(macros.end(), symbols.macros.begin(), symbols.macros.end());
  return macros;
}

/// The pool's name decides: CheckPools has seen to it that it collides with nothing.
void NameArenas(Symbols& symbols, const plan::MemoryPlan& plan) {
  for (const plan::Arena& arena : plan.arenas) {
    const std::string tag = symbols.prefix + "_" + arena.pool.name;
    symbols.arenas.push_back(
        {arena.pool.name, tag, tag + "_t", symbols.macro + "_" + Upper(arena.pool.name)});
  }
}

void NameFiles(Symbols& symbols, const ir::Program& program) {
  const std::string& prefix = symbols.prefix;
  const std::string operators = prefix == "network" ? "operators" : prefix + "_operators";
  symbols.network_header = prefix + ".h";
  symbols.network_source = prefix + ".c";
  symbols.operators_header = operators + ".h";
  symbols.operators_source = operators + ".c";
  symbols.data_header = prefix + "_data.h";
  symbols.data_source = prefix + "_data.c";
  for (std::size_t i = 0; i < program.carried.size(); ++i) {
    const std::string number = i == 0 ? "" : fmt::format("_{}", i + 1);
    symbols.packed_sources.push_back(fmt::format("{}_packed{}.c", prefix, number));
  }
}

/// Members of the arena.
std::vector<std::string> NameMembers(const ir::Program& program, const plan::MemoryPlan& plan,
                                     const std::vector<std::string>& macros) {
  NameScope scope(kInternal);
  for (const std::string& macro : macros) scope.Claim(macro);
  scope.Claim("bytes");

  std::vector<std::string> members;
  for (const std::string& name : plan::NameBuffers(program, plan.allocations))
    members.push_back(scope.Claim(MangleName(name, kMember)));
  return members;
}

/// A node's output beyond the first is "#1" in the graph's name, which C does not know.
std::string ReadableName(std::string_view tensor_name) {
  std::string name = ShortNodeName(tensor_name);
  const std::size_t mark = name.rfind('#');
  const bool is_numbered = mark != std::string::npos && mark + 1 < name.size() &&
                           name.find_first_not_of("0123456789", mark + 1) == std::string::npos;
  if (is_numbered) name.replace(mark, 1, "_out");
  return name;
}

/// The name is mangled by itself, so that a tensor has the same suffix wherever it appears.
std::string Prefixed(const std::string& prefix, std::string_view name, std::size_t max_length) {
  return prefix + MangleName(name, max_length - prefix.size());
}

/// Fixed names, before those of the graph.
void NameExtras(ExtraSymbols& extras, const std::string& prefix, NameScope& externals) {
  const auto name = [&](const char* suffix) { return externals.Claim(prefix + suffix); };
  const auto add_files = [&](const char* what) {
    extras.files.push_back(fmt::format("{}_{}.h", prefix, what));
    extras.files.push_back(fmt::format("{}_{}.c", prefix, what));
  };
  if (extras.has.profile) {
    add_files("profile");
    extras.op_begin = name("_op_begin");
    extras.op_end = name("_op_end");
    extras.op_costs = name("_op_costs");
  }
  if (extras.has.op_table) {
    add_files("op_table");
    extras.op_tag = name("_op");
    extras.op_type = name("_op_t");
    extras.ops = name("_ops");
    extras.op_find = name("_op_find");
  }
  if (extras.has.dump_hook) {
    add_files("dump");
    extras.on_tensor = name("_on_tensor");
    extras.tensors = name("_tensors");
  }
}

/// External names of the model, in `externals`; what they may not be is claimed there already.
void NameExternals(Symbols& symbols, const ir::Program& program, NameScope& externals) {
  symbols.run = externals.Claim(symbols.prefix + "_run");
  symbols.init = externals.Claim(symbols.prefix + "_init");
  for (const ArenaSymbols& arena : symbols.arenas) {
    externals.Claim(arena.union_tag);
    externals.Claim(arena.type);
  }
  NameExtras(symbols.extras, symbols.prefix, externals);
  const SharedNames& shared = symbols.shared;
  for (std::size_t i = 0; i < program.kernels.size(); ++i) {
    symbols.kernels.push_back(
        symbols.IsShared(ir::KernelId(i))
            ? shared.kernels[i]
            : externals.Claim(symbols.prefix + "_" + program.kernels[i].name));
  }
  const std::vector<std::vector<int>> users = ConstantUsers(program);
  for (std::size_t i = 0; i < program.tensors.size(); ++i) {
    symbols.constants.emplace_back();
    if (users[i].empty()) continue;
    symbols.constants.back() =
        symbols.IsShared(ir::TensorId(i))
            ? shared.constants[i]
            : externals.Claim(Prefixed(symbols.prefix + "_", program.tensors[i].name, kExternal));
  }
}

/// After those of kernels and constants, which are the same without tables.
void NameTables(Symbols& symbols, const ir::Program& program, const plan::MemoryPlan& plan,
                NameScope& externals) {
  symbols.table_types.resize(program.kernels.size());
  symbols.tables.resize(program.operators.size());
  if (!symbols.SharesNothing()) return;
  const ir::ConstantTables tables = plan::FindConstantTables(program, plan);
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::OperatorId table = tables.table[i];
    if (!table.valid()) continue;
    std::string& type = symbols.table_types[program.operators[i].kernel.index()];
    if (type.empty())
      type = externals.Claim(fmt::format("{}_op{:02}_constants", symbols.prefix, i));
    symbols.tables[i] = table == ir::OperatorId(i)
                            ? externals.Claim(fmt::format("{}_op{:02}_table", symbols.prefix, i))
                            : symbols.tables[table.index()];
  }
}

/// A scope in which no local name can hide one that the code beside it needs.
NameScope InnerScope(const Symbols& symbols, const std::vector<std::string>& macros) {
  NameScope scope(kInternal);
  const auto claim_all = [&scope](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (!name.empty()) scope.Claim(name);
    }
  };
  claim_all(macros);
  claim_all({symbols.run, symbols.init});
  const ExtraSymbols& extras = symbols.extras;
  claim_all({extras.op_begin, extras.op_end, extras.op_costs, extras.op_tag, extras.op_type,
             extras.ops, extras.op_find, extras.on_tensor, extras.tensors});
  for (const ArenaSymbols& arena : symbols.arenas)
    claim_all({arena.pointer, arena.union_tag, arena.type});
  claim_all(symbols.kernels);
  claim_all(symbols.constants);
  claim_all(symbols.table_types);
  claim_all(symbols.tables);
  // Locals of run and what it calls; main, which gcc does not want as a parameter's name.
  claim_all({"status", "memcpy", "main"});
  return scope;
}

void NameInputsAndOutputs(Symbols& symbols, const ir::Program& program,
                          const plan::MemoryPlan& plan, NameScope scope) {
  const auto name = [&](ir::TensorId id, const char* direction) {
    const std::string prefix = plan::PlaceOf(program, plan, id) != nullptr
                                   ? fmt::format("{}_{}_", symbols.prefix, direction)
                                   : std::string();
    return scope.Claim(Prefixed(prefix, ReadableName(program[id].name), kInternal));
  };
  for (ir::TensorId id : program.inputs) symbols.inputs.push_back(name(id, "in"));
  for (ir::TensorId id : program.outputs) symbols.outputs.push_back(name(id, "out"));
}

}  // namespace

Symbols NameEverything(const ir::Program& program, const plan::MemoryPlan& plan,
                       const Extras& extras, SharedNames shared, const ApiNames& api) {
  Symbols symbols;
  symbols.prefix = program.name;
  symbols.macro = Upper(program.name);
  symbols.shared = std::move(shared);
  symbols.extras.has = extras;
  NameArenas(symbols, plan);
  symbols.macros = ModelMacros(symbols, program);
  symbols.macros.insert(symbols.macros.end(), api.macros.begin(), api.macros.end());
  symbols.api_files = api.files;
  symbols.api_externals = api.externals;
  symbols.api_header = api.included;
  NameFiles(symbols, program);

  const std::vector<std::string> macros = Macros(symbols);
  NameScope externals(kExternal);
  for (const std::string& macro : macros) externals.Claim(macro);
  for (const ir::CarriedSource& source : program.carried) {
    for (const std::string& name : source.externals) externals.Claim(name);
  }
  for (const std::string& name : api.externals) externals.Claim(name);
  NameExternals(symbols, program, externals);
  NameTables(symbols, program, plan, externals);
  symbols.members = NameMembers(program, plan, macros);
  NameInputsAndOutputs(symbols, program, plan, InnerScope(symbols, macros));
  return symbols;
}

}  // namespace utvmc::emit
