// The first half of the compiler: a model up to the order of its operators.
#pragma once

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc {

/// A model whose memory is yet to be planned.
struct PreparedModel {
  ir::Program program;
  plan::OrderChange order;
};

/// Reads and lowers one model, and orders its operators; what it has to say goes to the end of
/// `notes`. `is_alone`: it has the memories to itself. Errors have the hints of WithHint().
Result<PreparedModel> PrepareModel(const ModelSources& sources, const CompileOptions& options,
                                   bool is_alone, Notes& notes);

}  // namespace utvmc
