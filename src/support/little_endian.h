// Numbers in files: little-endian, whatever the byte order of the host.
#pragma once

#include <cstdint>
#include <string_view>

namespace utvmc {

/// The unsigned number of `bytes`, at most eight.
constexpr std::uint64_t LittleEndian(std::string_view bytes) {
  // Shifted by its place, not rolled in: compilers make one load of it where the length is known.
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

/// The floating-point number whose encoding (IEEE 754 binary16, binary32 or binary64) has these
/// bits.
float HalfFromBits(std::uint16_t bits);
float FloatFromBits(std::uint32_t bits);
double DoubleFromBits(std::uint64_t bits);

}  // namespace utvmc
