// What is C but outside the subset is recognised, with the place of the construct.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

struct Case {
  std::string_view body;
  std::string_view why;
};

TEST(UnsupportedTest, EveryConstructIsNamedWithItsPlace) {
  const Case cases[] = {
      {"__asm__ volatile (\"nop\");", "2:1: inline assembly"},
      {"int32_t a = ({ 1; });", "2:13: a GNU statement expression"},
      {"int32_t a = INT64_C(1);", "2:13: the macro INT64_C"},
      {"float a = FLT_MAX;", "2:11: the macro FLT_MAX"},
      {"memcpy(args, args, 4);", "2:1: a call of memcpy()"},
      {"TVMLogf(\"\");", "2:1: a call of TVMLogf()"},
      {"return TVMBackendParallelLaunch(g, args, 0);", "2:8: a call of TVMBackendParallelLaunch()"},
      {"return kTvmErrorFunctionCallNumArguments;",
       "2:8: kTvmErrorFunctionCallNumArguments of TVM's headers"},
      {"tvm_crt_error_t a;", "2:1: the type tvm_crt_error_t"},
      {"TVMFunctionHandle a = NULL;", "2:1: the type TVMFunctionHandle"},
      {"int32_t a = __builtin_ctz(1);", "2:13: a call of __builtin_ctz()"},
      {"goto end; end: return 0;", "2:1: goto"},
      {"switch (num_args) { case 1: break; default: return 0; }", "2:1: a switch"},
      {"end: return 0;", "2:1: a label"},
      {"switch (num_args) {}", "2:1: a switch"},
      {"do { } while (0);", "2:1: a do loop"},
      {"while (1) continue;", "2:11: continue"},
      {"struct s { int a; } b;", "2:1: a struct"},
      {"union s b;", "2:1: a union"},
      {"enum { A } b;", "2:1: an enum"},
      {"typedef int t;", "2:1: a typedef"},
      {"static int32_t a;", "2:1: a static local variable"},
      {"const static int32_t a;", "2:7: a static local variable"},
      {"extern int32_t a;", "2:1: a local declaration of an external name"},
      {"volatile int32_t a;", "2:1: a volatile object"},
      {"int32_t a __attribute__((aligned(4)));", "2:11: an attribute"},
      {"\n#pragma unroll\n", "3:1: a preprocessor line"},
      {"void* a = &num_args;", "2:11: an address-of expression"},
      {"float* a = (float*)args; void* b = a + 1;", "2:38: pointer arithmetic"},
      {"float* a = (float*)args; a++;", "2:26: pointer arithmetic"},
      {"int64_t a = (int64_t)args;", "2:13: a cast between pointer and integer"},
      {"int32_t a = sizeof(float);", "2:13: sizeof"},
      {"int32_t a = 'x';", "2:13: a character constant"},
      {"int32_t a = num_args++;", "2:21: '++' inside an expression"},
      {"int32_t a = ++num_args;", "2:13: '++' inside an expression"},
      {"num_args = (num_args, 1);", "2:21: the comma operator"},
      {"num_args = (num_args = 1);", "2:22: an assignment inside an expression"},
      {"num_args = num_args = 1;", "2:21: an assignment inside an expression"},
      {"int32_t a[2] = {1, 2};", "2:9: an initialized local array"},
      {"int32_t a[2][2];", "2:9: an array of arrays"},
      {"int32_t a = {1};", "2:13: a braced initializer"},
      {"int32_t (*a)(void);", "2:9: a pointer to a function or array"},
      {"int32_t g(void);", "2:9: a local declaration of a function"},
      {"TVMValue a;", "2:10: a local TVMValue"},
      {"long a = 1;", "2:1: the type long"},
      {"size_t a = 1;", "2:1: the type size_t"},
      {"for (;;) {}", "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"for (int32_t i = 8; i > 0; --i) {}",
       "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"for (int32_t i = 0; i < i + 1; ++i) {}",
       "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"for (int32_t i = 0; i <= 2147483647; ++i) {}",
       "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"int32_t i; for (i = 0; i < 3; i += 2) {}",
       "2:12: a for loop of another form than `v = a; v < b; v += c`"},
      {"for (int32_t i = 3; i > 0; num_args++, --i) continue;",
       "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"for (float x = 0; x < 2; ++x) {}",
       "2:1: a for loop of another form than `v = a; v < b; v += c`"},
      {"float8 a = float8(1, 2);", "2:1: the vector type float8"},
      {"*(int32_t4*)(args) = (int32_t4)(1, 2, 3, 4);", "2:3: the vector type int32_t4"},
      {"int32_t5 a;", "2:1: the vector type int32_t5"},
      {"return g(args);", "2:8: a call of g()"},
      {"return h(args);", "2:8: a call of h()"},
      {"return counter;", "2:8: the variable counter"},
      {"return kRed;", "2:8: the declaration of kRed"},
      {"color_t a = 1;", "2:1: the type color_t"},
      {"if (TVMBackendGetFuncFromEnv(args, \"tvm.contrib.sort.argsort\", &num_args) != 0) return "
       "-1;",
       "2:5: a packed call of tvm.contrib.sort.argsort"},
      {"TVMFuncCall(args, args, args, 4, args, args);", "2:1: a packed call"},
  };
  // All in one line, so that the bodies begin in line 2.
  constexpr std::string_view kPreamble =
      "static int32_t g(void* a) { return 0; } int32_t h(void*); typedef enum { kRed } color_t; "
      "static int32_t counter; ";
  for (const Case& entry : cases) {
    EXPECT_EQ(WhyUnsupported(KernelSource(entry.body, kPreamble)), entry.why) << entry.body;
  }
}

