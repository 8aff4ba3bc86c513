// What is neither in the subset nor recognised C is an error: whole messages.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

struct Case {
  std::string_view body;
  std::string_view error;
};

TEST(ParseErrorsTest, EveryMistakeInAKernelIsReportedAtItsPlace) {
  const Case cases[] = {
      {"return foo;", "2:8: error: undeclared name 'foo'"},
      {"return foo(1);", "2:8: error: undeclared function 'foo'"},
      {"foo_t a = 1;", "2:1: error: undeclared type 'foo_t'"},
      {"int32_t a; int32_t a;", "2:20: error: 'a' is declared twice in one scope"},
      {"int32_t args;", "2:9: error: 'args' is declared twice in one scope"},
      {"num_args[0] = 1;", "2:1: error: subscript of a int32_t"},
      {"int32_t a = args[0];", "2:13: error: subscript of a void*"},
      {"int32_t a = arg_type_ids[1.0f];", "2:26: error: subscript by a float, which is no integer"},
      {"float a = 1.0f % 2;",
       "2:16: error: '%' has no meaning for operands of types float and int32_t"},
      {"int32_t a = args * 2;",
       "2:18: error: '*' has no meaning for operands of types void* and int32_t"},
      {"int32_t a = args == 1;",
       "2:18: error: '==' has no meaning for operands of types void* and int32_t"},
      {"int32_t a = ~1.0f;", "2:13: error: '~' has no meaning for an operand of type float"},
      {"int32_t a = -args;", "2:13: error: '-' has no meaning for an operand of type void*"},
      {"int32_t a = *args;", "2:13: error: '*' has no meaning for an operand of type void*"},
      {"int32_t a = 1 ? args : 1.0f;",
       "2:13: error: '?:' has no meaning for arms of types void* and float"},
      {"float a = sqrtf(1, 2);", "2:11: error: sqrtf() takes 1 argument, not 2"},
      {"float a = powf(1);", "2:11: error: powf() takes 2 arguments, not 1"},
      {"float a = sqrtf(args);", "2:17: error: cannot convert void* to float"},
      {"float a = args;", "2:11: error: cannot convert void* to float"},
      {"float* a = (float*)args; int32_t* b = a;",
       "2:39: error: cannot convert float* to int32_t*"},
      {"int32_t a = TVMAPISetLastError(\"x\");", "2:13: error: cannot convert void to int32_t"},
      {"1 = 2;", "2:1: error: the left side of an assignment is no variable"},
      {"num_args + 1;", "2:10: error: expected '=' or ';', not '+'"},
      {"num_args;", "2:1: error: a statement without an effect"},
      {"for (int32_t i = 0; i < 4; ++i) i = 2;",
       "2:33: error: assignment to the loop variable 'i'"},
      {"for (int32_t i = 0; i < 4; ++i) ++i;", "2:35: error: assignment to the loop variable 'i'"},
      {"for (int32_t i = 0; i < 4; ++j) {}",
       "2:30: error: expected 'i' in the loop's step, not 'j'"},
      {"for (int32_t i = 0; i < 4 ++i) {}",
       "2:27: error: expected ';' after the loop's condition, not '++'"},
      {"int32_t a[2]; a = 1;", "2:15: error: assignment to the array 'a'"},
      {"k[0] = 1;", "2:1: error: assignment to the constant 'k'"},
      {"int32_t a[0];", "2:11: error: the length of array 'a' is not a positive constant"},
      {"int32_t a[num_args];", "2:11: error: the length of array 'a' is not a positive constant"},
      {"int32_t a[-1];", "2:11: error: the length of array 'a' is not a positive constant"},
      {"double a[1000000000];", "2:10: error: array 'a' is larger than 2 GiB"},
      {"void a;", "2:6: error: variable 'a' of type void"},
      {"float float a;", "2:1: error: malformed type"},
      {"float**** a;", "2:6: error: pointers nested deeper than 3 levels"},
      {"int32_t a = 99999999999999999999;",
       "2:13: error: integer literal too large: '99999999999999999999'"},
      {"int32_t a = 1x;", "2:13: error: malformed number: '1x'"},
      {"float a = (1.0f;", "3:1: error: '}' cannot close '(' of line 2"},
      {"int32_t a = 1",
       "3:1: error: expected ';' after the declaration before the end of the function"},
      {"int32_t a = ;", "2:13: error: expected an expression, not ';'"},
      {"int32_t = 1;", "2:9: error: expected the name of a variable, not '='"},
      {"if num_args) {}", "2:12: error: ')' cannot close '{' of line 1"},
      {"if {}", "2:4: error: expected '(' after if, not '{'"},
      {"if (TVMAPISetLastError(\"x\")) {}", "2:5: error: a void is no condition"},
      {"else {}", "2:1: error: expected an expression, not 'else'"},
      {"break;", "2:1: error: break outside a loop"},
      {"return;", "2:1: error: return without a value"},
      {"int32_t a = (DLTensor)args;", "2:13: error: cannot cast void* to DLTensor"},
      {"int32_t a = (float)args;", "2:13: error: cannot cast void* to float"},
      {"int32_t a = ((DLTensor*)args)[0].foo;", "2:34: error: DLTensor has no member 'foo'"},
      {"int32_t a = num_args.x;", "2:22: error: int32_t has no member 'x'"},
      {"int32_t a = num_args @ 1;", "2:22: error: expected ';' after the declaration, not '@'"},
      {"int32_t a = num_args \x01 1;",
       "2:22: error: expected ';' after the declaration, not byte 0x01"},
  };
  for (const Case& entry : cases) {
    const std::string text = KernelSource(entry.body, "static const float k[1] = {1}; ");
    EXPECT_EQ(ParseMessage(text), "kernels.c:" + std::string(entry.error)) << entry.body;
  }
}

