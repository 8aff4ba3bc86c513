// Numbers as C99 text, independent of the locale.
#pragma once

#include <cstdint>
#include <string>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Literal of `value` in `type`: shortest text that reads back to the same bits, "0.1f", "1.0",
/// "-128", "INT64_C(...)" only where plain digits would have another type; infinities and NaN by
/// <math.h>'s macros.
std::string PrintFloatLiteral(double value, Scalar type);
std::string PrintIntLiteral(std::int64_t value, Scalar type);

/// The text of a literal; empty for any other expression.
std::string PrintLiteral(const Expr& expr);

}  // namespace utvmc::kernelc
