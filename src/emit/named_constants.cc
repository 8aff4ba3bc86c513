#include "emit/named_constants.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "emit/describe.h"
#include "kernelc/row_pointers.h"
#include "plan/constant_tables.h"
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

kernelc::Symbol& SymbolOf(kernelc::Function& function, std::size_t parameter) {
  return function.symbols[function.parameters[parameter].index()];
}

/// The parameters `order` instead of all.
void Reorder(KernelAsEmitted& emitted, const std::vector<std::size_t>& order) {
  auto& symbols = std::get<ir::NativeBody>(emitted.kernel.body).function.parameters;
  const auto all_symbols = std::exchange(symbols, {});
  const auto all = std::exchange(emitted.kernel.parameters, {});
  const auto all_unaliased = std::exchange(emitted.unaliased, {});
  for (const std::size_t i : order) {
    if (i == kTable) {
      emitted.table_at = symbols.size();
      continue;
    }
    symbols.push_back(all_symbols[i]);
    emitted.kernel.parameters.push_back(all[i]);
    emitted.unaliased.push_back(all_unaliased[i]);
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
  named.tables.fields.resize(program.kernels.size());
  named.tables.table.resize(program.operators.size());
  if (symbols.SharesNothing()) named.tables = plan::FindConstantTables(program, plan);
  if (is_any_read || !named.tables.empty()) named.visible = NamesOfConstants(symbols);
  return named;
}

std::vector<std::size_t> ParameterOrder(const ir::Program& program, ir::KernelId kernel,
                                        const NamedConstants& constants) {
  const std::vector<ir::TensorId>& named = constants.by_kernel[kernel.index()];
  const std::vector<std::size_t>& fields = constants.tables.fields[kernel.index()];
  std::vector<std::size_t> order;
  std::vector<std::size_t> scratch;
  for (std::size_t i = 0; i < named.size(); ++i) {
    const bool is_scratch = program[kernel].parameters[i].role == ir::Role::kScratch;
    if (named[i].valid()) continue;
    if (!std::ranges::binary_search(fields, i)) {
      (is_scratch && !fields.empty() ? scratch : order).push_back(i);
    } else if (i == fields.front()) {
      order.push_back(kTable);
    }
  }
  if (!scratch.empty()) std::rotate(scratch.begin(), scratch.begin() + 1, scratch.end());
  order.insert(order.end(), scratch.begin(), scratch.end());
  return order;
}

KernelAsEmitted ReplaceParameters(const ir::Program& program, ir::KernelId kernel,
                                  const std::vector<bool>& unaliased,
                                  const NamedConstants& constants, const Symbols& symbols) {
  KernelAsEmitted emitted{program[kernel], unaliased, {}};
  auto* native = std::get_if<ir::NativeBody>(&emitted.kernel.body);
  if (native == nullptr) return emitted;
  emitted.kernel.in_place.clear();
  kernelc::Function& function = native->function;
  std::set<std::string> taken = constants.visible;
  if (constants.HasTable(kernel)) taken.insert(kTableParameter);
  RenameNamesakes(function, taken);
  const std::vector<ir::TensorId>& named = constants.by_kernel[kernel.index()];
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!named[i].valid()) continue;
    emitted.reads.push_back(symbols.constants[named[i].index()]);
    SymbolOf(function, i).name = emitted.reads.back();
  }
  kernelc::NameRows(function, taken);
  for (const std::size_t i : constants.tables.fields[kernel.index()]) {
    const ir::Parameter& parameter = emitted.kernel.parameters[i];
    emitted.fields.push_back({std::string(kernelc::Spell(parameter.element)),
                              SymbolOf(function, i).name, ArrayLength(parameter.elements)});
  }
  Reorder(emitted, ParameterOrder(program, kernel, constants));
  return emitted;
}

}  // namespace utvmc::emit