TEST(UnsupportedTest, WhatFollowsAForeignConstructIsCheckedNevertheless) {
  const Case cases[] = {
      {"num_args = (num_args = 1) +;", "2:28: error: expected an expression, not ';'"},
      {"num_args++ + 1;", "2:12: error: expected ';' after the assignment, not '+'"},
      {"int32_t a = num_args++ + args;",
       "2:24: error: '+' has no meaning for operands of types int32_t and void*"},
      {"void* a = &num_args; a = b;", "2:26: error: undeclared name 'b'"},
      {"void* a = &1;", "2:11: error: the address of what is no variable"},
      {"int32_t a = ++1;", "2:15: error: the left side of an assignment is no variable"},
      {"int32_t a = args(1);", "2:17: error: a void* cannot be called"},
      {"int64_t a = ((int64_t)args)[0];", "2:14: error: subscript of a int64_t"},
      {"goto end;", "2:6: error: the label 'end' is missing"},
      {"a: num_args = 1; a: return 0;", "2:18: error: the label 'a' occurs twice"},
      {"int32: t a = 1;", "2:8: error: undeclared type 't'"},
      {"a: int32_t b = 1;", "2:4: error: expected a statement after the label, not 'int32_t'"},
      {"case 1: return 0;", "2:1: error: case outside a switch"},
      {"continue;", "2:1: error: continue outside a loop"},
      {"switch (args) {}", "2:9: error: a switch over a void*"},
      {"do { } while (0)",
       "3:1: error: expected ';' after the condition before the end of the "
       "function"},
      {"for (int33_t i = 0; i < 3; ++i) {}", "2:6: error: undeclared type 'int33_t'"},
      {"for (int32_t i = 3; i > 0; --i) { j = 1; }", "2:35: error: undeclared name 'j'"},
      {"for (; num_args < 3; ++k) {}", "2:24: error: undeclared name 'k'"},
      {"int32_t a[2] = {1, b};", "2:20: error: undeclared name 'b'"},
      {"void* a (((TVMValue*)args)[0].v_handle);", "2:9: error: expected '=' or ';', not '('"},
      {"float a = (float(args));", "2:17: error: expected ')' of the cast, not '('"},
      {"extern \"C\"", "2:8: error: expected a type, not '\"C\"'"},
      {"\n#pragma unroll\nnum_args = b;", "4:12: error: undeclared name 'b'"},
      {"\n#include <math.h>\nnum_args = b;", "4:12: error: undeclared name 'b'"},
      {"\n#define TVM_EXPORTS\nnum_args = b;", "4:12: error: undeclared name 'b'"},
      {"args = f ^ args;", "2:10: error: '^' has no meaning for operands of types void* and void*"},
  };
  for (const Case& entry : cases) {
    EXPECT_EQ(ParseMessage(KernelSource(entry.body)), "kernels.c:" + std::string(entry.why))
        << entry.body;
  }
}

