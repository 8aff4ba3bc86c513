// Which tables of constants a plan allows for.
#pragma once

#include "ir/constant_tables.h"
#include "plan/memory_plan.h"

namespace utvmc::plan {

/// Tables of the constants that the plan leaves in flash.
ir::ConstantTables FindConstantTables(const ir::Program& program, const MemoryPlan& plan);

}  // namespace utvmc::plan
