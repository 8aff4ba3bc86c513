// A plan that somebody else has made.
#pragma once

#include <vector>

#include "ir/program.h"
#include "plan/assign_pools.h"
#include "plan/liveness.h"
#include "plan/pool_set.h"
#include "utvmc/plan_file.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// The places that `file` gives the buffers. Error: it is not for this model, a buffer is missing,
/// twice there or unlike the model's, a pool does not exist, two buffers that live together share
/// bytes, one is misaligned, or a pool is exceeded.
Result<Assignment> UseGivenPlan(const ir::Program& program, const Liveness& liveness,
                                const std::vector<RamPool>& pools, const PlanFile& file);

/// The plan as data, for other tools.
PlanFile DescribePlan(const ir::Program& program, const MemoryPlan& plan);

}  // namespace utvmc::plan
