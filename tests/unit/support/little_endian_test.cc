#include "support/little_endian.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string_view>

namespace utvmc {
namespace {

TEST(LittleEndian, TheFirstByteIsTheLeastSignificant) {
  EXPECT_EQ(LittleEndian(""), 0u);
  EXPECT_EQ(LittleEndian("\x01\x02"), 0x0201u);
  EXPECT_EQ(LittleEndian("\xff"), 0xffu);
  EXPECT_EQ(LittleEndian("\x01\x02\x03\x04\x05\x06\x07\x88"), 0x8807060504030201u);
}

TEST(LittleEndian, EveryKindOfHalfIsAFloat) {
  EXPECT_EQ(HalfFromBits(0x3800), 0.5f);
  EXPECT_EQ(HalfFromBits(0xc000), -2.0f);
  EXPECT_EQ(HalfFromBits(0x7bff), 65504.0f);
  EXPECT_EQ(HalfFromBits(0x0001), std::ldexp(1.0f, -24));
  EXPECT_EQ(HalfFromBits(0x7c00), std::numeric_limits<float>::infinity());
  EXPECT_EQ(HalfFromBits(0xfc00), -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(HalfFromBits(0x7e00)));
  EXPECT_TRUE(std::signbit(HalfFromBits(0x8000)));
}

TEST(LittleEndian, FloatsAndDoublesAreTheirEncodings) {
  EXPECT_EQ(FloatFromBits(0xbf000000u), -0.5f);
  EXPECT_EQ(DoubleFromBits(0x4000000000000000u), 2.0);
}

}  // namespace
}  // namespace utvmc
