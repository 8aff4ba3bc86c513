// Removes what no output needs: operators, arguments that a kernel never reads, then the tensors,
// kernels and carried sources that nothing refers to any more. What stays keeps its order.
#include <cstddef>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "passes/passes.h"

namespace utvmc::passes {
namespace {

using ir::KernelId;
using ir::Operator;
using ir::Program;
using ir::TensorId;

/// Which entries of a table stay.
using Keep = std::vector<bool>;

/// Old index to new index, -1 for entries that go.
std::vector<std::int32_t> NewIndices(const Keep& keep) {
  std::vector<std::int32_t> result(keep.size(), -1);
  std::int32_t next = 0;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (keep[i]) result[i] = next++;
  }
  return result;
}

template <class T>
void EraseOthers(std::vector<T>& table, const Keep& keep) {
  std::vector<T> kept;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (keep[i]) kept.push_back(std::move(table[i]));
  }
  table = std::move(kept);
}

/// By argument index: whether `kernel` touches it. A carried kernel is opaque and gets all.
Keep TouchedArguments(const ir::Kernel& kernel, std::size_t argument_count) {
  Keep touched(argument_count, !kernel.IsNative());
  for (const ir::Parameter& parameter : kernel.parameters) {
    if (parameter.role == ir::Role::kScratch) continue;
    touched[static_cast<std::size_t>(parameter.argument)] = true;
  }
  return touched;
}

/// Drops the inputs that a kernel never reads from all its operators. That an argument is unread is
/// a fact of the kernel, so the operators that share one keep agreeing about argument indices.
void DropUnreadInputs(Program& program) {
  std::vector<Keep> kept_arguments(program.kernels.size());
  for (Operator& op : program.operators) {
    if (op.kind != Operator::Kind::kCall || !op.kernel.valid()) continue;
    Keep keep = TouchedArguments(program[op.kernel], op.arguments.size());
    const std::size_t inputs = static_cast<std::size_t>(op.input_count);
    for (std::size_t i = inputs; i < keep.size(); ++i) keep[i] = true;
    for (std::size_t i = 0; i < inputs; ++i) op.input_count -= keep[i] ? 0 : 1;
    EraseOthers(op.arguments, keep);
    kept_arguments[op.kernel.index()] = std::move(keep);
  }
  for (std::size_t k = 0; k < program.kernels.size(); ++k) {
    if (kept_arguments[k].empty()) continue;
    const std::vector<std::int32_t> renumbered = NewIndices(kept_arguments[k]);
    for (ir::Parameter& parameter : program.kernels[k].parameters) {
      if (parameter.role == ir::Role::kScratch) continue;
      parameter.argument = renumbered[static_cast<std::size_t>(parameter.argument)];
    }
  }
}

/// Operators with a result that an output, or a later operator that stays, reads.
void RemoveDeadOperators(Program& program) {
  Keep needed(program.tensors.size(), false);
  for (TensorId output : program.outputs) needed[program.Root(output).index()] = true;

  Keep keep(program.operators.size(), false);
  for (std::size_t i = program.operators.size(); i-- > 0;) {
    const Operator& op = program.operators[i];
    const std::size_t inputs = static_cast<std::size_t>(op.input_count);
    for (std::size_t a = inputs; a < op.arguments.size(); ++a) {
      if (needed[program.Root(op.arguments[a]).index()]) keep[i] = true;
    }
    if (!keep[i]) continue;
    for (std::size_t a = 0; a < inputs; ++a) needed[program.Root(op.arguments[a]).index()] = true;
  }
  EraseOthers(program.operators, keep);
}

/// Tensors that are inputs, outputs, arguments, or lend their bytes to one of these.
void CompactTensors(Program& program) {
  Keep keep(program.tensors.size(), false);
  const auto use = [&](TensorId id) { keep[id.index()] = keep[program.Root(id).index()] = true; };
  for (TensorId input : program.inputs) use(input);
  for (TensorId output : program.outputs) use(output);
  for (const Operator& op : program.operators) {
    for (TensorId argument : op.arguments) use(argument);
  }

  const std::vector<std::int32_t> renumbered = NewIndices(keep);
  const auto renumber = [&](TensorId& id) {
    if (id.valid()) id.value = renumbered[id.index()];
  };
  EraseOthers(program.tensors, keep);
  for (ir::Tensor& tensor : program.tensors) renumber(tensor.alias_of);
  for (TensorId& input : program.inputs) renumber(input);
  for (TensorId& output : program.outputs) renumber(output);
  for (Operator& op : program.operators) {
    for (TensorId& argument : op.arguments) renumber(argument);
  }
}

void CompactKernels(Program& program) {
  Keep keep(program.kernels.size(), false);
  for (const Operator& op : program.operators) {
    if (op.kernel.valid()) keep[op.kernel.index()] = true;
  }
  const std::vector<std::int32_t> renumbered = NewIndices(keep);
  EraseOthers(program.kernels, keep);
  for (Operator& op : program.operators) {
    if (op.kernel.valid()) op.kernel.value = renumbered[op.kernel.index()];
  }
}

/// Those that hold a kernel, and those that they use.
void CompactCarriedSources(Program& program) {
  Keep keep(program.carried.size(), false);
  std::vector<std::size_t> pending;
  for (const ir::Kernel& kernel : program.kernels) {
    if (const auto* packed = std::get_if<ir::PackedBody>(&kernel.body)) {
      pending.push_back(packed->source);
    }
  }
  while (!pending.empty()) {
    const std::size_t source = pending.back();
    pending.pop_back();
    if (keep[source]) continue;
    keep[source] = true;
    const std::vector<std::size_t>& uses = program.carried[source].uses;
    pending.insert(pending.end(), uses.begin(), uses.end());
  }
  const std::vector<std::int32_t> renumbered = NewIndices(keep);
  EraseOthers(program.carried, keep);
  for (ir::CarriedSource& source : program.carried) {
    for (std::size_t& used : source.uses) used = static_cast<std::size_t>(renumbered[used]);
  }
  for (ir::Kernel& kernel : program.kernels) {
    if (auto* packed = std::get_if<ir::PackedBody>(&kernel.body)) {
      packed->source = static_cast<std::size_t>(renumbered[packed->source]);
    }
  }
}

}  // namespace

void RemoveUnused(ir::Program& program) {
  // Unread inputs first: an operator whose result a kernel takes but never reads is dead too.
  DropUnreadInputs(program);
  RemoveDeadOperators(program);
  CompactTensors(program);
  CompactKernels(program);
  CompactCarriedSources(program);
}

}  // namespace utvmc::passes
