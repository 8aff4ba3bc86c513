#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

class CallingConventionTest : public LoweringTest {};

TEST_F(CallingConventionTest, PrologueDisappearsAndParametersAreTypedAndConst) {
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

TEST_F(CallingConventionTest, ArgumentThatTheKernelNeverReadsHasNoParameter) {
  CallUnary();
  ASSERT_EQ(Lower(Unary("  ((float*)T_relu_1)[0] = 1.000000e+00f;\n")), "");
  EXPECT_EQ(Printed(), "void f(float out[4]) {\n    out[0] = 1.0f;\n}\n");
  EXPECT_EQ(Kernel().parameters[0].argument, 1);
}

TEST_F(CallingConventionTest, ReturnOfAnUnknownCodeIsNoFailedCheck) {
  CallUnary();
  ASSERT_EQ(Lower(Unary("  int32_t code = ((int32_t)((float*)p0_1)[0]);\n"
                        "  if (num_args == 2) {\n    return code;\n  }\n")),
            "");
  EXPECT_TRUE(Kernel().can_fail);
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

TEST_F(CallingConventionTest, ChecksOfVersion06Fold) {
  CallUnary();
  ASSERT_EQ(Lower(kCheckedKernel), "");
  EXPECT_EQ(Printed(), R"(void f(const float p0[4], float out[4]) {
    for (int32_t i = 0; i < 4; ++i) {
        out[i] = p0[i];
    }
}
)");
}

TEST_F(CallingConventionTest, CheckThatMustFailIsAnErrorNamingKernelAndArgument) {
  Call("f", {In("float32", {5}), Out("float32", {4})});
  EXPECT_EQ(Lower(kCheckedKernel),
            "k.c:41:3: error: kernel 'f': a check on argument 0 always fails with this graph: "
            "\"Argument arg0.shape[0] has an unsatisfied constraint\"\n"
            "  hint: are graph.json and the kernels of the same build?");
}

TEST_F(CallingConventionTest, FlattenedArgumentsHaveOneAxis) {
  Call("f", {In("float32", {2, 2}), Out("float32", {2, 2})});
  program_.operators[0].flatten = true;
  EXPECT_EQ(Lower(kCheckedKernel), "");
}

}  // namespace
}  // namespace utvmc::lowering
