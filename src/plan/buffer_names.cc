#include "plan/buffer_names.h"

#include <fmt/format.h>

#include <string_view>

namespace utvmc::plan {
namespace {

/// "op07_conv2d" is "conv2d".
std::string_view WithoutNumber(std::string_view kernel_name) {
  if (!kernel_name.starts_with("op")) return kernel_name;
  const std::size_t digits_end = kernel_name.find_first_not_of("0123456789", 2);
  if (digits_end == std::string_view::npos || digits_end == 2 || kernel_name[digits_end] != '_') {
    return kernel_name;
  }
  return kernel_name.substr(digits_end + 1);
}

std::string ScratchName(ir::OperatorId op, const ir::Parameter& scratch) {
  return fmt::format("op{:02}_{}", op.index(), scratch.name);
}

std::string ScratchName(const ir::Program& program, const Allocation& scratch) {
  const ir::Kernel& kernel = program[program[scratch.op].kernel];
  return ScratchName(scratch.op, kernel.parameters[static_cast<std::size_t>(scratch.parameter)]);
}

}  // namespace

std::vector<std::string> NameResults(const ir::Program& program) {
  std::vector<std::string> names(program.tensors.size());
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::Operator& op = program.operators[i];
    const std::string what = op.kind == ir::Operator::Kind::kCopy
                                 ? "copy"
                                 : std::string(WithoutNumber(program[op.kernel].name));
    const std::size_t first = static_cast<std::size_t>(op.input_count);
    for (std::size_t a = first; a < op.arguments.size(); ++a) {
      std::string& name = names[op.arguments[a].index()];
      name = fmt::format("op{:02}_{}", i, what);
      if (a > first) name += fmt::format("_out{}", a - first);
    }
  }
  return names;
}

std::vector<std::string> NameScratch(const ir::Program& program) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    if (program.operators[i].kind == ir::Operator::Kind::kCopy) continue;
    for (const ir::Parameter& parameter : program[program.operators[i].kernel].parameters)
      if (parameter.role == ir::Role::kScratch)
        names.push_back(ScratchName(ir::OperatorId(i), parameter));
  }
  return names;
}

std::vector<std::string> NameBuffers(const ir::Program& program,
                                     const std::vector<Allocation>& allocations) {
  const std::vector<std::string> results = NameResults(program);
  std::vector<std::string> names;
  for (const Allocation& allocation : allocations) {
    if (!allocation.tensor.valid()) {
      names.push_back(ScratchName(program, allocation));
    } else if (!results[allocation.tensor.index()].empty()) {
      names.push_back(results[allocation.tensor.index()]);
    } else {
      names.push_back(program[allocation.tensor].name);
    }
  }
  return names;
}

}  // namespace utvmc::plan
