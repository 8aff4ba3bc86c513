#include "plan/plan_together.h"

#include <gmock/gmock.h>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

using ::testing::ElementsAre;

/// Models of two sums, which need 48 bytes each: buffers of 16 bytes, three at once.
class Image {
 public:
  explicit Image(std::vector<std::string> names, CompileOptions options = {})
      : options_(std::move(options)) {
    for (std::string& name : names) {
      programs_.push_back(TwoSums().program);
      programs_.back().name = std::move(name);
    }
  }

  Result<PlannedTogether> Plan(const Together& together = {}) const {
    std::vector<ModelToPlan> models;
    for (const ir::Program& program : programs_) models.push_back({program, options_});
    return PlanTogether(models, together);
  }

  std::string Error(const Together& together = {}) const {
    const Result<PlannedTogether> plan = Plan(together);
    if (plan.ok()) return "ok";
    EXPECT_EQ(plan.error().error_class, ErrorClass::kBudget);
    return Format(plan.error());
  }

 private:
  std::vector<ir::Program> programs_;
  CompileOptions options_;
};

/// "dtcm 16 sram 32".
std::string ArenasOf(const MemoryPlan& plan) {
  std::string text;
  for (const Arena& arena : plan.arenas)
    text += (text.empty() ? "" : " ") + arena.pool.name + " " + std::to_string(arena.bytes);
  return text;
}

std::vector<std::string> Arenas(const Result<PlannedTogether>& plan) {
  EXPECT_TRUE(plan.ok()) << Format(plan.error());
  std::vector<std::string> text;
  if (plan.ok())
    for (const MemoryPlan& of : plan->plans) text.push_back(ArenasOf(of));
  return text;
}

CompileOptions Sizes(std::int64_t dtcm, std::int64_t sram) {
  CompileOptions options = TwoPools();
  options.pools[0].size = dtcm;
  options.pools[1].size = sram;
  return options;
}

TEST(PlanTogether, ModelsThatHaveRoomHaveThePlansThatTheyHaveAlone) {
  EXPECT_THAT(Arenas(Image({"a", "b"}, Sizes(96, 8)).Plan()), ElementsAre("dtcm 48", "dtcm 48"));
}

TEST(PlanTogether, WhatOneModelTakesOfTheFastPoolTheOtherHasInTheNext) {
  EXPECT_THAT(Arenas(Image({"a", "b"}, Sizes(48, 1000)).Plan()), ElementsAre("dtcm 48", "sram 48"));
  EXPECT_THAT(Arenas(Image({"a", "b", "c"}, Sizes(64, 1000)).Plan()),
              ElementsAre("dtcm 48", "dtcm 16 sram 32", "sram 48"));
}

TEST(PlanTogether, ModelsThatShareAnArenaNeedTheFastPoolOnce) {
  const Result<PlannedTogether> plan = Image({"a", "b"}, Sizes(48, 8)).Plan({.share_arena = true});
  EXPECT_THAT(Arenas(plan), ElementsAre("dtcm 48", "dtcm 48"));
  ASSERT_EQ(plan->arenas.size(), 1U);
  EXPECT_EQ(plan->arenas[0].bytes, 48);
}

TEST(PlanTogether, ConcurrentOnesOfASharedArenaGetWhatTheOthersLeave) {
  const Result<PlannedTogether> plan =
      Image({"a", "b", "c"}, Sizes(48, 1000)).Plan({.share_arena = true, .concurrent = {{0, 2}}});
  EXPECT_THAT(Arenas(plan), ElementsAre("dtcm 48", "dtcm 48", "sram 48"));
  ASSERT_EQ(plan->arenas.size(), 2U);
  EXPECT_EQ(plan->arenas[0].bytes, 48);
}

TEST(PlanTogether, ATotalLimitIsMetWithTheArenasThatAreThereAnyway) {
  CompileOptions options = Sizes(32, 1000);
  options.limits.ram = 64;
  const Result<PlannedTogether> plan = Image({"a", "b"}, options).Plan({.share_arena = true});
  ASSERT_TRUE(plan.ok()) << Format(plan.error());
  std::int64_t total = 0;
  for (const SharedArena& arena : plan->arenas) total += arena.bytes;
  EXPECT_LE(total, 64);
}

