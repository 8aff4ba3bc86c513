#include "option_values.h"

#include <gtest/gtest.h>

namespace utvmc::tools {
namespace {

TEST(OptionValues, AChoiceIsFoundByItsName) {
  const Choices<int> choices = {{"one", 1}, {"two", 2}};
  EXPECT_EQ(*ParseChoice("--n", "two", choices), 2);
  EXPECT_EQ(Format(ParseChoice("--n", "tow", choices).error()),
            "error: --n: \"tow\" is not a choice\n  hint: did you mean \"two\"?");
  EXPECT_EQ(Format(ParseChoice("--n", "", choices).error()),
            "error: --n: \"\" is not a choice\n  hint: use one of: one, two");
}

TEST(OptionValues, ACountIsDecimalAndFits) {
  EXPECT_EQ(*ParseCount("--n", "9223372036854775807"), 9223372036854775807);
  EXPECT_EQ(*ParseCount("--n", "-1"), -1);
  for (const char* word : {"", "9223372036854775808", "0x10", "1 ", "+1"}) {
    EXPECT_EQ(Format(ParseCount("--n", word, "number of steps").error()),
              "error: --n: \"" + std::string(word) +
                  "\" is not a number of steps\n  hint: write it in digits, as in --n=64");
  }
}

TEST(OptionValues, AToleranceIsFiniteAndNotNegative) {
  EXPECT_EQ(*ParseTolerance("--rtol", "0"), 0.0);
  EXPECT_EQ(*ParseTolerance("--rtol", "1e-5"), 1e-5);
  for (const char* word : {"-1", "1e999", "1,5", "nan"}) {
    EXPECT_EQ(Format(ParseTolerance("--rtol", word).error()),
              "error: --rtol: \"" + std::string(word) +
                  "\" is not a tolerance\n  hint: write a number of at least 0, as in --rtol=1e-5");
  }
}

}  // namespace
}  // namespace utvmc::tools
