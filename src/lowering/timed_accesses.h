// Every access of a kernel to a buffer, in an order and with the loops that repeat it: what has to
// be known to say which access comes before which.
#pragma once

#include <cstdint>
#include <vector>

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// A loop around an access, and the values at which the access is executed: begin, begin + step,
/// ..., last.
struct TimedLoop {
  int id = 0;  ///< two accesses with the same one are in the same loop
  std::int64_t begin = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
  std::int64_t coefficient = 0;  ///< of the counter in the subscript
};

/// The subscript is `constant` + the sum of coefficients times counters.
struct TimedAccess {
  kernelc::SymbolId symbol;
  bool is_write = false;
  /// False: it may happen at any time and to any element (its subscript is not affine, a loop has
  /// no literal bounds, the buffer's address is taken). Nothing else is filled in then.
  bool is_known = true;
  std::int64_t constant = 0;
  std::vector<TimedLoop> loops;  ///< outermost first
};

/// The accesses to buffers, those of one iteration in the order of their execution; a read before
/// the write of its statement. Conditions on counters limit the loops of what they guard; where
/// they are more involved, and where the function may be left early, there are more accesses than
/// will be executed, never fewer.
std::vector<TimedAccess> FindTimedAccesses(const kernelc::Function& function);

}  // namespace utvmc::lowering
