#include "plan/liveness.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ir/callers.h"
#include "kernelc/type.h"
#include "plan/arithmetic.h"
#include "plan/pool_set.h"

namespace utvmc::plan {
namespace {

/// With all buffers one above the other the arena must stay below this: sums of sizes, gaps and
/// rounding then fit 64 bits everywhere.
constexpr std::int64_t kMostBytes = std::int64_t{1} << 62;

using ir::OperatorId;
using ir::TensorId;

/// The kernel of an operator that calls one, else null.
const ir::Kernel* KernelOf(const ir::Program& program, const ir::Operator& op) {
  const bool calls = op.kind == ir::Operator::Kind::kCall && op.kernel.valid();
  return calls ? &program[op.kernel] : nullptr;
}

/// First step of every operator, and the total.
std::vector<std::int64_t> NumberSteps(const ir::Program& program) {
  std::vector<std::int64_t> op_begin;
  op_begin.reserve(program.operators.size() + 1);
  std::int64_t step = 0;
  for (const ir::Operator& op : program.operators) {
    op_begin.push_back(step);
    const ir::Kernel* const kernel = KernelOf(program, op);
    step += kernel ? std::max(1, kernel->steps) : 1;
  }
  op_begin.push_back(std::max<std::int64_t>(1, step));
  return op_begin;
}

/// The hull of two intervals, the first of which may not be known yet.
void Extend(std::optional<Interval>& live, Interval by) {
  live = live ? Interval{std::min(live->begin, by.begin), std::max(live->end, by.end)} : by;
}

/// Steps of a parameter as steps of the program, at least one and none outside the operator.
Interval Absolute(ir::StepRange range, Interval op) {
  const std::int64_t begin =
      std::min(op.begin + std::max<std::int64_t>(0, range.begin), op.end - 1);
  return {begin, std::clamp(op.begin + range.end, begin + 1, op.end)};
}

class Analysis {
 public:
  Analysis(const ir::Program& program, const CompileOptions& options, const ResolvedPins& pins)
      : program_(program), options_(options), pins_(pins), live_(program.tensors.size()) {
    result_.op_begin = NumberSteps(program);
  }

  Result<Liveness> Run() {
    for (std::size_t op = 0; op < program_.operators.size(); ++op) {
      TouchArguments(OperatorId(op));
    }
    TouchInterface();
    AllocateTensors();
    AllocateScratch();
    if (total_ > kMostBytes) {
      return UserError({}, "the buffers of the model add up to more than 2^62 bytes",
                       "check the shapes in the graph");
    }
    return std::move(result_);
  }

 private:
  Interval StepsOf(OperatorId op) const {
    return {result_.op_begin[op.index()], result_.op_begin[op.index() + 1]};
  }

  void Touch(TensorId tensor, Interval steps) {
    Extend(live_[program_.Root(tensor).index()], steps);
  }

  void TouchArguments(OperatorId id) {
    const ir::Operator& op = program_[id];
    const Interval steps = StepsOf(id);
    const ir::Kernel* const kernel = KernelOf(program_, op);
    if (!kernel || !kernel->IsNative()) {
      for (const TensorId argument : op.arguments) Touch(argument, steps);
      return;
    }
    std::vector<char> has_parameter(op.arguments.size(), 0);
    for (const ir::Parameter& parameter : kernel->parameters) {
      if (parameter.role == ir::Role::kScratch) continue;
      const auto argument = static_cast<std::size_t>(parameter.argument);
      has_parameter[argument] = 1;
      Touch(op.arguments[argument], Absolute(parameter.live, steps));
    }
    // An output that the kernel never writes still needs a place: somebody may read it.
    for (auto argument = static_cast<std::size_t>(op.input_count); argument < op.arguments.size();
         ++argument) {
      if (!has_parameter[argument]) {
        Touch(op.arguments[argument], {steps.begin, steps.begin + 1});
      }
    }
  }

  /// The application writes inputs before the first step and reads outputs after the last.
  void TouchInterface() {
    const std::int64_t total = result_.op_begin.back();
    for (const TensorId input : program_.inputs) Touch(input, {0, 1});
    for (const TensorId output : program_.outputs) Touch(output, {total - 1, total});
    for (const std::vector<TensorId>* ids : {&program_.inputs, &program_.outputs}) {
      for (const TensorId id : *ids) {
        if (ir::IsWithCaller(program_, options_, id)) live_[program_.Root(id).index()].reset();
      }
    }
  }

