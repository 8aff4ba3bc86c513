#include "lowering/loop_digits.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "kernelc/build.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;

class LoopDigitsTest : public testing::Test {
 protected:
  LoopDigitsTest() {
    i_ = function_.Add({"i", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
    target_ = function_.Add({"x", SymbolKind::kScalar, {Scalar::kInt32, 0}, 0, false});
  }

  /// x = i op number, in the function.
  Expr Uses(BinaryOp op, std::int64_t number) {
    Expr expr = MakeBinary(op, MakeVar(function_, i_), MakeInt(number));
    function_.body.push_back({Assign{MakeVar(function_, target_), expr}, {}});
    return expr;
  }

  /// "[0, 2] [0, 3]": the counters of `for (i = 0; i < count; ++i)`.
  std::string Split(std::int64_t count) {
    digits_.emplace(function_);
    counters_ = digits_->Split({i_, 0, count - 1, 1}, known_);
    std::string text;
    for (const Counter& counter : counters_) {
      text += fmt::format("{}[{}, {}]", text.empty() ? "" : " ", counter.begin, counter.last);
    }
    return text;
  }

  /// "4 0 + 1": coefficients of the counters, and the constant.
  std::string Affine(const Expr& expr) {
    const auto affine = digits_->AffineOf(expr, known_);
    if (!affine) return "not affine";
    std::string text;
    for (const Counter& counter : counters_) {
      const auto term = affine->terms.find(counter.symbol);
      text += fmt::format("{} ", term == affine->terms.end() ? 0 : term->second);
    }
    return text + fmt::format("+ {}", affine->constant);
  }

  Function function_;
  SymbolId i_;
  SymbolId target_;
  std::optional<LoopDigits> digits_;
  AffineEnvironment known_;
  std::vector<Counter> counters_;
};

TEST_F(LoopDigitsTest, ALoopWithoutDivisionsIsItsOwnCounter) {
  EXPECT_EQ(Split(12), "[0, 11]");
  EXPECT_EQ(counters_[0].symbol, i_);
}

TEST_F(LoopDigitsTest, QuotientAndRemainderAreTheDigits) {
  const Expr quotient = Uses(BinaryOp::kDivide, 4), remainder = Uses(BinaryOp::kModulo, 4);
  EXPECT_EQ(Split(12), "[0, 2] [0, 3]");
  EXPECT_EQ(Affine(quotient), "1 0 + 0");
  EXPECT_EQ(Affine(remainder), "0 1 + 0");
  EXPECT_EQ(Affine(MakeVar(function_, i_)), "4 1 + 0");
}

TEST_F(LoopDigitsTest, DivisorsThatDivideEachOtherMakeMoreDigits) {
  const Expr quotient = Uses(BinaryOp::kShiftRight, 3), remainder = Uses(BinaryOp::kBitAnd, 3);
  EXPECT_EQ(Split(32), "[0, 3] [0, 1] [0, 3]");
  EXPECT_EQ(Affine(quotient), "1 0 0 + 0");
  EXPECT_EQ(Affine(remainder), "0 0 1 + 0");
  EXPECT_EQ(Affine(MakeVar(function_, i_)), "8 4 1 + 0");
}

TEST_F(LoopDigitsTest, OtherDivisorsLeaveTheLoopWhole) {
  const Expr quotient = Uses(BinaryOp::kDivide, 4), remainder = Uses(BinaryOp::kModulo, 6);
  EXPECT_EQ(Split(12), "[0, 11]");
  EXPECT_EQ(Affine(quotient), "not affine");
  EXPECT_EQ(Affine(remainder), "not affine");
  EXPECT_EQ(Affine(MakeVar(function_, i_)), "1 + 0");
}

TEST_F(LoopDigitsTest, DivisorsBeyondTheLoopMakeNoDigit) {
  const Expr quotient = Uses(BinaryOp::kDivide, 16), remainder = Uses(BinaryOp::kModulo, 16);
  EXPECT_EQ(Split(12), "[0, 11]");
  EXPECT_EQ(Affine(quotient), "0 + 0");
  EXPECT_EQ(Affine(remainder), "1 + 0");
}

TEST_F(LoopDigitsTest, AnIncompleteLastRoundIsCountedInFull) {
  Uses(BinaryOp::kDivide, 4);
  EXPECT_EQ(Split(10), "[0, 2] [0, 3]");
}

TEST_F(LoopDigitsTest, OnlyLoopsThatCountByOneFromZeroHaveDigits) {
  const Expr quotient = Uses(BinaryOp::kDivide, 4);
  digits_.emplace(function_);
  counters_ = digits_->Split({i_, 0, 10, 2}, known_);
  EXPECT_EQ(Affine(quotient), "not affine");
  counters_ = digits_->Split({i_, -4, 10, 1}, known_);
  EXPECT_EQ(Affine(quotient), "not affine");
}

}  // namespace
}  // namespace utvmc::lowering
