#include "kernelc/literals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace utvmc::kernelc {
namespace {

TEST(PrintIntLiteral, SpellsTheTypeOnlyWherePlainDigitsHaveAnother) {
  EXPECT_EQ(PrintIntLiteral(0, Scalar::kInt32), "0");
  EXPECT_EQ(PrintIntLiteral(-128, Scalar::kInt8), "-128");
  EXPECT_EQ(PrintIntLiteral(255, Scalar::kUint8), "255");
  EXPECT_EQ(PrintIntLiteral(1, Scalar::kBool), "true");
  EXPECT_EQ(PrintIntLiteral(0, Scalar::kBool), "false");
  EXPECT_EQ(PrintIntLiteral(4294967295, Scalar::kUint32), "4294967295u");
  EXPECT_EQ(PrintIntLiteral(1, Scalar::kInt64), "INT64_C(1)");
  EXPECT_EQ(PrintIntLiteral(-1, Scalar::kInt64), "-INT64_C(1)");
  EXPECT_EQ(PrintIntLiteral(1867975997000, Scalar::kInt64), "INT64_C(1867975997000)");
  EXPECT_EQ(PrintIntLiteral(-1, Scalar::kUint64), "UINT64_C(18446744073709551615)");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int32_t>::min(), Scalar::kInt32), "INT32_MIN");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int32_t>::max(), Scalar::kInt32),
            "2147483647");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64), "INT64_MIN");
}

TEST(PrintFloatLiteral, IsTheShortestTextThatReadsBack) {
  EXPECT_EQ(PrintFloatLiteral(0.1f, Scalar::kFloat), "0.1f");
  EXPECT_EQ(PrintFloatLiteral(0.1, Scalar::kDouble), "0.1");
  EXPECT_EQ(PrintFloatLiteral(0.1f, Scalar::kDouble), "0.10000000149011612");
  EXPECT_EQ(PrintFloatLiteral(1, Scalar::kFloat), "1.0f");
  EXPECT_EQ(PrintFloatLiteral(-0.0, Scalar::kFloat), "-0.0f");
  EXPECT_EQ(PrintFloatLiteral(1e-5f, Scalar::kFloat), "1e-05f");
  EXPECT_EQ(PrintFloatLiteral(-3.402823e+38f, Scalar::kFloat), "-3.402823e+38f");
  EXPECT_EQ(PrintFloatLiteral(std::numeric_limits<float>::max(), Scalar::kFloat), "3.4028235e+38f");
  EXPECT_EQ(PrintFloatLiteral(std::numeric_limits<float>::denorm_min(), Scalar::kFloat), "1e-45f");
  EXPECT_EQ(PrintFloatLiteral(16777216, Scalar::kDouble), "16777216.0");
  EXPECT_EQ(PrintFloatLiteral(0.5, Scalar::kHalf), "(utvm_half_t)0.5f");
}

TEST(PrintFloatLiteral, NamesWhatHasNoDigits) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(PrintFloatLiteral(infinity, Scalar::kFloat), "INFINITY");
  EXPECT_EQ(PrintFloatLiteral(-infinity, Scalar::kFloat), "-INFINITY");
  EXPECT_EQ(PrintFloatLiteral(std::nan(""), Scalar::kFloat), "NAN");
  EXPECT_EQ(PrintFloatLiteral(-infinity, Scalar::kDouble), "(double)-INFINITY");
  EXPECT_EQ(PrintFloatLiteral(infinity, Scalar::kHalf), "(utvm_half_t)INFINITY");
}

}  // namespace
}  // namespace utvmc::kernelc
