#include "kernelc/token.h"

#include <gtest/gtest.h>

namespace utvmc::kernelc {
namespace {

TEST(FindWord, KnowsWordsAndTheirOlderNames) {
  EXPECT_EQ(FindWord("TVMArray"), Word::kDlTensor);
  EXPECT_EQ(FindWord("DLTensor"), Word::kDlTensor);
  EXPECT_EQ(FindWord("__asm__"), Word::kAsm);
  EXPECT_EQ(FindWord("int8_t"), Word::kInt8);
  EXPECT_EQ(FindWord("int8_tt"), Word::kNone);
  EXPECT_EQ(FindWord("a_name_longer_than_every_word"), Word::kNone);
  EXPECT_EQ(FindWord(""), Word::kNone);
}

TEST(FindPunct, TakesTheLongest) {
  EXPECT_EQ(FindPunct("<<=b").punct, Punct::kCompoundAssign);
  EXPECT_EQ(FindPunct("<<=b").text, "<<=");
  EXPECT_EQ(FindPunct(">>b").punct, Punct::kShiftRight);
  EXPECT_EQ(FindPunct(">=").punct, Punct::kGreaterEqual);
  EXPECT_EQ(FindPunct("->").punct, Punct::kArrow);
  EXPECT_EQ(FindPunct("-").punct, Punct::kMinus);
  EXPECT_EQ(FindPunct("..").punct, Punct::kDot);
}

TEST(FindPunct, IsNoneWhereNoneBegins) {
  for (const char* text : {"a", "#", "@", "\xff", ""}) {
    EXPECT_EQ(FindPunct(text).punct, Punct::kNone) << text;
    EXPECT_EQ(FindPunct(text).text, "") << text;
  }
}

}  // namespace
}  // namespace utvmc::kernelc
