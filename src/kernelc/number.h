// The value and the C type of a numeric literal.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "kernelc/type.h"

namespace utvmc::kernelc {

struct Number {
  Scalar type = Scalar::kInt32;
  std::int64_t integer = 0;  ///< integer types; kUint64 above 2^63 as its two's complement
  double floating = 0;       ///< floating types; rounded to float already where it is one
};

/// What is wrong with a literal; completes "N: ...".
struct NumberProblem {
  std::string_view message;
};

/// Decimal, octal and hexadecimal integers with u, l, ll (long is taken to be 64 bits wide) and
/// decimal and hexadecimal floating literals with f.
std::variant<Number, NumberProblem> ParseNumber(std::string_view text);

}  // namespace utvmc::kernelc
