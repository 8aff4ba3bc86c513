#include "support/saturating.h"

#include <gtest/gtest.h>

namespace utvmc {
namespace {

TEST(Saturating, SumsStopAtTheLargestNumber) {
  EXPECT_EQ(SaturatingAdd(2, 3), 5);
  EXPECT_EQ(SaturatingAdd(kSaturated - 3, 3), kSaturated);
  EXPECT_EQ(SaturatingAdd(kSaturated - 3, 4), kSaturated);
  EXPECT_EQ(SaturatingAdd(kSaturated, kSaturated), kSaturated);
}

TEST(Saturating, ProductsStopAtTheLargestNumber) {
  EXPECT_EQ(SaturatingMultiply(6, 7), 42);
  EXPECT_EQ(SaturatingMultiply(kSaturated, 0), 0);
  EXPECT_EQ(SaturatingMultiply(kSaturated / 2, 2), kSaturated - 1);
  EXPECT_EQ(SaturatingMultiply(kSaturated / 2 + 1, 2), kSaturated);
}

}  // namespace
}  // namespace utvmc
