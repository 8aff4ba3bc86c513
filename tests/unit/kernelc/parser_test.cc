#include "kernelc/parser.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParserTest, RemembersWhereThingsStand) {
  const Function function = ParseKernel("  int32_t a = 1;\n  a = a + 2;");
  EXPECT_EQ(function.where, (Position{1, 9}));
  EXPECT_EQ(function.body[1].where, (Position{3, 3}));
  EXPECT_EQ(As<Assign>(function.body[1])->value.where, (Position{3, 7}));
}

std::string Repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST(ParserTest, AcceptsDeepNestingUpToTheLimit) {
  constexpr int kMost = kMaxNesting - 2;  // the statement and the outermost expression count, too
  EXPECT_EQ(ParseMessage(
                KernelSource("num_args = " + Repeat("(", kMost) + "1" + Repeat(")", kMost) + ";")),
            "ok");
  EXPECT_EQ(ParseMessage(KernelSource("num_args = 1" + Repeat(" + 1", kMost) + ";")), "ok");
  EXPECT_EQ(ParseMessage(KernelSource(Repeat("{", kMost) + ";" + Repeat("}", kMost))), "ok");
}

TEST(ParserTest, RefusesDeeperNestingOfEveryKind) {
  constexpr int kTooMany = 5000;
  const std::string_view shapes[][2] = {{"(", ")"},        {"- ", ""},       {"!", ""},
                                        {"(int32_t)", ""}, {"1 ? 1 : ", ""}, {"arg_type_ids[", "]"},
                                        {"~+", ""}};
  for (const auto& [open, close] : shapes) {
    const std::string body =
        "num_args = " + Repeat(open, kTooMany) + "1" + Repeat(close, kTooMany) + ";";
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << open;
  }
  for (const std::string_view chain : {" + 1", " * 1", " && 1"}) {
    const std::string body = "num_args = 1" + Repeat(chain, kTooMany) + ";";
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << chain;
  }
  for (const std::string_view statement : {"{", "if (1) ", "while (1) ", "if (1) ; else "}) {
    const std::string close = statement == "{" ? Repeat("}", kTooMany) : std::string();
    const std::string body = Repeat(statement, kTooMany) + ";" + close;
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << statement;
  }
}

}  // namespace
}  // namespace utvmc::kernelc
