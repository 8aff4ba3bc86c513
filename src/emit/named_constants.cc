#include "emit/named_constants.h"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "emit/describe.h"
#include "kernelc/row_pointers.h"
#include "support/names.h"

namespace utvmc::emit {
namespace {

/// The constant that the operator passes for `parameter`; invalid: something else, or a copy of it
/// in RAM.
ir::TensorId ConstantPassed(const ir::Program& program, const plan::MemoryPlan& plan,
                            const ir::Operator& op, const ir::Parameter& parameter) {
  const ir::TensorId tensor = ArgumentTensor(program, op, parameter);
  const bool is_in_flash = program[tensor].kind == ir::Tensor::Kind::kConstant &&
                           plan.tensor_allocation[tensor.index()] < 0;
  const bool has_the_type = ir::ElementType(program[tensor].type) == parameter.element;
  return is_in_flash && has_the_type ? tensor : ir::TensorId();
}

/// A local of the same name would hide a constant: from readers, and from the kernel if it is the
/// one that it reads.
void RenameNamesakes(kernelc::Function& function, const std::set<std::string>& constants) {
  const auto is_namesake = [&](const kernelc::Symbol& symbol) {
    return constants.contains(symbol.name);
  };
  if (std::ranges::none_of(function.symbols, is_namesake)) return;
  NameScope scope;
  for (const std::string& name : constants) scope.Claim(name);
  for (const kernelc::Symbol& symbol : function.symbols) {
    if (!is_namesake(symbol)) scope.Claim(symbol.name);
  }
  for (kernelc::Symbol& symbol : function.symbols) {
    if (is_namesake(symbol)) symbol.name = scope.Claim(symbol.name);
  }
}

bool IsValid(ir::TensorId id) { return id.valid(); }

/// All that the model's data header declares or includes.
std::set<std::string> NamesOfConstants(const Symbols& symbols) {
  std::set<std::string> names(symbols.constants.begin(), symbols.constants.end());
  names.erase("");
  return names;
}

}  // namespace

NamedConstants FindNamedConstants(const ir::Program& program, const plan::MemoryPlan& plan,
                                  const Symbols& symbols) {
  NamedConstants named;
  for (const ir::Kernel& kernel : program.kernels)
    named.by_kernel.emplace_back(kernel.parameters.size());
  std::vector<bool> is_called(program.kernels.size(), false);
  for (const ir::Operator& op : program.operators) {
    if (op.kind != ir::Operator::Kind::kCall) continue;
    const ir::Kernel& kernel = program[op.kernel];
    if (!kernel.IsNative() || symbols.IsShared(op.kernel)) continue;
    const bool is_first = !is_called[op.kernel.index()];
    is_called[op.kernel.index()] = true;
    std::vector<ir::TensorId>& constants = named.by_kernel[op.kernel.index()];
    for (std::size_t i = 0; i < constants.size(); ++i) {
      if (kernel.parameters[i].role != ir::Role::kInput) continue;
      const ir::TensorId passed = ConstantPassed(program, plan, op, kernel.parameters[i]);
      constants[i] = is_first || constants[i] == passed ? passed : ir::TensorId();
    }
  }
  const bool is_any_read = std::ranges::any_of(named.by_kernel, [](const auto& constants) {
    return std::ranges::any_of(constants, IsValid);
  });
  if (is_any_read) named.visible = NamesOfConstants(symbols);
  return named;
}

KernelAsEmitted ReplaceParameters(const ir::Program& program, ir::KernelId kernel,
                                  const std::vector<bool>& unaliased,
                                  const NamedConstants& constants, const Symbols& symbols) {
  KernelAsEmitted emitted{program[kernel], unaliased, {}};
  auto* native = std::get_if<ir::NativeBody>(&emitted.kernel.body);
  if (native == nullptr) return emitted;
  emitted.kernel.in_place.clear();
  kernelc::Function& function = native->function;
  RenameNamesakes(function, constants.visible);
  const std::vector<ir::TensorId>& named = constants.by_kernel[kernel.index()];
  for (std::size_t i = named.size(); i-- > 0;) {
    if (!named[i].valid()) continue;
    const std::string& name = symbols.constants[named[i].index()];
    function.symbols[function.parameters[i].index()].name = name;
    emitted.reads.insert(emitted.reads.begin(), name);
    const auto at = static_cast<std::ptrdiff_t>(i);
    function.parameters.erase(function.parameters.begin() + at);
    emitted.kernel.parameters.erase(emitted.kernel.parameters.begin() + at);
    emitted.unaliased.erase(emitted.unaliased.begin() + at);
  }
  kernelc::NameRows(function, constants.visible);
  return emitted;
}

}  // namespace utvmc::emit
