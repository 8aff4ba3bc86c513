// Packed functions to typed kernels: TVM's calling convention is evaluated away.
#pragma once

#include <vector>

#include "ir/program.h"
#include "kernelc/translation_unit.h"
#include "utvmc/model_sources.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::lowering {

/// Gives every kCall operator of `program` its kernel. Calls of one function with arguments of the
/// same types and shapes share a kernel; so do functions whose lowered code is the same. A constant
/// linked into the sources becomes a constant tensor and one more argument of the operators whose
/// kernel reads it. `headers`: what kernels that are carried over may include. Error: kernel
/// missing or defined twice, wrong number or type of arguments, a check that must fail, unbalanced
/// or non-constant workspace, vector types.
Status LowerKernels(ir::Program& program, const std::vector<kernelc::TranslationUnit>& units,
                    const std::vector<SourceFile>& headers, const CompileOptions& options);

}  // namespace utvmc::lowering
