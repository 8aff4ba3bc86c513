// Gives outputs bytes of their own where sharing would make them wrong.
#include <map>
#include <set>
#include <utility>
#include <vector>

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
  const bool own_buffers = options.io == IoPlacement::kCaller;
  std::set<TensorId> filled;              // roots that live in some output's buffer
  std::map<TensorId, TensorId> constant;  // constant output to its copy in the arena

  for (TensorId& output : program.outputs) {
    const TensorId root = program.Root(output);
    const bool is_constant = program[root].kind == Tensor::Kind::kConstant;
    const bool is_input = program[root].kind == Tensor::Kind::kInput;
    if (is_constant && !own_buffers) {
      const auto known = constant.find(output);
      const TensorId copy = known != constant.end() ? known->second : AppendCopy(program, output);
      constant.emplace(output, copy);
      output = copy;
    } else if (is_constant || (own_buffers && (is_input || !filled.insert(root).second))) {
      output = AppendCopy(program, output);
    }
  }
}

}  // namespace utvmc::passes
