#include "kernelc/parentheses.h"

#include "unit/kernelc/printer_fixture.h"

namespace utvmc::kernelc {
namespace {

using enum BinaryOp;

class ParenthesesTest : public PrinterTest {};

TEST_F(ParenthesesTest, KeepsTheTreeWithAsFewParenthesesAsPossible) {
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

TEST_F(ParenthesesTest, GroupsOperatorsThatReadersMixUp) {
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

TEST_F(ParenthesesTest, ConditionalsReadLikeElseIf) {
  EXPECT_EQ(P(If(B(kLess, V('a'), N(127)), V('a'), N(127))), "a < 127 ? a : 127");
  EXPECT_EQ(P(If(B(kLogicalAnd, V('a'), V('b')), V('c'), V('d'))), "(a && b) ? c : d");
  EXPECT_EQ(P(If(V('a'), V('b'), If(V('c'), V('d'), N(0)))), "a ? b : c ? d : 0");
  EXPECT_EQ(P(If(V('a'), If(V('b'), V('c'), V('d')), N(0))), "a ? (b ? c : d) : 0");
  EXPECT_EQ(P(If(If(V('a'), V('b'), V('c')), V('d'), N(0))), "(a ? b : c) ? d : 0");
  EXPECT_EQ(P(B(kAdd, If(V('a'), V('b'), V('c')), N(1))), "(a ? b : c) + 1");
  EXPECT_EQ(P(If(V('a'), B(kAdd, V('b'), N(1)), B(kAdd, V('c'), N(2)))), "a ? b + 1 : c + 2");
}

TEST_F(ParenthesesTest, UnaryOperatorsNeverMergeIntoAnotherToken) {
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

TEST_F(ParenthesesTest, CastsBindTighterThanOperators) {
  EXPECT_EQ(P(To(kInt64, V('a'))), "(int64_t)a");
  EXPECT_EQ(P(To(kInt64, B(kAdd, V('a'), V('b')))), "(int64_t)(a + b)");
  EXPECT_EQ(P(B(kMultiply, To(kInt64, V('a')), V('b'))), "(int64_t)a * b");
  EXPECT_EQ(P(To(kInt8, To(kInt32, N(-5)))), "(int8_t)(int32_t)-5");
  EXPECT_EQ(P(MakeSubscript(To({Scalar::kFloat, 1}, Var(p0_)), B(kAdd, V('a'), N(1)))),
            "((float*)p0)[a + 1]");
}

}  // namespace
}  // namespace utvmc::kernelc
