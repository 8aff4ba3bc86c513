// The operators of a program in an order that needs less memory.
#pragma once

#include "ir/program.h"
#include "plan/liveness.h"
#include "plan/memory_plan.h"
#include "plan/schedule_problem.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// Orders the operators such that the peak of live bytes is as low as FindSchedule gets it. Keeps
/// the order, to the last operator, unless PlanMemory needs a smaller arena for the new one, in one
/// pool with the largest alignment of any; where the options or the program ask for it; and, among
/// one another, that of operators whose kernels keep state from call to call. Names of kernels do
/// not matter. Error: as PlanMemory.
///
/// A model that has several pools, or pins, to itself (`is_alone`) keeps the order too where the
/// new one does worse in them: does not fit although the given one does, or takes more bytes. The
/// order for one of several models must not depend on sizes, of which the others have a part.
Result<OrderChange> OrderOperators(ir::Program& program, const CompileOptions& options,
                                   bool is_alone = true);

/// The ordering problem of a program. Tensors have the program's ids.
ScheduleProblem MakeScheduleProblem(const ir::Program& program, const Liveness& liveness);

}  // namespace utvmc::plan
