#include "emit/calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "emit/describe.h"

namespace utvmc::emit {
namespace {

using ir::Operator;

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

std::vector<std::string> Arguments(const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  const std::vector<ir::Parameter>& parameters = model.program[op.kernel].parameters;
  std::vector<std::string> arguments;
  for (const std::size_t i : ParameterOrder(model.program, op.kernel, model.named)) {
    if (i == kTable) {
      arguments.push_back("&" + model.symbols.tables[op_index]);
      continue;
    }
    arguments.push_back(parameters[i].role == ir::Role::kScratch
                            ? Member(model, model.plan.scratch_allocation[op_index][i])
                            : Bytes(model, ArgumentTensor(model.program, op, parameters[i])));
  }
  return arguments;
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

void WriteCopy(Writer& w, const Model& model, const Operator& op) {
  const ir::TensorId source = model.program.Root(op.arguments[0]);
  const ir::TensorId target = model.program.Root(op.arguments[1]);
  w.List("(void)memcpy(",
         std::vector{Bytes(model, target), Bytes(model, source),
                     fmt::format("{}u", model.program[target].Bytes())},
         ");");
}

}  // namespace

std::string Member(const Model& model, int allocation) {
  const auto index = static_cast<std::size_t>(allocation);
  const std::size_t arena = model.plan.allocations[index].arena;
  return fmt::format("{}->{}.data", model.symbols.arenas[arena].pointer,
                     model.symbols.members[index]);
}

std::string Bytes(const Model& model, ir::TensorId root) {
  const int allocation = model.plan.tensor_allocation[root.index()];
  if (allocation >= 0) return Member(model, allocation);
  const std::string& constant = model.symbols.constants[root.index()];
  return !constant.empty() ? constant : CallersName(model, root);
}

std::vector<std::string> RunParameters(const Model& model) {
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
  return parameters;
}

std::vector<std::size_t> UsedAllocations(const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  std::vector<std::size_t> used;
  const auto add = [&](int allocation) {
    if (allocation >= 0) used.push_back(static_cast<std::size_t>(allocation));
  };
  for (const ir::TensorId id : op.arguments)
    add(model.plan.tensor_allocation[model.program.Root(id).index()]);
  for (const int scratch : model.plan.scratch_allocation[op_index]) add(scratch);
  return used;
}

std::set<std::string> UsedBuffers(const Model& model, std::size_t op_index) {
  const Operator& op = model.program.operators[op_index];
  if (op.kind != Operator::Kind::kCopy) {
    const std::vector<std::string> arguments = Arguments(model, op_index);
    return {arguments.begin(), arguments.end()};
  }
  std::set<std::string> used;
  for (ir::TensorId id : op.arguments) used.insert(Bytes(model, model.program.Root(id)));
  return used;
}

void WriteUnusedParameters(Writer& w, const Model& model, const std::set<std::string>& used) {
  for (const ArenaSymbols& arena : model.symbols.arenas) {
    const std::string members = arena.pointer + "->";
    const auto first = used.lower_bound(members);
    const bool is_used = first != used.end() && first->starts_with(members);
    if (!is_used) w.Line(fmt::format("(void){};", arena.pointer));
  }
  ForEachCallerBuffer(model, [&](const CallerBuffer& buffer) {
    if (!used.contains(buffer.name)) w.Line(fmt::format("(void){};", buffer.name));
  });
}

void WriteOperatorCall(Writer& w, const Model& model, std::size_t op_index,
                       const char* with_result) {
  const Operator& op = model.program.operators[op_index];
  if (op.kind == Operator::Kind::kCopy) return WriteCopy(w, model, op);
  const char* result = CanFail(model.program, op) ? with_result : "";
  w.List(fmt::format("{}{}(", result, model.symbols.kernels[op.kernel.index()]),
         Arguments(model, op_index), ");");
}

bool CanFail(const ir::Program& program, const Operator& op) {
  return op.kernel.valid() && program[op.kernel].can_fail;
}

/// GCC replaces the address of a buffer by an equal one, of whatever buffer, and then compares the
/// size of that one with the [N] in the declaration of the operator.
void WriteWarningExemption(Writer& w, const Model& model) {
  if (!HasNamesakeAddresses(model.plan)) return;
  w.Blank();
  w.Comment("GCC warns here of overflows that do not happen: buffers share an address.");
  w.Line("UTVM_BUFFERS_SHARE_ADDRESSES");
}

bool HasCopies(const ir::Program& program) {
  return std::ranges::any_of(program.operators,
                             [](const Operator& op) { return op.kind == Operator::Kind::kCopy; });
}

}  // namespace utvmc::emit
