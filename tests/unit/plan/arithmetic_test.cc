#include "plan/arithmetic.h"

#include <gtest/gtest.h>

namespace utvmc::plan {
namespace {

TEST(Arithmetic, SumsStopAtTheLargestNumber) {
  EXPECT_EQ(SaturatingAdd(2, 3), 5);
  EXPECT_EQ(SaturatingAdd(kSaturated - 3, 3), kSaturated);
  EXPECT_EQ(SaturatingAdd(kSaturated - 3, 4), kSaturated);
  EXPECT_EQ(SaturatingAdd(kSaturated, kSaturated), kSaturated);
}

TEST(Arithmetic, ProductsStopAtTheLargestNumber) {
  EXPECT_EQ(SaturatingMultiply(6, 7), 42);
  EXPECT_EQ(SaturatingMultiply(kSaturated, 0), 0);
  EXPECT_EQ(SaturatingMultiply(kSaturated / 2, 2), kSaturated - 1);
  EXPECT_EQ(SaturatingMultiply(kSaturated / 2 + 1, 2), kSaturated);
}

TEST(Arithmetic, AlignUpGoesToTheNextMultiple) {
  EXPECT_EQ(AlignUp(0, 8), 0);
  EXPECT_EQ(AlignUp(1, 8), 8);
  EXPECT_EQ(AlignUp(8, 8), 8);
  EXPECT_EQ(AlignUp(9, 1), 9);
  EXPECT_EQ(AlignUp(kSaturated - 1, 16), kSaturated);
}

}  // namespace
}  // namespace utvmc::plan
