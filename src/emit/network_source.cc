// network.c: what happens in which order.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "emit/calls.h"
#include "emit/describe.h"
#include "emit/handovers.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

using ir::Operator;

// --- the file, from top to bottom ---

void WriteIncludes(Writer& w, const Model& model) {
  w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
  w.Blank();
  if (HasCopies(model.program) || !ConstantsInRam(model).empty()) {
    w.Line("#include <string.h>");
    w.Blank();
  }
  w.Line(fmt::format("#include \"{}\"", model.symbols.data_header));
  const Extras& extras = model.symbols.extras.has;
  const std::string& prefix = model.symbols.prefix;
  if (extras.dump_hook) w.Line(fmt::format("#include \"{}_dump.h\"", prefix));
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
  if (extras.profile) w.Line(fmt::format("#include \"{}_profile.h\"", prefix));
}

/// Whether any tensor or any arithmetic has 64 bits.
bool UsesDouble(const ir::Program& program) {
  Headers headers;
  for (const ir::Tensor& tensor : program.tensors) headers.Add(ir::ElementType(tensor.type));
  for (const ir::Kernel& kernel : program.kernels) {
    const auto* native = std::get_if<ir::NativeBody>(&kernel.body);
    if (native != nullptr) headers.AddBody(native->function);
  }
  return headers.wide;
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
  if (UsesDouble(model.program)) {
    w.Blank();
    w.Comment("Smaller ones exist: avr-gcc has 32 bits without -mdouble=64.");
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{std::string("sizeof(double) == 8u"),
                       fmt::format("{}_double_has_64_bits", model.symbols.prefix)},
           ");");
  }
}

/// Hands over what the operator has written: dumped[begin, end).
void WriteDump(Writer& w, const Model& model, const std::vector<DumpedTensor>& dumped,
               std::size_t begin, std::size_t end) {
  const ExtraSymbols& extras = model.symbols.extras;
  for (std::size_t i = begin; i < end; ++i) {
    w.List(fmt::format("{}(", extras.on_tensor),
           std::vector{fmt::format("&{}[{}]", extras.tensors, i),
                       Bytes(model, model.program.Root(dumped[i].tensor))},
           ");");
  }
}

/// Before every operator, the first included: bytes that it is about to write may hold what the
/// caller has read of the previous inference. Behind it for the sake of hooks: what they measure is
/// all of the operator, what they are shown is stored.
void WriteOperator(Writer& w, const Model& model, std::size_t op_index, Handover handover) {
  const Operator& op = model.program.operators[op_index];
  const ExtraSymbols& extras = model.symbols.extras;
  w.Blank();
  w.Comment(fmt::format("op {}: {}", op_index, DescribeOperator(op)));
  if (extras.has.profile) w.Line(fmt::format("{}({}u);", extras.op_begin, op_index));
  WriteHandover(w, model, handover);
  WriteOperatorCall(w, model, op_index);
  if (extras.has.profile || extras.has.dump_hook) w.Line("UTVM_HANDOVER();");
  if (extras.has.profile) w.Line(fmt::format("{}({}u);", extras.op_end, op_index));
  if (CanFail(model.program, op)) {
    w.OpenBlock("if (status != 0)");
    w.Line("return status;");
    w.Close();
  }
}

void WriteOperators(Writer& w, const Model& model) {
  std::vector<DumpedTensor> dumped;
  if (model.symbols.extras.has.dump_hook) dumped = DumpedTensors(model);
  const std::vector<Handover> handovers = PlanHandovers(model);
  std::size_t next = 0;
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) {
    WriteOperator(w, model, i, handovers[i]);
    const std::size_t first = next;
    while (next < dumped.size() && dumped[next].op == ir::OperatorId(i)) ++next;
    WriteDump(w, model, dumped, first, next);
  }
}

void WriteRunBody(Writer& w, const Model& model) {
  w.OpenBrace();
  const bool can_fail = CanFail(model.program);
  if (can_fail) w.Line("int32_t status;");
  if (can_fail) w.Blank();
  std::set<std::string> used;
  for (std::size_t i = 0; i < model.program.operators.size(); ++i)
    used.merge(UsedBuffers(model, i));
  WriteUnusedParameters(w, model, used);
  WriteOperators(w, model);
  if (can_fail) {
    w.Blank();
    w.Line("return 0;");
  }
  w.Close();
}

}  // namespace

bool CanFail(const ir::Program& program) {
  return std::ranges::any_of(program.operators,
                             [&](const Operator& op) { return CanFail(program, op); });
}

void WriteRunSignature(Writer& w, const Model& model, const char* end) {
  w.List(fmt::format("{} {}(", CanFail(model.program) ? "int32_t" : "void", model.symbols.run),
         RunParameters(model), fmt::format("){}", end));
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
    w.List("(void)memcpy(",
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
