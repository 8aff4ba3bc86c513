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

/// 32 bytes in which the buffers of TwoSums, which need 48 at once, have no room.
Misfit InThirtyTwo(const Liveness& liveness) {
  return {.memory = "pool \"dtcm\" of 32 bytes",
          .missing = 16,
          .enough = 48,
          .least = 48,
          .room = 32,
          .proved = 48,
          .found = 48,
          .buffers = kAll,
          .problem = liveness.problem};
}

constexpr const char* kTooSmall =
    "error: pool \"dtcm\" of 32 bytes is 16 bytes too small: op 0 (op00_sum) needs 48 bytes at "
    "once "
    "(x 16, op00_sum 16, op00_acc 16)";

TEST(DoesNotFit, SaysHowManyBytesAreMissingAndHowManyWouldDo) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  const Diagnostic error = DoesNotFit(program, liveness, InThirtyTwo(liveness));
  EXPECT_EQ(error.error_class, ErrorClass::kBudget);
  EXPECT_EQ(Format(error), std::string(kTooSmall) + "\n  hint: 48 bytes would do");
}

TEST(DoesNotFit, NamesTheModelWhereThereAreSeveral) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  Misfit misfit = InThirtyTwo(liveness);
  misfit.memory = "--ram-limit of 33 bytes (1 of them for kws)";
  misfit.model = "vww";
  misfit.missing = 1;
  misfit.enough = 1;
  EXPECT_EQ(Format(DoesNotFit(program, liveness, misfit)),
            "error: --ram-limit of 33 bytes (1 of them for kws) is 1 byte too small for vww: op 0 "
            "(op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 1 byte would do");
}

TEST(DoesNotFit, SaysWhereAProofIsMissing) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  Misfit misfit = InThirtyTwo(liveness);
  misfit.enough = 52;
  misfit.searched = true;
  EXPECT_EQ(DoesNotFit(program, liveness, misfit).hint,
            "52 bytes would do, and less than 48 never will; raise --plan-budget to search on");
  misfit.searched = false;
  EXPECT_EQ(DoesNotFit(program, liveness, misfit).hint,
            "52 bytes would do, and less than 48 never will");
  misfit.enough.reset();
  EXPECT_EQ(DoesNotFit(program, liveness, misfit).hint, "other memories are too small as well");
}

TEST(DoesNotFit, WhereThePeakHasRoomSaysWhatTheReasonIs) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  Misfit misfit = InThirtyTwo(liveness);
  misfit.memory = "--ram-limit of 50 bytes";
  misfit.room = 50;
  misfit.found = misfit.proved = 52;
  misfit.enough = misfit.least = 52;
  misfit.missing = 2;
  EXPECT_EQ(
      Format(DoesNotFit(program, liveness, misfit)),
      "error: --ram-limit of 50 bytes is 2 bytes too small: op 0 (op00_sum) needs 48 bytes at "
      "once (x 16, op00_sum 16, op00_acc 16), and no plan of all buffers there takes less than "
      "52 (proved)\n"
      "  hint: 52 bytes would do");
  misfit.proved = misfit.least = 48;
  EXPECT_EQ(
      Format(DoesNotFit(program, liveness, misfit)),
      "error: --ram-limit of 50 bytes is 2 bytes too small: op 0 (op00_sum) needs 48 bytes at "
      "once (x 16, op00_sum 16, op00_acc 16), and the best plan found for all buffers there "
      "takes 52\n"
      "  hint: 52 bytes would do, and less than 48 never will");
}

TEST(TogetherTooLarge, ListsTheArenas) {
  const ir::Program program = TwoSums().program;
  const Liveness liveness = LivenessOf(program);
  Misfit misfit = InThirtyTwo(liveness);
  misfit.memory = "--ram-limit of 32 bytes";
  EXPECT_EQ(Format(TogetherTooLarge(program, liveness, misfit, "dtcm 16, sram 32")),
            "error: --ram-limit of 32 bytes is 16 bytes too small: the arenas take 48 together "
            "(dtcm 16, sram 32); op 0 (op00_sum) needs 48 bytes at once (x 16, op00_sum 16, "
            "op00_acc 16)\n"
            "  hint: 48 bytes would do");
}

}  // namespace
}  // namespace utvmc::plan
