// What --api asks for, checked against a model and its memory plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/firmware_api.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::emit {

/// An interface with a model behind it, checked: emitting it cannot fail.
struct ApiPlan {
  Api api = Api::kNative;

  std::string module;                ///< kTvmC: what follows "tvmgen_"
  std::vector<std::string> inputs;   ///< kTvmC: members of its structs, by Program::inputs
  std::vector<std::string> outputs;  ///< likewise
  /// kTvmC: run() is passed the arenas; else one static arena is behind it.
  bool has_pools = false;
  /// kTvmC: inputs and outputs are in the pools, and functions say where.
  bool maps_io = false;

  /// kStm32: by Program::inputs and outputs; empty: not quantized.
  std::vector<std::optional<Quantization>> input_quantization;
  std::vector<std::optional<Quantization>> output_quantization;
};

/// Error: the interface cannot express the model or its memory plan, the names of its tensors
/// collide, or the quantization is not one of its tensors.
Result<ApiPlan> PlanApi(const ir::Program& program, const plan::MemoryPlan& plan,
                        const CompileOptions& options);

}  // namespace utvmc::emit
