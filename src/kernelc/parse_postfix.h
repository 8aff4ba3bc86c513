// Primaries and what stands behind them: literals, names, calls, parentheses and casts, subscripts
// and members (C99 6.5.1, 6.5.2, 6.5.4).
#pragma once

#include "kernelc/apply_operator.h"
#include "kernelc/parse_context.h"

namespace utvmc::kernelc {

bool ParsePostfix(ParseContext& in, ParsedExpr& out);

}  // namespace utvmc::kernelc
