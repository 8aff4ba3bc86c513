// What each operator costs, counted from the loops of its kernel.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/program.h"

namespace utvmc::ir {

struct OperatorCost {
  std::int64_t macs = 0;   ///< multiply-accumulates (kernelc/mac_counts.h)
  std::int64_t bytes = 0;  ///< loaded and stored, of arguments and scratch
  friend bool operator==(const OperatorCost&, const OperatorCost&) = default;
};

/// By operator. Bytes are accesses (kernelc/access_counts.h) times the size of an element; those of
/// local arrays are not counted. Kernels that were not lowered, and copies, count every element of
/// their arguments once, and no multiply-accumulates. Saturates.
std::vector<OperatorCost> CountCosts(const Program& program);

}  // namespace utvmc::ir
