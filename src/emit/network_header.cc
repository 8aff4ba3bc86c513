// network.h: how the model is called, and what it costs.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "emit/describe.h"
#include "emit/image.h"
#include "emit/sections.h"
#include "emit/writer.h"
#include "plan/bytes_in_use.h"

namespace utvmc::emit {
namespace {

using plan::Allocation;

constexpr int kRuntimeAbi = 1;  ///< UTVM_RT_ABI of the runtime that emitted code is written for

/// Whether a kernel that was carried over remembers anything between calls.
bool KeepsState(const ir::Program& program) {
  return std::ranges::any_of(program.carried, &ir::CarriedSource::keeps_state);
}

// --- what the head of the file says about memory ---

/// Of all emitted constants, or of those in one pool.
std::int64_t ConstantBytes(const Model& model, const MemoryPool* pool = nullptr) {
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
    if (model.symbols.constants[i].empty()) continue;
    const bool counts = pool == nullptr || model.plan.FlashPoolOf(ir::TensorId(i)) == pool;
    if (counts) bytes += model.program.tensors[i].Bytes();
  }
  return bytes;
}

/// Of these, what is defined in files that several models have in common.
std::int64_t SharedConstantBytes(const Model& model) {
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
    if (model.symbols.IsShared(ir::TensorId(i))) bytes += model.program.tensors[i].Bytes();
  }
  return bytes;
}

/// "1960 B (op 3)": the most scratch that one operator has live at once.
std::string WorstScratch(const plan::MemoryPlan& plan) {
  const plan::ScratchPeak peak = plan::FindScratchPeak(plan);
  return peak.bytes == 0 ? "none" : fmt::format("{} B (op {})", peak.bytes, peak.op.index());
}

/// "200 B (op 1)": what local arrays below --stack-limit add to the frame of an operator; those of
/// sibling blocks are counted as if they lived together.
std::string WorstLocalArrays(const ir::Program& program) {
  std::int64_t most = 0;
  std::size_t where = 0;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    if (!program.operators[i].kernel.valid()) continue;
    const std::int64_t bytes = LocalArrayBytes(program[program.operators[i].kernel]);
    if (bytes > most) where = i;
    most = std::max(most, bytes);
  }
  return most == 0 ? "none" : fmt::format("{} B (op {})", most, where);
}

/// Largest first.
std::vector<std::size_t> BuffersAtPeak(const plan::MemoryPlan& plan, std::size_t arena) {
  const std::int64_t time = plan.arenas[arena].peak_time;
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < plan.allocations.size(); ++i) {
    const Allocation& allocation = plan.allocations[i];
    if (allocation.arena != arena) continue;
    if (allocation.live.begin <= time && time < allocation.live.end) live.push_back(i);
  }
  std::stable_sort(live.begin(), live.end(), [&](std::size_t a, std::size_t b) {
    return plan.allocations[a].size > plan.allocations[b].size;
  });
  return live;
}

std::string PeakOperator(const Model& model, std::size_t arena) {
  const std::vector<std::int64_t>& begin = model.plan.op_begin;
  const auto after =
      std::upper_bound(begin.begin(), begin.end(), model.plan.arenas[arena].peak_time);
  const auto op = static_cast<std::size_t>(after - begin.begin());
  if (op == 0 || op > model.program.operators.size()) return "";
  return fmt::format(" in op {} ({})", op - 1, DescribeOperator(model.program.operators[op - 1]));
}

