#include "utvmc/diagnostic.h"

#include <gtest/gtest.h>

#include "utvmc/result.h"

namespace utvmc {
namespace {

TEST(Format, PutsFileLineAndColumnInFront) {
  EXPECT_EQ(Format(UserError({.file = "m/kernels.c", .line = 7, .column = 3}, "unknown type")),
            "m/kernels.c:7:3: error: unknown type");
}

TEST(Format, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(Format(UserError({.file = "a.c", .line = 7}, "odd")), "a.c:7: error: odd");
  EXPECT_EQ(Format(UserError({.file = "a.c"}, "odd")), "a.c: error: odd");
  EXPECT_EQ(Format(UserError({}, "odd")), "error: odd");
}

TEST(Format, PutsAPointerAfterTheSeverity) {
  EXPECT_EQ(Format(UserError({.file = "graph.json", .pointer = "/nodes/3/attrs/num_inputs"},
                             "expected a string, found a list")),
            "graph.json: error: /nodes/3/attrs/num_inputs: expected a string, found a list");
}

TEST(Format, PutsTheHintOnALineOfItsOwn) {
  EXPECT_EQ(Format(UserError({.file = "a.c"}, "odd", "make it even")),
            "a.c: error: odd\n  hint: make it even");
}

TEST(Format, NamesTheSeverity) {
  EXPECT_EQ(Format(Info({.file = "r.c"}, "left out")), "r.c: info: left out");
  EXPECT_EQ(Format(Warning({.file = "g"}, "ignored", "remove it")),
            "g: warning: ignored\n  hint: remove it");
}

TEST(Format, SaysThatAnInternalErrorIsOurs) {
  EXPECT_EQ(Format(InternalError("tensor 3 is written twice")),
            "internal error: tensor 3 is written twice\n"
            "  hint: this is a bug of utvmc: please report it with the model");
}

TEST(Format, EscapesControlCharactersOfHostileNames) {
  EXPECT_EQ(Format(UserError({.file = "a\x1b[2J", .pointer = "/no\nde"}, "bad \"\x07\x7f\"")),
            "a\\x1b[2J: error: /no\\x0ade: bad \"\\x07\\x7f\"");
}

TEST(Diagnostic, CarriesTheClassThatDecidesTheExitCode) {
  EXPECT_EQ(UserError({}, "x").error_class, ErrorClass::kUser);
  EXPECT_EQ(InternalError("x").error_class, ErrorClass::kInternal);
}

Result<int> Half(int value) {
  if (value % 2 != 0) return UserError({}, "odd");
  return value / 2;
}

Result<int> Quarter(int value) {
  UTVMC_ASSIGN(const int half, Half(value));
  UTVMC_TRY(Half(half));
  return half / 2;
}

TEST(Result, PassesValuesOn) { EXPECT_EQ(*Quarter(8), 2); }

TEST(Result, PassesTheFirstErrorOn) {
  EXPECT_EQ(Quarter(7).error().message, "odd");
  EXPECT_EQ(Quarter(6).error().message, "odd");
}

}  // namespace
}  // namespace utvmc
