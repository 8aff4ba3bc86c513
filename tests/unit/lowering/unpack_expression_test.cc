#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

/// What a statement in the body of the unary kernel uses that has no typed form.
struct Case {
  const char* name;
  const char* statement;
  const char* reason;
};

class UnpackExpression : public LoweringTest, public testing::WithParamInterface<Case> {};

TEST_P(UnpackExpression, NamesWhatIsOutsideTheSubset) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(std::string("  ") + GetParam().statement + "\n")), "");
  EXPECT_EQ(Printed(), std::string("packed: uses ") + GetParam().reason);
}

constexpr Case kCases[] = {
    {"ArithmeticOnABuffer", "((float*)T_relu_1)[0] = *(((float*)p0_1) + 1);", "pointer arithmetic"},
    {"TheAddressOfAnElement", "((float*)T_relu_1)[0] = ((float*)&((float*)p0_1)[1])[0];",
     "an address-of expression"},
    {"ABufferAsANumber", "((float*)T_relu_1)[0] = (float)(int64_t)p0_1;",
     "a cast between pointer and integer"},
    {"ANumberAsABuffer", "((float*)T_relu_1)[0] = ((float*)4096)[0];",
     "a cast between pointer and integer"},
    {"AnArgumentThatIsANumber", "((float*)T_relu_1)[0] = (float)(((TVMValue*)args)[0].v_int64);",
     "the field .v_int64"},
    {"AnArrayOfTensors", "((float*)T_relu_1)[0] = ((float*)(((DLTensor*)p0)[1].data))[0];",
     "an array of tensors"},
    {"AnExtentAtAVariableAxis",
     "for (int32_t i = 0; i < 1; ++i) {\n"
     "    ((float*)T_relu_1)[i] = (float)((int64_t*)(((DLTensor*)p0)[0].shape))[i];\n  }",
     "a shape read at a variable axis"},
    {"TwoBuffersCompared", "((float*)T_relu_1)[0] = (float)(p0_1 == T_relu_1);",
     "pointer arithmetic"},
    {"AnElementOfNull", "((float*)T_relu_1)[0] = ((float*)NULL)[0];", "an unknown pointer"},
    {"AMacro", "((float*)T_relu_1)[0] = (float)INT32_MAX;", "the macro INT32_MAX"},
    {"ALocalArrayAsAnotherType",
     "float a[4];\n  a[0] = 1.0f;\n  ((float*)T_relu_1)[0] = (float)((int32_t*)a)[0];",
     "a local array as another type"},
};

INSTANTIATE_TEST_SUITE_P(Kernels, UnpackExpression, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace utvmc::lowering
