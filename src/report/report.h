// Program and plan to the figures that users ask for.
#pragma once

#include "ir/constant_tables.h"
#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/report.h"

namespace utvmc::report {

/// `program` after all passes, `plan` of that program, `order`: what became of the graph's order,
/// `tables`: those that are emitted.
Report MakeReport(const ir::Program& program, const plan::MemoryPlan& plan,
                  const plan::OrderChange& order = {}, const ir::ConstantTables& tables = {});

}  // namespace utvmc::report
