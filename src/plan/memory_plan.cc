// PlanMemory: liveness, solver, validator, in this order.
#include "plan/memory_plan.h"

#include <algorithm>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/exact.h"
#include "plan/liveness.h"

namespace utvmc::plan {

Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options) {
  // What has to be placed, and when it is needed.
  UTVMC_ASSIGN(Liveness liveness, AnalyzeLiveness(program, options));

  // Where it goes; checked by something that does not know how that was decided.
  const Problem& problem = liveness.problem;
  const ExactResult result = SolveExactly(problem, {.node_budget = options.plan_budget});
  const Placement& placement = result.placement;
  UTVMC_TRY(Validate(problem, placement));

  MemoryPlan plan;
  plan.peak_time = PeakTime(problem);
  plan.technique = placement.technique;
  plan.allocations = std::move(liveness.allocations);
  for (std::size_t index = 0; index < plan.allocations.size(); ++index) {
    plan.allocations[index].offset = placement.offsets[index];
    plan.arena_align = std::max(plan.arena_align, problem.buffers[index].alignment);
  }
  // A C object has at least one byte, and a multiple of its alignment.
  plan.arena_bytes = std::max<std::int64_t>(1, AlignUp(placement.height, plan.arena_align));
  plan.lower_bound = std::max<std::int64_t>(1, AlignUp(result.lower_bound, plan.arena_align));
  plan.tensor_allocation = std::move(liveness.tensor_allocation);
  plan.scratch_allocation = std::move(liveness.scratch_allocation);
  plan.op_begin = std::move(liveness.op_begin);
  return plan;
}

}  // namespace utvmc::plan
