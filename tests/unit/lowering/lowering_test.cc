#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

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
  EXPECT_EQ(Kernel().parameters[2].Bytes(), 16 + 32 + 8) << "header, block, alignment";
}

// --- errors, whole ---

TEST_F(LoweringTest, VectorTypesAreNoC) {
  CallUnary();
  EXPECT_EQ(Lower(Unary("  float8 v = float8(0);\n")),
            "k.c:14:3: error: kernel 'f' uses the vector type float8, which is not C\n"
            "  hint: build the model with "
            "tvm.transform.PassContext(config={\"tir.disable_vectorize\": True})");
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

}  // namespace
}  // namespace utvmc::lowering
