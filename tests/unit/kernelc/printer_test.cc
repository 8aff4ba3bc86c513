#include "kernelc/printer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "kernelc/build.h"
#include "kernelc/layout.h"

namespace utvmc::kernelc {
namespace {

constexpr Type kInt8 = {Scalar::kInt8, 0};
constexpr Type kInt32 = {Scalar::kInt32, 0};
constexpr Type kInt64 = {Scalar::kInt64, 0};
constexpr Type kFloat = {Scalar::kFloat, 0};

/// A function with int32_t a, b, c, d, float f and buffers p0, out; shorthands build expressions.
class PrinterTest : public ::testing::Test {
 protected:
  PrinterTest() {
    function_.name = "kernel";
    for (const char* name : {"a", "b", "c", "d"}) {
      function_.Add({name, SymbolKind::kScalar, kInt32});
    }
    f_ = function_.Add({"f", SymbolKind::kScalar, kFloat});
    p0_ = function_.Add({"p0", SymbolKind::kBuffer, kInt8, 16, true});
    out_ = function_.Add({"out", SymbolKind::kBuffer, kFloat, 8, false});
    i_ = function_.Add({"i", SymbolKind::kLoop, kInt32});
  }

  Expr V(char name) const { return Var(SymbolId(static_cast<std::size_t>(name - 'a'))); }
  Expr Var(SymbolId symbol) const { return MakeVar(function_, symbol); }
  static Expr N(std::int64_t value) { return MakeInt(value); }
  static Expr B(BinaryOp op, Expr left, Expr right) {
    return MakeBinary(op, std::move(left), std::move(right));
  }
  static Expr U(UnaryOp op, Expr operand) { return MakeUnary(op, std::move(operand)); }
  static Expr If(Expr condition, Expr if_true, Expr if_false) {
    return MakeConditional(std::move(condition), std::move(if_true), std::move(if_false));
  }
  static Expr To(Type type, Expr operand) { return MakeCast(type, std::move(operand)); }
  std::string P(const Expr& expr) const { return PrintExpr(function_, expr); }

  template <class Node>
  static Stmt S(Node node) {
    return Stmt{std::move(node), {}};
  }
  Stmt Store(std::int64_t index, Expr value) const {
    return S(Assign{MakeSubscript(Var(out_), N(index)), std::move(value)});
  }
  std::string Body(Block block, std::vector<int> handovers = {}) {
    function_.body = std::move(block);
    return PrintBody(function_, 1, handovers);
  }

