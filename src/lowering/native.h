// One packed function to one typed kernel.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ir/kernel.h"
#include "lowering/calling_convention.h"
#include "utvmc/options.h"

namespace utvmc::lowering {

/// A lowered kernel. Its Parameter::argument counts the call's inputs, then `linked_constants`,
/// then its outputs.
struct NativeKernel {
  ir::Kernel kernel;                          ///< all but the name
  std::vector<std::string> linked_constants;  ///< constants of the source that the kernel reads
};

/// Unpacks `packed`, folds, cleans, checks bounds, moves large local arrays to scratch, and finds
/// live ranges. kernelc::Unsupported: the kernel has to be carried over. Errors: see Unpack and
/// CheckBounds.
std::variant<NativeKernel, kernelc::Unsupported, Diagnostic> LowerNatively(
    const kernelc::Function& packed, const std::vector<ArgumentFacts>& arguments,
    const std::string& file, const CompileOptions& options);

}  // namespace utvmc::lowering
