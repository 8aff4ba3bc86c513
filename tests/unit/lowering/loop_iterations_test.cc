#include "lowering/loop_iterations.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace utvmc::lowering {
namespace {

TEST(LiteralValue, IsThatOfCsIntegers) {
  EXPECT_EQ(LiteralValue("16"), 16);
  EXPECT_EQ(LiteralValue("0x10u"), 16);
  EXPECT_EQ(LiteralValue("020ULL"), 16);
  EXPECT_EQ(LiteralValue("1099511627776"), std::int64_t{1} << 40);
  for (const char* text :
       {"", "n", "-1", "1.0", "1.0f", "09", "1099511627777", "18446744073709551615u", "1x"})
    EXPECT_EQ(LiteralValue(text), std::nullopt) << text;
}

/// Of `for (first; condition; step) body`. A word called ASSIGNS may do so.
std::optional<std::int64_t> Count(const std::string& first, const std::string& condition,
                                  const std::string& step, const std::string& body = "f(i);") {
  const std::vector<Lexeme> parts[] = {Lexemes(first), Lexemes(condition), Lexemes(step),
                                       Lexemes(body)};
  return Iterations({parts[0], parts[1], parts[2], parts[3]},
                    [](std::string_view name) { return name == "ASSIGNS"; });
}

TEST(Iterations, AreCountedBetweenLiterals) {
  EXPECT_EQ(Count("int i = 0", "i < 3", "++i"), 3);
  EXPECT_EQ(Count("i = 1", "i <= 3", "i++"), 3);
  EXPECT_EQ(Count("int32_t i = 0", "i < 10", "i += 4"), 3);
  EXPECT_EQ(Count("int i = 3", "i < 3", "++i"), 0);
}

TEST(Iterations, OfOtherLoopsAreUnknown) {
  EXPECT_EQ(Count("int i = n", "i < 3", "++i"), std::nullopt);
  EXPECT_EQ(Count("int i = 0", "i < n", "++i"), std::nullopt);
  EXPECT_EQ(Count("int i = 0", "j < 3", "++i"), std::nullopt);
  EXPECT_EQ(Count("int i = 0", "i != 3", "++i"), std::nullopt);
  EXPECT_EQ(Count("int i = 3", "i < 5", "--i"), std::nullopt);
  EXPECT_EQ(Count("int i = 0", "i < 3", "i += 0"), std::nullopt);
  EXPECT_EQ(Count("", "i < 3", "++i"), std::nullopt);
}

TEST(Iterations, AreUnknownWhereTheBodyMayChangeTheCounter) {
  for (const char* body : {"i = 0;", "i++;", "--i;", "i -= 1;", "i <<= 1;", "g(&i);", "ASSIGNS;"})
    EXPECT_EQ(Count("int i = 0", "i < 3", "++i", body), std::nullopt) << body;
  for (const char* body : {"x = i;", "if (i == 2) f(a & i);", "a[i] = i + 1;"})
    EXPECT_EQ(Count("int i = 0", "i < 3", "++i", body), 3) << body;
}

}  // namespace
}  // namespace utvmc::lowering
