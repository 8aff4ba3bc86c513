// network.h: how the model is called. What it costs is in network_head.cc.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "emit/describe.h"
#include "emit/image.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

using plan::Allocation;

constexpr int kRuntimeAbi = 1;  ///< UTVM_RT_ABI of the runtime that emitted code is written for

bool UsesHalf(const Model& model) {
  const auto is_half = [&](ir::TensorId id) {
    return ir::ElementType(model.program[id].type) == kernelc::Scalar::kHalf;
  };
  return std::ranges::any_of(model.program.inputs, is_half) ||
         std::ranges::any_of(model.program.outputs, is_half) ||
         std::ranges::any_of(model.plan.allocations, [](const Allocation& allocation) {
           return allocation.element == kernelc::Scalar::kHalf;
         });
}

void WriteIncludes(Writer& w, const Model& model) {
  if (UsesHalf(model)) w.Line("#include \"utvm_half.h\"");
  w.Line("#include \"utvm_rt.h\"");
  WriteAbiCheck(w, model.symbols.network_header);
}

/// The macros of one input or output.
void WriteTensorMacros(Writer& w, const Model& model, const char* direction, std::size_t index,
                       ir::TensorId id, const std::string& accessor) {
  const ir::Tensor& tensor = model.program[id];
  const std::string name = fmt::format("{}_{}_{}", model.symbols.macro, direction, index);
  w.Blank();
  w.Comment(fmt::format("{} {}: {} {}", direction[0] == 'I' ? "Input" : "Output", index,
                        Quote(tensor.name), DescribeType(tensor)));
  w.Line(fmt::format("#define {}_LEN {}u", name, tensor.Elements()));
  w.Line(fmt::format("#define {}_BYTES {}u", name, tensor.Bytes()));
  const Allocation* place = plan::PlaceOf(model.program, model.plan, id);
  if (place == nullptr) return;
  w.Line(fmt::format("#define {}_OFFSET {}u", name, place->offset));
  w.Line(fmt::format("#define {0}_DATA({1}) {2}({1})", name,
                     model.symbols.arenas[place->arena].pointer, accessor));
}

/// True if some input or output is in an arena.
bool HasAccessors(const Model& model) {
  const auto is_placed = [&](ir::TensorId id) {
    return plan::PlaceOf(model.program, model.plan, id) != nullptr;
  };
  return std::ranges::any_of(model.program.inputs, is_placed) ||
         std::ranges::any_of(model.program.outputs, is_placed);
}

/// True if every input and output is in an arena.
bool AllInArenas(const Model& model) {
  const auto is_placed = [&](ir::TensorId id) {
    return plan::PlaceOf(model.program, model.plan, id) != nullptr;
  };
  return std::ranges::all_of(model.program.inputs, is_placed) &&
         std::ranges::all_of(model.program.outputs, is_placed);
}

void WriteArenaMacros(Writer& w, const plan::Arena& arena, const ArenaSymbols& symbols) {
  const MemoryPool& pool = arena.pool;
  std::string place;
  if (pool.address) place += fmt::format(", at {:#x}", *pool.address);
  if (!pool.section.empty())
    place += fmt::format("; where it goes: static {0} {1} {2}_PLACE;", symbols.type,
                         symbols.pointer, symbols.macro);
  w.Blank();
  w.Comment(fmt::format("sizeof({}) and the alignment it needs{}", symbols.type, place));
  w.Line(fmt::format("#define {}_BYTES {}u", symbols.macro, arena.bytes));
  w.Line(fmt::format("#define {}_ALIGN {}u", symbols.macro, arena.align));
  if (!pool.section.empty())
    w.Line(fmt::format("#define {}_PLACE UTVM_SECTION(\"{}\")", symbols.macro, pool.section));
}

/// A firmware's own limit is checked where it is compiled.
void WriteBudget(Writer& w, const Model& model) {
  std::string total;
  for (const ArenaSymbols& arena : model.symbols.arenas)
    total += fmt::format("{}{}_BYTES", total.empty() ? "" : " + ", arena.macro);
  w.Blank();
  w.Comment("What all arenas may take, bytes: define it to have it checked.");
  w.Line(fmt::format("#ifdef {}_RAM_BUDGET", model.symbols.macro));
  w.List("UTVM_STATIC_ASSERT(",
         std::vector{fmt::format("{} <= {}_RAM_BUDGET", total, model.symbols.macro),
                     fmt::format("{}_ram_budget", model.symbols.prefix)},
         ");");
  w.Line("#endif");
}

void WriteMacros(Writer& w, const Model& model) {
  const ir::Program& program = model.program;
  w.Comment(fmt::format(
      "Inputs and outputs in the order of the graph: elements{}.",
      HasAccessors(model) ? ", bytes, offset in the arena and accessor" : " and bytes"));
  w.Line(fmt::format("#define {}_IN_COUNT {}u", model.symbols.macro, program.inputs.size()));
  w.Line(fmt::format("#define {}_OUT_COUNT {}u", model.symbols.macro, program.outputs.size()));
  const Extras& extras = model.symbols.extras.has;
  if (extras.profile || extras.op_table) {
    w.Line(fmt::format("#define {}_OP_COUNT {}u", model.symbols.macro, program.operators.size()));
  }
  for (std::size_t i = 0; i < program.inputs.size(); ++i) {
    WriteTensorMacros(w, model, "IN", i, program.inputs[i], model.symbols.inputs[i]);
  }
  for (std::size_t i = 0; i < program.outputs.size(); ++i) {
    WriteTensorMacros(w, model, "OUT", i, program.outputs[i], model.symbols.outputs[i]);
  }
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i)
    WriteArenaMacros(w, model.plan.arenas[i], model.symbols.arenas[i]);
  WriteBudget(w, model);
}

