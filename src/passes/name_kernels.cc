// Numbers kernels by the first operator that calls them, once it is known which operators there
// are.
#include <fmt/format.h>

#include <vector>

#include "passes/passes.h"

namespace utvmc::passes {

void NameKernels(ir::Program& program) {
  std::vector<bool> named(program.kernels.size(), false);
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::KernelId id = program.operators[i].kernel;
    if (!id.valid() || named[id.index()]) continue;
    named[id.index()] = true;
    program[id].name = fmt::format("op{:02}_{}", i, program[id].name);
  }
}

}  // namespace utvmc::passes
