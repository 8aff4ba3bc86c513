// Arithmetic that gives the same values whether `int` has 16 bits or 32.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// TVM's kernels are written for an int of 32 bits: `int16_t * int16_t` is computed in 32 bits, and
/// a uint16_t becomes a signed int. Where `int` has 16 bits (AVR, MSP430) C computes the same text
/// in 16 bits, or unsigned. Wherever the values that operands can have let that make a difference,
/// one operand is cast to the type that the operation has with 32 bits: `(int32_t)p0[i] * p1[j]`.
/// On targets with 32 bits these casts are no-ops.
///
/// To be run after MakeConversionsExplicit, which would remove them. Idempotent.
void MakeIndependentOfIntWidth(Function& function);

}  // namespace utvmc::kernelc
