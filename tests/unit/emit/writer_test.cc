#include "emit/writer.h"

#include <gtest/gtest.h>

#include <vector>

namespace utvmc::emit {
namespace {

TEST(WriterTest, BracesSetTheIndentation) {
  Writer w;
  w.Line("void f(void)");
  w.OpenBrace();
  w.OpenBlock("if (x)");
  w.Line("return;");
  w.Close();
  w.Close();
  EXPECT_EQ(w.Take(), "void f(void)\n{\n    if (x) {\n        return;\n    }\n}\n");
}

TEST(WriterTest, BlankLinesNeitherOpenABlockNorRepeat) {
  Writer w;
  w.Blank();
  w.Line("a");
  w.Blank();
  w.Blank();
  w.OpenBlock("b");
  w.Blank();
  w.Line("c");
  w.Close(";");
  EXPECT_EQ(w.Take(), "a\n\nb {\n    c\n};\n");
}

TEST(WriterTest, ShortCommentHasOneLine) {
  Writer w;
  w.Comment("From f (kernels.c:1).");
  EXPECT_EQ(w.Take(), "/* From f (kernels.c:1). */\n");
}

TEST(WriterTest, LongCommentIsBrokenBetweenWordsWithinTheLineLength) {
  Writer w;
  const std::string words(95, 'a');
  w.Comment("bb " + words + " cc dd");
  EXPECT_EQ(w.Take(), "/* bb\n * " + words + "\n * cc dd */\n");
}

TEST(WriterTest, EndMarkOfACommentFitsTheLineToo) {
  Writer w;
  const std::string text = std::string(90, 'a') + " bbbbb";  // 96 columns with the begin mark only
  w.Comment(text);
  EXPECT_EQ(w.Take(), "/* " + std::string(90, 'a') + "\n * bbbbb */\n");
}

TEST(WriterTest, WordLongerThanTheLineStaysWhole) {
  Writer w;
  const std::string symbol(150, 's');
  w.Comment("From " + symbol + " (k.c:1).");
  EXPECT_EQ(w.Take(), "/* From\n * " + symbol + "\n * (k.c:1). */\n");
}

TEST(WriterTest, TabMarksWhereALineOfACommentGoesOn) {
  Writer w;
  w.FileComment("head\n\n  RAM  \t" + std::string(60, 'a') + " " + std::string(60, 'b'));
  EXPECT_EQ(w.Take(), "/* head\n *\n *   RAM  " + std::string(60, 'a') + "\n *        " +
                          std::string(60, 'b') + "\n */\n");
}

TEST(WriterTest, ListThatFitsStaysOnOneLine) {
  Writer w;
  w.List("f(", std::vector<std::string>{"a", "b"}, ");");
  w.List("g(", std::vector<std::string>{}, ");");
  EXPECT_EQ(w.Take(), "f(a, b);\ng();\n");
}

TEST(WriterTest, LongListContinuesBehindItsParenthesis) {
  Writer w;
  const std::string item(45, 'x');
  w.List("call(", std::vector<std::string>{item, item, item}, ");");
  EXPECT_EQ(w.Take(), "call(" + item + ", " + item + ",\n     " + item + ");\n");
}

TEST(WriterTest, ListBehindALongHeadContinuesAtTwoLevels) {
  Writer w;
  const std::string head = std::string(70, 'h') + "(";
  const std::string item(40, 'x');
  w.List(head, std::vector<std::string>{item, item}, ");");
  EXPECT_EQ(w.Take(), head + "\n        " + item + ", " + item + ");\n");
}

TEST(EscapeTest, StringLiteralsHoldAnyBytes) {
  EXPECT_EQ(StringLiteral("conv2d/kernel:0"), "\"conv2d/kernel:0\"");
  EXPECT_EQ(StringLiteral("a\"b\\?\n7\xff"), R"("a\042b\134\077\0127\377")");
}

TEST(EscapeTest, PrintableNamesStayReadable) {
  EXPECT_EQ(Quote("serving_default_x:0"), "\"serving_default_x:0\"");
  EXPECT_EQ(Quote(""), "\"\"");
  EXPECT_EQ(Quote("model/dense * 2"), "\"model/dense * 2\"");
}

TEST(EscapeTest, NamesCannotEndOrOpenAComment) {
  EXPECT_EQ(EscapeForComment("a*/b"), "a*\\x2fb");
  EXPECT_EQ(EscapeForComment("a/*b"), "a/\\x2ab");
  EXPECT_EQ(EscapeForComment("**/"), "**\\x2f");
  EXPECT_EQ(EscapeForComment("/*/"), "/\\x2a\\x2f");
  EXPECT_EQ(EscapeForComment("a//b"), "a/\\x2fb");
}

TEST(EscapeTest, BytesThatAreNotPrintableAsciiAppearInHex) {
  EXPECT_EQ(Quote("a\nb\r\t"), "\"a\\x0ab\\x0d\\x09\"");
  EXPECT_EQ(Quote(std::string_view("\0\x7f", 2)), "\"\\x00\\x7f\"");
  EXPECT_EQ(Quote("gr\xc3\xbc\xc3\x9f"), "\"gr\\xc3\\xbc\\xc3\\x9f\"");
}

TEST(EscapeTest, QuotesBackslashesAndTrigraphsDoNotSurvive) {
  EXPECT_EQ(Quote("a\"b\\"), "\"a\\x22b\\x5c\"");
  EXPECT_EQ(Quote("what\?\?/"), "\"what?\\x3f/\"");
}

}  // namespace
}  // namespace utvmc::emit
