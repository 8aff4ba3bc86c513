// network.c: what happens in which order.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "emit/describe.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

using ir::Operator;

// --- arguments ---

std::string Member(const Model& model, int allocation) {
  const auto index = static_cast<std::size_t>(allocation);
  const std::size_t arena = model.plan.allocations[index].arena;
  return fmt::format("{}->{}.data", model.symbols.arenas[arena].pointer,
                     model.symbols.members[index]);
}

/// An input or output whose address the caller passes to run.
struct CallerBuffer {
  ir::TensorId tensor;
  bool is_input = false;
  const char* direction = "";  ///< as macros have it
  std::size_t index = 0;
  const std::string& name;  ///< of run's parameter
};

/// In the order of run's parameters.
template <class Visit>
void ForEachCallerBuffer(const Model& model, Visit visit) {
  const ir::Program& program = model.program;
  const auto visit_all = [&](const std::vector<ir::TensorId>& ids, bool is_input,
                             const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (plan::PlaceOf(program, model.plan, ids[i]) != nullptr) continue;
      visit(CallerBuffer{ids[i], is_input, is_input ? "IN" : "OUT", i, names[i]});
    }
  };
  visit_all(program.inputs, true, model.symbols.inputs);
  visit_all(program.outputs, false, model.symbols.outputs);
}

/// The parameter of run that holds `root`.
std::string CallersName(const Model& model, ir::TensorId root) {
  std::string name;
  ForEachCallerBuffer(model, [&](const CallerBuffer& buffer) {
    if (name.empty() && model.program.Root(buffer.tensor) == root) name = buffer.name;
  });
  return name;
}

/// The C expression for the bytes of `root`.
std::string Bytes(const Model& model, ir::TensorId root) {
  const int allocation = model.plan.tensor_allocation[root.index()];
  if (allocation >= 0) return Member(model, allocation);
  const std::string& constant = model.symbols.constants[root.index()];
  return !constant.empty() ? constant : CallersName(model, root);
}

std::vector<std::string> Arguments(const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  const std::vector<ir::Parameter>& parameters = model.program[op.kernel].parameters;
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    arguments.push_back(parameters[i].role == ir::Role::kScratch
                            ? Member(model, model.plan.scratch_allocation[op_index][i])
                            : Bytes(model, ArgumentTensor(model.program, op, parameters[i])));
  }
  return arguments;
}

/// Everything that some operator is given: run must not leave a parameter unused.
std::set<std::string> UsedBuffers(const Model& model) {
  std::set<std::string> used;
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) {
    const Operator& op = model.program.operators[i];
    if (op.kind == Operator::Kind::kCopy) {
      for (ir::TensorId id : op.arguments) used.insert(Bytes(model, model.program.Root(id)));
    } else {
      used.merge([&] {
        const std::vector<std::string> arguments = Arguments(model, i);
        return std::set<std::string>(arguments.begin(), arguments.end());
      }());
    }
  }
  return used;
}

// --- the file, from top to bottom ---

void WriteIncludes(Writer& w, const Model& model) {
  w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
  w.Blank();
  const bool copies = std::ranges::any_of(
      model.program.operators, [](const Operator& op) { return op.kind == Operator::Kind::kCopy; });
  if (copies || !ConstantsInRam(model).empty()) {
    w.Line("#include <string.h>");
    w.Blank();
  }
  w.Line(fmt::format("#include \"{}\"", model.symbols.data_header));
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
}

void WriteAsserts(Writer& w, const Model& model) {
  const Symbols& symbols = model.symbols;
  w.Comment(fmt::format("The compiler lays the arena{} out as {} planned.",
                        symbols.arenas.size() == 1 ? "" : "s",
                        symbols.arenas.size() == 1 ? "it was" : "they were"));
  for (const ArenaSymbols& arena : symbols.arenas) {
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{fmt::format("sizeof({}) == {}_BYTES", arena.type, arena.macro),
                       fmt::format("{}_bytes", arena.union_tag)},
           ");");
  }
  for (std::size_t i = 0; i < symbols.members.size(); ++i) {
    const plan::Allocation& place = model.plan.allocations[i];
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{fmt::format("offsetof({}, {}.data) == {}u", symbols.arenas[place.arena].type,
                                   symbols.members[i], place.offset),
                       fmt::format("{}_at_{}", symbols.prefix, symbols.members[i])},
           ");");
  }
}

/// True if two buffers begin at the same byte but differ in size.
bool HasNamesakeAddresses(const plan::MemoryPlan& plan) {
  std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> sizes;  // by arena and offset
  return std::ranges::any_of(plan.allocations, [&](const plan::Allocation& allocation) {
    const auto [first, is_new] =
        sizes.try_emplace({allocation.arena, allocation.offset}, allocation.size);
    return !is_new && first->second != allocation.size;
  });
}

/// GCC replaces the address of a buffer by an equal one, of whatever buffer, and then compares the
/// size of that one with the [N] in the declaration of the operator.
void WriteWarningExemption(Writer& w, const Model& model) {
  if (!HasNamesakeAddresses(model.plan)) return;
  w.Blank();
  w.Comment("GCC mistakes a buffer for another that begins at the same byte, and finds it small.");
  w.Line("UTVM_BUFFERS_SHARE_ADDRESSES");
}

void WriteCopy(Writer& w, const Model& model, const Operator& op) {
  const ir::TensorId source = model.program.Root(op.arguments[0]);
  const ir::TensorId target = model.program.Root(op.arguments[1]);
  w.List("memcpy(",
         std::vector{Bytes(model, target), Bytes(model, source),
                     fmt::format("{}u", model.program[target].Bytes())},
         ");");
}

