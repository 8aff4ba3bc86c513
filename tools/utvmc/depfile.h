// Dependencies in the syntax of Make (also read by Ninja and CMake), like gcc's -MD -MP.
#pragma once

#include <string>
#include <vector>

#include "utvmc/result.h"

namespace utvmc::tools {

/// `targets: inputs`, then an empty rule for every input, so that Make does not stop when one is
/// deleted. Error: a path that Make cannot express.
Result<std::string> DepfileText(const std::vector<std::string>& targets,
                                const std::vector<std::string>& inputs);

}  // namespace utvmc::tools