TEST(ParseErrorsTest, TextThatIsNotCIsReported) {
  const Case cases[] = {
      {"int a; /* b", "1:8: error: unterminated comment"},
      {"int f() { (]; }", "1:12: error: ']' cannot close '(' of line 1"},
      {"int f() {\n", "1:9: error: '{' is never closed"},
      {"}", "1:1: error: '}' closes nothing"},
      {"int a", "1:1: error: a declaration without an end"},
      {"extern \"C\" { int a;",
       "1:20: error: '}' of extern \"C\" is missing at the end of the file"},
      {"#ifdef X\nint a;", "1:1: error: '#ifdef' is never closed"},
      {"int a;\n#endif", "2:1: error: '#endif' without #if"},
      {"#jnclude <math.h>", "1:1: error: unknown preprocessor directive '#jnclude'"},
      {"static const float a[2] = {1, 2, 3};", "1:35: error: 'a' has 3 values, but 2 are declared"},
  };
  for (const Case& entry : cases) {
    EXPECT_EQ(ParseMessage(std::string(entry.body)), "kernels.c:" + std::string(entry.error));
  }
}

TEST(ParseErrorsTest, FunctionsThatAreNoKernelsAreNeverAnError) {
  constexpr std::string_view kWhy = "code outside the subset";
  for (const std::string_view text :
       {"int32_t f(float* x) { return y; }", "static int f(void* a, void* b, int c) { return y; }",
        "struct s f(int a) { return a; }", "template <class T> T f(T a) { return a + ; }",
        "int f(a) { @ }"}) {
    const TranslationUnit unit = ParseUnit(std::string(text));
    const FunctionItem* function = FindFunction(unit, "f");
    ASSERT_NE(function, nullptr) << text;
    ASSERT_TRUE(std::holds_alternative<Unsupported>(function->body)) << text;
    EXPECT_EQ(std::get<Unsupported>(function->body).construct, kWhy) << text;
  }
}

/// A digit, an operator, a bracket or a letter in place of each byte of a kernel: an error or a
/// unit, never a crash.
TEST(ParseErrorsTest, DamagedKernelsAreParsedOrRefused) {
  const std::string kernel = KernelSource(
      "  void* p0 = (((TVMValue*)args)[0].v_handle);\n"
      "  for (int32_t i = 0; i < 4; ++i) {\n"
      "    ((float*)p0)[i] = ((i < 2) ? k[i] : expf(((float*)p0)[(i * 2) + 1]));\n"
      "  }\n"
      "  return 0;",
      "#include <math.h>\nstatic const float k[2] = {0x1.8p+1f, -1.0f};\n");
  ASSERT_EQ(ParseMessage(kernel), "ok");
  int refused = 0;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    for (const char c : {'0', '(', '}', '"', '*', ',', 'x', '\n', '\xff', '\0'}) {
      std::string damaged = kernel;
      damaged[i] = c;
      refused += ParseTranslationUnit({"k.c", damaged}).ok() ? 0 : 1;
    }
    refused += ParseTranslationUnit({"k.c", kernel.substr(0, i)}).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, static_cast<int>(kernel.size()) * 5);
}

}  // namespace
}  // namespace utvmc::kernelc
