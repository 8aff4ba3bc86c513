#include "kernelc/apply_operator.h"

#include <gtest/gtest.h>

#include "unit/kernelc/parse_value.h"

namespace utvmc::kernelc {
namespace {

TEST(ApplyOperator, GivesEveryOperationTheTypeOfC) {
  EXPECT_EQ(ParseValue("b + b"), "(b + b) : int32_t");
  EXPECT_EQ(ParseValue("i + u"), "(i + u) : uint32_t");
  EXPECT_EQ(ParseValue("u * l"), "(u * l) : int64_t");
  EXPECT_EQ(ParseValue("x + 1"), "(x + 1:int32_t) : float");
  EXPECT_EQ(ParseValue("x * 0.5"), "(x * 0.5:double) : double");
  EXPECT_EQ(ParseValue("x < d"), "(x < d) : int32_t");
  EXPECT_EQ(ParseValue("(bool)1", "bool r_"), "(bool)1:int32_t : bool");
  EXPECT_EQ(ParseValue("h + h", "half r_"), "(h + h) : utvm_half_t");
  EXPECT_EQ(ParseValue("t ? b : b"), "(t ? b : b) : int32_t");
  EXPECT_EQ(ParseValue("l >> b"), "(l >> b) : int64_t");
}

TEST(ApplyOperator, NextToAPointerZeroIsNull) {
  EXPECT_EQ(ParseValue("v == NULL"), "(v == NULL) : int32_t");
  EXPECT_EQ(ParseValue("0 != p"), "(NULL != p) : int32_t");
  EXPECT_EQ(ParseValue("0", "void* r_"), "NULL : void*");
  EXPECT_EQ(ParseValue("(float*)0", "float* r_"), "(float*)NULL : float*");
}

}  // namespace
}  // namespace utvmc::kernelc
