#include "kernelc/access_counts.h"

#include <limits>

#include "printer_fixture.h"

namespace utvmc::kernelc {
namespace {

class CountAccessesTest : public PrinterTest {
 protected:
  Expr Read(Expr index) const { return MakeSubscript(Var(p0_), std::move(index)); }
  /// `out[i] = p0[i];`
  Stmt Move() const { return S(Assign{MakeSubscript(Var(out_), Var(i_)), Read(Var(i_))}); }
  Stmt Loop(Expr begin, Expr end, std::int64_t step, Block body) const {
    return S(For{i_, std::move(begin), std::move(end), step, std::move(body)});
  }
  /// Accesses of p0 and out.
  std::pair<std::int64_t, std::int64_t> Count(Block body) {
    function_.body = std::move(body);
    const std::vector<std::int64_t> counts = CountAccesses(function_);
    EXPECT_EQ(counts.size(), function_.symbols.size());
    return {counts[p0_.index()], counts[out_.index()]};
  }
  using Counts = std::pair<std::int64_t, std::int64_t>;
};

TEST_F(CountAccessesTest, OfAnEmptyKernelAreNone) { EXPECT_EQ(Count({}), Counts(0, 0)); }

TEST_F(CountAccessesTest, EverySubscriptCounts) {
  EXPECT_EQ(Count({Store(0, B(BinaryOp::kAdd, Read(N(0)), Read(Read(N(1)))))}), Counts(3, 1));
}

TEST_F(CountAccessesTest, LoopsMultiply) {
  EXPECT_EQ(Count({Loop(N(0), N(10), 1, {Move()})}), Counts(10, 10));
  EXPECT_EQ(Count({Loop(N(0), N(10), 1, {Loop(N(0), N(3), 1, {Move()}), Move()})}), Counts(40, 40));
}

TEST_F(CountAccessesTest, StepsAndEmptyLoopsCountAsTheyRun) {
  EXPECT_EQ(Count({Loop(N(0), N(10), 3, {Move()})}), Counts(4, 4));
  EXPECT_EQ(Count({Loop(N(2), N(4), 1, {Move()})}), Counts(2, 2));
  EXPECT_EQ(Count({Loop(N(4), N(4), 1, {Move()})}), Counts(0, 0));
  EXPECT_EQ(Count({Loop(N(5), N(4), 1, {Move()})}), Counts(0, 0));
}

TEST_F(CountAccessesTest, BoundsThatAreNoNumbersCountOnce) {
  EXPECT_EQ(Count({Loop(N(0), V('a'), 1, {Move()})}), Counts(1, 1));
  EXPECT_EQ(Count({Loop(Read(N(0)), N(8), 1, {})}), Counts(1, 0));
}

TEST_F(CountAccessesTest, BothSidesOfAConditionCount) {
  EXPECT_EQ(Count({S(kernelc::If{Read(N(0)), {Move()}, {Move(), Move()}})}), Counts(4, 3));
  EXPECT_EQ(Count({Store(0, If(V('a'), Read(N(0)), Read(N(1))))}), Counts(2, 1));
}

TEST_F(CountAccessesTest, OtherBlocksCountOnce) {
  EXPECT_EQ(Count({S(While{Read(N(0)), {Move()}}), S(Compound{{Move()}})}), Counts(3, 2));
}

TEST_F(CountAccessesTest, CountsSaturate) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  Block body = {Move(), Move()};
  for (int depth = 0; depth < 3; ++depth)
    body = {Loop(N(-4'000'000'000), N(4'000'000'000), 1, body)};
  EXPECT_EQ(Count(body), Counts(kMost, kMost));
  EXPECT_EQ(Count({Loop(N(std::numeric_limits<std::int64_t>::min()), N(kMost), 1, {Move()})}),
            Counts(kMost, kMost));
}

}  // namespace
}  // namespace utvmc::kernelc