TEST(UnsupportedTest, AnInitializerOfTheFileNamesOnlyWhatIsDeclared) {
  EXPECT_EQ(ParseMessage(KernelSource("return 0;", "void* p0 = args;\n")),
            "kernels.c:1:12: error: undeclared name 'args' in an initializer");
  EXPECT_EQ(WhyUnsupported(KernelSource("return 0;", "static int a; static int* b = &a;\n")),
            "supported");
  EXPECT_EQ(WhyUnsupported(KernelSource("return 0;", "#include <cmsis.h>\nint b = A;\n")),
            "supported");
}

TEST(UnsupportedTest, MacrosOfTheFileAreRecognisedWhereverTheyStand) {
  constexpr std::string_view kMacros = "#define SIZE 4\n#define CLIP(x) (x)\n#define TVM_EXPORTS\n";
  EXPECT_EQ(WhyUnsupported(KernelSource("return SIZE;", kMacros)), "5:8: the macro SIZE");
  EXPECT_EQ(WhyUnsupported(KernelSource("return CLIP(1);", kMacros)), "5:8: the macro CLIP");
  EXPECT_EQ(WhyUnsupported(KernelSource("int32_t CLIP = 1;", kMacros)), "supported");
  EXPECT_EQ(WhyUnsupported(KernelSource("return 0;", "#define int32_t long\n")), "supported");
  EXPECT_EQ(WhyUnsupported(KernelSource("int32_t a; return 0;", "#define int32_t long\n")),
            "3:1: the macro int32_t");
  EXPECT_EQ(WhyUnsupported(KernelSource("return FOO;", "#define FOO 1\n#undef FOO\n")),
            "4:8: the macro FOO");
}

TEST(UnsupportedTest, AfterAForeignHeaderUnknownNamesAreItsOwn) {
  constexpr std::string_view kInclude = "#include <arm_acle.h>\n";
  EXPECT_EQ(WhyUnsupported(KernelSource("int32_t a = __smlad(1, 2, 3);", kInclude)),
            "3:13: a call of __smlad()");
  EXPECT_EQ(WhyUnsupported(KernelSource("int32_t a = ARM_MAX;", kInclude)),
            "3:13: the macro ARM_MAX");
  EXPECT_EQ(WhyUnsupported(KernelSource("q7_t a = 1;", kInclude)), "3:1: the type q7_t");
  EXPECT_EQ(WhyUnsupported(KernelSource("int32_t a = 1;", kInclude)), "supported");
}

TEST(UnsupportedTest, HeadersOfTvmAndTheLibraryAreNotForeign) {
  constexpr std::string_view kIncludes =
      "#include \"tvm/runtime/c_runtime_api.h\"\n#include <dlpack/dlpack.h>\n#include <math.h>\n";
  EXPECT_EQ(ParseMessage(KernelSource("return foo;", kIncludes)),
            "kernels.c:5:8: error: undeclared name 'foo'");
}

TEST(UnsupportedTest, AVectorTypeIsNamedBeforeAnythingElse) {
  EXPECT_EQ(WhyUnsupported(KernelSource("__asm__(\"nop\");\nfloat8 a;")),
            "3:1: the vector type float8");
}

TEST(UnsupportedTest, AVariableMayBeCalledLikeAVectorType) {
  EXPECT_EQ(WhyUnsupported(KernelSource("void* int8 = args; float b = ((float*)int8)[0];")),
            "supported");
}

TEST(UnsupportedTest, ADefinitionInTheFileHidesAFunctionOfTheLibrary) {
  EXPECT_EQ(WhyUnsupported(KernelSource("float a = expf(1.0f);",
                                        "static float expf(float x) { return x; }\n")),
            "3:11: a call of expf()");
  EXPECT_EQ(WhyUnsupported(KernelSource("float a = expf(1.0f);", "float expf(float);\n")),
            "supported");
}

}  // namespace
}  // namespace utvmc::kernelc
