#include "lowering/lexemes.h"

#include <gtest/gtest.h>

namespace utvmc::lowering {
namespace {

TEST(Lexemes, RenameLeavesCommentsAndStringsAlone) {
  EXPECT_EQ(Rename("f(g, \"f \\\" f\", 'f'); /* f */ // f\nff + f2 + f", {{"f", "n_f"}}),
            "n_f(g, \"f \\\" f\", 'f'); /* f */ // f\nff + f2 + n_f");
}

TEST(Lexemes, UnterminatedTextIsTakenToItsEnd) {
  EXPECT_EQ(Rename("f /* f", {{"f", "g"}}), "g /* f");
  EXPECT_EQ(Rename("f \"f", {{"f", "g"}}), "g \"f");
}

struct StateCase {
  const char* text;
  bool keeps_state;
};

class KeepsStateTest : public testing::TestWithParam<StateCase> {};

TEST_P(KeepsStateTest, Is) { EXPECT_EQ(KeepsState(GetParam().text), GetParam().keeps_state); }

INSTANTIATE_TEST_SUITE_P(
    Declarations, KeepsStateTest,
    testing::Values(StateCase{"void f(void) { static int runs = 0; ++runs; }", true},
                    StateCase{"static float table[3];", true},
                    StateCase{"static const char *name = \"x\";", true},
                    StateCase{"static int (*callback)(void);", true},
                    StateCase{"static const float table[2] = {1, 2};", false},
                    StateCase{"static const char *const name = \"x\";", false},
                    StateCase{"static inline int f(int x) { return x; }", false},
                    StateCase{"static int32_t f(void);", false},
                    StateCase{"/* static int x; */ int f(void) { return 0; }", false}));

TEST(Lexemes, FileScopeVariableIsMutableUnlessConst) {
  EXPECT_TRUE(DefinesMutableVariable("int32_t counter = 0;"));
  EXPECT_FALSE(DefinesMutableVariable("const int32_t limit = 7;"));
}

}  // namespace
}  // namespace utvmc::lowering
