#include "kernelc/parse_expression.h"

#include <gtest/gtest.h>

#include "unit/kernelc/parse_value.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseExpression, FollowsCsPrecedence) {
  EXPECT_EQ(ParseValue("i + i * i - i"), "((i + (i * i)) - i) : int32_t");
  EXPECT_EQ(ParseValue("i - i - i"), "((i - i) - i) : int32_t");
  EXPECT_EQ(ParseValue("i << i + i & i == i ^ i | i"),
            "((((i << (i + i)) & (i == i)) ^ i) | i) : int32_t");
  EXPECT_EQ(ParseValue("i || i && i < i"), "(i || (i && (i < i))) : int32_t");
  EXPECT_EQ(ParseValue("i ? x : i ? x : d"), "(i ? x : (i ? x : d)) : double");
  EXPECT_EQ(ParseValue("-i * !i + ~i"), "(((-i) * (!i)) + (~i)) : int32_t");
  EXPECT_EQ(ParseValue("(int64_t)i * (i)"), "((int64_t)i * i) : int64_t");
}

}  // namespace
}  // namespace utvmc::kernelc
