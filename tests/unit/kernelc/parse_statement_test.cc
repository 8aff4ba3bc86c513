#include "kernelc/parse_statement.h"

#include <gtest/gtest.h>

#include "unit/kernelc/dump.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseStatement, InnerScopesShadowOuterOnes) {
  const Function function = ParseKernel(
      "int32_t a = 1; { float a = 2.0f; a = 3.0f; } a = 4; for (int32_t a = 0; a < 2; ++a) { }");
  const SymbolId outer = As<Declare>(function.body[0])->symbol;
  const Block& inner = As<Compound>(function.body[1])->body;
  EXPECT_EQ(As<VarRef>(As<Assign>(function.body[2])->target)->symbol, outer);
  EXPECT_EQ(As<VarRef>(As<Assign>(inner[1])->target)->symbol, As<Declare>(inner[0])->symbol);
  EXPECT_NE(As<Declare>(inner[0])->symbol, outer);
  EXPECT_NE(As<For>(function.body[3])->variable, outer);
}

TEST(ParseStatement, ReadsTheOtherStatements) {
  const Function function = ParseKernel(
      "while (num_args > 0) { num_args = num_args - 1; if (num_args == 2) break; else { } }\n"
      "if (!(out_ret_value == NULL)) { TVMAPISetLastError(\"a\" \"b\"); return -1; } else if "
      "(num_args) ;\n"
      "(void)TVMBackendFreeWorkspace(1, 0, args); (void)num_args;\n"
      "return 0;");
  ASSERT_EQ(function.body.size(), 4u);
  const auto& loop = *As<While>(function.body[0]);
  ASSERT_EQ(loop.body.size(), 2u);
  EXPECT_NE(As<Break>(As<If>(loop.body[1])->then_block[0]), nullptr);
  const auto& check = *As<If>(function.body[1]);
  EXPECT_EQ(Dump(function, As<Evaluate>(check.then_block[0])->expression),
            "TVMAPISetLastError(\"a\" \"b\")");
  EXPECT_EQ(check.else_block.size(), 1u);
  EXPECT_NE(As<Evaluate>(function.body[2]), nullptr);
  EXPECT_EQ(Dump(function, *As<Return>(function.body[3])->value), "0:int32_t");
}

}  // namespace
}  // namespace utvmc::kernelc
