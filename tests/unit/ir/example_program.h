// A small, correct program that tests damage: two operators, a copy, an alias, scratch, a packed
// kernel.
#pragma once

#include "ir/program.h"

namespace utvmc::ir::testing {

inline kernelc::Function MakeFunction(const std::vector<Parameter>& parameters, int steps) {
  kernelc::Function function;
  for (const Parameter& parameter : parameters) {
    kernelc::Symbol symbol;
    symbol.name = parameter.name;
    symbol.kind = kernelc::SymbolKind::kBuffer;
    symbol.type = {parameter.element, 0};
    symbol.elements = parameter.elements;
    function.parameters.push_back(function.Add(symbol));
  }
  for (int i = 0; i < steps; ++i) function.body.push_back({kernelc::Return{}, {}});
  return function;
}

/// x -> dense(x, w) -> d, its alias r -> packed(r) -> p0, p1; y is a copy of w.
inline Program ExampleProgram() {
  const DataType f32;
  using Kind = Tensor::Kind;
  Program program;
  program.name = "network";
  program.checksum = 0x1234abcd;
  program.tensors = {
      {.name = "x", .kind = Kind::kInput, .type = f32, .shape = {1, 4}},
      {.name = "w", .kind = Kind::kConstant, .type = f32, .shape = {2}, .data = "12345678"},
      {.name = "dense", .type = f32, .shape = {1, 2}},
      {.name = "reshape", .type = f32, .shape = {2}, .alias_of = TensorId(2)},
      {.name = "split\n\"", .type = {DataType::Code::kInt, 8}, .shape = {}},
      {.name = "split#1", .type = {DataType::Code::kUint, 1}, .shape = {0, 3}},
      {.name = "y", .type = f32, .shape = {2}},
  };
  program.operators = {
      {.name = "dense",
       .function = "fused_dense",
       .arguments = {TensorId(0), TensorId(1), TensorId(2)},
       .input_count = 2,
       .kernel = KernelId(0)},
      {.name = "split",
       .function = "split",
       .flatten = true,
       .arguments = {TensorId(3), TensorId(4), TensorId(5)},
       .input_count = 1,
       .kernel = KernelId(1)},
      {.name = "y",
       .kind = Operator::Kind::kCopy,
       .arguments = {TensorId(1), TensorId(6)},
       .input_count = 1},
  };
  using kernelc::Scalar;
  const std::vector<Parameter> dense = {
      {Role::kInput, 0, "p0", Scalar::kFloat, 4, {0, 2}},
      {Role::kInput, 1, "p1", Scalar::kFloat, 2, {0, 3}},
      {Role::kOutput, 2, "out", Scalar::kFloat, 2, {2, 3}},
      {Role::kScratch, -1, "acc", Scalar::kFloat, 8, {0, 2}},
  };
  const std::vector<Parameter> split = {
      {Role::kInput, 0, "in", Scalar::kFloat, 2, {0, 1}},
      {Role::kOutput, 1, "out0", Scalar::kInt8, 1, {0, 1}},
  };
  program.kernels = {
      {.symbol = "tvmgen_default_fused_dense",
       .origin = {.file = "kernels.c", .line = 7},
       .name = "op00_dense",
       .parameters = dense,
       .steps = 3,
       .body = NativeBody{MakeFunction(dense, 3), {2}},
       .in_place = {{.input = 0, .output = 3, .min_distance = -32, .max_distance = -20}}},
      {.symbol = "tvmgen_default_split",
       .origin = {.file = "kernels.c", .line = 40},
       .name = "op01_split",
       .parameters = split,
       .can_fail = true,
       .body = PackedBody{.reason = "inline assembly"}},
  };
  program.carried = {{.file = "kernels.c",
                      .text = "int32_t f();\n",
                      .packed_functions = {"tvm.contrib.sort.argsort"}}};
  program.inputs = {TensorId(0)};
  program.outputs = {TensorId(3), TensorId(5), TensorId(5), TensorId(0), TensorId(6)};
  return program;
}

}  // namespace utvmc::ir::testing
