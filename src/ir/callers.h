// Which inputs and outputs are in buffers of the application.
#pragma once

#include "ir/program.h"
#include "utvmc/options.h"

namespace utvmc::ir {

/// True for an input or output whose address the caller passes to run(): all of them with
/// IoPlacement::kCaller, else those that are pinned to kCallerPool.
bool IsWithCaller(const Program& program, const CompileOptions& options, TensorId id);

}  // namespace utvmc::ir