TEST(PlanTogether, SaysWhichModelNothingIsLeftForAndWhatWouldDo) {
  EXPECT_EQ(Image({"a", "b"}, Sizes(48, 40)).Error(),
            "error: pool \"sram\" of 40 bytes is 8 bytes too small for b: op 0 (op00_sum) needs 48 "
            "bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 48 bytes would do; --share-arena gives models that never run at the same time "
            "the same bytes");
  EXPECT_EQ(Image({"a", "b"}, Sizes(48, 48)).Error(), "ok");
}

TEST(PlanTogether, TheSizeThatWouldDoDoesForTheModelsAfterThatOneToo) {
  EXPECT_EQ(
      Image({"a", "b", "c"}, Sizes(48, 40)).Error(),
      "error: pool \"sram\" of 40 bytes is 56 bytes too small for b: op 0 (op00_sum) needs 48 "
      "bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
      "  hint: 96 bytes would do; --share-arena gives models that never run at the same time "
      "the same bytes");
  EXPECT_EQ(Image({"a", "b", "c"}, Sizes(48, 95)).Error().substr(0, 5), "error");
  EXPECT_EQ(Image({"a", "b", "c"}, Sizes(48, 96)).Error(), "ok");
}

TEST(PlanTogether, SaysWhatOthersHaveOfTheOnlyPool) {
  CompileOptions options;
  options.limits.ram = 95;
  EXPECT_EQ(Image({"a", "b"}, options).Error(),
            "error: --ram-limit of 95 bytes (48 of them for a) is 1 byte too small for b: op 0 "
            "(op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 96 bytes would do; --share-arena gives models that never run at the same time "
            "the same bytes");
  EXPECT_EQ(Image({"a", "b"}, options).Error({.share_arena = true}), "ok");
  EXPECT_EQ(Image({"a", "b"}, options).Error({.share_arena = true, .concurrent = {{0, 1}}}),
            "error: --ram-limit of 95 bytes (48 of them for a) is 1 byte too small for b: op 0 "
            "(op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 96 bytes would do; models that are not --concurrent share bytes");
}

TEST(PlanTogether, AModelThatDoesNotEvenFitAloneIsNamedWithASizeForAll) {
  CompileOptions options;
  options.limits.ram = 40;
  EXPECT_EQ(Image({"a", "b"}, options).Error(),
            "error: --ram-limit of 40 bytes is 56 bytes too small for a: op 0 (op00_sum) needs 48 "
            "bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 96 bytes would do; --share-arena gives models that never run at the same time "
            "the same bytes");
}

TEST(PlanTogether, FlashPoolsAreFilledModelAfterModel) {
  CompileOptions options;
  const auto flash = MemoryPool::Kind::kFlash;
  options.pools = {{.name = "fast", .kind = flash, .size = 16, .speed = {.byte_cost = 1}},
                   {.name = "slow", .kind = flash, .size = 16, .speed = {.byte_cost = 4}}};
  const Result<PlannedTogether> plan = Image({"a", "b"}, options).Plan();
  ASSERT_TRUE(plan.ok()) << Format(plan.error());
  EXPECT_EQ(plan->plans[0].FlashPoolOf(ir::TensorId(1))->name, "fast");
  EXPECT_EQ(plan->plans[1].FlashPoolOf(ir::TensorId(1))->name, "slow");
  EXPECT_EQ(Image({"a", "b", "c"}, options).Error({.share_constants = true}), "ok");
  EXPECT_EQ(
      Image({"a", "b", "c"}, options).Error(),
      "error: c: constant \"w\" of 16 bytes has no room in flash: pool \"fast\" has 0 of 16 "
      "bytes left, 16 too few; pool \"slow\" has 0 of 16 bytes left, 16 too few\n"
      "  hint: 32 bytes of \"fast\" would do; --share-constants emits what several models have "
      "once");
}

TEST(PlanTogether, NeighboursThatShareBytesWithOneAnotherLeaveWhatTheyTakeTogether) {
  // A ring of four, of which two opposite ones share their bytes: two arenas, not three.
  CompileOptions options;
  options.limits.ram = 96;
  const Together ring = {.share_arena = true, .concurrent = {{0, 1}, {1, 2}, {2, 3}, {3, 0}}};
  const Image image({"a", "b", "c", "d"}, options);
  EXPECT_EQ(image.Error(ring), "ok");
  options.limits.ram = 95;
  EXPECT_EQ(Image({"a", "b", "c", "d"}, options).Error(ring),
            "error: --ram-limit of 95 bytes (48 of them for a) is 1 byte too small for b: op 0 "
            "(op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 96 bytes would do; models that are not --concurrent share bytes");
}

}  // namespace
}  // namespace utvmc::plan
