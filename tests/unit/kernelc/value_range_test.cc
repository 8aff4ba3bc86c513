#include "kernelc/value_range.h"

#include <gtest/gtest.h>

#include <limits>

#include "kernelc/build.h"

namespace utvmc::kernelc {
namespace {

TEST(FitsIn, KnowsLiteralsTypesTruthValuesAndArms) {
  Function function;
  const SymbolId i8 = function.Add({"i8", SymbolKind::kScalar, {Scalar::kInt8, 0}});
  const auto var = [&] { return MakeVar(function, i8); };
  EXPECT_TRUE(FitsIn(MakeInt(127), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeInt(128), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeInt(-1), Scalar::kUint64));
  EXPECT_FALSE(FitsIn(MakeInt(-1, Scalar::kUint64), Scalar::kInt64));
  EXPECT_TRUE(FitsIn(MakeInt(-1, Scalar::kUint64), Scalar::kUint64));
  EXPECT_TRUE(
      FitsIn(MakeInt(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64), Scalar::kInt64));
  EXPECT_TRUE(FitsIn(var(), Scalar::kInt16));
  EXPECT_FALSE(FitsIn(var(), Scalar::kUint32));
  EXPECT_FALSE(FitsIn(MakeBinary(BinaryOp::kAdd, var(), var()), Scalar::kInt16));
  EXPECT_TRUE(FitsIn(MakeBinary(BinaryOp::kLess, var(), var()), Scalar::kBool));
  EXPECT_TRUE(FitsIn(MakeConditional(var(), var(), MakeInt(5)), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeConditional(var(), var(), MakeInt(500)), Scalar::kInt8));
  // The int8_t arm is converted to uint32_t first.
  EXPECT_FALSE(FitsIn(MakeConditional(var(), var(), MakeInt(5, Scalar::kUint32)), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeFloat(1, Scalar::kFloat), Scalar::kInt8));
}

}  // namespace
}  // namespace utvmc::kernelc
