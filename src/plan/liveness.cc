#include "plan/liveness.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
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
    step += StepsOf(program, op);
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
      : program_(program),
        options_(options),
        pins_(pins),
        live_(program.tensors.size()),
        is_output_(program.tensors.size(), false) {
    result_.op_begin = NumberSteps(program);
  }

  Result<Liveness> Run() {
    for (std::size_t op = 0; op < program_.operators.size(); ++op) {
      TouchArguments(OperatorId(op));
    }
    TouchInterface();
    AllocateTensors();
    AllocateScratch();
    for (std::size_t op = 0; options_.in_place && op < program_.operators.size(); ++op) {
      AllowOverlaps(OperatorId(op));
    }
    if (total_ > kMostBytes) {
      return UserError({}, "the buffers of the model add up to more than 2^62 bytes",
                       "check the shapes in the graph");
    }
    return std::move(result_);
  }

 private:
  Interval Lifetime(OperatorId op) const {
    return {result_.op_begin[op.index()], result_.op_begin[op.index() + 1]};
  }

  void ExtendRoot(TensorId tensor, Interval steps) {
    Extend(live_[program_.Root(tensor).index()], steps);
  }

  void TouchArguments(OperatorId id) {
    const std::int64_t begin = result_.op_begin[id.index()];
    for (const Touch& touch : TouchesOf(program_, program_[id])) {
      Extend(live_[touch.root.index()], {begin + touch.steps.begin, begin + touch.steps.end});
    }
  }

  /// The application writes inputs before the first step and reads outputs after the last.
  void TouchInterface() {
    const std::int64_t total = result_.op_begin.back();
    for (const TensorId input : program_.inputs) ExtendRoot(input, {0, 1});
    for (const TensorId output : program_.outputs) {
      ExtendRoot(output, {total - 1, total});
      is_output_[program_.Root(output).index()] = true;
    }
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
        allocation.live = Absolute(scratch.live, Lifetime(op));
        by_parameter[parameter] = Add(std::move(allocation));
      }
    }
  }

  /// Allocation of a kernel's parameter, or -1.
  int AllocationOf(OperatorId op, const ir::Kernel& kernel, std::size_t parameter) const {
    const ir::Parameter& of = kernel.parameters[parameter];
    if (of.role == ir::Role::kScratch) return result_.scratch_allocation[op.index()][parameter];
    const TensorId tensor = program_[op].arguments[static_cast<std::size_t>(of.argument)];
    return result_.tensor_allocation[program_.Root(tensor).index()];
  }

  void AllowOverlaps(OperatorId op) {
    const ir::Kernel* const kernel = KernelOf(program_, program_[op]);
    if (!kernel || kernel->in_place.empty()) return;
    std::vector<int> allocations;
    for (std::size_t parameter = 0; parameter < kernel->parameters.size(); ++parameter) {
      allocations.push_back(AllocationOf(op, *kernel, parameter));
    }
    std::set<std::pair<int, int>> done;  // a tensor may be several arguments
    for (const ir::InPlace& pair : kernel->in_place) {
      const int input = allocations[static_cast<std::size_t>(pair.input)];
      const int output = allocations[static_cast<std::size_t>(pair.output)];
      if (input < 0 || output < 0 || !done.emplace(input, output).second) continue;
      if (!DiesIn(*kernel, allocations, input, Lifetime(op))) continue;
      AllowOverlap(*kernel, allocations, input, pair.output);
    }
  }

  /// The accesses of this call to `allocation` are its last.
  bool DiesIn(const ir::Kernel& kernel, const std::vector<int>& allocations, int allocation,
              Interval steps) const {
    std::int64_t last = steps.begin;
    for (std::size_t parameter = 0; parameter < allocations.size(); ++parameter) {
      if (allocations[parameter] != allocation) continue;
      last = std::max(last, Absolute(kernel.parameters[parameter].live, steps).end);
    }
    const auto index = static_cast<std::size_t>(allocation);
    // The last step of the program is not the end of life for an output, or for a constant in RAM.
    const TensorId tensor = result_.allocations[index].tensor;
    const bool outlives = tensor.valid() && (is_output_[tensor.index()] ||
                                             program_[tensor].kind == ir::Tensor::Kind::kConstant);
    return !outlives && result_.allocations[index].live.end == last;
  }

  /// Of parameter `output` over a tensor or scratch, as far as all parameters suit that are
  /// `input`.
  void AllowOverlap(const ir::Kernel& kernel, const std::vector<int>& allocations, int input,
                    int output) {
    const auto written = static_cast<std::size_t>(output);
    AllowedOverlap overlap = {BufferId(static_cast<std::size_t>(input)),
                              BufferId(static_cast<std::size_t>(allocations[written])),
                              std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::max()};
    for (std::size_t parameter = 0; parameter < allocations.size(); ++parameter) {
      if (allocations[parameter] != input) continue;
      // What is dead before the output is born does not care.
      if (kernel.parameters[parameter].live.end <= kernel.parameters[written].live.begin) continue;
      const auto pair = std::find_if(
          kernel.in_place.begin(), kernel.in_place.end(), [&](const ir::InPlace& candidate) {
            return static_cast<std::size_t>(candidate.input) == parameter &&
                   candidate.output == output;
          });
      if (pair == kernel.in_place.end()) return;
      overlap.min_distance = std::max(overlap.min_distance, pair->min_distance);
      overlap.max_distance = std::min(overlap.max_distance, pair->max_distance);
    }
    if (overlap.min_distance <= overlap.max_distance) result_.problem.overlaps.push_back(overlap);
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
  std::vector<bool> is_output_;                ///< by root: one of the model
  std::int64_t total_ = 0;
  Liveness result_;
};

}  // namespace

std::int64_t StepsOf(const ir::Program& program, const ir::Operator& op) {
  const ir::Kernel* const kernel = KernelOf(program, op);
  return kernel ? std::max(1, kernel->steps) : 1;
}

std::vector<Touch> TouchesOf(const ir::Program& program, const ir::Operator& op) {
  const Interval steps = {0, StepsOf(program, op)};
  const auto inputs = static_cast<std::size_t>(op.input_count);
  std::vector<Touch> touches;
  const auto add = [&](std::size_t argument, Interval when) {
    touches.push_back({program.Root(op.arguments[argument]), when});
  };
  const ir::Kernel* const kernel = KernelOf(program, op);
  if (!kernel || !kernel->IsNative()) {
    for (std::size_t argument = 0; argument < op.arguments.size(); ++argument) add(argument, steps);
    return touches;
  }
  std::vector<char> has_parameter(op.arguments.size(), 0);
  for (const ir::Parameter& parameter : kernel->parameters) {
    if (parameter.role == ir::Role::kScratch) continue;
    const auto argument = static_cast<std::size_t>(parameter.argument);
    has_parameter[argument] = 1;
    add(argument, Absolute(parameter.live, steps));
  }
  // An output that the kernel never writes still needs a place: somebody may read it.
  for (std::size_t argument = inputs; argument < op.arguments.size(); ++argument) {
    if (!has_parameter[argument]) add(argument, {0, 1});
  }
  return touches;
}

Result<Liveness> AnalyzeLiveness(const ir::Program& program, const CompileOptions& options,
                                 const ResolvedPins& pins) {
  return Analysis(program, options, pins).Run();
}

}  // namespace utvmc::plan
