// Programs for tests of planning: only what planning looks at.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/program.h"

namespace utvmc::plan {

/// A use of an argument by a kernel: which one, and in which steps. Scratch has no argument.
struct Use {
  ir::Role role;
  int argument;
  ir::StepRange live;
  std::int64_t elements = 1;
  kernelc::Scalar element = kernelc::Scalar::kInt8;
};

inline Use Reads(int argument, ir::StepRange live) { return {ir::Role::kInput, argument, live}; }
inline Use Writes(int argument, ir::StepRange live) { return {ir::Role::kOutput, argument, live}; }
inline Use Scratch(std::int64_t elements, ir::StepRange live,
                   kernelc::Scalar element = kernelc::Scalar::kInt32) {
  return {ir::Role::kScratch, -1, live, elements, element};
}

class ProgramBuilder {
 public:
  ir::TensorId Tensor(ir::Tensor::Kind kind, std::vector<std::int64_t> shape,
                      ir::DataType type = {ir::DataType::Code::kInt, 8}) {
    ir::Tensor tensor;
    tensor.name = "t" + std::to_string(program.tensors.size());
    tensor.kind = kind;
    tensor.type = type;
    tensor.shape = std::move(shape);
    return program.Add(std::move(tensor));
  }
  ir::TensorId Input(std::int64_t bytes) {
    const ir::TensorId id = Tensor(ir::Tensor::Kind::kInput, {bytes});
    program.inputs.push_back(id);
    return id;
  }
  ir::TensorId Constant(std::int64_t bytes) { return Tensor(ir::Tensor::Kind::kConstant, {bytes}); }
  ir::TensorId Activation(std::int64_t bytes) {
    return Tensor(ir::Tensor::Kind::kActivation, {bytes});
  }
  ir::TensorId Alias(ir::TensorId root) {
    const ir::TensorId id = Tensor(ir::Tensor::Kind::kActivation, program[root].shape);
    program[id].alias_of = root;
    return id;
  }

  ir::OperatorId Call(std::vector<ir::TensorId> inputs, std::vector<ir::TensorId> outputs,
                      int steps, const std::vector<Use>& uses) {
    ir::Kernel kernel;
    kernel.steps = steps;
    for (const Use& use : uses) {
      ir::Parameter parameter;
      parameter.role = use.role;
      parameter.argument = use.argument;
      parameter.live = use.live;
      parameter.elements = use.elements;
      parameter.element = use.element;
      kernel.parameters.push_back(std::move(parameter));
    }
    program.kernels.push_back(std::move(kernel));
    return Append(ir::Operator::Kind::kCall, std::move(inputs), std::move(outputs),
                  ir::KernelId(program.kernels.size() - 1));
  }
  /// A kernel of one step that touches everything.
  ir::OperatorId Call(std::vector<ir::TensorId> inputs, std::vector<ir::TensorId> outputs) {
    std::vector<Use> uses;
    for (std::size_t index = 0; index < inputs.size() + outputs.size(); ++index) {
      const int argument = static_cast<int>(index);
      uses.push_back(index < inputs.size() ? Reads(argument, {0, 1}) : Writes(argument, {0, 1}));
    }
    return Call(std::move(inputs), std::move(outputs), 1, uses);
  }
  ir::OperatorId PackedCall(std::vector<ir::TensorId> inputs, std::vector<ir::TensorId> outputs) {
    ir::Kernel kernel;
    kernel.body = ir::PackedBody{};
    program.kernels.push_back(std::move(kernel));
    return Append(ir::Operator::Kind::kCall, std::move(inputs), std::move(outputs),
                  ir::KernelId(program.kernels.size() - 1));
  }
  ir::OperatorId Copy(ir::TensorId from, ir::TensorId to) {
    return Append(ir::Operator::Kind::kCopy, {from}, {to}, {});
  }

  ir::Program program;

 private:
  ir::OperatorId Append(ir::Operator::Kind kind, std::vector<ir::TensorId> inputs,
                        std::vector<ir::TensorId> outputs, ir::KernelId kernel) {
    ir::Operator op;
    op.kind = kind;
    op.input_count = static_cast<int>(inputs.size());
    op.arguments = std::move(inputs);
    op.arguments.insert(op.arguments.end(), outputs.begin(), outputs.end());
    op.kernel = kernel;
    program.operators.push_back(std::move(op));
    return ir::OperatorId(program.operators.size() - 1);
  }
};

}  // namespace utvmc::plan
