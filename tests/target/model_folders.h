// Which models a word of the command line means.
#pragma once

#include <string>
#include <vector>

#include "utvmc/result.h"

namespace utvmc::target {

/// `path` itself if it has a graph.json, else all folders below it that have one, sorted. Error:
/// there is none.
Result<std::vector<std::string>> FindModels(const std::string& path);

}  // namespace utvmc::target
