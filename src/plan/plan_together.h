// Places for several models in the memories that they have in common.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "plan/shared_arena.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// References must outlive it.
struct ModelToPlan {
  const ir::Program& program;
  const CompileOptions& options;  ///< pools and limits are those of all models together
};

/// What the models have in common; as ImageOptions, models by their indices.
struct Together {
  bool share_arena = false;
  std::vector<std::vector<std::size_t>> concurrent = {};
  bool share_constants = false;
};

struct PlannedTogether {
  std::vector<MemoryPlan> plans;    ///< by model
  std::vector<SharedArena> arenas;  ///< as ShareArenas; empty unless they are shared
};

/// Plans every model as if it were alone. Where that does not keep to pools and --ram-limit, the
/// models get what the others leave, one after the other: the one with the largest peak first, then
/// in the order given, then the one with the smallest peak first; then the same with models that
/// take as few bytes as they can, whatever the speed; at last with all of them in one pool, each in
/// turn. Models with pins or a given plan come before all others. The first of these that fits is
/// taken. Deterministic. So models that have room for what they want have the plans that they have
/// alone.
///
/// Error: as PlanMemory. One about memory (kBudget) is of the first order: the model that nothing
/// is left for, with its peak's story. The size that is said to do has been tried; with one RAM
/// pool it is exact: plans do not depend on the size of it.
Result<PlannedTogether> PlanTogether(std::span<const ModelToPlan> models, const Together& together);

}  // namespace utvmc::plan
