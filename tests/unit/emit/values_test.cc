#include "emit/values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using kernelc::Scalar;
using test::BytesOf;

std::string Values(const std::string& data, Scalar element) {
  std::string text;
  AppendValues(text, data, element);
  return text;
}

TEST(ValuesTest, EightValuesALine) {
  EXPECT_EQ(Values(BytesOf<std::int8_t>({1, -2, 3, 4, 5, 6, 7, 8, -128, 127}), Scalar::kInt8),
            "    1, -2, 3, 4, 5, 6, 7, 8,\n    -128, 127,\n");
}

TEST(ValuesTest, FullLastLineHasNoEmptyLineBehindIt) {
  EXPECT_EQ(Values(BytesOf<std::uint8_t>({0, 1, 2, 3, 4, 5, 6, 255}), Scalar::kUint8),
            "    0, 1, 2, 3, 4, 5, 6, 255,\n");
}

TEST(ValuesTest, FourTwoOrOneALineWhereValuesAreLong) {
  const double small = -1.2345678901234568e-300;
  EXPECT_EQ(Values(BytesOf<float>({1.0f, 2.0f, 3.0f, 4.0f, -0.12345679f}), Scalar::kFloat),
            "    1.0f, 2.0f, 3.0f, 4.0f,\n    -0.12345679f,\n");
  EXPECT_EQ(Values(BytesOf<double>({1.0, 2.0, 3.0, 4.0, small}), Scalar::kDouble),
            "    1.0, 2.0,\n    3.0, 4.0,\n    -1.2345678901234568e-300,\n");
  const std::int64_t wide = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Values(BytesOf<std::int64_t>({1, wide, 3, -wide}), Scalar::kInt64),
            "    1, INT64_C(9223372036854775807),\n    3, INT64_C(-9223372036854775807),\n");
}

TEST(ValuesTest, FloatsAreTheShortestTextThatReadsBack) {
  EXPECT_EQ(Values(BytesOf<float>({0.1f, 1.0f, -0.5f, 1e10f, -0.0f, 16777216.0f}), Scalar::kFloat),
            "    0.1f, 1.0f, -0.5f, 1e+10f,\n    -0.0f, 16777216.0f,\n");
  EXPECT_EQ(Values(BytesOf<float>({1.17549435e-38f, 1e-45f, 3.4028235e38f}), Scalar::kFloat),
            "    1.1754944e-38f, 1e-45f, 3.4028235e+38f,\n");
  EXPECT_EQ(Values(BytesOf<double>({0.1, 1.0, 1e300}), Scalar::kDouble), "    0.1, 1.0, 1e+300,\n");
}

TEST(ValuesTest, NotANumberAndInfinityAreMacros) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(
      Values(BytesOf<float>({infinity, -infinity, std::nanf(""), -std::nanf("")}), Scalar::kFloat),
      "    INFINITY, -INFINITY, NAN, -NAN,\n");
  EXPECT_EQ(Values(BytesOf<double>({-static_cast<double>(infinity)}), Scalar::kDouble),
            "    (double)-INFINITY,\n");
  EXPECT_EQ(Values(BytesOf<std::uint16_t>({0x7c00, 0xfe00}), Scalar::kHalf),
            "    (utvm_half_t)INFINITY, (utvm_half_t)-NAN,\n");
}

TEST(ValuesTest, HalvesAreExactFloats) {
  EXPECT_EQ(Values(BytesOf<std::uint16_t>(
                       {0x3800, 0xbc00, 0x0000, 0x8000, 0x7bff, 0x0001, 0x0400, 0x2e66}),
                   Scalar::kHalf),
            "    0.5f, -1.0f,\n    0.0f, -0.0f,\n    65504.0f, (utvm_half_t)5.9604645e-08f,\n"
            "    6.1035156e-05f, 0.099975586f,\n");
}

TEST(ValuesTest, IntegersHaveTheSmallestTypeThatHoldsThem) {
  const std::int64_t min32 = std::numeric_limits<std::int32_t>::min();
  EXPECT_EQ(
      Values(BytesOf<std::int32_t>({2147483647, -2147483647, -2147483647 - 1}), Scalar::kInt32),
      "    2147483647, -2147483647, INT32_MIN,\n");
  EXPECT_EQ(
      Values(BytesOf<std::uint32_t>({2147483647u, 2147483648u, 4294967295u}), Scalar::kUint32),
      "    2147483647, 2147483648u, 4294967295u,\n");
  EXPECT_EQ(Values(BytesOf<std::int64_t>({min32, min32 - 1, 2147483648}), Scalar::kInt64),
            "    INT32_MIN, INT64_C(-2147483649), INT64_C(2147483648),\n");
  EXPECT_EQ(
      Values(BytesOf<std::int64_t>({std::numeric_limits<std::int64_t>::min()}), Scalar::kInt64),
      "    INT64_MIN,\n");
  EXPECT_EQ(Values(BytesOf<std::uint64_t>({7u, 4294967295u, UINT64_MAX}), Scalar::kUint64),
            "    7, 4294967295u,\n    UINT64_C(18446744073709551615),\n");
  EXPECT_EQ(Values(BytesOf<std::int16_t>({-32768, 32767}), Scalar::kInt16), "    -32768, 32767,\n");
  EXPECT_EQ(Values(BytesOf<std::uint16_t>({65535}), Scalar::kUint16), "    65535,\n");
}

TEST(ValuesTest, LinesStayWithinThePage) {
  std::string data;
  for (int i = 0; i < 1000; ++i) {
    data += BytesOf<float>({std::sin(static_cast<float>(i)) * 1e-20f});
  }
  const std::string text = Values(data, Scalar::kFloat);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    EXPECT_LE(end - begin, 100u);
    begin = end + 1;
  }
}

TEST(NeedsMathTest, OnlyForValuesThatMathHSpells) {
  EXPECT_FALSE(NeedsMath(BytesOf<float>({1.0f, 3.4028235e38f}), Scalar::kFloat));
  EXPECT_TRUE(NeedsMath(BytesOf<float>({1.0f, std::nanf("")}), Scalar::kFloat));
  EXPECT_TRUE(NeedsMath(BytesOf<std::uint16_t>({0x7c00}), Scalar::kHalf));
  EXPECT_TRUE(NeedsMath(BytesOf<double>({-HUGE_VAL}), Scalar::kDouble));
  EXPECT_FALSE(NeedsMath(BytesOf<std::int32_t>({0x7f800000}), Scalar::kInt32));
}

}  // namespace
}  // namespace utvmc::emit
