// What the user's pins mean for the tensors of a program.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "ir/program.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

struct ResolvedPin {
  std::string pool;
  std::optional<std::int64_t> offset = {};
};

/// By root tensor; without those that are with the caller.
using ResolvedPins = std::map<ir::TensorId, ResolvedPin>;

/// Error: a pin that names no tensor of the model or no pool, two pins that contradict each other,
/// an activation in flash, a tensor that is neither input nor output with the caller, an offset
/// where none can be, one that is misaligned or past the end of the pool.
Result<ResolvedPins> ResolvePins(const ir::Program& program, const CompileOptions& options);

}  // namespace utvmc::plan
