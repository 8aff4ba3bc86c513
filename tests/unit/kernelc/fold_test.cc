#include "kernelc/fold.h"

#include <limits>

#include "kernelc/printer.h"
#include "parse_helpers.h"

namespace utvmc::kernelc {
namespace {

/// The value of `int64_t x = <text>;` after folding, printed. `i` is a variable.
std::string Folded(const std::string& text) {
  Function function = ParseF(KernelSource(
      "int32_t i = num_args;\nfloat f0 = 1.0f;\nint64_t x = " + text + ";\nreturn 0;"));
  FoldConstants(function);
  return PrintExpr(function, *As<Declare>(function.body[2])->value);
}

struct FoldCase {
  const char* text;
  const char* folded;
};

class FoldTest : public testing::TestWithParam<FoldCase> {};

TEST_P(FoldTest, Gives) { EXPECT_EQ(Folded(GetParam().text), GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(Arithmetic, FoldTest,
                         testing::Values(FoldCase{"2 + 3 * 4", "14"},
                                         FoldCase{"(8 + 31) - 1", "38"}, FoldCase{"-7 / 2", "-3"},
                                         FoldCase{"-7 % 2", "-1"}, FoldCase{"7 & 3 | 8", "11"},
                                         FoldCase{"1 << 4", "16"}, FoldCase{"-16 >> 2", "-4"},
                                         FoldCase{"~5", "-6"}, FoldCase{"!5", "0"},
                                         FoldCase{"3 < 4", "1"}, FoldCase{"4u - 5u", "4294967295u"},
                                         FoldCase{"(uint8_t)300", "44"},
                                         FoldCase{"(int8_t)200", "-56"}, FoldCase{"-1 < 1u", "0"}));

INSTANTIATE_TEST_SUITE_P(
    Identities, FoldTest,
    testing::Values(FoldCase{"i + 0", "i"}, FoldCase{"0 + i", "i"}, FoldCase{"i * 1", "i"},
                    FoldCase{"i - 0", "i"}, FoldCase{"0 - i", "-i"}, FoldCase{"i * 0", "0"},
                    FoldCase{"i << 0", "i"}, FoldCase{"i / 1", "i"}, FoldCase{"1 ? i : 2", "i"},
                    FoldCase{"(0 != 0) ? i : 2", "2"}, FoldCase{"0 && i", "0"},
                    FoldCase{"1 && (i < 3)", "i < 3"}, FoldCase{"1 && i", "1 && i"},
                    FoldCase{"(i < 3) || 1", "1"}));

INSTANTIATE_TEST_SUITE_P(
    Addends, FoldTest,
    testing::Values(FoldCase{"(i + 31) - 1", "i + 30"}, FoldCase{"(i - 31) + 1", "i - 30"},
                    FoldCase{"(i + 2) + 3", "i + 5"}, FoldCase{"(i + 2) - 2", "i"},
                    FoldCase{"(i - 9) - 1", "i - 10"},
                    FoldCase{"(i + 2147483647) + 1", "i + 2147483647 + 1"},
                    FoldCase{"((uint32_t)i + 2u) - 3u", "(uint32_t)i + 2u - 3u"},
                    FoldCase{"((int64_t)i + 2) + 3", "(int64_t)i + 5"}));

// Undefined behaviour is left as it is, for the C compiler to see.
INSTANTIATE_TEST_SUITE_P(Undefined, FoldTest,
                         testing::Values(FoldCase{"2147483647 + 1", "2147483647 + 1"},
                                         FoldCase{"1 / 0", "1 / 0"}, FoldCase{"1 << 31", "1 << 31"},
                                         FoldCase{"1 << 32", "1 << 32"},
                                         FoldCase{"5 % 0", "5 % 0"}));

TEST(Fold, FloatArithmeticStays) {
  EXPECT_EQ(Folded("(int64_t)(f0 + 0.0f)"), "(int64_t)(f0 + 0.0f)");
  EXPECT_EQ(Folded("(int64_t)(1.0f + 2.0f)"), "(int64_t)(1.0f + 2.0f)");
  EXPECT_EQ(Folded("(int64_t)(f0 + -128.0f)"), "(int64_t)(f0 - 128.0f)");
}

TEST(Fold, NegativeAddendsChangeTheOperator) {
  EXPECT_EQ(Folded("(int64_t)(f0 - -128.0f)"), "(int64_t)(f0 + 128.0f)");
  EXPECT_EQ(Folded("i + -128"), "i - 128");
  EXPECT_EQ(Folded("i - -128"), "i + 128");
  EXPECT_EQ(Folded("i - (int8_t)-128"), "i + 128");
  EXPECT_EQ(Folded("i - (-2147483647 - 1)"), "i - INT32_MIN");
}

TEST(Fold, IntegerThatAFloatHoldsExactlyBecomesALiteral) {
  EXPECT_EQ(Folded("(int64_t)((float)16777216 + f0)"), "(int64_t)(16777216.0f + f0)");
  EXPECT_EQ(Folded("(int64_t)((float)16777217 + f0)"), "(int64_t)((float)16777217 + f0)");
}

TEST(WrapTo, ConvertsModuloTwoToTheN) {
  EXPECT_EQ(WrapTo(Scalar::kInt16, 40000), -25536);
  EXPECT_EQ(WrapTo(Scalar::kUint32, -1), 4294967295);
  EXPECT_EQ(WrapTo(Scalar::kBool, 256), 1);
  EXPECT_EQ(WrapTo(Scalar::kInt64, std::numeric_limits<std::int64_t>::min()),
            std::numeric_limits<std::int64_t>::min());
}

}  // namespace
}  // namespace utvmc::kernelc
