#include "plan/arithmetic.h"

#include <gtest/gtest.h>

namespace utvmc::plan {
namespace {

TEST(Arithmetic, AlignUpGoesToTheNextMultiple) {
  EXPECT_EQ(AlignUp(0, 8), 0);
  EXPECT_EQ(AlignUp(1, 8), 8);
  EXPECT_EQ(AlignUp(8, 8), 8);
  EXPECT_EQ(AlignUp(9, 1), 9);
  EXPECT_EQ(AlignUp(kSaturated - 1, 16), kSaturated);
}

}  // namespace
}  // namespace utvmc::plan
