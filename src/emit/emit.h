// Program and plan to C text.
#pragma once

#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"
#include "utvmc/model_sources.h"

namespace utvmc::emit {

/// The files of one model, each complete, in this order:
///   NAME.h, NAME.c            how to call it and what it costs; what happens in which order
///   operators.h, operators.c  the kernels
///   NAME_data.h, NAME_data.c  the constants
///   NAME_packed.c             only where kernels were carried over: those of the first source that
///                             holds any; NAME_packed_2.c those of the second, and so on
/// For any name but "network" the kernels' files are NAME_operators.h and .c, so that two models
/// can share a folder.
///
/// `program` is verified and lowered, `plan` was made for it.
std::vector<OutputFile> Emit(const ir::Program& program, const plan::MemoryPlan& plan);

}  // namespace utvmc::emit
