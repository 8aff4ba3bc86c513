#include "kernelc/top_level.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "kernelc/lexer.h"

namespace utvmc::kernelc {
namespace {

/// The items' texts.
std::vector<std::string> Split(std::string_view text) {
  const SourceFile source{"k.c", std::string(text)};
  auto tokens = Tokenize(source);
  if (!tokens.ok()) return {Format(tokens.error())};
  if (const Status status = RemoveDeadRegions(source, *tokens); !status.ok()) {
    return {Format(status.error())};
  }
  const auto items = SplitItems(source, *tokens);
  if (!items.ok()) return {Format(items.error())};
  std::vector<std::string> texts;
  for (const RawItem& item : *items) {
    const std::size_t begin = (*tokens)[item.begin].begin;
    texts.push_back(source.text.substr(begin, (*tokens)[item.end - 1].end() - begin));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(TopLevelTest, TakesDirectivesApart) {
  const DirectiveLine line = SplitDirective("# define  F(x) \\\n x // c");
  EXPECT_EQ(line.keyword, "define");
  EXPECT_EQ(line.rest, "F(x) \\\n x");
  EXPECT_EQ(SplitDirective("#include<a//b.h>").rest, "<a//b.h>");
  EXPECT_EQ(SplitDirective("#").keyword, "");
}

TEST(TopLevelTest, TakesTheBranchesThatCTakes) {
  EXPECT_EQ(Split("#ifdef __cplusplus\nextern \"C\"\n#endif\nint a;"), Texts{"int a;"});
  EXPECT_EQ(Split("#if defined(__cplusplus)\nint a;\n#else\nint b;\n#endif\nint c;"),
            (Texts{"int b;", "int c;"}));
  EXPECT_EQ(Split("#ifndef __cplusplus\nint a;\n#else\nint b;\n#endif"), Texts{"int a;"});
  EXPECT_EQ(Split("#if 0\n}} text '\n#if X\n#jnk\n#endif\n#endif\nint a;"), Texts{"int a;"});
}

TEST(TopLevelTest, KeepsOtherConditionalsAndWhatIsInThem) {
  EXPECT_EQ(Split("#if X\nint a;\n#else\nint b;\n#endif"),
            (Texts{"#if X", "int a;", "#else", "int b;", "#endif"}));
}

TEST(TopLevelTest, ConditionalsMayHoldHalvesOfTheSameBrackets) {
  EXPECT_EQ(Split("int f() {\n#if X\n if (a) {\n#else\n if (b) {\n#endif\n }\n}\nint c;").size(),
            2u);
}

TEST(TopLevelTest, LinkageBelongsToNoItem) {
  EXPECT_EQ(Split("extern \"C\" int a;"), Texts{"int a;"});
  EXPECT_EQ(Split("extern \"C\" { int a; }\n;"), (Texts{"int a;", ";"}));
}

TEST(TopLevelTest, StatementsBelongIntoFunctions) {
  EXPECT_EQ(Split("int a;\nfor (int i = 0; i < 3; ++i) { a = i; }"),
            Texts{"k.c:2:1: error: 'for' outside a function"});
  EXPECT_EQ(Split("return 0;"), Texts{"k.c:1:1: error: 'return' outside a function"});
  EXPECT_EQ(Split("((float*)a)[0] = 1;"), Texts{"k.c:1:1: error: expected a declaration, not '('"});
  EXPECT_EQ(Split("\xef\xbb\xbfint x;"),
            Texts{"k.c:1:1: error: expected a declaration, not byte 0xef"});
  EXPECT_EQ(Split("1;"), Texts{"k.c:1:1: error: expected a declaration, not '1'"});
}

TEST(TopLevelTest, AnIncludeNamesAFile) {
  EXPECT_EQ(Split("#include <a.h> // why\n#include \"b/c.h\"\n#include CONFIG").size(), 3u);
  for (const char* line : {"#include", "#include <a.h", "#include <>", "#include <a b.h>",
                           "#include a.h", "#include <a.h> b"}) {
    EXPECT_EQ(Split(line), Texts{"k.c:1:1: error: #include without a path in <> or quotes"})
        << line;
  }
}

TEST(TopLevelTest, SplitsForeignCodeByItsBrackets) {
  EXPECT_EQ(
      Split("struct s { int a; } b; typedef union { int c; } u; enum { A };"
            "namespace n { int d; } template <class T> T g(T x) { return x; } int e;"),
      (Texts{"struct s { int a; } b;", "typedef union { int c; } u;", "enum { A };",
             "namespace n { int d; }", "template <class T> T g(T x) { return x; }", "int e;"}));
  EXPECT_EQ(Split("__attribute__((always_inline)) static int f(int a) { return a; }").size(), 1u);
  EXPECT_EQ(Split("MACRO(x)\n#include <a.h>\nint b;"),
            (Texts{"MACRO(x)", "#include <a.h>", "int b;"}));
  EXPECT_EQ(Split("int (*p)(int) = f; struct t* h(int a) { return 0; }").size(), 2u);
}

}  // namespace
}  // namespace utvmc::kernelc
