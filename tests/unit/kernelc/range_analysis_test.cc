#include "kernelc/range_analysis.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "kernelc/printer.h"
#include "unit/kernelc/random_expressions.h"

namespace utvmc::kernelc {
namespace {

constexpr std::int64_t kMostInt32 = std::numeric_limits<std::int32_t>::max();
constexpr Range kAnyInt32 = {-kMostInt32 - 1, kMostInt32};

class RangeAnalysis : public testing::Test {
 protected:
  SymbolId Add(const char* name, Scalar scalar) {
    return function_.Add({name, SymbolKind::kScalar, {scalar, 0}});
  }
  Expr Var(SymbolId id) const { return MakeVar(function_, id); }
  static Expr Op(BinaryOp op, Expr left, Expr right) {
    return MakeBinary(op, std::move(left), std::move(right));
  }
  KnownRange Known() const {
    return [this](const Expr& leaf) -> std::optional<Range> {
      if (As<VarRef>(leaf)->symbol == i_) return Range{0, 9};
      return std::nullopt;
    };
  }

  Function function_;
  const SymbolId i_ = Add("i", Scalar::kInt32);
  const SymbolId byte_ = Add("byte", Scalar::kInt8);
  const SymbolId wide_ = Add("wide", Scalar::kInt64);
};

TEST_F(RangeAnalysis, WithoutKnowledgeATypeIsAllThatIsKnown) {
  EXPECT_EQ(RangeOf(Var(i_)), kAnyInt32);
  EXPECT_EQ(RangeOf(Var(byte_)), (Range{-128, 127}));
  EXPECT_EQ(RangeOf(Var(wide_)), std::nullopt);
  EXPECT_EQ(RangeOf(MakeFloat(1, Scalar::kFloat)), std::nullopt);
}

TEST_F(RangeAnalysis, FollowsArithmetic) {
  const Expr subscript = Op(BinaryOp::kAdd, Op(BinaryOp::kMultiply, Var(i_), MakeInt(-3)),
                            Op(BinaryOp::kModulo, Var(i_), MakeInt(4)));
  EXPECT_EQ(RangeOf(subscript, Known()), (Range{-27, 3}));
  EXPECT_EQ(RangeOf(Op(BinaryOp::kShiftLeft, MakeInt(1), Var(i_)), Known()), (Range{1, 512}));
}

TEST_F(RangeAnalysis, WhatMayWrapHasAnyValueOfItsType) {
  const Expr sum = Op(BinaryOp::kAdd, Var(i_), MakeInt(kMostInt32));
  EXPECT_EQ(RangeOf(sum, Known()), kAnyInt32);
  EXPECT_EQ(UnwrappedRangeOf(sum, Known()), (Range{kMostInt32, kMostInt32 + 9}));
  EXPECT_EQ(
      RangeOf(MakeCast({Scalar::kInt8, 0}, Op(BinaryOp::kMultiply, Var(i_), MakeInt(20))), Known()),
      (Range{-128, 127}));
}

TEST_F(RangeAnalysis, AWideTypeIsFollowedAsFarAsItsValuesAreNarrow) {
  const Expr widened = MakeCast(kInt64Type, Var(i_));
  EXPECT_EQ(RangeOf(Op(BinaryOp::kAdd, widened, MakeInt(31, Scalar::kInt64)), Known()),
            (Range{31, 40}));
  EXPECT_EQ(RangeOf(Op(BinaryOp::kMultiply, widened, MakeInt(1LL << 32, Scalar::kInt64)), Known()),
            std::nullopt);
  EXPECT_EQ(RangeOf(Op(BinaryOp::kAdd, widened, Var(wide_)), Known()), std::nullopt);
  EXPECT_EQ(RangeOf(MakeInt(-1, Scalar::kUint64)), std::nullopt) << "2^64 - 1";
}

TEST(Range, FitsInTheTypesThatHaveAllItsValues) {
  EXPECT_TRUE((Range{0, 255}).FitsIn(Scalar::kUint8));
  EXPECT_FALSE((Range{-1, 255}).FitsIn(Scalar::kUint8));
  EXPECT_FALSE((Range{0, 256}).FitsIn(Scalar::kUint8));
  EXPECT_TRUE((Range{-1, 0}).FitsIn(Scalar::kInt64));
  EXPECT_FALSE((Range{-1, 0}).FitsIn(Scalar::kUint64));
}

TEST(RangeAnalysisProperty, NoValueIsOutsideItsRange) {
  RandomExpressions random(20261122);
  int compared = 0, tighter = 0;
  for (int round = 0; round < 5000; ++round) {
    const Expr expr = random.Next(1 + round % 4);
    std::vector<Range> ranges;
    for (const Scalar type : RandomExpressions::kTypes) {
      const std::int64_t one = random.ValueOf(type), other = random.ValueOf(type);
      ranges.push_back(Hull({one, one}, {other, other}));
    }
    const auto range = RangeOf(expr, [&](const Expr& leaf) {
      return std::optional(ranges[As<VarRef>(leaf)->symbol.index()]);
    });
    ASSERT_TRUE(range);
    tighter += range != RangeOf(expr);
    Machine machine(32);
    for (int sample = 0; sample < 10; ++sample) {
      machine.variables.clear();
      for (const Range& of : ranges) {
        const std::int64_t choices[] = {of.low, of.high, of.low + (of.high - of.low) / 2};
        machine.variables.push_back(choices[random.Below(3)]);
      }
      const auto value = machine.Evaluate(expr);
      if (!value) continue;
      ASSERT_TRUE((Range{value->value, value->value}).IsWithin(range->low, range->high))
          << PrintExpr(random.function(), expr) << " is " << value->value << ", not within ["
          << range->low << ", " << range->high << "]";
      ++compared;
    }
  }
  EXPECT_GT(compared, 12000);
  EXPECT_GT(tighter, 1000) << "ranges of whole types prove nothing";
}

}  // namespace
}  // namespace utvmc::kernelc
