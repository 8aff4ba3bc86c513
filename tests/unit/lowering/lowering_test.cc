#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

TEST_F(LoweringTest, PrologueDisappearsAndParametersAreTypedAndConst) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  for (int32_t i = 0; i < 4; ++i) {
    ((float*)T_relu_1)[i] = ((((float*)p0_1)[i]) > (0.000000e+00f) ? (((float*)p0_1)[i]) : (0.000000e+00f));
  }
)")),
            "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        out[i] = p0[i] > 0.0f ? p0[i] : 0.0f;
    }
}
)");
  EXPECT_EQ(Kernel().name, "f");
  EXPECT_FALSE(Kernel().can_fail);
  EXPECT_EQ(Kernel().steps, 1);
}

TEST_F(LoweringTest, WorkspaceBecomesScratchWithElementTypeAndLiveRange) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  void* pad_temp = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  if (pad_temp == NULL) {
    return -1;
  }
  for (int32_t i = 0; i < 4; ++i) {
    ((float*)pad_temp)[i] = ((float*)p0_1)[i];
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
        pad_temp[i] = p0[i];
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

TEST_F(LoweringTest, WorkspaceReusedForAnotherTypeBecomesTwoBuffers) {
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

TEST_F(LoweringTest, WorkspaceReadAsAnotherTypeThanWrittenIsCarriedOver) {
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

TEST_F(LoweringTest, LocalArraysAboveTheStackLimitBecomeScratch) {
  CallUnary();
  options_.stack_limit = 8;
  ASSERT_EQ(Lower(Unary(R"(
  float small[2];
  float large[4];
  for (int32_t i = 0; i < 4; ++i) {
    small[0] = ((float*)p0_1)[i];
    large[i] = small[0];
  }
  for (int32_t i1 = 0; i1 < 4; ++i1) {
    ((float*)T_relu_1)[i1] = large[i1];
  }
)")),
            "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4], float large[4]) {
    float small[2];
    for (int32_t i = 0; i < 4; ++i) {
        small[0] = p0[i];
        large[i] = small[0];
    }
    for (int32_t i1 = 0; i1 < 4; ++i1) {
        out[i1] = large[i1];
    }
}
)");
}

constexpr const char* kCheckedKernel = R"(
#include "tvm/runtime/c_runtime_api.h"
extern void* __tvm_module_ctx = NULL;
TVM_DLL int32_t f( void* args,  void* arg_type_ids, int32_t num_args) {
  if (!((num_args == 2))) {
    TVMAPISetLastError("f: num_args should be 2");
    return -1;
  }
  void* arg0 = (((TVMValue*)args)[0].v_handle);
  int32_t arg0_code = (( int32_t*)arg_type_ids)[(0)];
  void* arg1 = (((TVMValue*)args)[1].v_handle);
  int32_t arg1_code = (( int32_t*)arg_type_ids)[(1)];
  float* placeholder = (float*)(((TVMArray*)arg0)[0].data);
  int64_t* arg0_shape = (int64_t*)(((TVMArray*)arg0)[0].shape);
  int64_t* arg0_strides = (int64_t*)(((TVMArray*)arg0)[0].strides);
  if (!(arg0_strides == NULL)) {
    if (!((1 == ((int32_t)arg0_strides[0])))) {
      TVMAPISetLastError("arg0.strides: expected to be compact array");
      return -1;
    }
  }
  int32_t dev_type = (((TVMArray*)arg0)[0].ctx.device_type);
  int32_t dev_id = (((TVMArray*)arg0)[0].ctx.device_id);
  float* tensor = (float*)(((TVMArray*)arg1)[0].data);
  if (!(((((arg0_code == 3) || (arg0_code == 13)) || (arg0_code == 7)) || (arg0_code == 4)))) {
    TVMAPISetLastError("f: Expect arg[0] to be pointer");
    return -1;
  }
  if (!((dev_type == 1))) {
    TVMAPISetLastError("device_type need to be 1");
    return -1;
  }
  if (!((1 == (((TVMArray*)arg0)[0].ndim)))) {
    TVMAPISetLastError("arg0.ndim is expected to equal 1");
    return -1;
  }
  if (!(((((((TVMArray*)arg0)[0].dtype.code) == (uint8_t)2) && ((((TVMArray*)arg0)[0].dtype.bits) == (uint8_t)32)) && ((((TVMArray*)arg0)[0].dtype.lanes) == (uint16_t)1)))) {
    TVMAPISetLastError("arg0.dtype is expected to be float32");
    return -1;
  }
  if (!((4 == ((int32_t)arg0_shape[0])))) {
    TVMAPISetLastError("Argument arg0.shape[0] has an unsatisfied constraint");
    return -1;
  }
  if (!(((((TVMArray*)arg0)[0].byte_offset) == (uint64_t)0))) {
    TVMAPISetLastError("Argument arg0.byte_offset has an unsatisfied constraint");
    return -1;
  }
  for (int32_t i = 0; i < 4; ++i) {
    tensor[(i)] = placeholder[(i)];
  }
  return 0;
}
)";

TEST_F(LoweringTest, ChecksOfVersion06Fold) {
  CallUnary();
  ASSERT_EQ(Lower(kCheckedKernel), "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        out[i] = p0[i];
    }
}
)");
}

