// From a lowered program to the place of every byte.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/program.h"
#include "plan/problem.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// What a planned buffer is for.
struct Allocation {
  ir::TensorId tensor;  ///< root tensor; invalid for scratch
  ir::OperatorId op;    ///< scratch: the operator that uses it
  int parameter = -1;   ///< scratch: index into Kernel::parameters
  kernelc::Scalar element = kernelc::Scalar::kUint8;
  std::int64_t elements =
      0;  ///< at least 1: a zero-element tensor keeps one element, since C has no empty arrays
  std::int64_t size = 0;    ///< bytes
  std::int64_t offset = 0;  ///< bytes from the start of the arena
  Interval live;            ///< in steps of the whole program
  ir::OperatorId first_op;  ///< first and last operator during which it is live
  ir::OperatorId last_op;
};

struct MemoryPlan {
  std::vector<Allocation>
      allocations;               ///< tensors in order of their ids, then scratch in execution order
  std::int64_t arena_bytes = 0;  ///< multiple of arena_align; at least 1
  std::int64_t arena_align = 1;  ///< largest alignment of any buffer
  std::int64_t lower_bound = 0;  ///< proved: no plan with these lifetimes is smaller
  std::int64_t peak_time = 0;    ///< a step at which the sum of live bytes is largest
  std::string technique;

  std::vector<int> tensor_allocation;  ///< by TensorId (roots): index into allocations, or -1
  std::vector<std::vector<int>>
      scratch_allocation;              ///< by OperatorId, by parameter index; -1 where not scratch
  std::vector<std::int64_t> op_begin;  ///< first step of every operator, plus the total at the end
};

/// What became of the order of the operators (see operator_order.h).
struct OrderChange {
  /// Arena in the order that the program had, as PlanMemory finds it; 0: the order is still that.
  std::int64_t given_arena_bytes = 0;
};

/// The operator with most scratch live at once, and how much. Bytes 0: no operator has scratch.
struct ScratchPeak {
  std::int64_t bytes = 0;
  ir::OperatorId op;
};
ScratchPeak FindScratchPeak(const MemoryPlan& plan);

/// Derives lifetimes in steps inside kernels, solves, validates. Error: internal only (a plan that
/// fails validation).
Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options);

}  // namespace utvmc::plan