  Function function_;
  SymbolId f_, p0_, out_, i_;
};

using enum BinaryOp;

TEST_F(PrinterTest, KeepsTheTreeWithAsFewParenthesesAsPossible) {
  EXPECT_EQ(P(B(kAdd, B(kAdd, V('a'), V('b')), V('c'))), "a + b + c");
  EXPECT_EQ(P(B(kAdd, V('a'), B(kAdd, V('b'), V('c')))), "a + (b + c)");
  EXPECT_EQ(P(B(kSubtract, V('a'), B(kSubtract, V('b'), V('c')))), "a - (b - c)");
  EXPECT_EQ(P(B(kAdd, B(kMultiply, V('a'), V('b')), V('c'))), "a * b + c");
  EXPECT_EQ(P(B(kMultiply, B(kAdd, V('a'), V('b')), V('c'))), "(a + b) * c");
  EXPECT_EQ(P(B(kDivide, B(kMultiply, V('a'), V('b')), V('c'))), "a * b / c");
  EXPECT_EQ(P(B(kMultiply, V('a'), B(kDivide, V('b'), V('c')))), "a * (b / c)");
  EXPECT_EQ(P(B(kLess, B(kAdd, V('a'), V('b')), V('c'))), "a + b < c");
  EXPECT_EQ(P(B(kLogicalAnd, B(kLess, V('a'), V('b')), B(kEqual, V('c'), N(0)))),
            "a < b && c == 0");
  EXPECT_EQ(P(B(kLogicalAnd, V('a'), B(kLogicalAnd, V('b'), V('c')))), "a && (b && c)");
}

TEST_F(PrinterTest, GroupsOperatorsThatReadersMixUp) {
  EXPECT_EQ(P(B(kLogicalOr, B(kLogicalAnd, V('a'), V('b')), V('c'))), "(a && b) || c");
  EXPECT_EQ(P(B(kShiftLeft, B(kAdd, V('a'), V('b')), V('c'))), "(a + b) << c");
  EXPECT_EQ(P(B(kShiftRight, V('a'), B(kSubtract, V('b'), N(1)))), "a >> (b - 1)");
  EXPECT_EQ(P(B(kShiftRight, B(kMultiply, V('a'), V('b')), N(3))), "(a * b) >> 3");
  EXPECT_EQ(P(B(kShiftRight, B(kShiftLeft, V('a'), N(1)), N(3))), "a << 1 >> 3");
  EXPECT_EQ(P(B(kBitAnd, B(kShiftRight, V('a'), N(8)), N(255))), "(a >> 8) & 255");
  EXPECT_EQ(P(B(kBitOr, B(kBitAnd, V('a'), V('b')), V('c'))), "(a & b) | c");
  EXPECT_EQ(P(B(kBitXor, V('a'), B(kBitAnd, V('b'), V('c')))), "a ^ (b & c)");
  EXPECT_EQ(P(B(kBitAnd, B(kBitAnd, V('a'), V('b')), V('c'))), "a & b & c");
  EXPECT_EQ(P(B(kBitAnd, B(kLess, V('a'), V('b')), V('c'))), "(a < b) & c");
  EXPECT_EQ(P(B(kEqual, B(kLess, V('a'), V('b')), V('c'))), "(a < b) == c");
  EXPECT_EQ(P(B(kLess, B(kLess, V('a'), V('b')), V('c'))), "(a < b) < c");
  EXPECT_EQ(P(B(kEqual, U(UnaryOp::kLogicalNot, V('a')), V('b'))), "(!a) == b");
}

TEST_F(PrinterTest, ConditionalsReadLikeElseIf) {
  EXPECT_EQ(P(If(B(kLess, V('a'), N(127)), V('a'), N(127))), "a < 127 ? a : 127");
  EXPECT_EQ(P(If(B(kLogicalAnd, V('a'), V('b')), V('c'), V('d'))), "(a && b) ? c : d");
  EXPECT_EQ(P(If(V('a'), V('b'), If(V('c'), V('d'), N(0)))), "a ? b : c ? d : 0");
  EXPECT_EQ(P(If(V('a'), If(V('b'), V('c'), V('d')), N(0))), "a ? (b ? c : d) : 0");
  EXPECT_EQ(P(If(If(V('a'), V('b'), V('c')), V('d'), N(0))), "(a ? b : c) ? d : 0");
  EXPECT_EQ(P(B(kAdd, If(V('a'), V('b'), V('c')), N(1))), "(a ? b : c) + 1");
  EXPECT_EQ(P(If(V('a'), B(kAdd, V('b'), N(1)), B(kAdd, V('c'), N(2)))), "a ? b + 1 : c + 2");
}

TEST_F(PrinterTest, UnaryOperatorsNeverMergeIntoAnotherToken) {
  using enum UnaryOp;
  EXPECT_EQ(P(U(kNegate, U(kNegate, V('a')))), "-(-a)");
  EXPECT_EQ(P(U(kPlus, U(kPlus, V('a')))), "+(+a)");
  EXPECT_EQ(P(U(kNegate, N(-5))), "-(-5)");
  EXPECT_EQ(P(U(kBitNot, N(-5))), "~-5");
  EXPECT_EQ(P(U(kNegate, U(kBitNot, V('a')))), "-~a");
  EXPECT_EQ(P(U(kLogicalNot, B(kEqual, V('a'), V('b')))), "!(a == b)");
  EXPECT_EQ(P(B(kSubtract, V('a'), U(kNegate, V('b')))), "a - (-b)");
  EXPECT_EQ(P(B(kSubtract, V('a'), N(-1))), "a - (-1)");
  EXPECT_EQ(P(B(kAdd, V('a'), N(-1))), "a + -1");
  EXPECT_EQ(P(B(kAdd, N(-1), V('a'))), "-1 + a");
  EXPECT_EQ(P(B(kGreater, V('a'), N(-128))), "a > -128");
  EXPECT_EQ(P(U(kNegate, To(kInt8, V('a')))), "-(int8_t)a");
  EXPECT_EQ(P(U(kAddressOf, MakeSubscript(Var(p0_), N(3)))), "&p0[3]");
}

TEST_F(PrinterTest, CastsBindTighterThanOperators) {
  EXPECT_EQ(P(To(kInt64, V('a'))), "(int64_t)a");
  EXPECT_EQ(P(To(kInt64, B(kAdd, V('a'), V('b')))), "(int64_t)(a + b)");
  EXPECT_EQ(P(B(kMultiply, To(kInt64, V('a')), V('b'))), "(int64_t)a * b");
  EXPECT_EQ(P(To(kInt8, To(kInt32, N(-5)))), "(int8_t)(int32_t)-5");
  EXPECT_EQ(P(MakeSubscript(To({Scalar::kFloat, 1}, Var(p0_)), B(kAdd, V('a'), N(1)))),
            "((float*)p0)[a + 1]");
}

TEST_F(PrinterTest, CallsMembersAndNames) {
  Expr call{Call{"powf", {Var(f_), If(V('a'), Var(f_), Var(f_))}}, kFloat, {}};
  EXPECT_EQ(P(call), "powf(f, a ? f : f)");
  Expr base = MakeSubscript(To({Scalar::kDlTensor, 1}, V('a')), N(0));
  EXPECT_EQ(P(Expr{Member{std::move(base), "data"}, {Scalar::kVoid, 1}, {}}),
            "((DLTensor*)a)[0].data");
  EXPECT_EQ(P(Expr{NamedConstant{"NULL"}, {Scalar::kVoid, 1}, {}}), "NULL");
  EXPECT_EQ(P(Expr{StringLiteral{"\"x\\n\""}, {Scalar::kChar, 1}, {}}), "\"x\\n\"");
}

TEST(PrintIntLiteral, SpellsTheTypeOnlyWherePlainDigitsHaveAnother) {
  EXPECT_EQ(PrintIntLiteral(0, Scalar::kInt32), "0");
  EXPECT_EQ(PrintIntLiteral(-128, Scalar::kInt8), "-128");
  EXPECT_EQ(PrintIntLiteral(255, Scalar::kUint8), "255");
  EXPECT_EQ(PrintIntLiteral(1, Scalar::kBool), "true");
  EXPECT_EQ(PrintIntLiteral(0, Scalar::kBool), "false");
  EXPECT_EQ(PrintIntLiteral(4294967295, Scalar::kUint32), "4294967295u");
  EXPECT_EQ(PrintIntLiteral(1, Scalar::kInt64), "INT64_C(1)");
  EXPECT_EQ(PrintIntLiteral(-1, Scalar::kInt64), "-INT64_C(1)");
  EXPECT_EQ(PrintIntLiteral(1867975997000, Scalar::kInt64), "INT64_C(1867975997000)");
  EXPECT_EQ(PrintIntLiteral(-1, Scalar::kUint64), "UINT64_C(18446744073709551615)");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int32_t>::min(), Scalar::kInt32), "INT32_MIN");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int32_t>::max(), Scalar::kInt32),
            "2147483647");
  EXPECT_EQ(PrintIntLiteral(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64), "INT64_MIN");
}