std::string Peak(const Model& model, std::size_t arena) {
  constexpr std::size_t kShown = 6;
  const std::vector<std::size_t> live = BuffersAtPeak(model.plan, arena);
  std::int64_t total = 0;
  std::string list;
  for (std::size_t i = 0; i < live.size(); ++i) {
    const std::int64_t size = model.plan.allocations[live[i]].size;
    total += size;
    if (i < kShown) {
      list += fmt::format("{}{} {} B", i == 0 ? "" : ", ", model.symbols.members[live[i]], size);
    }
  }
  if (live.empty()) return "0 B: nothing lives in the arena";
  if (live.size() > kShown) list += fmt::format(" and {} more", live.size() - kShown);
  const std::int64_t used =
      plan::MostBytes(plan::BytesInUse(model.plan.allocations, [&](const Allocation& allocation) {
        return allocation.arena == arena;
      })).bytes;
  return fmt::format("{} B{}: {}{}", used, PeakOperator(model, arena), list,
                     used < total ? ", which share bytes: the kernel works in place" : "");
}

/// "832 B arena", "16384 of 65536 B dtcm".
std::string DescribeArena(const plan::Arena& arena) {
  return arena.pool.size == 0
             ? fmt::format("{} B {}", arena.bytes, arena.pool.name)
             : fmt::format("{} of {} B {}", arena.bytes, arena.pool.size, arena.pool.name);
}

/// What the kernels that were not lowered add to the arena.
const char* StaticRam(const ir::Program& program) {
  if (program.carried.empty()) return ", no static RAM";
  return KeepsState(program) ? "; static variables of carried-over kernels not counted" : "";
}

std::string Head(const Model& model) {
  const Symbols& symbols = model.symbols;
  const plan::MemoryPlan& plan = model.plan;
  std::string text = fmt::format("{} - public interface of model \"{}\".\n\n",
                                 symbols.network_header, symbols.prefix);
  text += fmt::format(
      "Generated by utvmc {} from graph, parameters and kernels (crc32 {:08x}); do not edit.\n\n",
      UTVMC_VERSION, model.program.checksum);
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    text += fmt::format("  {}    \t{}, caller-provided (lower bound {} B){}{}\n",
                        i == 0 ? "RAM" : "   ", DescribeArena(plan.arenas[i]),
                        plan.arenas[i].lower_bound, i == 0 ? "; no heap" : "",
                        i == 0 ? StaticRam(model.program) : "");
  }
  text += fmt::format("         \tworst scratch of one operator: {}\n", WorstScratch(plan));
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    text += fmt::format("         \tpeak {}{}\n",
                        plan.arenas.size() == 1 ? "" : "of " + plan.arenas[i].pool.name + " ",
                        Peak(model, i));
  }
  text += fmt::format("  Stack  \tlocal arrays of one operator at most: {}\n",
                      WorstLocalArrays(model.program));
  text += fmt::format("  Flash  \t{} B constants ({}) + code", ConstantBytes(model),
                      symbols.data_source);
  if (const std::int64_t shared = SharedConstantBytes(model); shared > 0) {
    text += fmt::format("\n         \tof these {} B in {}, shared with other models", shared,
                        kSharedDataSource);
  }
  for (const MemoryPool& pool : plan.flash_pools)
    text += fmt::format("\n         \t{} of {} B {}", ConstantBytes(model, &pool), pool.size,
                        pool.name);
  return text;
}

// --- the file, from top to bottom ---

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

/// One buffer in the arena, as the columns of its line.
struct MemberLine {
  std::string padding;  ///< "uint8_t at_32[32]; "
  std::string data;     ///< "float data[8]; "
  std::string name;     ///< "} op00_dense;"
  std::string begin;    ///< "32"
  std::string end;      ///< "64"
  std::string live;     ///< " live [0, 1]"
};

MemberLine DescribeMember(const Allocation& allocation, const std::string& name) {
  MemberLine line;
  if (allocation.offset > 0) {
    line.padding = fmt::format("uint8_t at_{0}[{0}]; ", allocation.offset);
  }
  line.data = fmt::format("{} data[{}]; ", kernelc::Spell(allocation.element), allocation.elements);
  line.name = fmt::format("}} {};", name);
  line.begin = fmt::format("{}", allocation.offset);
  line.end = fmt::format("{}", allocation.offset + allocation.size);
  if (allocation.first_op.valid() && allocation.last_op.valid()) {
    line.live =
        fmt::format(" live [{}, {}]", allocation.first_op.index(), allocation.last_op.index());
  }
  return line;
}

