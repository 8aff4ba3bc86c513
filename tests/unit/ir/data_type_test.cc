#include "ir/data_type.h"

#include <gtest/gtest.h>

namespace utvmc::ir {
namespace {

TEST(DataType, EverySupportedNameReadsAndPrints) {
  for (const char* name : {"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
                           "uint64", "float16", "float32", "float64"}) {
    const auto type = ParseDataType(name);
    ASSERT_TRUE(type.has_value()) << name;
    EXPECT_EQ(Print(*type), name);
    EXPECT_TRUE(IsSupported(*type));
    EXPECT_EQ(kernelc::SizeOf(ElementType(*type)), type->Bytes()) << name;
  }
}

TEST(DataType, RelaysUint1IsBoolOfOneByte) {
  const auto type = ParseDataType("uint1");
  EXPECT_EQ(type, ParseDataType("bool"));
  EXPECT_TRUE(type->IsBool());
  EXPECT_EQ(type->Bytes(), 1);
  EXPECT_EQ(ElementType(*type), kernelc::Scalar::kInt8);
}

TEST(DataType, AnythingElseIsNotSupported) {
  for (const char* name : {"", "void", "handle", "int4", "uint4", "int1", "bfloat16", "float8",
                           "e4m3_float8", "float32x4", "float32 ", "Float32", "custom[posit]16"}) {
    EXPECT_FALSE(ParseDataType(name).has_value()) << name;
  }
  EXPECT_FALSE(IsSupported({DataType::Code::kInt, 4}));
  EXPECT_EQ(Print({DataType::Code::kInt, 4}), "int4");
}

}  // namespace
}  // namespace utvmc::ir
