#include "lowering/counter_bounds.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "kernelc/build.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;
using Op = BinaryOp;

class LimitCountersTest : public testing::Test {
 protected:
  LimitCountersTest() {
    i_ = function_.Add({"i", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
    j_ = function_.Add({"j", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
    data_ = function_.Add({"data", SymbolKind::kScalar, {Scalar::kFloat, 0}, 0, false});
  }
  Expr I() const { return MakeVar(function_, i_); }
  Expr J() const { return MakeVar(function_, j_); }

  /// What is left of i in 0, 1, ..., 9 and j in 1, 4, 7, 10 where `condition` is `value`.
  std::string Left(const Expr& condition, bool value = true) const {
    std::vector<Counter> counters = {{i_, 0, 9, 1}, {j_, 1, 10, 3}};
    const auto affine = [](const Expr& expr) { return AffineOf(expr, {}); };
    if (!LimitCounters(condition, value, affine, counters)) return "never";
    return fmt::format("i [{}, {}] j [{}, {}]", counters[0].begin, counters[0].last,
                       counters[1].begin, counters[1].last);
  }

  Function function_;
  SymbolId i_;
  SymbolId j_;
  SymbolId data_;
};

TEST_F(LimitCountersTest, ComparisonsWithNumbersAndTheirNegations) {
  const Expr below = MakeBinary(Op::kLess, I(), MakeInt(4));
  EXPECT_EQ(Left(below), "i [0, 3] j [1, 10]");
  EXPECT_EQ(Left(below, false), "i [4, 9] j [1, 10]");
  const Expr at_least = MakeBinary(Op::kLessEqual, MakeInt(4), I());
  EXPECT_EQ(Left(at_least), "i [4, 9] j [1, 10]");
  EXPECT_EQ(Left(at_least, false), "i [0, 3] j [1, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kEqual, I(), MakeInt(4))), "i [4, 4] j [1, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kGreater, I(), MakeInt(8))), "i [9, 9] j [1, 10]");
}

TEST_F(LimitCountersTest, OneValueLessOnlyAtTheEnds) {
  EXPECT_EQ(Left(MakeBinary(Op::kNotEqual, I(), MakeInt(0))), "i [1, 9] j [1, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kEqual, J(), MakeInt(10)), false), "i [0, 9] j [1, 7]");
  EXPECT_EQ(Left(MakeBinary(Op::kNotEqual, I(), MakeInt(5))), "i [0, 9] j [1, 10]");
}

TEST_F(LimitCountersTest, StaysOnTheStepsOfTheLoop) {
  EXPECT_EQ(Left(MakeBinary(Op::kLess, J(), MakeInt(7))), "i [0, 9] j [1, 4]");
  EXPECT_EQ(Left(MakeBinary(Op::kGreaterEqual, J(), MakeInt(2))), "i [0, 9] j [4, 10]");
}

TEST_F(LimitCountersTest, SumsLimitEachOfTheirCounters) {
  const Expr sum = MakeBinary(Op::kAdd, MakeBinary(Op::kMultiply, I(), MakeInt(2)), J());
  EXPECT_EQ(Left(MakeBinary(Op::kLess, sum, MakeInt(6))), "i [0, 2] j [1, 4]");
  EXPECT_EQ(Left(MakeBinary(Op::kLess, MakeInt(24), sum)), "i [8, 9] j [7, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kLess, J(), I())), "i [2, 9] j [1, 7]");
}

TEST_F(LimitCountersTest, ConjunctionsAndNegatedAlternatives) {
  const Expr low = MakeBinary(Op::kLess, I(), MakeInt(4));
  const Expr high = MakeBinary(Op::kLess, MakeInt(1), I());
  EXPECT_EQ(Left(MakeBinary(Op::kLogicalAnd, low, high)), "i [2, 3] j [1, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kLogicalAnd, low, high), false), "i [0, 9] j [1, 10]");
  EXPECT_EQ(Left(MakeBinary(Op::kLogicalOr, low, high)), "i [0, 9] j [1, 10]");
  EXPECT_EQ(Left(MakeUnary(UnaryOp::kLogicalNot, low)), "i [4, 9] j [1, 10]");
}

TEST_F(LimitCountersTest, WhatCannotBeIsNever) {
  EXPECT_EQ(Left(MakeBinary(Op::kLess, I(), MakeInt(0))), "never");
  EXPECT_EQ(Left(MakeBinary(Op::kGreater, I(), MakeInt(9))), "never");
}

TEST_F(LimitCountersTest, DataLimitsNothing) {
  const Expr data = MakeBinary(Op::kLess, MakeVar(function_, data_), MakeFloat(1, Scalar::kFloat));
  EXPECT_EQ(Left(data), "i [0, 9] j [1, 10]");
  EXPECT_EQ(Left(MakeVar(function_, data_)), "i [0, 9] j [1, 10]");
}

}  // namespace
}  // namespace utvmc::lowering