std::vector<MemberLine> DescribeMembers(const Model& model, std::size_t arena) {
  std::vector<MemberLine> lines;
  for (std::size_t i = 0; i < model.plan.allocations.size(); ++i) {
    if (model.plan.allocations[i].arena != arena) continue;
    lines.push_back(DescribeMember(model.plan.allocations[i], model.symbols.members[i]));
  }
  return lines;
}

std::size_t Widest(const std::vector<MemberLine>& lines, std::string MemberLine::*column) {
  std::size_t width = 0;
  for (const MemberLine& line : lines) width = std::max(width, (line.*column).size());
  return width;
}

/// The name goes to a line of its own where the page is too narrow even so.
void WriteLongMember(Writer& w, const MemberLine& line) {
  const std::string text = fmt::format("struct {{ {}{}{}", line.padding, line.data, line.name);
  if (4 + text.size() <= kMaxColumns) return w.Line(text);
  w.Line(fmt::format("struct {{ {}{}}}", line.padding, line.data));
  w.Line("    " + line.name.substr(2));
}

/// A table where it fits the page; else each buffer has its comment on the line above.
void WriteMembers(Writer& w, const std::vector<MemberLine>& lines) {
  const std::size_t padding = Widest(lines, &MemberLine::padding);
  const std::size_t data = Widest(lines, &MemberLine::data);
  const std::size_t name = Widest(lines, &MemberLine::name);
  const std::size_t begin = Widest(lines, &MemberLine::begin);
  const std::size_t end = Widest(lines, &MemberLine::end);
  const auto range = [&](const MemberLine& line) {
    return fmt::format("[{:>{}}, {:>{}}){}", line.begin, begin, line.end, end, line.live);
  };
  const std::size_t table =
      4 + 9 + padding + data + name + 7 + begin + end + 4 + Widest(lines, &MemberLine::live);
  for (const MemberLine& line : lines) {
    if (table <= kMaxColumns) {
      w.Line(fmt::format("struct {{ {:<{}}{:<{}}{:<{}} /* {} */", line.padding, padding, line.data,
                         data, line.name, name, range(line)));
    } else {
      w.Comment(range(line));
      WriteLongMember(w, line);
    }
  }
}

/// True where no element type gives the union the alignment that was asked for.
bool NeedsAlignment(const plan::MemoryPlan& plan, std::size_t arena) {
  std::int64_t natural = 1;
  for (const Allocation& allocation : plan.allocations) {
    if (allocation.arena != arena) continue;
    natural = std::max<std::int64_t>(natural, kernelc::SizeOf(allocation.element));
  }
  return plan.arenas[arena].align > natural;
}

void WriteArena(Writer& w, const Model& model, std::size_t index) {
  const ArenaSymbols& symbols = model.symbols.arenas[index];
  w.Blank();
  if (index == 0) {
    w.Comment(
        "Memory plan: one line per buffer, [begin, end) in bytes; at_N is padding up to offset N. "
        "Buffers whose live ranges [first op, last op] are disjoint share bytes, and so may two "
        "buffers of one op whose steps are, or of which the op works in place.");
  }
  w.OpenBlock(fmt::format("typedef union {}", symbols.union_tag));
  WriteMembers(w, DescribeMembers(model, index));
  w.Line(fmt::format("{}uint8_t bytes[{}_BYTES];",
                     NeedsAlignment(model.plan, index)
                         ? fmt::format("UTVM_ALIGNED({}_ALIGN) ", symbols.macro)
                         : "",
                     symbols.macro));
  w.Close(fmt::format(" {};", symbols.type));
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
  w.FileComment(Head(model));
  w.OpenGuard(guard);
  WriteIncludes(w, model);
  w.OpenExternC();
  WriteMacros(w, model);
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) WriteArena(w, model, i);
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
