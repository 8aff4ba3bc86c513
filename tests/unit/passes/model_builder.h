// Programs by name: Model().Input("x").Call("f", {"x"}, {"y"}).Output("y"), for tests of passes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/program.h"

namespace utvmc::testing {

class Model {
 public:
  Model& Input(const std::string& name) {
    program.inputs.push_back(Add(name, ir::Tensor::Kind::kInput));
    return *this;
  }
  Model& Constant(const std::string& name) {
    program[Add(name, ir::Tensor::Kind::kConstant)].data = std::string(16, 'c');
    return *this;
  }
  Model& Output(const std::string& name) {
    program.outputs.push_back(Find(name));
    return *this;
  }

  /// An operator without kernel: reads `inputs`, creates `outputs`.
  Model& Call(const std::string& function, const std::vector<std::string>& inputs,
              const std::vector<std::string>& outputs) {
    ir::Operator op;
    op.name = function;
    op.function = function;
    op.input_count = static_cast<int>(inputs.size());
    for (const std::string& input : inputs) op.arguments.push_back(Find(input));
    for (const std::string& output : outputs) {
      op.arguments.push_back(Add(output, ir::Tensor::Kind::kActivation));
    }
    program.operators.push_back(std::move(op));
    return *this;
  }

  /// Gives the last operator a native kernel that reads the inputs at `read` and writes all
  /// outputs.
  Model& Reads(const std::vector<int>& read) {
    ir::Operator& op = program.operators.back();
    ir::Kernel kernel;
    kernel.symbol = op.function;
    kernel.name = op.function;
    for (int argument : read) kernel.parameters.push_back(BufferOf(ir::Role::kInput, argument));
    for (int a = op.input_count; a < static_cast<int>(op.arguments.size()); ++a) {
      kernel.parameters.push_back(BufferOf(ir::Role::kOutput, a));
    }
    kernel.parameters.push_back(BufferOf(ir::Role::kScratch, -1));
    program.kernels.push_back(std::move(kernel));
    op.kernel = ir::KernelId(program.kernels.size() - 1);
    return *this;
  }

  /// Gives the last operator the kernel of the operator before it.
  Model& SharesKernel() {
    program.operators.back().kernel = program.operators[program.operators.size() - 2].kernel;
    return *this;
  }

  /// Gives the last operator a kernel that was carried over, from a source of its own.
  Model& IsPacked() {
    ir::Operator& op = program.operators.back();
    ir::Kernel kernel;
    kernel.symbol = op.function;
    kernel.name = op.function;
    kernel.body = ir::PackedBody{.source = program.carried.size(), .reason = "the macro CLIP"};
    program.carried.push_back({.file = op.function + ".c", .text = {}});
    program.kernels.push_back(std::move(kernel));
    op.kernel = ir::KernelId(program.kernels.size() - 1);
    return *this;
  }

  ir::TensorId Find(const std::string& name) const {
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      if (program.tensors[i].name == name) return ir::TensorId(i);
    }
    return {};
  }

  ir::Program program;

 private:
  static ir::Parameter BufferOf(ir::Role role, int argument) {
    ir::Parameter parameter;
    parameter.role = role;
    parameter.argument = argument;
    return parameter;
  }

  ir::TensorId Add(const std::string& name, ir::Tensor::Kind kind) {
    ir::Tensor tensor;
    tensor.name = name;
    tensor.kind = kind;
    tensor.shape = {4};
    return program.Add(std::move(tensor));
  }
};

/// "f(x, y)", "copy(y, z)": operators with the names of their arguments, aliases as "y=x".
inline std::vector<std::string> Schedule(const ir::Program& program) {
  const auto name = [&](ir::TensorId id) {
    const ir::Tensor& tensor = program[id];
    return tensor.alias_of.valid() ? tensor.name + "=" + program[tensor.alias_of].name
                                   : tensor.name;
  };
  std::vector<std::string> result;
  for (const ir::Operator& op : program.operators) {
    std::string text = op.kind == ir::Operator::Kind::kCopy ? "copy" : op.function;
    text += "(";
    for (std::size_t i = 0; i < op.arguments.size(); ++i) {
      text += (i == 0 ? "" : ", ") + name(op.arguments[i]);
    }
    result.push_back(text + ")");
  }
  return result;
}

inline std::vector<std::string> TensorNames(const ir::Program& program) {
  std::vector<std::string> result;
  for (const ir::Tensor& tensor : program.tensors) result.push_back(tensor.name);
  return result;
}

}  // namespace utvmc::testing
