#include "kernelc/type.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace utvmc::kernelc {
namespace {

TEST(TypeTest, SpellsScalarsAndPointersAsC) {
  EXPECT_EQ(Spell(Scalar::kInt32), "int32_t");
  EXPECT_EQ(Spell(Scalar::kBool), "bool");
  EXPECT_EQ(Spell(Scalar::kHalf), "utvm_half_t");
  EXPECT_EQ(Spell(Type{Scalar::kFloat, 1}), "float*");
  EXPECT_EQ(Spell(Type{Scalar::kDlTensor, 2}), "DLTensor**");
}

TEST(TypeTest, BoolIsAnUnsignedIntegerOfOneBit) {
  EXPECT_TRUE(IsInteger(Scalar::kBool));
  EXPECT_TRUE(IsUnsignedInteger(Scalar::kBool));
  EXPECT_FALSE(IsSignedInteger(Scalar::kBool));
  EXPECT_EQ(BitsOf(Scalar::kBool), 1);
  EXPECT_EQ(SizeOf(Scalar::kBool), 1);
  EXPECT_EQ(MaxOf(Scalar::kBool), 1u);
}

TEST(TypeTest, StructsAndVoidAreNotArithmetic) {
  for (const Scalar scalar : {Scalar::kVoid, Scalar::kChar, Scalar::kTvmValue, Scalar::kDlTensor,
                              Scalar::kDlDataType, Scalar::kDlDevice}) {
    EXPECT_FALSE(IsArithmetic(scalar)) << Spell(scalar);
    EXPECT_FALSE(IsInteger(scalar)) << Spell(scalar);
    EXPECT_FALSE(IsFloating(scalar)) << Spell(scalar);
  }
}

TEST(TypeTest, KnowsTheLimitsOfIntegers) {
  EXPECT_EQ(MinOf(Scalar::kInt8), -128);
  EXPECT_EQ(MaxOf(Scalar::kInt8), 127u);
  EXPECT_EQ(MinOf(Scalar::kInt64), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(MaxOf(Scalar::kInt64), 0x7fffffffffffffffu);
  EXPECT_EQ(MinOf(Scalar::kUint64), 0);
  EXPECT_EQ(MaxOf(Scalar::kUint64), std::numeric_limits<std::uint64_t>::max());
}

TEST(TypeTest, PromotesWhatIsNarrowerThanInt) {
  EXPECT_EQ(Promote(Scalar::kBool), Scalar::kInt32);
  EXPECT_EQ(Promote(Scalar::kUint16), Scalar::kInt32);
  EXPECT_EQ(Promote(Scalar::kUint32), Scalar::kUint32);
  EXPECT_EQ(Promote(Scalar::kHalf), Scalar::kHalf);
}

TEST(TypeTest, FindsTheCommonTypeOfOperands) {
  EXPECT_EQ(UsualArithmetic(Scalar::kInt8, Scalar::kUint8), Scalar::kInt32);
  EXPECT_EQ(UsualArithmetic(Scalar::kInt32, Scalar::kUint32), Scalar::kUint32);
  EXPECT_EQ(UsualArithmetic(Scalar::kUint32, Scalar::kInt64), Scalar::kInt64);
  EXPECT_EQ(UsualArithmetic(Scalar::kInt64, Scalar::kUint64), Scalar::kUint64);
  EXPECT_EQ(UsualArithmetic(Scalar::kUint64, Scalar::kHalf), Scalar::kHalf);
  EXPECT_EQ(UsualArithmetic(Scalar::kHalf, Scalar::kFloat), Scalar::kFloat);
  EXPECT_EQ(UsualArithmetic(Scalar::kDouble, Scalar::kFloat), Scalar::kDouble);
}

TEST(TypeTest, OnlyRelatedTypesAndCharactersMayAlias) {
  EXPECT_TRUE(MayAlias(Scalar::kFloat, Scalar::kFloat));
  EXPECT_TRUE(MayAlias(Scalar::kInt32, Scalar::kUint32));
  EXPECT_TRUE(MayAlias(Scalar::kInt8, Scalar::kFloat));
  EXPECT_TRUE(MayAlias(Scalar::kInt64, Scalar::kUint8));
  EXPECT_FALSE(MayAlias(Scalar::kInt32, Scalar::kFloat));
  EXPECT_FALSE(MayAlias(Scalar::kInt16, Scalar::kInt32));
  EXPECT_FALSE(MayAlias(Scalar::kHalf, Scalar::kInt16));
  EXPECT_FALSE(MayAlias(Scalar::kFloat, Scalar::kDouble));
}

}  // namespace
}  // namespace utvmc::kernelc
