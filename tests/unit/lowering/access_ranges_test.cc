#include "lowering/access_ranges.h"

#include <gtest/gtest.h>

#include "kernelc/build.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;

/// for i in [0, 4): for j in [begin, 8): buffer[i * stride + j] = 0
Function Nest(std::int64_t stride, std::int64_t begin) {
  Function function;
  const SymbolId buffer =
      function.Add({"buffer", SymbolKind::kBuffer, {Scalar::kFloat, 0}, 64, false});
  const SymbolId i = function.Add({"i", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
  const SymbolId j = function.Add({"j", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
  Expr index = MakeBinary(BinaryOp::kAdd,
                          MakeBinary(BinaryOp::kMultiply, MakeVar(function, i), MakeInt(stride)),
                          MakeVar(function, j));
  Assign store{MakeSubscript(MakeVar(function, buffer), std::move(index)),
               MakeFloat(0, Scalar::kFloat)};
  For inner{j, MakeInt(begin), MakeInt(8), 1, {}};
  inner.body.push_back({std::move(store), {}});
  For outer{i, MakeInt(0), MakeInt(4), 1, {}};
  outer.body.push_back({std::move(inner), {}});
  function.body.push_back({std::move(outer), {}});
  return function;
}

TEST(AccessRanges, NestOfLoopsHasItsFirstAndLastElement) {
  const auto accesses = FindAccessRanges(Nest(8, 0));
  ASSERT_EQ(accesses.size(), 1u);
  EXPECT_TRUE(accesses[0].is_write);
  EXPECT_TRUE(accesses[0].is_certain);
  ASSERT_TRUE(accesses[0].range.has_value());
  EXPECT_EQ(accesses[0].range->first, 0);
  EXPECT_EQ(accesses[0].range->last, 31);
  EXPECT_TRUE(accesses[0].range->IsDense());
}

TEST(AccessRanges, GapsBetweenRowsAreNotDense) {
  EXPECT_FALSE(FindAccessRanges(Nest(9, 0))[0].range->IsDense());
  EXPECT_FALSE(FindAccessRanges(Nest(8, 1))[0].range->IsDense());
}

TEST(AccessRanges, OverlappingRowsAreDense) {
  EXPECT_TRUE(FindAccessRanges(Nest(3, 0))[0].range->IsDense());
}

TEST(AccessRanges, NothingAfterAPossibleReturnIsCertain) {
  Function function = Nest(8, 0);
  const SymbolId flag = function.Add({"flag", SymbolKind::kScalar, {Scalar::kInt32, 0}, 0, false});
  If leave{MakeVar(function, flag), {}, {}};
  leave.then_block.push_back({Return{MakeInt(-1)}, {}});
  function.body.insert(function.body.begin(), Stmt{std::move(leave), {}});
  EXPECT_FALSE(FindAccessRanges(function)[0].is_certain);
}

TEST(AccessRanges, ConditionalAccessIsNotCertain) {
  Function function = Nest(8, 0);
  If branch{MakeInt(1), std::move(function.body), {}};
  function.body.clear();
  function.body.push_back({std::move(branch), {}});
  EXPECT_FALSE(FindAccessRanges(function)[0].is_certain);
}

}  // namespace
}  // namespace utvmc::lowering
