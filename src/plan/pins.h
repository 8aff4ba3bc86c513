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
  Pin pin = {};  ///< as the user wrote it, for messages
};

/// "x=dtcm@64", where the pin names a model "kws:x=dtcm@64".
std::string Spell(const Pin& pin);

/// By root tensor; without those that are with the caller.
using ResolvedPins = std::map<ir::TensorId, ResolvedPin>;

/// A pin names a tensor as the graph does; the result of an operator also as the emitted header and
/// a plan do ("op07_conv2d"), where the graph has no such name.
///
/// Error: a pin that names scratch, no tensor of the model or no pool, two pins that contradict
/// each other or one that contradicts IoPlacement::kCaller, an activation in flash, a tensor that
/// is neither input nor output with the caller, an offset where none can be, one that is misaligned
/// or past the end of the pool.
Result<ResolvedPins> ResolvePins(const ir::Program& program, const CompileOptions& options);

}  // namespace utvmc::plan
