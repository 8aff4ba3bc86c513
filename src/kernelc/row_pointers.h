// Pointers to the rows of buffers that an innermost loop reads.
#pragma once

#include <set>
#include <string>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// In front of innermost loops, what does not change of a subscript becomes a pointer to const:
///
///     const int16_t *w_row = &w[i];
///     for (int32_t k = 0; k < 64; ++k) { sum += x[j * 64 + k] * w_row[k * 16]; }
///
/// Compilers should get there by themselves, and gcc -O2 mostly does. gcc -Os does not: it keeps a
/// counter beside pointers where an array is on the stack, adds up addresses in the loop, and
/// spills sums there to have registers for all of that.
///
/// A loop that leaps through integers (the counter times a literal) has rows of those; where none
/// does, reads of one element after the other have rows. Both at once made gcc -O3 unroll nests for
/// which RISC-V has not the registers. Only reads of buffers that the loop does not write, at each
/// of its iterations (so that a row begins inside its buffer), where the loop's counter begins at 0
/// and ends the subscript.
///
/// Rows are called after their buffers, and never by a name in `taken`.
///
/// The last change before printing: accesses are not `buffer[index]` any more. After
/// OrderSubscripts and MakeConversionsExplicit.
void NameRows(Function& function, const std::set<std::string>& taken = {});

}  // namespace utvmc::kernelc
