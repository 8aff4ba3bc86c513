#include "kernelc/number.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace utvmc::kernelc {
namespace {

std::string Read(std::string_view text) {
  const auto read = ParseNumber(text);
  if (const auto* problem = std::get_if<NumberProblem>(&read)) return std::string(problem->message);
  const Number& number = std::get<Number>(read);
  if (IsFloating(number.type)) return fmt::format("{} {}", Spell(number.type), number.floating);
  return fmt::format("{} {}", Spell(number.type), number.integer);
}

TEST(NumberTest, IntegersHaveTheFirstTypeThatHoldsThem) {
  EXPECT_EQ(Read("0"), "int32_t 0");
  EXPECT_EQ(Read("2147483647"), "int32_t 2147483647");
  EXPECT_EQ(Read("2147483648"), "int64_t 2147483648");
  EXPECT_EQ(Read("0x7fffffff"), "int32_t 2147483647");
  EXPECT_EQ(Read("0x80000000"), "uint32_t 2147483648");
  EXPECT_EQ(Read("0x100000000"), "int64_t 4294967296");
  EXPECT_EQ(Read("0xffffffffffffffff"), "uint64_t -1");
  EXPECT_EQ(Read("017"), "int32_t 15");
}

TEST(NumberTest, SuffixesChooseTheType) {
  EXPECT_EQ(Read("1u"), "uint32_t 1");
  EXPECT_EQ(Read("4294967296U"), "uint64_t 4294967296");
  EXPECT_EQ(Read("1L"), "int64_t 1");
  EXPECT_EQ(Read("1ll"), "int64_t 1");
  EXPECT_EQ(Read("1LLU"), "uint64_t 1");
  EXPECT_EQ(Read("1ull"), "uint64_t 1");
  EXPECT_EQ(Read("1lL"), "malformed number");
  EXPECT_EQ(Read("1uu"), "malformed number");
}

TEST(NumberTest, FloatsAreRoundedOnce) {
  EXPECT_EQ(Read("0.1f"), fmt::format("float {}", static_cast<double>(0.1f)));
  EXPECT_EQ(Read("1.000000e+00f"), "float 1");
  EXPECT_EQ(Read("-3"), "malformed number");
  EXPECT_EQ(Read("2.5"), "double 2.5");
  EXPECT_EQ(Read(".5"), "double 0.5");
  EXPECT_EQ(Read("5."), "double 5");
  EXPECT_EQ(Read("0x1.8p+1f"), "float 3");
  EXPECT_EQ(Read("0X1.8P-1"), "double 0.75");
  EXPECT_EQ(Read("1e-40f"), fmt::format("float {}", static_cast<double>(1e-40f)));
  EXPECT_EQ(Read("1e-60f"), "float 0");
  EXPECT_EQ(Read("1e-999"), "double 0");
}

TEST(NumberTest, RefusesWhatIsNoNumber) {
  for (const std::string_view text :
       {"1x", "0x", "08", "1f", "0x1.8", "1e", "1.0.0", "0x1p", "1.0g", "0b1", "1e+", "0x1.8pf"}) {
    EXPECT_EQ(Read(text), "malformed number") << text;
  }
  EXPECT_EQ(Read("9223372036854775808"), "integer literal too large");
  EXPECT_EQ(Read("18446744073709551616u"), "integer literal too large");
  EXPECT_EQ(Read("1e39f"), "floating-point literal too large");
  EXPECT_EQ(Read("1e400"), "floating-point literal too large");
  EXPECT_EQ(Read("1.0L"), "long double is not supported");
}

}  // namespace
}  // namespace utvmc::kernelc
