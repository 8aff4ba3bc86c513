// Pins of tensors that are gone.
#pragma once

#include <set>
#include <string>

#include "ir/program.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc {

std::set<std::string> TensorNames(const ir::Program& program);

/// Names of the tensors that pins are about, whether or not there are such tensors.
std::set<std::string> PinnedTensors(const CompileOptions& options);

/// Error: a pin names a tensor that the graph had, `before`, and that passes::RemoveUnused has
/// taken out of `program`. What else can be wrong with a pin is ResolvePins's.
Status CheckPinsOfRemoved(const ir::Program& program, const std::set<std::string>& before,
                          const CompileOptions& options);

}  // namespace utvmc
