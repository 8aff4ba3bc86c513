#include <algorithm>
#include <sstream>

#include "unit/kernelc/printer_fixture.h"

namespace utvmc::kernelc {
namespace {

using enum BinaryOp;

class PrintExpressionTest : public PrinterTest {};

TEST_F(PrintExpressionTest, CallsMembersAndNames) {
  Expr call{Call{"powf", {Var(f_), If(V('a'), Var(f_), Var(f_))}}, kFloat, {}};
  EXPECT_EQ(P(call), "powf(f, a ? f : f)");
  Expr base = MakeSubscript(To({Scalar::kDlTensor, 1}, V('a')), N(0));
  EXPECT_EQ(P(Expr{Member{std::move(base), "data"}, {Scalar::kVoid, 1}, {}}),
            "((DLTensor*)a)[0].data");
  EXPECT_EQ(P(Expr{NamedConstant{"NULL"}, {Scalar::kVoid, 1}, {}}), "NULL");
  EXPECT_EQ(P(Expr{StringLiteral{"\"x\\n\""}, {Scalar::kChar, 1}, {}}), "\"x\\n\"");
}

/// A variable of 20 characters, so that four of them with operators fill most of a line.
class BrokenLinesTest : public PrinterTest {
 protected:
  BrokenLinesTest() { x_ = function_.Add({"twenty_characters_xx", SymbolKind::kScalar, kInt32}); }
  Expr X() const { return Var(x_); }
  Expr Sum(int count) const {
    Expr sum = X();
    for (int i = 1; i < count; ++i) sum = B(kAdd, std::move(sum), X());
    return sum;
  }

  SymbolId x_;
};

TEST_F(BrokenLinesTest, OperatorsLeadContinuationLines) {
  EXPECT_EQ(Body({Store(0, Sum(5))}),
            "    out[0] = twenty_characters_xx + twenty_characters_xx + twenty_characters_xx\n"
            "        + twenty_characters_xx + twenty_characters_xx;\n");
}

TEST_F(BrokenLinesTest, AValueThatFitsBelowTheEqualsSignMovesThere) {
  Expr target = MakeSubscript(Var(out_), B(kAdd, X(), N(1000)));
  EXPECT_EQ(Body({S(Assign{std::move(target), Sum(3)})}),
            "    out[twenty_characters_xx + 1000] =\n"
            "        twenty_characters_xx + twenty_characters_xx + twenty_characters_xx;\n");
}

TEST_F(BrokenLinesTest, AValueWhoseFirstPieceDoesNotFitMovesBelowTheEqualsSign) {
  Expr target = MakeSubscript(Var(out_), B(kAdd, Sum(3), N(1000000)));
  EXPECT_EQ(
      Body({S(Assign{std::move(target), Sum(5)})}),
      "    out[twenty_characters_xx + twenty_characters_xx + twenty_characters_xx + 1000000] =\n"
      "        twenty_characters_xx + twenty_characters_xx + twenty_characters_xx + "
      "twenty_characters_xx\n"
      "        + twenty_characters_xx;\n");
}

TEST_F(BrokenLinesTest, TheOutermostOperatorBreaksFirst) {
  Expr product = B(kMultiply, Sum(3), Sum(2));
  EXPECT_EQ(Body({Store(0, std::move(product))}),
            "    out[0] = (twenty_characters_xx + twenty_characters_xx + twenty_characters_xx)\n"
            "        * (twenty_characters_xx + twenty_characters_xx);\n");
}

TEST_F(BrokenLinesTest, AnOperandThatIsBrokenEndsItsLine) {
  Expr product = B(kMultiply, Sum(6), X());
  EXPECT_EQ(Body({Store(0, std::move(product))}),
            "    out[0] = (twenty_characters_xx + twenty_characters_xx + twenty_characters_xx\n"
            "            + twenty_characters_xx + twenty_characters_xx + twenty_characters_xx)\n"
            "        * twenty_characters_xx;\n");
}

TEST_F(BrokenLinesTest, BothArmsOfAConditionalStartALine) {
  EXPECT_EQ(Body({Store(0, If(B(kLess, X(), N(0)), Sum(2), Sum(2)))}),
            "    out[0] = twenty_characters_xx < 0\n"
            "        ? twenty_characters_xx + twenty_characters_xx\n"
            "        : twenty_characters_xx + twenty_characters_xx;\n");
}

TEST_F(BrokenLinesTest, ArgumentsAndLoopHeadsBreakAfterSeparators) {
  Expr call{Call{"function_of_five", {X(), X(), X(), X(), X()}}, kInt32, {}};
  EXPECT_EQ(Body({S(Evaluate{std::move(call)})}),
            "    function_of_five(twenty_characters_xx, twenty_characters_xx, "
            "twenty_characters_xx,\n"
            "        twenty_characters_xx, twenty_characters_xx);\n");
  EXPECT_EQ(
      Body({S(For{i_, Sum(2), Sum(3), 1, {}})}),
      "    for (int32_t i = twenty_characters_xx + twenty_characters_xx;\n"
      "            i < twenty_characters_xx + twenty_characters_xx + twenty_characters_xx; ++i) "
      "{\n"
      "    }\n");
}

TEST_F(BrokenLinesTest, NoLineIsLongerThanThePageHoweverDeepTheNesting) {
  Expr expr = X();
  for (int i = 0; i < 60; ++i) {
    expr = i % 2 == 0 ? B(kMultiply, B(kAdd, std::move(expr), X()), V('a'))
                      : B(kSubtract, V('b'), If(V('c'), std::move(expr), X()));
  }
  std::istringstream lines(Body({Store(0, std::move(expr))}));
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) {
    longest = std::max(longest, line.size());
    EXPECT_FALSE(line.ends_with(' ')) << line;
  }
  EXPECT_LE(longest, 100u);
}

TEST_F(BrokenLinesTest, AChainOf400OperatorsIsPrintedInOnePass) {
  const std::string text = Body({Store(0, Sum(400))});
  EXPECT_EQ(std::count(text.begin(), text.end(), '+'), 399);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 101);
}

}  // namespace
}  // namespace utvmc::kernelc
