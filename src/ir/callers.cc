#include "ir/callers.h"

#include <algorithm>

namespace utvmc::ir {

bool IsWithCaller(const Program& program, const CompileOptions& options, TensorId id) {
  if (options.io == IoPlacement::kCaller) return true;
  return std::ranges::any_of(options.pins, [&](const Pin& pin) {
    return pin.pool == kCallerPool && pin.tensor == program[id].name;
  });
}

}  // namespace utvmc::ir