void WriteCall(Writer& w, const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  const bool can_fail = model.program[op.kernel].can_fail;
  w.List(
      fmt::format("{}{}(", can_fail ? "status = " : "", model.symbols.kernels[op.kernel.index()]),
      Arguments(model, op_index), ");");
  if (!can_fail) return;
  w.OpenBlock("if (status != 0)");
  w.Line("return status;");
  w.Close();
}

/// Before every operator, the first included: bytes that it is about to write may hold what the
/// caller has read of the previous inference.
void WriteOperator(Writer& w, const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  w.Blank();
  w.Comment(fmt::format("op {}: {}", op_index, DescribeOperator(op)));
  w.Line("UTVM_HANDOVER();");
  if (op.kind == Operator::Kind::kCopy) {
    WriteCopy(w, model, op);
  } else {
    WriteCall(w, model, op_index);
  }
}

void WriteUnusedParameters(Writer& w, const Model& model) {
  const std::set<std::string> used = UsedBuffers(model);
  for (const ArenaSymbols& arena : model.symbols.arenas) {
    const std::string members = arena.pointer + "->";
    const bool is_used = std::ranges::any_of(
        used, [&](const std::string& buffer) { return buffer.starts_with(members); });
    if (!is_used) w.Line(fmt::format("(void){};", arena.pointer));
  }
  ForEachCallerBuffer(model, [&](const CallerBuffer& buffer) {
    if (!used.contains(buffer.name)) w.Line(fmt::format("(void){};", buffer.name));
  });
}

void WriteRunBody(Writer& w, const Model& model) {
  w.OpenBrace();
  const bool can_fail = CanFail(model.program);
  if (can_fail) w.Line("int32_t status;");
  if (can_fail) w.Blank();
  WriteUnusedParameters(w, model);
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) WriteOperator(w, model, i);
  if (can_fail) {
    w.Blank();
    w.Line("return 0;");
  }
  w.Close();
}

}  // namespace

bool CanFail(const ir::Program& program) {
  return std::ranges::any_of(program.operators, [&](const Operator& op) {
    return op.kernel.valid() && program[op.kernel].can_fail;
  });
}

void WriteRunSignature(Writer& w, const Model& model, const char* end) {
  const Symbols& symbols = model.symbols;
  std::vector<std::string> parameters;
  for (const ArenaSymbols& arena : symbols.arenas)
    parameters.push_back(fmt::format("{} *{}", arena.type, arena.pointer));
  ForEachCallerBuffer(model, [&](const CallerBuffer& buffer) {
    const ir::Tensor& tensor = model.program[buffer.tensor];
    const std::string length = tensor.Elements() == 0 ? "1"
                                                      : fmt::format("{}_{}_{}_LEN", symbols.macro,
                                                                    buffer.direction, buffer.index);
    parameters.push_back(fmt::format("{}{} {}[{}]", buffer.is_input ? "const " : "",
                                     kernelc::Spell(ir::ElementType(tensor.type)), buffer.name,
                                     length));
  });
  w.List(fmt::format("{} {}(", CanFail(model.program) ? "int32_t" : "void", symbols.run),
         parameters, fmt::format("){}", end));
}

std::vector<std::size_t> ConstantsInRam(const Model& model) {
  std::vector<std::size_t> constants;
  for (std::size_t i = 0; i < model.plan.allocations.size(); ++i) {
    const ir::TensorId tensor = model.plan.allocations[i].tensor;
    if (tensor.valid() && model.program[tensor].kind == ir::Tensor::Kind::kConstant)
      constants.push_back(i);
  }
  return constants;
}

void WriteInitSignature(Writer& w, const Model& model, const char* end) {
  std::set<std::size_t> arenas;
  for (const std::size_t i : ConstantsInRam(model)) arenas.insert(model.plan.allocations[i].arena);
  std::vector<std::string> parameters;
  for (const std::size_t arena : arenas) {
    const ArenaSymbols& symbols = model.symbols.arenas[arena];
    parameters.push_back(fmt::format("{} *{}", symbols.type, symbols.pointer));
  }
  w.List(fmt::format("void {}(", model.symbols.init), parameters, fmt::format("){}", end));
}

namespace {

void WriteInit(Writer& w, const Model& model) {
  const std::vector<std::size_t> constants = ConstantsInRam(model);
  if (constants.empty()) return;
  w.Blank();
  WriteInitSignature(w, model, "");
  w.OpenBrace();
  for (const std::size_t i : constants) {
    const ir::TensorId tensor = model.plan.allocations[i].tensor;
    w.List("memcpy(",
           std::vector{Member(model, static_cast<int>(i)), model.symbols.constants[tensor.index()],
                       fmt::format("{}u", model.program[tensor].Bytes())},
           ");");
  }
  w.Close();
}

}  // namespace

std::string NetworkSource(const Model& model) {
  Writer w;
  const std::size_t count = model.program.operators.size();
  w.FileComment(fmt::format(
      "{} - schedule of model \"{}\": {} operator{}{}. Generated; do not edit.",
      model.symbols.network_source, model.symbols.prefix, count, count == 1 ? "" : "s",
      model.program.is_reordered ? ", in an order that needs less memory than the graph's" : ""));
  WriteIncludes(w, model);
  w.Blank();
  WriteAsserts(w, model);
  WriteWarningExemption(w, model);
  WriteInit(w, model);
  w.Blank();
  WriteRunSignature(w, model, "");
  WriteRunBody(w, model);
  return w.Take();
}

}  // namespace utvmc::emit
