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
  return fmt::format("arena->{}.data", model.symbols.members[static_cast<std::size_t>(allocation)]);
}

/// The parameter of run that holds `root`; only with IoPlacement::kCaller.
const std::string& CallerBuffer(const Model& model, ir::TensorId root) {
  const ir::Program& program = model.program;
  for (std::size_t i = 0; i < program.inputs.size(); ++i) {
    if (program.Root(program.inputs[i]) == root) return model.symbols.inputs[i];
  }
  std::size_t i = 0;
  while (i + 1 < program.outputs.size() && program.Root(program.outputs[i]) != root) ++i;
  return model.symbols.outputs[i];
}

/// The C expression for the bytes of `root`.
std::string Bytes(const Model& model, ir::TensorId root) {
  const std::string& constant = model.symbols.constants[root.index()];
  if (!constant.empty()) return constant;
  const int allocation = model.plan.tensor_allocation[root.index()];
  return allocation >= 0 ? Member(model, allocation) : CallerBuffer(model, root);
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
  if (copies) {
    w.Line("#include <string.h>");
    w.Blank();
  }
  w.Line(fmt::format("#include \"{}\"", model.symbols.data_header));
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
}

void WriteAsserts(Writer& w, const Model& model) {
  const Symbols& symbols = model.symbols;
  w.Comment("The compiler lays the arena out as it was planned.");
  w.List("UTVM_STATIC_ASSERT(",
         std::vector{fmt::format("sizeof({}) == {}_ARENA_BYTES", symbols.arena_type, symbols.macro),
                     fmt::format("{}_arena_bytes", symbols.prefix)},
         ");");
  for (std::size_t i = 0; i < symbols.members.size(); ++i) {
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{fmt::format("offsetof({}, {}.data) == {}u", symbols.arena_type,
                                   symbols.members[i], model.plan.allocations[i].offset),
                       fmt::format("{}_at_{}", symbols.prefix, symbols.members[i])},
           ");");
  }
}

/// True if two buffers begin at the same byte but differ in size.
bool HasNamesakeAddresses(const plan::MemoryPlan& plan) {
  std::map<std::int64_t, std::int64_t> sizes;  // by offset
  return std::ranges::any_of(plan.allocations, [&](const plan::Allocation& allocation) {
    const auto [first, is_new] = sizes.try_emplace(allocation.offset, allocation.size);
    return !is_new && first->second != allocation.size;
  });
}

/// GCC replaces the address of a buffer by an equal one, of whatever buffer, and then compares the
/// size of that one with the [N] in the declaration of the operator.
void WriteWarningExemption(Writer& w, const Model& model) {
  if (!HasNamesakeAddresses(model.plan)) return;
  w.Blank();
  w.Comment("GCC mistakes a buffer for another that begins at the same byte, and finds it small.");
  w.Line("#if defined(__GNUC__) && (__GNUC__ >= 11) && !defined(__clang__)");
  w.Line("#pragma GCC diagnostic ignored \"-Wstringop-overflow\"");
  w.Line("#pragma GCC diagnostic ignored \"-Wstringop-overread\"");
  w.Line("#endif");
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
  const bool arena_used = std::ranges::any_of(
      used, [](const std::string& buffer) { return buffer.starts_with("arena->"); });
  if (!arena_used) w.Line("(void)arena;");
  if (model.options.io == IoPlacement::kArena) return;
  for (const std::vector<std::string>* names : {&model.symbols.inputs, &model.symbols.outputs}) {
    for (const std::string& name : *names) {
      if (!used.contains(name)) w.Line(fmt::format("(void){};", name));
    }
  }
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
  std::vector<std::string> parameters = {fmt::format("{} *arena", symbols.arena_type)};
  const auto add = [&](const char* qualifier, const char* direction, std::size_t index,
                       ir::TensorId id, const std::string& name) {
    const ir::Tensor& tensor = model.program[id];
    const std::string length =
        tensor.Elements() == 0 ? "1" : fmt::format("{}_{}_{}_LEN", symbols.macro, direction, index);
    parameters.push_back(fmt::format("{}{} {}[{}]", qualifier,
                                     kernelc::Spell(ir::ElementType(tensor.type)), name, length));
  };
  if (model.options.io == IoPlacement::kCaller) {
    const ir::Program& program = model.program;
    for (std::size_t i = 0; i < program.inputs.size(); ++i) {
      add("const ", "IN", i, program.inputs[i], symbols.inputs[i]);
    }
    for (std::size_t i = 0; i < program.outputs.size(); ++i) {
      add("", "OUT", i, program.outputs[i], symbols.outputs[i]);
    }
  }
  w.List(fmt::format("{} {}(", CanFail(model.program) ? "int32_t" : "void", symbols.run),
         parameters, fmt::format("){}", end));
}

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
  w.Blank();
  WriteRunSignature(w, model, "");
  WriteRunBody(w, model);
  return w.Take();
}

}  // namespace utvmc::emit
