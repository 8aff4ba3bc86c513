#include "plan/traffic.h"

#include <map>
#include <variant>

#include "kernelc/access_counts.h"
#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

using ir::Operator;
using ir::TensorId;

class Counting {
 public:
  Counting(const ir::Program& program, const Liveness& liveness)
      : program_(program), liveness_(liveness) {
    result_.buffers.resize(liveness.allocations.size());
    result_.constants.resize(program.tensors.size());
  }

  ProgramTraffic Run() {
    for (std::size_t op = 0; op < program_.operators.size(); ++op) CountOperator(op);
    for (const TensorId input : program_.inputs) AddWhole(input);
    for (const TensorId output : program_.outputs) AddWhole(output);
    return std::move(result_);
  }

 private:
  void CountOperator(std::size_t index) {
    const Operator& op = program_.operators[index];
    const ir::Kernel* kernel = op.kernel.valid() ? &program_[op.kernel] : nullptr;
    if (kernel == nullptr || !kernel->IsNative()) {
      for (const TensorId argument : op.arguments) AddWhole(argument);
      return;
    }
    const std::vector<std::int64_t>& accesses = AccessesOf(op.kernel);
    for (std::size_t p = 0; p < kernel->parameters.size(); ++p) {
      const ir::Parameter& parameter = kernel->parameters[p];
      const std::int64_t size = kernelc::SizeOf(parameter.element);
      Traffic* traffic = nullptr;
      if (parameter.role == ir::Role::kScratch) {
        traffic =
            &result_.buffers[static_cast<std::size_t>(liveness_.scratch_allocation[index][p])];
      } else {
        traffic = Of(op.arguments[static_cast<std::size_t>(parameter.argument)]);
      }
      if (traffic != nullptr) Add(*traffic, accesses[p], size);
    }
  }

  /// By parameter of a native kernel.
  const std::vector<std::int64_t>& AccessesOf(ir::KernelId id) {
    const auto [entry, is_new] = accesses_.try_emplace(id);
    if (!is_new) return entry->second;
    const auto& function = std::get<ir::NativeBody>(program_[id].body).function;
    const std::vector<std::int64_t> counts = kernelc::CountAccesses(function);
    for (const kernelc::SymbolId symbol : function.parameters)
      entry->second.push_back(counts[symbol.index()]);
    return entry->second;
  }

  /// Null: neither in an arena nor a constant.
  Traffic* Of(TensorId tensor) {
    const TensorId root = program_.Root(tensor);
    const int allocation = liveness_.tensor_allocation[root.index()];
    if (allocation >= 0) return &result_.buffers[static_cast<std::size_t>(allocation)];
    const bool is_constant = program_[root].kind == ir::Tensor::Kind::kConstant;
    return is_constant ? &result_.constants[root.index()] : nullptr;
  }

  void AddWhole(TensorId tensor) {
    Traffic* traffic = Of(tensor);
    const ir::Tensor& self = program_[tensor];
    if (traffic != nullptr) Add(*traffic, self.Elements(), self.type.Bytes());
  }

  static void Add(Traffic& traffic, std::int64_t accesses, std::int64_t size) {
    traffic.accesses = SaturatingAdd(traffic.accesses, accesses);
    traffic.bytes = SaturatingAdd(traffic.bytes, SaturatingMultiply(accesses, size));
  }

  const ir::Program& program_;
  const Liveness& liveness_;
  std::map<ir::KernelId, std::vector<std::int64_t>> accesses_;
  ProgramTraffic result_;
};

}  // namespace

ProgramTraffic CountTraffic(const ir::Program& program, const Liveness& liveness) {
  return Counting(program, liveness).Run();
}

}  // namespace utvmc::plan
