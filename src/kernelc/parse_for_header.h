// The header of a for loop: affine, or outside the subset.
#pragma once

#include "kernelc/ast.h"
#include "kernelc/parse_context.h"

namespace utvmc::kernelc {

/// Reads what stands between the parentheses of a for at `where` and binds the loop variable in the
/// innermost scope, which has to be the loop's own. A loop of another form than `v = a; v < b;
/// v += c` is passed over; `loop` has no meaning then.
bool ParseForHeader(ParseContext& in, Position where, For& loop);

}  // namespace utvmc::kernelc
