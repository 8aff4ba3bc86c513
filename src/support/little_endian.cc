#include "support/little_endian.h"

#include <bit>
#include <cmath>
#include <limits>

namespace utvmc {

float HalfFromBits(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 0x1f;
  const int mantissa = bits & 0x3ff;
  float magnitude = 0;
  if (exponent == 0x1f) {
    magnitude = mantissa == 0 ? std::numeric_limits<float>::infinity()
                              : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(mantissa), -24);
  } else {
    magnitude = std::ldexp(static_cast<float>(mantissa + 0x400), exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

float FloatFromBits(std::uint32_t bits) { return std::bit_cast<float>(bits); }

double DoubleFromBits(std::uint64_t bits) { return std::bit_cast<double>(bits); }

}  // namespace utvmc