TEST_F(LoweringTest, CheckThatMustFailIsAnErrorNamingKernelAndArgument) {
  Call("f", {In("float32", {5}), Out("float32", {4})});
  EXPECT_EQ(Lower(kCheckedKernel),
            "k.c:41:3: error: kernel 'f': a check on argument 0 always fails with this graph: "
            "\"Argument arg0.shape[0] has an unsatisfied constraint\"\n"
            "  hint: are graph.json and the kernels of the same build?");
}

TEST_F(LoweringTest, FlattenedArgumentsHaveOneAxis) {
  Call("f", {In("float32", {2, 2}), Out("float32", {2, 2})});
  program_.operators[0].flatten = true;
  EXPECT_EQ(Lower(kCheckedKernel), "");
}

TEST_F(LoweringTest, ArgumentThatTheKernelNeverReadsHasNoParameter) {
  CallUnary();
  ASSERT_EQ(Lower(Unary("  ((float*)T_relu_1)[0] = 1.000000e+00f;\n")), "");
  EXPECT_EQ(Printed(), "void f(float out[4]) {\n    out[0] = 1.0f;\n}\n");
  EXPECT_EQ(Kernel().parameters[0].argument, 1);
}

TEST_F(LoweringTest, KernelThatCanFailReturnsItsCode) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  if (((float*)p0_1)[0] < 0.000000e+00f) {
    return -1;
  }
  ((float*)T_relu_1)[0] = 1.000000e+00f;
)")),
            "");
  EXPECT_TRUE(Kernel().can_fail);
  EXPECT_EQ(Printed(), R"(int32_t f(const float p0[4], float out[4]) {
    if (p0[0] < 0.0f) {
        return -1;
    }
    out[0] = 1.0f;
    return 0;
}
)");
}