void WriteAccessor(Writer& w, const Model& model, ir::TensorId id, const std::string& name,
                   const char* qualifier) {
  const Allocation& place = *plan::PlaceOf(model.program, model.plan, id);
  const auto index = static_cast<std::size_t>(&place - model.plan.allocations.data());
  const ArenaSymbols& arena = model.symbols.arenas[place.arena];
  const std::string_view element = kernelc::Spell(ir::ElementType(model.program[id].type));
  w.List(fmt::format("static inline {}{} *{}(", qualifier, element, name),
         std::vector{fmt::format("{}{} *{}", qualifier, arena.type, arena.pointer)}, ")");
  w.OpenBrace();
  w.Line(fmt::format("return {}->{}.data;", arena.pointer, model.symbols.members[index]));
  w.Close();
}

void WriteAccessors(Writer& w, const Model& model) {
  const ir::Program& program = model.program;
  w.Comment(fmt::format(
      "Where inputs are written and outputs are read. The bytes of an input are reused once it is "
      "dead, those of an output before it is born: write every input before every {}, and read the "
      "outputs before the inputs are written again.",
      model.symbols.run));
  const char* separator = "";
  const auto write = [&](ir::TensorId id, const std::string& name, const char* qualifier) {
    if (plan::PlaceOf(program, model.plan, id) == nullptr) return;
    w.Raw(std::exchange(separator, "\n"));
    WriteAccessor(w, model, id, name, qualifier);
  };
  for (std::size_t i = 0; i < program.inputs.size(); ++i)
    write(program.inputs[i], model.symbols.inputs[i], "");
  for (std::size_t i = 0; i < program.outputs.size(); ++i)
    write(program.outputs[i], model.symbols.outputs[i], "const ");
}

const char* Reentrancy(const ir::Program& program) {
  if (KeepsState(program)) {
    return "Not reentrant: kernels that are carried over keep static variables, so that one call "
           "at "
           "a time may run.";
  }
  return "Reentrant: concurrent calls need one arena each.";
}

/// "reads the inputs in *arena, overwrites it, leaves the outputs in it"; what is with the caller
/// is not in it.
std::string Effect(const Model& model) {
  std::string arenas;
  for (const ArenaSymbols& arena : model.symbols.arenas) {
    const bool is_last = &arena == &model.symbols.arenas.back();
    arenas += fmt::format("{}*{}", arenas.empty() ? "" : is_last ? " and " : ", ", arena.pointer);
  }
  const char* it = model.symbols.arenas.size() == 1 ? "it" : "them";
  if (AllInArenas(model)) {
    return fmt::format("reads the inputs in {}, overwrites {}, leaves the outputs in {}", arenas,
                       it, it);
  }
  return fmt::format("reads the inputs, overwrites {}, writes the outputs", arenas);
}

void WriteRun(Writer& w, const Model& model) {
  const bool can_fail = CanFail(model.program);
  w.Comment(fmt::format(
      "Runs one inference: {}.\n{} {}", Effect(model),
      can_fail ? "Returns 0, or the code of the kernel that failed; what the buffers hold is then "
                 "undefined."
               : "Cannot fail.",
      Reentrancy(model.program)));
  WriteRunSignature(w, model, ";");
}

void WriteInitDeclaration(Writer& w, const Model& model) {
  if (ConstantsInRam(model).empty()) return;
  w.Blank();
  w.Comment(
      fmt::format("Copies constants to RAM, where {} reads them: call it before the first "
                  "run, and again when something else has written to the memory.",
                  model.symbols.run));
  WriteInitSignature(w, model, ";");
}

}  // namespace

void WriteAbiCheck(Writer& writer, const std::string& file) {
  writer.Blank();
  writer.Line(fmt::format("#if UTVM_RT_ABI != {}", kRuntimeAbi));
  writer.Line(
      fmt::format("#error \"{} was generated for runtime ABI {}: regenerate it with your utvmc\"",
                  file, kRuntimeAbi));
  writer.Line("#endif");
}

std::string NetworkHeader(const Model& model) {
  Writer w;
  const std::string guard = model.symbols.macro + "_H";
  w.FileComment(NetworkHead(model));
  w.OpenGuard(guard);
  WriteIncludes(w, model);
  w.OpenExternC();
  WriteMacros(w, model);
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) WriteArenaType(w, model, i);
  if (HasAccessors(model)) {
    w.Blank();
    WriteAccessors(w, model);
  }
  WriteInitDeclaration(w, model);
  w.Blank();
  WriteRun(w, model);
  w.CloseExternC();
  if (!model.symbols.api_header.empty()) {
    w.Blank();
    w.Line(fmt::format("#include \"{}\"", model.symbols.api_header));
  }
  w.CloseGuard(guard);
  return w.Take();
}

}  // namespace utvmc::emit