TEST(PrintFloatLiteral, IsTheShortestTextThatReadsBack) {
  EXPECT_EQ(PrintFloatLiteral(0.1f, Scalar::kFloat), "0.1f");
  EXPECT_EQ(PrintFloatLiteral(0.1, Scalar::kDouble), "0.1");
  EXPECT_EQ(PrintFloatLiteral(0.1f, Scalar::kDouble), "0.10000000149011612");
  EXPECT_EQ(PrintFloatLiteral(1, Scalar::kFloat), "1.0f");
  EXPECT_EQ(PrintFloatLiteral(-0.0, Scalar::kFloat), "-0.0f");
  EXPECT_EQ(PrintFloatLiteral(1e-5f, Scalar::kFloat), "1e-05f");
  EXPECT_EQ(PrintFloatLiteral(-3.402823e+38f, Scalar::kFloat), "-3.402823e+38f");
  EXPECT_EQ(PrintFloatLiteral(std::numeric_limits<float>::max(), Scalar::kFloat), "3.4028235e+38f");
  EXPECT_EQ(PrintFloatLiteral(std::numeric_limits<float>::denorm_min(), Scalar::kFloat), "1e-45f");
  EXPECT_EQ(PrintFloatLiteral(16777216, Scalar::kDouble), "16777216.0");
  EXPECT_EQ(PrintFloatLiteral(0.5, Scalar::kHalf), "(utvm_half_t)0.5f");
}

TEST(PrintFloatLiteral, NamesWhatHasNoDigits) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(PrintFloatLiteral(infinity, Scalar::kFloat), "INFINITY");
  EXPECT_EQ(PrintFloatLiteral(-infinity, Scalar::kFloat), "-INFINITY");
  EXPECT_EQ(PrintFloatLiteral(std::nan(""), Scalar::kFloat), "NAN");
  EXPECT_EQ(PrintFloatLiteral(-infinity, Scalar::kDouble), "(double)-INFINITY");
  EXPECT_EQ(PrintFloatLiteral(infinity, Scalar::kHalf), "(utvm_half_t)INFINITY");
}

