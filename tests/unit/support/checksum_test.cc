#include "support/checksum.h"

#include <gtest/gtest.h>

#include <string>

namespace utvmc {
namespace {

std::uint32_t BitwiseCrc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

TEST(Crc32, HasTheCheckValueOfTheStandard) { EXPECT_EQ(Crc32("123456789"), 0xCBF43926u); }

TEST(Crc32, OfNothingIsZero) { EXPECT_EQ(Crc32(""), 0u); }

TEST(Crc32, AgreesWithTheBitwiseDefinitionAtEveryLength) {
  std::string bytes;
  for (int i = 0; i < 70; ++i) {
    EXPECT_EQ(Crc32(bytes), BitwiseCrc32(bytes)) << i;
    bytes.push_back(static_cast<char>(i * 37 + 11));
  }
}

TEST(Crc32, OfAWholeIsThatOfItsPartsInSequence) {
  const std::string bytes = "the quick brown fox jumps over the lazy dog";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    EXPECT_EQ(Crc32(bytes.substr(cut), Crc32(bytes.substr(0, cut))), Crc32(bytes)) << cut;
  }
}

}  // namespace
}  // namespace utvmc
