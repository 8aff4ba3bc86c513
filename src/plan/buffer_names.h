// What people call a buffer.
#pragma once

#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/memory_plan.h"

namespace utvmc::plan {

/// By TensorId: "op07_conv2d" for the result of operator 7, whose kernel may be named after an
/// earlier one; empty for tensors that no operator writes.
std::vector<std::string> NameResults(const ir::Program& program);

/// "op07_pad_temp", for all scratch of all operators in their order.
std::vector<std::string> NameScratch(const ir::Program& program);

/// By allocation: "op07_conv2d" for the result of operator 7, "op07_pad_temp" for its scratch, the
/// graph's name (any bytes) for what no operator writes. Distinct but for coincidences.
std::vector<std::string> NameBuffers(const ir::Program& program,
                                     const std::vector<Allocation>& allocations);

}  // namespace utvmc::plan