TEST_F(PrinterTest, Statements) {
  const SymbolId acc = function_.Add({"acc", SymbolKind::kArray, kFloat, 8, false});
  const SymbolId x = function_.Add({"x", SymbolKind::kScalar, kInt64});
  Block loop;
  loop.push_back(Store(0, MakeSubscript(Var(out_), Var(i_))));
  Block block;
  block.push_back(S(Declare{acc, std::nullopt}));
  block.push_back(S(Declare{x, std::nullopt}));
  block.push_back(S(Declare{x, N(3)}));
  block.push_back(S(For{i_, N(0), N(16), 1, loop}));
  block.push_back(S(For{i_, V('a'), B(kAdd, V('a'), N(16)), 4, {}}));
  block.push_back(S(While{V('a'), {S(Break{})}}));
  block.push_back(S(Compound{{S(Return{})}}));
  block.push_back(S(Evaluate{Expr{Call{"f", {}}, kInt32, {}}}));
  block.push_back(S(Return{N(-1)}));
  EXPECT_EQ(Body(std::move(block)),
            "    float acc[8];\n"
            "    int64_t x;\n"
            "    int64_t x = 3;\n"
            "    for (int32_t i = 0; i < 16; ++i) {\n"
            "        out[0] = out[i];\n"
            "    }\n"
            "    for (int32_t i = a; i < a + 16; i += 4) {\n"
            "    }\n"
            "    while (a) {\n"
            "        break;\n"
            "    }\n"
            "    {\n"
            "        return;\n"
            "    }\n"
            "    f();\n"
            "    return -1;\n");
}

TEST_F(PrinterTest, ElseIfChainsStayFlat) {
  kernelc::If last{V('b'), {S(Return{N(2)})}, {S(Return{N(3)})}};
  kernelc::If middle{V('a'), {S(Return{N(1)})}, {S(std::move(last))}};
  EXPECT_EQ(Body({S(std::move(middle))}),
            "    if (a) {\n"
            "        return 1;\n"
            "    } else if (b) {\n"
            "        return 2;\n"
            "    } else {\n"
            "        return 3;\n"
            "    }\n");
}

TEST_F(PrinterTest, HandoversPrecedeTheStatementsTheyName) {
  EXPECT_EQ(Body({Store(0, Var(f_)), Store(1, Var(f_)), Store(2, Var(f_))}, {1, 2}),
            "    out[0] = f;\n"
            "    UTVM_HANDOVER();\n"
            "    out[1] = f;\n"
            "    UTVM_HANDOVER();\n"
            "    out[2] = f;\n");
}

TEST_F(PrinterTest, ParametersSayTheirLengthAndConstness) {
  EXPECT_EQ(PrintParameters(function_), "void");
  function_.parameters = {p0_, out_};
  EXPECT_EQ(PrintParameters(function_), "const int8_t p0[16], float out[8]");
  const SymbolId empty = function_.Add({"none", SymbolKind::kBuffer, kFloat, 0, true});
  const SymbolId args = function_.Add({"args", SymbolKind::kParameter, {Scalar::kVoid, 1}});
  function_.parameters = {empty, args};
  EXPECT_EQ(PrintParameters(function_), "const float none[], void* args");
}

TEST_F(PrinterTest, AFunctionIsADefinition) {
  function_.parameters = {p0_, out_};
  Expr element = MakeSubscript(Var(p0_), N(1));
  function_.body = {Store(0, To(kFloat, std::move(element)))};
  EXPECT_EQ(PrintFunction(function_),
            "void kernel(const int8_t p0[16], float out[8]) {\n"
            "    out[0] = (float)p0[1];\n"
            "}\n");
  function_.parameters.assign(6, p0_);
  function_.body.clear();
  EXPECT_EQ(PrintFunction(function_),
            "void kernel(const int8_t p0[16], const int8_t p0[16], const int8_t p0[16], "
            "const int8_t p0[16],\n"
            "    const int8_t p0[16], const int8_t p0[16]) {\n"
            "}\n");
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
  EXPECT_EQ(Body({S(For{i_, Sum(2), Sum(3), 1, {}})}),
            "    for (int32_t i = twenty_characters_xx + twenty_characters_xx;\n"
            "        i < twenty_characters_xx + twenty_characters_xx + twenty_characters_xx; ++i) "
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

TEST(LayoutTest, AGroupAccountsForTheTextThatFollowsIt) {
  Layout layout;
  layout.Open();
  layout.Text("aaaa");
  layout.Break();
  layout.Text("bbbb");
  layout.Close();
  layout.Text(";");
  EXPECT_EQ(layout.Render(0, 10), "aaaa bbbb;");
  EXPECT_EQ(layout.Render(0, 9), "aaaa\n    bbbb;");
  EXPECT_EQ(layout.Render(2, 9), "  aaaa\n      bbbb;");
}

}  // namespace
}  // namespace utvmc::kernelc
