// The first half of the compiler: a model up to the place of every byte, nothing emitted yet.
#pragma once

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc {

struct PlannedModel {
  ir::Program program;
  plan::MemoryPlan plan;
  plan::OrderChange order;
};

/// Reads, lowers and plans one model; what it has to say goes to the end of `notes`. Errors have
/// the hints of WithHint().
Result<PlannedModel> PlanModel(const ModelSources& sources, const CompileOptions& options,
                               Notes& notes);

}  // namespace utvmc
