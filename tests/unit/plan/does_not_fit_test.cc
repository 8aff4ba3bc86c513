#include "plan/does_not_fit.h"

#include <gtest/gtest.h>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

Liveness LivenessOf(const ir::Program& program) {
  Result<Liveness> liveness = AnalyzeLiveness(program, {});
  EXPECT_TRUE(liveness.ok());
  return *std::move(liveness);
}

const std::vector<std::size_t> kAll = {0, 1, 2, 3, 4};

TEST(PeakStory, NamesOperatorBytesAndBuffers) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  EXPECT_EQ(PeakStory(program, liveness, kAll, liveness.problem),
            "op 0 (op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)");
}

TEST(PeakStory, ShowsTheSixLargestBuffers) {
  test::ProgramBuilder b;
  for (int i = 0; i < 8; ++i) b.Input("x" + std::to_string(i), "int8", {10 + i});
  const Liveness liveness = LivenessOf(b.program);
  EXPECT_EQ(PeakStory(b.program, liveness, {0, 1, 2, 3, 4, 5, 6, 7}, liveness.problem),
            "the model needs 108 bytes at once (x7 17, x6 16, x5 15, x4 14, x3 13, x2 12 and 2 "
            "more)");
}

TEST(DoesNotFit, SaysHowManyBytesAreMissingAndHowManyWouldDo) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  const Diagnostic error = DoesNotFit(
      program, liveness, {"pool \"dtcm\" of 30 bytes", 30, 4, kAll, liveness.problem, 32, 32});
  EXPECT_EQ(error.error_class, ErrorClass::kBudget);
  EXPECT_EQ(Format(error),
            "error: pool \"dtcm\" of 30 bytes is 2 bytes too small: op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 32 bytes would do");
}

TEST(DoesNotFit, SaysWhereAProofIsMissing) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  const Diagnostic error = DoesNotFit(
      program, liveness, {"pool \"dtcm\" of 30 bytes", 30, 4, kAll, liveness.problem, 46, 33});
  EXPECT_EQ(error.hint,
            "48 bytes would do, and less than 36 never will; raise --plan-budget to search on");
}

}  // namespace
}  // namespace utvmc::plan
