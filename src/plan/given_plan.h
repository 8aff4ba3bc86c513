// A plan that somebody else has made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/assign_pools.h"
#include "plan/liveness.h"
#include "plan/pool_set.h"
#include "utvmc/plan_file.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// The places that `file` gives the buffers. Error: it is not for this model, a buffer is missing,
/// twice there or unlike the model's, a pool does not exist, a buffer is not in the pool or at the
/// offset it is pinned to, two buffers that live together share bytes, or one is misaligned.
/// Whether the pools hold it the caller sees. `pinned`, by allocation: the index of its pool.
/// `node_budget`: for the lower bound, as ExactOptions.
Result<Assignment> UseGivenPlan(const ir::Program& program, const Liveness& liveness,
                                const std::vector<RamPool>& pools,
                                const std::vector<std::optional<std::size_t>>& pinned,
                                const PlanFile& file, std::optional<std::int64_t> node_budget);

/// `what` has `size`, but with `file` it would need `enough`; `story` says why.
/// ErrorClass::kBudget.
Diagnostic GivenPlanTooLarge(const PlanFile& file, const std::string& what, std::int64_t size,
                             std::int64_t enough, const std::string& story);

/// "\"op00_acc\" (16 bytes) ends at 48": of the buffers of one pool the one that ends last.
std::string LastToEnd(const ir::Program& program, const Liveness& liveness,
                      const Assignment::Part& part);

/// The plan as data, for other tools.
PlanFile DescribePlan(const ir::Program& program, const MemoryPlan& plan);

}  // namespace utvmc::plan
