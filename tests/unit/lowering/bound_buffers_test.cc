#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

class BoundBuffersTest : public LoweringTest {};

TEST_F(BoundBuffersTest, WorkspaceBecomesScratchWithElementTypeAndLiveRange) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  void* pad_temp = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  if (pad_temp == NULL) {
    return -1;
  }
  for (int32_t i = 0; i < 4; ++i) {
    ((float*)pad_temp)[i] = -((float*)p0_1)[i];
  }
  for (int32_t i1 = 0; i1 < 4; ++i1) {
    ((float*)T_relu_1)[i1] = ((float*)pad_temp)[i1];
  }
  if (TVMBackendFreeWorkspace(1, dev_id, pad_temp) != 0) {
    return -1;
  }
)")),
            "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4], float pad_temp[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        pad_temp[i] = -p0[i];
    }
    for (int32_t i1 = 0; i1 < 4; ++i1) {
        out[i1] = pad_temp[i1];
    }
}
)");
  const auto& parameters = Kernel().parameters;
  ASSERT_EQ(parameters.size(), 3u);
  EXPECT_EQ(parameters[0].live, (ir::StepRange{0, 1}));  // dies after its last read
  EXPECT_EQ(parameters[1].live, (ir::StepRange{1, 2}));  // born at its first write
  EXPECT_EQ(parameters[2].live, (ir::StepRange{0, 2}));
  EXPECT_EQ(parameters[2].role, ir::Role::kScratch);
  EXPECT_EQ(std::get<ir::NativeBody>(Kernel().body).handovers, (std::vector<int>{1}));
}

TEST_F(BoundBuffersTest, WorkspaceReusedForAnotherTypeBecomesTwoBuffers) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  for (int32_t i = 0; i < 4; ++i) {
    ((int32_t*)w)[i] = ((int32_t)((float*)p0_1)[i]);
  }
  for (int32_t i1 = 0; i1 < 4; ++i1) {
    ((float*)T_relu_1)[i1] = ((float)((int32_t*)w)[i1]);
  }
  for (int32_t i2 = 0; i2 < 4; ++i2) {
    ((float*)w)[i2] = ((float*)T_relu_1)[i2];
  }
  for (int32_t i3 = 0; i3 < 4; ++i3) {
    ((float*)T_relu_1)[i3] = ((float*)w)[i3];
  }
  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {
    return -1;
  }
)")),
            "");
  ASSERT_EQ(Kernel().parameters.size(), 4u) << Printed();
  EXPECT_EQ(Kernel().parameters[2].element, kernelc::Scalar::kInt32);
  EXPECT_EQ(Kernel().parameters[2].live, (ir::StepRange{0, 2}));
  EXPECT_EQ(Kernel().parameters[3].element, kernelc::Scalar::kFloat);
  EXPECT_EQ(Kernel().parameters[3].live, (ir::StepRange{2, 4}));
}

TEST_F(BoundBuffersTest, WorkspaceReadAsAnotherTypeThanWrittenIsCarriedOver) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  for (int32_t i = 0; i < 4; ++i) {
    ((int32_t*)w)[i] = ((int32_t)((float*)p0_1)[i]);
  }
  for (int32_t i1 = 0; i1 < 4; ++i1) {
    ((float*)T_relu_1)[i1] = ((float*)w)[i1];
  }
  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {
    return -1;
  }
)")),
            "");
  EXPECT_EQ(Printed(), "packed: uses one buffer both as int32_t and as float");
}

TEST_F(BoundBuffersTest, BoolTensorIsAccessedAsBytesOfZeroAndOne) {
  Call("f", {In("uint1", {4}), Out("bool", {4})});
  ASSERT_EQ(Lower(Unary(R"(
  for (int32_t i = 0; i < 4; ++i) {
    ((bool*)T_relu_1)[i] = !((bool*)p0_1)[i];
  }
)")),
            "");
  EXPECT_EQ(Kernel().parameters[0].element, kernelc::Scalar::kInt8);
  EXPECT_EQ(Kernel().parameters[1].element, kernelc::Scalar::kInt8);
}

TEST_F(BoundBuffersTest, LinkedConstantBecomesAnArgumentBetweenInputsAndOutputs) {
  CallUnary();
  ASSERT_EQ(Lower("static const float __attribute__((section(\".rodata.tvm\"), aligned(16))) "
                  "fused_constant[4] = {\n"
                  "  0x1p+0f, 0x1.8p+0f, -0x1p-1f, 0x0p+0f\n};\n" +
                  Unary(R"(
  for (int32_t i = 0; i < 4; ++i) {
    ((float*)T_relu_1)[i] = ((float*)p0_1)[i] + ((float*)fused_constant)[i];
  }
)")),
            "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], const float fused_constant[4], float out[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        out[i] = p0[i] + fused_constant[i];
    }
}
)");
  const ir::Operator& op = program_.operators[0];
  ASSERT_EQ(op.arguments.size(), 3u);
  EXPECT_EQ(op.input_count, 2);
  EXPECT_EQ(program_[op.arguments[1]].kind, ir::Tensor::Kind::kConstant);
  EXPECT_EQ(program_[op.arguments[1]].data.size(), 16u);
  EXPECT_EQ(Kernel().parameters[2].argument, 2);
}

TEST_F(BoundBuffersTest, AccessToATensorWithoutElements) {
  Call("f", {In("float32", {0}), Out("float32", {4})});
  EXPECT_EQ(Lower(Unary("  ((float*)T_relu_1)[0] = ((float*)p0_1)[0];\n")),
            "k.c:14:28: error: kernel 'f': accesses argument 0, which has no elements\n"
            "  hint: are graph.json and the kernels of the same build?");
}

struct ErrorCase {
  const char* body;
  const char* message;
};

class BoundBuffersErrorTest : public LoweringTest, public testing::WithParamInterface<ErrorCase> {};

TEST_P(BoundBuffersErrorTest, HasItsWholeMessage) {
  CallUnary();
  EXPECT_EQ(Lower(Unary(GetParam().body)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BoundBuffersErrorTest,
    testing::Values(
        ErrorCase{"  ((int32_t*)T_relu_1)[0] = 1;\n",
                  "k.c:14:4: error: kernel 'f': accesses argument 1 as int32_t, but the graph says "
                  "float32\n"
                  "  hint: are graph.json and the kernels of the same build?"},
        ErrorCase{
            "  ((float*)p0_1)[0] = 1.0f;\n",
            "k.c:14:3: error: kernel 'f': writes argument 0, which the graph says is an input"},
        ErrorCase{"  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);\n",
                  "k.c:14:13: error: kernel 'f': workspace is never freed"},
        ErrorCase{"  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);\n"
                  "  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {\n  }\n"
                  "  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {\n  }\n",
                  "k.c:17:7: error: kernel 'f': frees workspace twice"},
        ErrorCase{"  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);\n"
                  "  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {\n  }\n"
                  "  ((float*)w)[0] = 1.0f;\n",
                  "k.c:17:4: error: kernel 'f': accesses workspace after it was freed"},
        ErrorCase{"  if (TVMBackendFreeWorkspace(1, dev_id, p0_1) != 0) {\n  }\n",
                  "k.c:14:7: error: kernel 'f': frees something that is not workspace"},
        ErrorCase{"  int32_t n = (int32_t)((float*)p0_1)[0];\n"
                  "  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)n, 2, 32);\n",
                  "k.c:15:13: error: kernel 'f': workspace size is not a constant\n"
                  "  hint: utvmc plans every byte at compile time"}));

}  // namespace
}  // namespace utvmc::lowering
