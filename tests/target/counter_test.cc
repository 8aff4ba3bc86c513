// The measuring instruments, measured.
#include <gtest/gtest.h>

#include "figures.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// A subject with a stack and a number of instructions that are known.
Subject LoopSubject(const std::string& instructions) {
  Subject subject = EmptySubject();
  subject.call = "#include \"subject.h\"\n\nint subject_run(void)\n{\n    __asm__ volatile(\"" +
                 instructions + "\");\n    return 0;\n}\n";
  return subject;
}

class CounterTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (const std::string missing = MissingFor(target_); !missing.empty())
      GTEST_SKIP() << missing << " is not installed";
  }

  Result<Figures> Measured(const Subject& subject) {
    UTVMC_ASSIGN(const tools::TemporaryFolder folder, tools::TemporaryFolder::Create());
    UTVMC_ASSIGN(const Baseline empty,
                 MeasureEmpty(target_, "-O2", UTVMC_COUNTER, folder / "empty"));
    return Measure(target_, subject, "-O2", {{}}, UTVMC_COUNTER, folder / "full", empty);
  }

  const Target& target_ = *FindTarget(GetParam());
};

TEST_P(CounterTest, CountsEveryInstruction) {
  const bool is_arm = target_.name[0] == 'm';
  // To load the counter, and 2 in each round.
  const auto figures = Measured(LoopSubject(
      is_arm
          ? ".syntax unified\\n movs r3, #250\\n lsls r3, #2\\n0: subs r3, #1\\n bne 0b\" ::: \"r3"
          : "li t0, 1000\\n0: addi t0, t0, -1\\n bnez t0, 0b\" ::: \"t0"));
  ASSERT_TRUE(figures.ok()) << Format(figures.error());
  EXPECT_EQ(figures->instructions, is_arm ? 2002u : 2001u);
  EXPECT_EQ(figures->stack_painted, 0);
  EXPECT_EQ(figures->stack_static, 0);
  EXPECT_EQ(figures->stack_taken, 0);
  EXPECT_EQ(figures->ram, 0);
}

TEST_P(CounterTest, SeesHowFarTheStackWasUsed) {
  Subject subject = EmptySubject();
  subject.call =
      "#include \"subject.h\"\n\nint subject_run(void)\n{\n    volatile char bytes[1000];\n"
      "    for (int i = 0; i < 1000; ++i) {\n        bytes[i] = 1;\n    }\n    return 0;\n}\n";
  const auto figures = Measured(subject);
  ASSERT_TRUE(figures.ok()) << Format(figures.error());
  EXPECT_GE(figures->stack_painted, 1000);
  EXPECT_LE(figures->stack_painted, 1016);
  EXPECT_GE(figures->stack_static, figures->stack_painted);
  EXPECT_LE(figures->stack_static, figures->stack_painted + 16);
  EXPECT_EQ(figures->stack_taken, figures->stack_static);
  EXPECT_EQ(figures->stack_remark, "");
}

INSTANTIATE_TEST_SUITE_P(On, CounterTest, testing::Values("m0", "m4f", "rv32imac"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace utvmc::target
