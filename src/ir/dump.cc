// Dump: one line a tensor, operator, kernel and parameter.
#include <fmt/format.h>

#include <iterator>
#include <string>

#include "ir/program.h"

namespace utvmc::ir {
namespace {

using Output = std::back_insert_iterator<std::string>;

const char* Word(Tensor::Kind kind) {
  switch (kind) {
    case Tensor::Kind::kInput:
      return "input";
    case Tensor::Kind::kConstant:
      return "constant";
    case Tensor::Kind::kActivation:
      break;
  }
  return "activation";
}

const char* Word(Role role) {
  switch (role) {
    case Role::kInput:
      return "input";
    case Role::kOutput:
      return "output";
    case Role::kScratch:
      break;
  }
  return "scratch";
}

/// In quotes; what is not printable ASCII as \xNN.
std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    if (c >= 0x20 && c < 0x7f) {
      quoted.push_back(c);
    } else {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return quoted + '"';
}

std::string PrintIds(const std::vector<TensorId>& ids, std::size_t begin, std::size_t end) {
  std::string text = "(";
  for (std::size_t i = begin; i < end && i < ids.size(); ++i) {
    text += fmt::format("{}%{}", i == begin ? "" : ", ", ids[i].value);
  }
  return text + ")";
}

void DumpTensor(Output out, std::size_t id, const Tensor& tensor) {
  fmt::format_to(out, "%{} {} {}[{}] {}", id, Word(tensor.kind), Print(tensor.type),
                 fmt::join(tensor.shape, ","), Quote(tensor.name));
  if (tensor.alias_of.valid()) fmt::format_to(out, " alias of %{}", tensor.alias_of.value);
  fmt::format_to(out, "\n");
}

void DumpOperator(Output out, std::size_t id, const Operator& op) {
  const auto inputs = static_cast<std::size_t>(op.input_count);
  fmt::format_to(out, "@{} {} {}{} {} -> {}", id, Quote(op.name),
                 op.kind == Operator::Kind::kCopy ? "copy" : op.function, op.flatten ? " flat" : "",
                 PrintIds(op.arguments, 0, inputs),
                 PrintIds(op.arguments, inputs, op.arguments.size()));
  if (op.kernel.valid()) fmt::format_to(out, " kernel {}", op.kernel.value);
  fmt::format_to(out, "\n");
}

void DumpParameter(Output out, const Parameter& parameter) {
  fmt::format_to(out, "  {} {} {}[{}]", Word(parameter.role), parameter.name,
                 kernelc::Spell(parameter.element), parameter.elements);
  if (parameter.argument >= 0) fmt::format_to(out, " argument {}", parameter.argument);
  fmt::format_to(out, " live [{}, {})\n", parameter.live.begin, parameter.live.end);
}

void DumpInPlace(Output out, const Kernel& kernel) {
  for (const InPlace& pair : kernel.in_place) {
    fmt::format_to(out, "  {} over {} at [{}, {}]\n",
                   kernel.parameters[static_cast<std::size_t>(pair.output)].name,
                   kernel.parameters[static_cast<std::size_t>(pair.input)].name, pair.min_distance,
                   pair.max_distance);
  }
}

void DumpKernel(Output out, std::size_t id, const Kernel& kernel) {
  fmt::format_to(out, "kernel {} {} from {} {}:{} steps {}", id, kernel.name, kernel.symbol,
                 kernel.origin.file, kernel.origin.line, kernel.steps);
  if (kernel.can_fail) fmt::format_to(out, " can fail");
  if (const auto* packed = std::get_if<PackedBody>(&kernel.body)) {
    fmt::format_to(out, " packed in source {}, uses {}", packed->source, packed->reason);
  } else if (const auto& native = std::get<NativeBody>(kernel.body); !native.handovers.empty()) {
    fmt::format_to(out, " handovers {}", fmt::join(native.handovers, ","));
  }
  fmt::format_to(out, "\n");
  for (const Parameter& parameter : kernel.parameters) DumpParameter(out, parameter);
  DumpInPlace(out, kernel);
}

void DumpCarried(Output out, std::size_t id, const CarriedSource& source) {
  fmt::format_to(out, "source {} {} {} bytes", id, source.file, source.text.size());
  if (!source.packed_functions.empty()) {
    fmt::format_to(out, " calls {}", fmt::join(source.packed_functions, ", "));
  }
  if (source.keeps_state) fmt::format_to(out, " keeps state");
  fmt::format_to(out, "\n");
  for (const CarriedHeader& header : source.headers) {
    fmt::format_to(out, "  header {} from {} {} bytes\n", header.name, header.file,
                   header.text.size());
  }
}

}  // namespace

std::string Dump(const Program& program) {
  std::string text;
  const Output out(text);
  fmt::format_to(out, "program {} {:08x} {} -> {}\n", Quote(program.name), program.checksum,
                 PrintIds(program.inputs, 0, program.inputs.size()),
                 PrintIds(program.outputs, 0, program.outputs.size()));
  for (std::size_t i = 0; i < program.tensors.size(); ++i) DumpTensor(out, i, program.tensors[i]);
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    DumpOperator(out, i, program.operators[i]);
  }
  for (std::size_t i = 0; i < program.kernels.size(); ++i) DumpKernel(out, i, program.kernels[i]);
  for (std::size_t i = 0; i < program.carried.size(); ++i) DumpCarried(out, i, program.carried[i]);
  return text;
}

}  // namespace utvmc::ir
