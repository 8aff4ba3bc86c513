#include "ir/operator_costs.h"

#include <optional>
#include <variant>

#include "kernelc/access_counts.h"
#include "kernelc/mac_counts.h"
#include "support/saturating.h"

namespace utvmc::ir {
namespace {

OperatorCost CostOf(const Kernel& kernel, const kernelc::Function& function) {
  OperatorCost cost{kernelc::CountMacs(function), 0};
  const std::vector<std::int64_t> accesses = kernelc::CountAccesses(function);
  for (std::size_t i = 0; i < kernel.parameters.size(); ++i) {
    const std::int64_t count = accesses[function.parameters[i].index()];
    const std::int64_t size = kernelc::SizeOf(kernel.parameters[i].element);
    cost.bytes = SaturatingAdd(cost.bytes, SaturatingMultiply(count, size));
  }
  return cost;
}

OperatorCost EveryArgumentOnce(const Program& program, const Operator& op) {
  OperatorCost cost;
  for (const TensorId argument : op.arguments)
    cost.bytes = SaturatingAdd(cost.bytes, program[argument].Bytes());
  return cost;
}

}  // namespace

std::vector<OperatorCost> CountCosts(const Program& program) {
  std::vector<std::optional<OperatorCost>> kernels(program.kernels.size());
  std::vector<OperatorCost> costs;
  for (const Operator& op : program.operators) {
    const Kernel* kernel = op.kernel.valid() ? &program[op.kernel] : nullptr;
    const auto* native = kernel != nullptr ? std::get_if<NativeBody>(&kernel->body) : nullptr;
    if (native == nullptr) {
      costs.push_back(EveryArgumentOnce(program, op));
      continue;
    }
    std::optional<OperatorCost>& cost = kernels[op.kernel.index()];
    if (!cost) cost = CostOf(*kernel, native->function);
    costs.push_back(*cost);
  }
  return costs;
}

}  // namespace utvmc::ir
