#include "kernelc/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace utvmc::kernelc {
namespace {

/// The tokens' texts, joined by single spaces.
std::string Lex(std::string text) {
  const SourceFile source{"k.c", std::move(text)};
  const auto tokens = Tokenize(source);
  if (!tokens.ok()) return Format(tokens.error());
  std::string joined;
  for (const Token& token : *tokens) {
    if (token.kind == TokenKind::kEnd) break;
    if (!joined.empty()) joined += ' ';
    joined += TextOf(source.text, token);
  }
  return joined;
}

std::vector<Token> LexTokens(std::string_view text) {
  auto tokens = Tokenize({"k.c", std::string(text)});
  EXPECT_TRUE(tokens.ok());
  return *std::move(tokens);
}

TEST(LexerTest, TakesTheLongestPunctuator) {
  EXPECT_EQ(Lex("a<<=b>>c>=d->e...f+++g"), "a <<= b >> c >= d -> e ... f ++ + g");
}

TEST(LexerTest, ReadsPreprocessingNumbers) {
  EXPECT_EQ(Lex("0x1.8p+1f 1e-5+x .5f 10LLU 1.2.3a"), "0x1.8p+1f 1e-5 + x .5f 10LLU 1.2.3a");
}

TEST(LexerTest, SkipsCommentsAndSplicedLines) {
  EXPECT_EQ(Lex("a /* b\n c */ d // e \\\n f\ng \\\n h"), "a d g h");
}

TEST(LexerTest, KeepsAPreprocessorLineWholeWithItsContinuations) {
  const auto tokens = LexTokens("#define F(x) \\\n  x /* a\n */ + 1 // b\r\ny # z");
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(tokens[0].kind, TokenKind::kDirective);
  EXPECT_EQ(tokens[0].size, 32u);
  EXPECT_EQ(tokens[1].kind, TokenKind::kIdentifier);
  EXPECT_EQ(tokens[1].line, 4);
  EXPECT_EQ(tokens[2].kind, TokenKind::kUnknown);
}

TEST(LexerTest, CountsLinesAndColumnsFromOne) {
  const auto tokens = LexTokens("a\n  bc /*\n*/ d");
  EXPECT_EQ(tokens[0].where(), (Position{1, 1}));
  EXPECT_EQ(tokens[1].where(), (Position{2, 3}));
  EXPECT_EQ(tokens[2].where(), (Position{3, 4}));
  EXPECT_EQ(tokens[3].kind, TokenKind::kEnd);
}

TEST(LexerTest, LeavesWhatIsNoTokenToTheParser) {
  const auto tokens = LexTokens(std::string_view("@ ' \0 \xff", 7));
  ASSERT_EQ(tokens.size(), 5u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(tokens[i].kind, TokenKind::kUnknown);
}

TEST(LexerTest, ReadsStringsAndCharactersWithEscapes) {
  EXPECT_EQ(Lex(R"("a\"b//" '\'' x)"), R"("a\"b//" '\'' x)");
}

TEST(LexerTest, RefusesWhatIsNotClosed) {
  EXPECT_EQ(Lex("a\n /* b"), "k.c:2:2: error: unterminated comment");
  EXPECT_EQ(Lex("  \"abc\nd\""), "k.c:1:3: error: unterminated string literal");
  EXPECT_EQ(Lex("#define A /* b"), "k.c:1:11: error: unterminated comment");
}

TEST(LexerTest, AcceptsAnEmptySource) { EXPECT_EQ(LexTokens("").size(), 1u); }

}  // namespace
}  // namespace utvmc::kernelc