  void AllocateTensors() {
    result_.tensor_allocation.assign(program_.tensors.size(), -1);
    for (std::size_t index = 0; index < program_.tensors.size(); ++index) {
      const ir::Tensor& tensor = program_.tensors[index];
      const bool is_constant = tensor.kind == ir::Tensor::Kind::kConstant;
      const auto pin = pins_.find(TensorId(index));
      if (!live_[index] || (is_constant && !IsInRam(pin))) continue;
      Allocation allocation;
      allocation.tensor = TensorId(index);
      allocation.element = ir::ElementType(tensor.type);
      allocation.elements = tensor.Elements();
      // A constant is copied to RAM once, for all runs.
      allocation.live = is_constant ? Interval{0, result_.op_begin.back()} : *live_[index];
      const int place = Add(std::move(allocation));
      result_.tensor_allocation[index] = place;
      if (pin != pins_.end())
        result_.problem.buffers[static_cast<std::size_t>(place)].fixed_offset = pin->second.offset;
    }
  }

  bool IsInRam(ResolvedPins::const_iterator pin) const {
    return pin != pins_.end() &&
           std::ranges::none_of(FlashPools(options_), [&](const MemoryPool& pool) {
             return pool.name == pin->second.pool;
           });
  }

  void AllocateScratch() {
    for (std::size_t index = 0; index < program_.operators.size(); ++index) {
      const OperatorId op(index);
      std::vector<int>& by_parameter = result_.scratch_allocation.emplace_back();
      const ir::Kernel* const kernel = KernelOf(program_, program_[op]);
      if (!kernel) continue;
      by_parameter.assign(kernel->parameters.size(), -1);
      for (std::size_t parameter = 0; parameter < by_parameter.size(); ++parameter) {
        const ir::Parameter& scratch = kernel->parameters[parameter];
        if (scratch.role != ir::Role::kScratch) continue;
        Allocation allocation;
        allocation.op = op;
        allocation.parameter = static_cast<int>(parameter);
        allocation.element = scratch.element;
        allocation.elements = scratch.elements;
        allocation.live = Absolute(scratch.live, StepsOf(op));
        by_parameter[parameter] = Add(std::move(allocation));
      }
    }
  }

  /// Completes the allocation, makes a buffer of it and returns its index.
  int Add(Allocation allocation) {
    const std::int64_t element_bytes = kernelc::SizeOf(allocation.element);
    allocation.elements = std::max<std::int64_t>(1, allocation.elements);
    allocation.size = SaturatingMultiply(allocation.elements, element_bytes);
    if (!program_.operators.empty()) {
      allocation.first_op = OperatorAt(allocation.live.begin);
      allocation.last_op = OperatorAt(allocation.live.end - 1);
    }
    Buffer buffer;
    buffer.size = allocation.size;
    buffer.alignment = std::max({element_bytes, options_.align, std::int64_t{1}});
    buffer.live = allocation.live;
    allocation.alignment = buffer.alignment;
    total_ = SaturatingAdd(total_, SaturatingAdd(buffer.size, buffer.alignment));
    result_.problem.buffers.push_back(buffer);
    result_.allocations.push_back(std::move(allocation));
    return static_cast<int>(result_.allocations.size()) - 1;
  }

  OperatorId OperatorAt(std::int64_t step) const {
    const std::vector<std::int64_t>& begins = result_.op_begin;
    const auto next = std::upper_bound(begins.begin(), begins.end() - 1, step);
    return OperatorId(static_cast<std::size_t>(next - begins.begin()) - 1);
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  const ResolvedPins& pins_;
  std::vector<std::optional<Interval>> live_;  ///< by root; empty: needs no place
  std::int64_t total_ = 0;
  Liveness result_;
};

}  // namespace

Result<Liveness> AnalyzeLiveness(const ir::Program& program, const CompileOptions& options,
                                 const ResolvedPins& pins) {
  return Analysis(program, options, pins).Run();
}

}  // namespace utvmc::plan
