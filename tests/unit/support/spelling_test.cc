#include "support/spelling.h"

#include <gtest/gtest.h>

namespace utvmc {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsSubstitutionsAndSwaps) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("arena", "arena"), 0u);
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("arna", "arena"), 1u);
  EXPECT_EQ(EditDistance("areena", "arena"), 1u);
  EXPECT_EQ(EditDistance("arina", "arena"), 1u);
  EXPECT_EQ(EditDistance("raena", "arena"), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
}

TEST(Closest, FindsTheNearestWord) {
  EXPECT_EQ(Closest("compil", {"validate", "compile"}), "compile");
  EXPECT_EQ(Closest("--aling", {"--align", "--name"}), "--align");
  EXPECT_EQ(Closest("--algin", {"--align", "--name"}), "--align");
}

TEST(Closest, FindsNothingWhereNothingIsNear) {
  EXPECT_EQ(Closest("train", {"validate", "compile"}), "");
  EXPECT_EQ(Closest("x", {"--io"}), "");
  EXPECT_EQ(Closest(std::string(10000, 'x'), {std::string(10000, 'x')}), "");
}

TEST(SpellingHint, SuggestsOrLists) {
  EXPECT_EQ(SpellingHint("arean", {"arena", "caller"}), "did you mean \"arena\"?");
  EXPECT_EQ(SpellingHint("stack", {"arena", "caller"}), "use one of: arena, caller");
}

}  // namespace
}  // namespace utvmc
