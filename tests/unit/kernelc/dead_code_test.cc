#include "kernelc/dead_code.h"

#include "kernelc/fold.h"
#include "kernelc/printer.h"
#include "parse_helpers.h"

namespace utvmc::kernelc {
namespace {

std::string Cleaned(const std::string& body) {
  Function function = ParseF(KernelSource("int32_t n = num_args;\n" + body));
  FoldConstants(function);
  RemoveDeadCode(function);
  return PrintBody(function, 0);
}

TEST(DeadCode, EmptyBranchesAndBlocksDisappear) {
  EXPECT_EQ(Cleaned("if (!(n == 3)) {\n}\n{\n}\nreturn n;"), "int32_t n = num_args;\nreturn n;\n");
}

TEST(DeadCode, TakenBranchIsSpliced) {
  EXPECT_EQ(Cleaned("if (1 < 2) { return n; } else { return 7; }"),
            "int32_t n = num_args;\nreturn n;\n");
}

TEST(DeadCode, LoopThatNeverRunsDisappears) {
  EXPECT_EQ(Cleaned("for (int32_t i = 4; i < 4; ++i) { n = i; }\nreturn n;"),
            "int32_t n = num_args;\nreturn n;\n");
}

TEST(DeadCode, StatementsAfterAReturnDisappear) {
  EXPECT_EQ(Cleaned("return n;\nn = 3;\nreturn 4;"), "int32_t n = num_args;\nreturn n;\n");
}

TEST(DeadCode, VariablesThatNothingReadsDisappearTogether) {
  EXPECT_EQ(Cleaned("int32_t a = n + 1;\nint32_t b = a + 1;\nfloat c[4];\nc[0] = 1.0f;\nreturn 0;"),
            "return 0;\n");
}

TEST(DeadCode, OnlyTheElseBranchLeftIsNegated) {
  EXPECT_EQ(Cleaned("int32_t a = 0;\nif (n < 3) { } else { a = 1; }\nreturn a;"),
            "int32_t n = num_args;\nint32_t a = 0;\nif (!(n < 3)) {\n    a = 1;\n}\nreturn a;\n");
}

}  // namespace
}  // namespace utvmc::kernelc
