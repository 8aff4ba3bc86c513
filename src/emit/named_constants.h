// Constants that a kernel reads by their names, where a parameter would be passed the same array at
// every call.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "emit/symbols.h"
#include "ir/program.h"
#include "plan/memory_plan.h"

namespace utvmc::emit {

struct NamedConstants {
  /// By kernel, by parameter: the constant that stands in the parameter's place; invalid: it is a
  /// parameter. Of native kernels that the model defines itself: inputs for which all calls pass
  /// one constant that stays in flash, with the element type that the kernel reads.
  std::vector<std::vector<ir::TensorId>> by_kernel;
  /// Every constant that the kernels' file sees: all of the model, or none if no kernel reads any.
  std::set<std::string> visible;
};

NamedConstants FindNamedConstants(const ir::Program& program, const plan::MemoryPlan& plan,
                                  const Symbols& symbols);

/// What is emitted of a kernel.
struct KernelAsEmitted {
  /// Without the parameters that are replaced. Their symbols have the names of the constants, and
  /// no other symbol has that of a visible one. What the kernel does in place is left out.
  /// Its rows have names (kernelc/row_pointers.h).
  ir::Kernel kernel;
  std::vector<bool> unaliased;     ///< by parameter that stays, see FindUnaliased
  std::vector<std::string> reads;  ///< names of the constants, in the order of the parameters
};

/// `unaliased`: by parameter of the kernel in `program`.
KernelAsEmitted ReplaceParameters(const ir::Program& program, ir::KernelId kernel,
                                  const std::vector<bool>& unaliased,
                                  const NamedConstants& constants, const Symbols& symbols);

}  // namespace utvmc::emit
