// Loops of which one fills a local array and the next takes each element from it, as one loop.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// How much of the reading loop moves into the filling one.
enum class Fusion {
  kWhole,     ///< everything: the array is a scalar then
  kOperation  ///< the first operation on each element
};

/// TVM prints a convolution with all that follows it as two loops with a local array between them:
///
///     for (f...) { acc[f] = 0; for (k...) acc[f] += x[k] * w[k * 64 + f]; }
///     for (f...) { out[f] = clip(acc[f] + bias[f]); }
///
/// Here they become `for (f...) { int32_t acc = 0; ...; out[f] = clip(acc + bias[f]); }`, as a
/// person would write it; or, with kOperation, `acc[f] = acc_f + bias[f]` ends the first loop, and
/// the second one clips `acc[f]`. Besides the array, that saves the interchange of the first loop's
/// two: gcc -O3 does it so that `w` is read in the order of memory, and then loads and stores a sum
/// at every step. A sum whose next use is not a store is nothing that it can interchange. Deeper
/// nests (windows larger than 1x1) stay: compilers do not interchange them, and they need all
/// registers themselves; with a pointer more to keep, gcc -Os spills the sum in the innermost loop.
///
/// Two loops are fused where they follow each other, run through the same literal range, the first
/// one holds at most one loop, and neither writes what the other accesses, but for local arrays
/// that have no other users and are accessed at the loops' counters only. Every value is computed
/// as before, from the same operands. With kWhole what the second loop stores is stored while the
/// first one still reads; steps (statements of the body itself) stay apart. With kOperation nothing
/// is stored earlier.
///
/// To be run after SinkDeclarations. True if anything has changed.
bool FuseLoops(kernelc::Function& function, Fusion fusion);

}  // namespace utvmc::lowering
