// Expressions by C99 6.5: precedence climbing over typed operands.
#pragma once

#include <cstdint>
#include <optional>

#include "kernelc/apply_operator.h"
#include "kernelc/parse_context.h"

namespace utvmc::kernelc {

/// Everything but assignment and comma.
bool ParseExpression(ParseContext& in, ParsedExpr& out);
/// An operand of a unary operator: what may stand on the left of an assignment.
bool ParseUnary(ParseContext& in, ParsedExpr& out);

/// An expression, and its value if it is an integer constant.
bool ParseConstant(ParseContext& in, std::optional<std::int64_t>& value);

}  // namespace utvmc::kernelc