TEST_F(LoweringTest, BoolTensorIsAccessedAsBytesOfZeroAndOne) {
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

TEST_F(LoweringTest, LinkedConstantBecomesAnArgumentBetweenInputsAndOutputs) {
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

TEST_F(LoweringTest, KernelsThatDifferInNameOnlyAreShared) {
  Call("f", {In("float32", {4}), Out("float32", {4})});
  Call("g", {In("float32", {4}), Out("float32", {4})});
  std::string f = Unary("  ((float*)T_relu_1)[0] = ((float*)p0_1)[0];\n");
  std::string g = f;
  g.replace(g.find(" f("), 3, " g(");
  ASSERT_EQ(Lower(f + g), "");
  EXPECT_EQ(program_.kernels.size(), 1u);
  EXPECT_EQ(program_.operators[0].kernel, program_.operators[1].kernel);
  EXPECT_EQ(Kernel().twins, (std::vector<std::string>{"g"}));
}

TEST_F(LoweringTest, NamesLoseDoubledUnderscoresAndAvoidKeywords) {
  CallUnary();
  ASSERT_EQ(Lower(Unary(R"(
  for (int32_t i = 0; i < 4; ++i) {
    float v__1 = ((float*)p0_1)[i] * 2.000000e+00f;
    float _2 = v__1 * v__1;
    float register_ = _2 + v__1;
    ((float*)T_relu_1)[i] = register_ * _2;
  }
)")),
            "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        float v_1 = p0[i] * 2.0f;
        float t2 = v_1 * v_1;
        float register_v = t2 + v_1;
        out[i] = register_v * t2;
    }
}
)");
}

// --- kernels outside the subset ---

TEST_F(LoweringTest, KernelWithAHelperIsCarriedOverWithWhatItNeeds) {
  CallUnary();
  const std::string helper =
      "#include <arm_acle.h>\n#define TWICE(x) (2 * (x))\n"
      "static inline float helper(float x) { return TWICE(x); }\n"
      "float unrelated(float x) { return x; }\n"
      "float shared_scale = 2.0f;\n"
      "float external(float x) { return helper(x) * shared_scale; } /* external */\n";
  ASSERT_EQ(Lower(helper + Unary("  ((float*)T_relu_1)[0] = external(((float*)p0_1)[0]);\n")), "");
  EXPECT_EQ(Printed(), "packed: uses a call of external()");
  ASSERT_EQ(program_.carried.size(), 1u);
  const std::string& text = program_.carried[0].text;
  EXPECT_NE(text.find("#include <arm_acle.h>"), std::string::npos);
  EXPECT_NE(text.find("#define TWICE(x) (2 * (x))"), std::string::npos);
  EXPECT_NE(text.find("static inline float helper(float x) { return TWICE(x); }"),
            std::string::npos);
  EXPECT_EQ(text.find("unrelated"), std::string::npos);
  EXPECT_NE(text.find("float network_tvm0_shared_scale = 2.0f;"), std::string::npos);
  EXPECT_NE(
      text.find(
          "float network_tvm1_external(float x) { return helper(x) * network_tvm0_shared_scale; }"),
      std::string::npos);
  EXPECT_NE(text.find("int32_t network_tvm2_f(void* args"), std::string::npos);
  EXPECT_TRUE(Kernel().can_fail);
}

TEST_F(LoweringTest, WorkspaceOfACarriedKernelIsPlanned) {
  CallUnary();
  ASSERT_EQ(Lower("static void helper(float* x) { *x = 0; }\n" + Unary(R"(
  void* a = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)20, 2, 32);
  helper(((float*)a));
  if (TVMBackendFreeWorkspace(1, dev_id, a) != 0) {
    return -1;
  }
)")),
            "");
  ASSERT_EQ(Kernel().parameters.size(), 3u);
  EXPECT_EQ(Kernel().parameters[2].role, ir::Role::kScratch);
  EXPECT_EQ(Kernel().parameters[2].Bytes(), 40);
}

// --- errors, whole ---

struct ErrorCase {
  const char* body;
  const char* message;
};

class LoweringErrorTest : public LoweringTest, public testing::WithParamInterface<ErrorCase> {};

