// Program to Program, one transformation a file. This header is the only place that lists them; the
// driver calls them in this order.
#pragma once

#include <set>
#include <string>

#include "ir/program.h"
#include "utvmc/options.h"

namespace utvmc::passes {

/// Before lowering. `__nop` and `__copy` disappear: their results become aliases of their inputs
/// (values never change once written, so a copy of one is as good as the value itself).
void AliasCopies(ir::Program& program);

/// After lowering. A constant of one element that every call of a native kernel passes, or one of
/// the same value, becomes a literal in the kernel; the argument is not read any more. Integers
/// only, and none of the tensors that are named in `kept`.
void FoldScalars(ir::Program& program, const std::set<std::string>& kept = {});

/// After lowering, and after FoldScalars. `(int32_t)((a * b + (1 << s)) >> t)` of 64 bits becomes
/// one of 32, `((int32_t)(a * b >> 32) + (1 << (s - 32))) >> (t - 32)`, in native kernels whose
/// calls all pass constants from which s and t are known to be large enough.
void NarrowShifts(ir::Program& program);

/// After lowering. Operators whose results nothing needs disappear, then constants that no kernel
/// reads.
void RemoveUnused(ir::Program& program);

/// Last, when the order of operators is final. Kernels get the number of the first operator that
/// calls them in front of their names, so that every emitted name is distinct: "conv2d_add" ->
/// "op07_conv2d_add".
void NameKernels(ir::Program& program);

/// Gives an output bytes of its own, by a kCopy operator at the end, where it would share those of
/// a constant; with IoPlacement::kCaller also where it would share those of an input or of another
/// output.
void SeparateOutputs(ir::Program& program, const CompileOptions& options);

}  // namespace utvmc::passes
