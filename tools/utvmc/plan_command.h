// `utvmc plan`: the memory planner on its own, on problems in CSV.
#pragma once

#include "command_line.h"
#include "support/file_system.h"

namespace utvmc::tools {

/// Plans, or checks somebody's plan. Error of class kBudget: nothing fits the capacity, or nothing
/// that does was found.
Result<int> RunPlan(FileSystem& files, const PlanCommand& command, Console& console);

}  // namespace utvmc::tools
