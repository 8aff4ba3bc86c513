// Gives outputs bytes of their own where sharing would make them wrong.
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "ir/callers.h"
#include "passes/passes.h"

namespace utvmc::passes {
namespace {

using ir::Operator;
using ir::Program;
using ir::Tensor;
using ir::TensorId;

/// Adds a tensor of the same name, type and shape, and the operator that copies `source` to it.
TensorId AppendCopy(Program& program, TensorId source) {
  Tensor copy;
  copy.name = program[source].name;
  copy.type = program[source].type;
  copy.shape = program[source].shape;
  const TensorId id = program.Add(std::move(copy));

  Operator op;
  op.name = program[source].name;
  op.kind = Operator::Kind::kCopy;
  op.arguments = {source, id};
  op.input_count = 1;
  program.operators.push_back(std::move(op));
  return id;
}

}  // namespace

void SeparateOutputs(ir::Program& program, const CompileOptions& options) {
  // In the arena an output may be an input, or two outputs one buffer: readers cannot tell. A
  // caller's buffers are distinct by definition, so each must be filled.
  const auto is_callers = [&](TensorId id) { return ir::IsWithCaller(program, options, id); };
  std::set<TensorId> callers;           // roots that live in some buffer of the caller
  std::set<TensorId> planned;           // roots of outputs and inputs in the arena
  std::map<TensorId, TensorId> copies;  // what cannot stay in the arena to its copy there
  for (const TensorId input : program.inputs)
    (is_callers(input) ? callers : planned).insert(program.Root(input));
  for (const TensorId output : program.outputs)
    if (!is_callers(output)) planned.insert(program.Root(output));

  for (TensorId& output : program.outputs) {
    const TensorId root = program.Root(output);
    const bool is_constant = program[root].kind == Tensor::Kind::kConstant;
    if (is_callers(output)) {
      if (is_constant || planned.contains(root) || !callers.insert(root).second)
        output = AppendCopy(program, output);
    } else if (is_constant || callers.contains(root)) {
      const auto known = copies.find(output);
      const TensorId copy = known != copies.end() ? known->second : AppendCopy(program, output);
      copies.emplace(output, copy);
      output = copy;
    }
  }
}

}  // namespace utvmc::passes
