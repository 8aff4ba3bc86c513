// Which parameters of a kernel alias no other, in the plan at hand.
#pragma once

#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"

namespace utvmc::emit {

/// By kernel, by parameter: true if the kernel writes it and its bytes are those of no other
/// parameter, at every call of the kernel. Only then may the pointer be declared restrict:
/// C99 6.7.3.1 speaks of the whole function, but buffers of one kernel may share bytes at different
/// steps or, where it works in place, in the same one: what counts are the bytes.
std::vector<std::vector<bool>> FindUnaliased(const ir::Program& program,
                                             const plan::MemoryPlan& plan);

}  // namespace utvmc::emit