TEST_P(LoweringErrorTest, HasItsWholeMessage) {
  CallUnary();
  EXPECT_EQ(Lower(Unary(GetParam().body)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LoweringErrorTest,
    testing::Values(
        ErrorCase{"  void* p2 = (((TVMValue*)args)[2].v_handle);\n",
                  "k.c:14:16: error: kernel 'f': takes an argument 2, but the graph passes 2\n"
                  "  hint: are graph.json and the kernels of the same build?"},
        ErrorCase{"  ((int32_t*)T_relu_1)[0] = 1;\n",
                  "k.c:14:4: error: kernel 'f': accesses argument 1 as int32_t, but the graph says "
                  "float32\n"
                  "  hint: are graph.json and the kernels of the same build?"},
        ErrorCase{
            "  ((float*)p0_1)[0] = 1.0f;\n",
            "k.c:14:3: error: kernel 'f': writes argument 0, which the graph says is an input"},
        ErrorCase{"  ((float*)T_relu_1)[4] = 1.0f;\n",
                  "k.c:14:4: error: kernel 'f': accesses element 4 of 'p1', which has 4\n"
                  "  hint: are graph.json and the kernels of the same build?"},
        ErrorCase{"  for (int32_t i = 0; i < 5; ++i) {\n    ((float*)T_relu_1)[i] = 1.0f;\n  }\n",
                  "k.c:15:6: error: kernel 'f': accesses element 4 of 'p1', which has 4\n"
                  "  hint: are graph.json and the kernels of the same build?"},
        ErrorCase{"  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);\n",
                  "k.c:14:13: error: kernel 'f': workspace is never freed"},
        ErrorCase{"  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);\n"
                  "  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {\n  }\n"
                  "  if (TVMBackendFreeWorkspace(1, dev_id, w) != 0) {\n  }\n",
                  "k.c:17:7: error: kernel 'f': frees workspace twice"},
        ErrorCase{"  if (TVMBackendFreeWorkspace(1, dev_id, p0_1) != 0) {\n  }\n",
                  "k.c:14:7: error: kernel 'f': frees something that is not workspace"},
        ErrorCase{"  int32_t n = (int32_t)((float*)p0_1)[0];\n"
                  "  void* w = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)n, 2, 32);\n",
                  "k.c:15:13: error: kernel 'f': workspace size is not a constant\n"
                  "  hint: utvmc plans every byte at compile time"},
        ErrorCase{"  float8 v = float8(0);\n",
                  "k.c:14:3: error: kernel 'f' uses the vector type float8, which is not C\n"
                  "  hint: build the model with "
                  "tvm.transform.PassContext(config={\"tir.disable_vectorize\": True})"}));

TEST_F(LoweringTest, AccessToATensorWithoutElements) {
  Call("f", {In("float32", {0}), Out("float32", {4})});
  EXPECT_EQ(Lower(Unary("  ((float*)T_relu_1)[0] = ((float*)p0_1)[0];\n")),
            "k.c:14:28: error: kernel 'f': accesses argument 0, which has no elements\n"
            "  hint: are graph.json and the kernels of the same build?");
}

TEST_F(LoweringTest, MissingKernelIsNamedWithItsNode) {
  Call("g", {In("float32", {4}), Out("float32", {4})});
  EXPECT_EQ(Lower(Unary("")),
            "error: no source defines kernel 'g', which node 'g_node' calls\n"
            "  hint: pass every .c file that TVM wrote for this graph");
}

TEST_F(LoweringTest, KernelDefinedTwiceNamesBothPlaces) {
  CallUnary();
  const std::string f = Unary("  ((float*)T_relu_1)[0] = ((float*)p0_1)[0];\n");
  EXPECT_EQ(Lower(f + f),
            "k.c:21:17: error: kernel 'f' is defined twice, first at k.c:5\n"
            "  hint: pass only the sources of one build");
}

TEST_F(LoweringTest, TooManyArgumentsInTheGraph) {
  Call("f", {In("float32", {4}), In("float32", {4}), Out("float32", {4})});
  EXPECT_EQ(Lower(Packed("f", "\n  void* p0 = (((TVMValue*)args)[0].v_handle);\n")),
            "k.c:5:17: error: kernel 'f': takes 1 arguments, but the graph passes 3\n"
            "  hint: are graph.json and the kernels of the same build?");
}

}  // namespace
}  // namespace utvmc::lowering
