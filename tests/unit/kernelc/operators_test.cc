#include "kernelc/operators.h"

#include <gtest/gtest.h>

namespace utvmc::kernelc {
namespace {

TEST(Operators, APunctuatorBetweenTwoOperandsIsTheOperatorThatItSpells) {
  EXPECT_EQ(FindBinaryOp(Punct::kStar), BinaryOp::kMultiply);
  EXPECT_EQ(FindBinaryOp(Punct::kOrOr), BinaryOp::kLogicalOr);
  EXPECT_EQ(FindBinaryOp(Punct::kAssign), std::nullopt);
  EXPECT_EQ(FindBinaryOp(Punct::kNone), std::nullopt);
}

TEST(Operators, ACompoundAssignmentHasTheOperatorBeforeItsEqualsSign) {
  EXPECT_EQ(OpOfAssignment("+="), BinaryOp::kAdd);
  EXPECT_EQ(OpOfAssignment("%="), BinaryOp::kModulo);
  EXPECT_EQ(OpOfAssignment("^="), BinaryOp::kBitXor);
  EXPECT_EQ(OpOfAssignment("<<="), BinaryOp::kShiftLeft);
  EXPECT_EQ(OpOfAssignment(">>="), BinaryOp::kShiftRight);
}

TEST(Operators, LevelsFollowCsPrecedence) {
  EXPECT_LT(LevelOf(BinaryOp::kLogicalOr), LevelOf(BinaryOp::kLogicalAnd));
  EXPECT_LT(LevelOf(BinaryOp::kBitAnd), LevelOf(BinaryOp::kEqual));
  EXPECT_LT(LevelOf(BinaryOp::kShiftLeft), LevelOf(BinaryOp::kAdd));
  EXPECT_EQ(LevelOf(BinaryOp::kModulo), LevelOf(BinaryOp::kDivide));
  EXPECT_LT(Level::kConditional, LevelOf(BinaryOp::kLogicalOr));
}

}  // namespace
}  // namespace utvmc::kernelc
