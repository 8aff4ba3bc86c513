// From a lowered program to the buffers it needs and the steps during which each is needed.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "plan/pins.h"
#include "plan/problem.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// What has to be placed. Buffer i of the problem is allocation i.
struct Liveness {
  Problem problem;
  std::vector<Allocation>
      allocations;                     ///< without offsets; tensors by id, then scratch by operator
  std::vector<int> tensor_allocation;  ///< as in MemoryPlan
  std::vector<std::vector<int>> scratch_allocation;  ///< as in MemoryPlan
  std::vector<std::int64_t> op_begin;                ///< as in MemoryPlan
};

/// Time is counted in steps, operator after operator: a call takes as many as its kernel has, a
/// copy takes one, and a program without operators lasts one. A step is indivisible: what is read
/// in it and what is written in it must not share bytes.
///
/// - A tensor is born when its operator first writes it and dies after its last access anywhere.
///   Accesses to an alias are accesses to its root.
/// - A model input is born at step 0, because the application writes it before the run; hence all
///   inputs are live together at step 0.
/// - A model output lives to the end, because the application reads it after the run.
/// - A result that nobody reads lives while it is written.
/// - Scratch lives from its first access in the kernel to its last.
/// - Kernels that were not lowered touch all their arguments all the time.
/// - Constants have no place in the arena, but for those that are pinned to RAM, which live all the
///   time; nor have inputs and outputs that are with the caller.
///
/// Error: the sizes add up to more than an arena can have.
Result<Liveness> AnalyzeLiveness(const ir::Program& program, const CompileOptions& options,
                                 const ResolvedPins& pins = {});

}  // namespace utvmc::plan
