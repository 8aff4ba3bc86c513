#include "kernelc/mac_counts.h"

#include "printer_fixture.h"

namespace utvmc::kernelc {
namespace {

class CountMacsTest : public PrinterTest {
 protected:
  static Expr Product(Expr a, Expr b) { return B(BinaryOp::kMultiply, std::move(a), std::move(b)); }
  static Expr Sum(Expr a, Expr b) { return B(BinaryOp::kAdd, std::move(a), std::move(b)); }
  static Expr Less(Expr a, Expr b) { return B(BinaryOp::kSubtract, std::move(a), std::move(b)); }
  Expr Load(Expr index) const { return MakeSubscript(Var(p0_), std::move(index)); }
  Expr Out(Expr index) const { return MakeSubscript(Var(out_), std::move(index)); }
  Stmt Set(char target, Expr value) const { return S(Assign{V(target), std::move(value)}); }
  std::int64_t Count(Block body) {
    function_.body = std::move(body);
    return CountMacs(function_);
  }
};

TEST_F(CountMacsTest, AProductThatIsAddedToItsTargetIsOne) {
  EXPECT_EQ(Count({Set('a', Sum(V('a'), Product(V('b'), V('c'))))}), 1);
  EXPECT_EQ(Count({Set('a', Sum(Product(V('b'), V('c')), V('a')))}), 1);
  EXPECT_EQ(Count({Set('a', Less(V('a'), Product(V('b'), V('c'))))}), 1);
  EXPECT_EQ(Count({S(Assign{Out(V('b')), Sum(Out(V('b')), Product(Load(V('c')), V('c')))})}), 1);
}

TEST_F(CountMacsTest, EveryProductOfASumCounts) {
  EXPECT_EQ(Count({Set('a', Less(Sum(V('a'), Product(V('b'), V('c'))), Product(V('b'), N(3))))}),
            2);
}

TEST_F(CountMacsTest, CastsDoNotHideThem) {
  EXPECT_EQ(Count({Set('a', To(kInt32, Sum(To(kInt64, V('a')),
                                           To(kInt64, Product(Load(N(0)), Load(N(1)))))))}),
            1);
}

TEST_F(CountMacsTest, LoopsMultiply) {
  const Stmt mac = Set('a', Sum(V('a'), Product(Load(V('b')), V('c'))));
  EXPECT_EQ(Count({S(For{i_, N(0), N(10), 1, {S(For{i_, N(0), N(3), 1, {mac}}), mac}})}), 40);
}

TEST_F(CountMacsTest, OtherArithmeticIsNone) {
  EXPECT_EQ(Count({Set('a', Sum(V('b'), Product(V('b'), V('c'))))}), 0);
  EXPECT_EQ(Count({Set('a', Sum(V('a'), V('b')))}), 0);
  EXPECT_EQ(Count({Set('a', Product(V('a'), V('b')))}), 0);
  EXPECT_EQ(Count({Set('a', Less(Product(V('b'), V('c')), V('a')))}), 0);
  EXPECT_EQ(Count({Set('a', Sum(V('a'), Load(Sum(Product(V('b'), N(8)), V('c')))))}), 0);
  EXPECT_EQ(Count({S(Declare{f_, Sum(V('a'), Product(V('b'), V('c')))})}), 0);
}

}  // namespace
}  // namespace utvmc::kernelc
