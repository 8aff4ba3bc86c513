#include "print.h"

#include <gtest/gtest.h>

namespace utvmc::tools {
namespace {

TEST(FormatColored, MarksPlaceAndSeverity) {
  EXPECT_EQ(
      FormatColored(UserError({.file = "error: x.c", .line = 3, .pointer = {}}, "bad", "fix")),
      "\x1b[1merror: x.c:3: \x1b[0m\x1b[1;31merror:\x1b[0m bad\n  hint: fix");
  EXPECT_EQ(FormatColored(Warning({}, "w")), "\x1b[1;35mwarning:\x1b[0m w");
  EXPECT_EQ(FormatColored(Info({}, "i")), "\x1b[1;36minfo:\x1b[0m i");
}

TEST(Printable, EscapesControlCharacters) {
  EXPECT_EQ(Printable("a\x1b[2Jb\x7f\n\t\r"), "a\\x1b[2Jb\\x7f\n\\x09\\x0d");
  EXPECT_EQ(Printable("caf\xc3\xa9"), "caf\xc3\xa9");
}

}  // namespace
}  // namespace utvmc::tools
