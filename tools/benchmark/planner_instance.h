// Planning problems as files: `id,lower,upper,size`, one buffer a line, live in [lower, upper).
#pragma once

#include <filesystem>
#include <optional>

#include "plan/problem.h"

namespace utvmc::benchmark {

/// Nothing if the file cannot be read or holds anything else.
std::optional<plan::Problem> ReadPlannerInstance(const std::filesystem::path& path);

}  // namespace utvmc::benchmark
