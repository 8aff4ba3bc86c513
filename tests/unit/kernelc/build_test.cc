#include "kernelc/build.h"

#include <gtest/gtest.h>

namespace utvmc::kernelc {
namespace {

constexpr Type kInt8 = {Scalar::kInt8, 0};
constexpr Type kInt32 = {Scalar::kInt32, 0};
constexpr Type kInt64 = {Scalar::kInt64, 0};
constexpr Type kFloat = {Scalar::kFloat, 0};
constexpr Type kFloatPointer = {Scalar::kFloat, 1};

TEST(BuildTest, ArithmeticHasTheCommonType) {
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, kInt8, kInt8), kInt32);
  EXPECT_EQ(TypeOf(BinaryOp::kMultiply, kInt64, kInt32), kInt64);
  EXPECT_EQ(TypeOf(BinaryOp::kDivide, kInt32, kFloat), kFloat);
}

TEST(BuildTest, ComparisonsAndLogicAreInt) {
  EXPECT_EQ(TypeOf(BinaryOp::kLess, kFloat, kFloat), kInt32);
  EXPECT_EQ(TypeOf(BinaryOp::kEqual, kFloatPointer, kVoidPointer), kInt32);
  EXPECT_EQ(TypeOf(BinaryOp::kLogicalAnd, kFloatPointer, kInt64), kInt32);
  EXPECT_EQ(TypeOf(UnaryOp::kLogicalNot, kInt64), kInt32);
}

TEST(BuildTest, ShiftHasThePromotedTypeOfItsLeftOperand) {
  EXPECT_EQ(TypeOf(BinaryOp::kShiftLeft, kInt8, kInt64), kInt32);
  EXPECT_EQ(TypeOf(BinaryOp::kShiftRight, kInt64, kInt8), kInt64);
}

TEST(BuildTest, OperationsWithoutATypeHaveNone) {
  EXPECT_EQ(TypeOf(BinaryOp::kModulo, kFloat, kInt32), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kMultiply, kFloatPointer, kInt32), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, kVoidPointer, kInt32), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, kFloatPointer, kFloat), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kEqual, kFloatPointer, Type{Scalar::kInt8, 1}), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kEqual, kFloatPointer, kInt32), std::nullopt);
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, Type{Scalar::kVoid, 0}, kInt32), std::nullopt);
  EXPECT_EQ(TypeOf(UnaryOp::kBitNot, kFloat), std::nullopt);
  EXPECT_EQ(TypeOf(UnaryOp::kDereference, kVoidPointer), std::nullopt);
  EXPECT_EQ(TypeOfConditional(kFloatPointer, kFloat), std::nullopt);
}

TEST(BuildTest, PointersAddAndSubtract) {
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, kFloatPointer, kInt32), kFloatPointer);
  EXPECT_EQ(TypeOf(BinaryOp::kAdd, kInt64, kFloatPointer), kFloatPointer);
  EXPECT_EQ(TypeOf(BinaryOp::kSubtract, kFloatPointer, kFloatPointer), kInt64);
}

TEST(BuildTest, ConditionalHasTheCommonTypeOfItsArms) {
  EXPECT_EQ(TypeOfConditional(kInt8, kInt8), kInt32);
  EXPECT_EQ(TypeOfConditional(kInt32, kFloat), kFloat);
  EXPECT_EQ(TypeOfConditional(kFloatPointer, kVoidPointer), kVoidPointer);
}

TEST(BuildTest, ArraysConstantsAndBuffersDecayToPointers) {
  Function function;
  for (const SymbolKind kind : {SymbolKind::kArray, SymbolKind::kConstant, SymbolKind::kBuffer}) {
    const SymbolId id = function.Add({"a", kind, kFloat, 4, false});
    EXPECT_EQ(MakeVar(function, id).type, kFloatPointer);
    EXPECT_EQ(MakeSubscript(MakeVar(function, id), MakeInt(0)).type, kFloat);
  }
  const SymbolId scalar = function.Add({"s", SymbolKind::kScalar, kFloat, 0, false});
  EXPECT_EQ(MakeVar(function, scalar).type, kFloat);
}

TEST(BuildTest, OperationsStandWhereTheirFirstOperandStands) {
  const Expr sum = MakeBinary(BinaryOp::kAdd, MakeInt(1, Scalar::kInt32, {3, 7}), MakeInt(2));
  EXPECT_EQ(sum.where, (Position{3, 7}));
  EXPECT_EQ(sum.type, kInt32);
}

TEST(BuildTest, KnowsLibmInBothPrecisionsAndTheBackendApi) {
  const KnownFunction* expf = FindKnownFunction("expf");
  ASSERT_NE(expf, nullptr);
  EXPECT_EQ(expf->name, "expf");
  EXPECT_EQ(expf->result, kFloat);
  EXPECT_EQ(expf->parameters, std::vector<Type>{kFloat});
  EXPECT_TRUE(expf->is_pure);
  EXPECT_EQ(FindKnownFunction("ldexp")->parameters,
            (std::vector<Type>{{Scalar::kDouble, 0}, kInt32}));
  const KnownFunction* allocate = FindKnownFunction("TVMBackendAllocWorkspace");
  ASSERT_NE(allocate, nullptr);
  EXPECT_EQ(allocate->result, kVoidPointer);
  EXPECT_EQ(allocate->parameters.size(), 5u);
  EXPECT_FALSE(allocate->is_pure);
  EXPECT_EQ(FindKnownFunction("memcpy"), nullptr);
}

}  // namespace
}  // namespace utvmc::kernelc
