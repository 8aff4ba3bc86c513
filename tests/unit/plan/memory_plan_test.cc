#include "plan/memory_plan.h"

#include <gtest/gtest.h>

#include "plan/given_plan.h"
#include "pooled_program.h"
#include "program_builder.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

MemoryPlan Plan(const ir::Program& program, const CompileOptions& options = {}) {
  Result<MemoryPlan> plan = PlanMemory(program, options);
  EXPECT_TRUE(plan.ok());
  return *std::move(plan);
}

TEST(PlanMemory, LetsAnOutputTakeTheBytesOfAnInputThatDiesInsideTheKernel) {
  // As in a padded convolution: pad into scratch, convolve into an accumulator, requantise.
  ProgramBuilder b;
  const TensorId in = b.Input(100), out = b.Activation(80);
  b.Call({in}, {out}, 3,
         {Reads(0, {0, 1}), Scratch(30, {0, 2}), Scratch(50, {1, 3}), Writes(1, {2, 3})});
  b.program.outputs = {out};
  const MemoryPlan plan = Plan(b.program);
  EXPECT_EQ(plan.arenas[0].lower_bound, 320);  // step 1: 120 + 200
  EXPECT_EQ(plan.arenas[0].peak_time, 1);
  EXPECT_EQ(plan.arenas[0].bytes, 320);
  EXPECT_EQ(plan.arenas[0].align, 4);
  EXPECT_EQ(plan.tensor_allocation, (std::vector<int>{0, 1}));
  EXPECT_EQ(plan.scratch_allocation, (std::vector<std::vector<int>>{{-1, 2, 3, -1}}));
  EXPECT_EQ(plan.op_begin, (std::vector<std::int64_t>{0, 3}));
  EXPECT_FALSE(plan.arenas[0].technique.empty());
}

TEST(PlanMemory, AKernelNeverFindsItsInputAndOutputOfOneStepInTheSameBytes) {
  ProgramBuilder b;
  const TensorId in = b.Input(16), out = b.Activation(16);
  b.Call({in}, {out});
  b.program.outputs = {out};
  const MemoryPlan plan = Plan(b.program);
  EXPECT_EQ(plan.arenas[0].bytes, 32);
  EXPECT_NE(plan.allocations[0].offset, plan.allocations[1].offset);
}

TEST(PlanMemory, RoundsTheArenaUpToItsAlignment) {
  ProgramBuilder b;
  b.Input(3);
  CompileOptions options;
  options.align = 16;
  const MemoryPlan plan = Plan(b.program, options);
  EXPECT_EQ(plan.arenas[0].bytes, 16);
  EXPECT_EQ(plan.arenas[0].align, 16);
  EXPECT_EQ(plan.arenas[0].lower_bound, 16);
}

TEST(PlanMemory, AlignsEveryBuffer) {
  ProgramBuilder b;
  TensorId last = b.Input(5);
  for (const std::int64_t bytes : {3, 7, 11, 13}) {
    const TensorId next = b.Activation(bytes);
    b.Call({last}, {next});
    last = next;
  }
  CompileOptions options;
  options.align = 8;
  for (const Allocation& allocation : Plan(b.program, options).allocations) {
    EXPECT_EQ(allocation.offset % 8, 0);
  }
}

TEST(PlanMemory, OfNothingIsOneByte) {
  ProgramBuilder b;
  b.program.outputs = {b.Constant(4)};
  const MemoryPlan plan = Plan(b.program);
  EXPECT_TRUE(plan.allocations.empty());
  EXPECT_EQ(plan.arenas[0].bytes, 1);
  EXPECT_EQ(plan.arenas[0].align, 1);
  EXPECT_EQ(plan.arenas[0].lower_bound, 1);
}

TEST(PlanMemory, OfInputsAndOutputsOfTheCallerHoldsTheRestOnly) {
  ProgramBuilder b;
  const TensorId in = b.Input(100), x = b.Activation(10), out = b.Activation(100);
  b.Call({in}, {x});
  b.Call({x}, {out});
  b.program.outputs = {out};
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  const MemoryPlan plan = Plan(b.program, options);
  EXPECT_EQ(plan.arenas[0].bytes, 10);
  EXPECT_EQ(plan.tensor_allocation, (std::vector<int>{-1, 0, -1}));
}

TEST(PlanMemory, PassesOnThatTheModelIsTooLarge) {
  ProgramBuilder b;
  b.Input(std::int64_t{1} << 62);
  const Result<MemoryPlan> plan = PlanMemory(b.program, {});
  ASSERT_FALSE(plan.ok());
  EXPECT_EQ(plan.error().message, "the buffers of the model add up to more than 2^62 bytes");
}

// --- pools, pins and limits ---

std::string PoolOf(const MemoryPlan& plan, std::size_t allocation) {
  return plan.arenas[plan.allocations[allocation].arena].pool.name;
}

TEST(PlanMemory, GivesEveryPoolThatIsUsedAnArena) {
  CompileOptions options = TwoPools();
  options.pools[0].size = 48;  // enough for all
  const MemoryPlan plan = Plan(TwoSums().program, options);
  ASSERT_EQ(plan.arenas.size(), 1U);
  EXPECT_EQ(plan.arenas[0].pool.name, "dtcm");
  EXPECT_EQ(plan.arenas[0].bytes, 48);
}

TEST(PlanMemory, WhatTheFastPoolCannotHoldIsInTheNext) {
  CompileOptions options = TwoPools();
  options.pools[0].size = 20;
  const MemoryPlan plan = Plan(TwoSums().program, options);
  ASSERT_EQ(plan.arenas.size(), 2U);
  EXPECT_EQ(plan.arenas[0].bytes, 16);
  EXPECT_EQ(plan.Bytes(), plan.arenas[0].bytes + plan.arenas[1].bytes);
  EXPECT_EQ(plan.LowerBound(), plan.arenas[0].lower_bound + plan.arenas[1].lower_bound);
}

TEST(PlanMemory, KeepsPins) {
  CompileOptions options = TwoPools();
  options.pins = {PinTo("x", "sram", 64), PinTo("w", "dtcm"), PinTo("op00_sum", "dtcm")};
  const MemoryPlan plan = Plan(TwoSums().program, options);
  ASSERT_EQ(plan.allocations.size(), 6U);
  EXPECT_EQ(PoolOf(plan, 0), "sram");
  EXPECT_EQ(plan.allocations[0].offset, 64);
  EXPECT_EQ(plan.allocations[1].tensor, TensorId(1));
  EXPECT_EQ(PoolOf(plan, 1), "dtcm");
  EXPECT_EQ(plan.allocations[1].live, (Interval{0, 4}));
  EXPECT_EQ(PoolOf(plan, 2), "dtcm");
}

TEST(PlanMemory, AModelWithoutBuffersHasTheLastPool) {
  ProgramBuilder b;
  b.program.outputs = {b.Constant(4)};
  const MemoryPlan plan = Plan(b.program, TwoPools());
  ASSERT_EQ(plan.arenas.size(), 1U);
  EXPECT_EQ(plan.arenas[0].pool.name, "sram");
  EXPECT_EQ(plan.arenas[0].bytes, 1);
}

TEST(PlanMemory, PoolsHoldOnlyWhatIsNotWithTheCaller) {
  CompileOptions options = TwoPools();
  options.pins = {PinTo("x", kCallerPool)};
  EXPECT_EQ(Plan(TwoSums().program, options).tensor_allocation[0], -1);
  options.pins.clear();
  options.io = IoPlacement::kCaller;
  const MemoryPlan plan = Plan(TwoSums().program, options);
  EXPECT_EQ(plan.tensor_allocation, (std::vector<int>{-1, -1, 0, -1}));
}

TEST(PlanMemory, NamesTwoPinsThatWantTheSameBytes) {
  CompileOptions options = TwoPools();
  options.pins = {PinTo("x", "dtcm", 0), PinTo("w", "dtcm", 12)};
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: --pin: the pins x=dtcm@0 (16 bytes) and w=dtcm@12 (16 bytes) share bytes while "
            "both tensors are needed\n"
            "  hint: move one of them");
  options.pins[1].offset = 16;
  EXPECT_EQ(PlanError(TwoSums().program, options), "ok");
}

TEST(PlanMemory, TheStoryNamesPaddingThatMakesTheShortage) {
  CompileOptions options;
  options.align = 32;
  options.limits.ram = 64;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: --ram-limit of 64 bytes is 32 bytes too small: op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16), plus 48 bytes of padding for alignment, and "
            "no plan of all buffers there takes less than 96 (proved)\n"
            "  hint: 96 bytes would do");
}

TEST(PlanMemory, TheStoryNamesPinnedOffsetsThatMakeTheShortage) {
  CompileOptions options;
  options.pins = {PinTo("x", "arena", 64), PinTo("y", "arena", 0)};
  options.limits.ram = 64;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: --ram-limit of 64 bytes is 16 bytes too small: op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16), plus 32 bytes because of pinned offsets (x, "
            "op01_sum), and no plan of all buffers there takes less than 80 (proved)\n"
            "  hint: 80 bytes would do");
}

TEST(PlanMemory, TheStoryNamesWhatPinsKeepInAPool) {
  CompileOptions options = TwoPools();
  options.pins = {PinTo("x", "dtcm"), PinTo("w", "dtcm"), PinTo("h", "dtcm")};
  EXPECT_EQ(
      PlanError(TwoSums().program, options),
      "error: pool \"dtcm\" of 32 bytes is 16 bytes too small: op 0 (op00_sum) needs 48 bytes "
      "at once (x 16, w 16, op00_sum 16); 48 bytes of them pinned (x, w, op00_sum)\n"
      "  hint: 48 bytes would do");
}

TEST(PlanMemory, APoolThatIsTooSmallIsABudgetErrorWithThePeaksStory) {
  CompileOptions options = TwoPools();
  options.pools.pop_back();
  options.pools[0].size = 30;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: pool \"dtcm\" of 30 bytes is 18 bytes too small: op 0 (op00_sum) needs 48 "
            "bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 48 bytes would do");
}

TEST(PlanMemory, LimitsAreNamedAsTheUserWroteThem) {
  CompileOptions options;
  options.limits.ram = 31;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: --ram-limit of 31 bytes is 17 bytes too small: op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 48 bytes would do");
  options.limits.ram = 0;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: --ram-limit of 0 bytes is 48 bytes too small: op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 48 bytes would do");
  options.limits.ram = 48;
  EXPECT_EQ(PlanError(TwoSums().program, options), "ok");
  options = TwoPools();
  options.limits.ram_pools = {{"dtcm", 16}, {"sram", 8}};
  EXPECT_EQ(
      PlanError(TwoSums().program, options),
      "error: --ram-limit of 16 bytes for pool \"dtcm\" is 32 bytes too small: op 0 "
      "(op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
      "  hint: 48 bytes would do, with pool \"dtcm\" of 48 bytes, and less than 40 never will");
}

TEST(PlanMemory, TheLimitOfSeveralPoolsIsThatOfTheirSum) {
  CompileOptions options = TwoPools();
  options.pools[0].size = 16;
  const std::int64_t bytes = Plan(TwoSums().program, options).Bytes();
  options.limits.ram = bytes;
  EXPECT_EQ(PlanError(TwoSums().program, options), "ok");
  options.limits.ram = bytes - 1;
  EXPECT_EQ(
      PlanError(TwoSums().program, options),
      "error: --ram-limit of 47 bytes is 1 byte too small: the arenas take 48 together (dtcm 16, "
      "sram 32); op 0 (op00_sum) needs 48 bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
      "  hint: 48 bytes would do");
}

TEST(PlanMemory, SaysThatAGivenPlanExceedsALimitAndWhy) {
  CompileOptions options = TwoPools();
  const ir::Program program = TwoSums().program;
  options.plan = DescribePlan(program, Plan(program, options));
  options.plan->path = "plan.json";
  options.limits.ram = 20;
  EXPECT_EQ(PlanError(program, options),
            "plan.json: error: /buffers: --ram-limit of 20 bytes is 28 bytes too small for this "
            "plan: the arenas take 48 together (dtcm 32, sram 16); op 0 (op00_sum) needs 48 bytes "
            "at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 48 bytes would do for this plan; without --plan-in utvmc makes one");
  options.limits.ram.reset();
  options.limits.ram_pools = {{"dtcm", 31}};
  EXPECT_EQ(PlanError(program, options),
            "plan.json: error: /buffers: --ram-limit of 31 bytes for pool \"dtcm\" is 1 byte too "
            "small for this plan: \"x\" (16 bytes) ends at 32; op 0 (op00_sum) needs 32 "
            "bytes at once (x 16, op00_sum 16)\n"
            "  hint: 32 bytes would do for this plan; without --plan-in utvmc makes one");
}

TEST(PlanMemory, WhereTwoPoolsAreTooSmallNamesASizeThatWouldDo) {
  CompileOptions options = TwoPools();
  options.pools[0].size = 16;
  options.pools[1].size = 24;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: pool \"sram\" of 24 bytes is 8 bytes too small: op 0 (op00_sum) needs 32 bytes "
            "at once (op00_sum 16, op00_acc 16)\n"
            "  hint: 32 bytes would do");
  options.pools[1].size = 32;
  EXPECT_EQ(PlanError(TwoSums().program, options), "ok");
}

TEST(PlanMemory, InPlaceCanBeTurnedOff) {
  ProgramBuilder b;
  const TensorId in = b.Input(16), out = b.Activation(16);
  b.Call({in}, {out});
  b.program.kernels[0].in_place = {{0, 1, 0, 0}};
  b.program.outputs = {out};
  EXPECT_EQ(Plan(b.program).Bytes(), 16);
  EXPECT_EQ(Plan(b.program).overlaps.size(), 1U);
  CompileOptions options;
  options.in_place = false;
  EXPECT_EQ(Plan(b.program, options).Bytes(), 32);
  EXPECT_TRUE(Plan(b.program, options).overlaps.empty());
}

TEST(PlanMemory, AnArenaThatMustBeRoundedUpMayNotExceedItsPool) {
  ProgramBuilder b;
  b.Input(3);
  CompileOptions options;
  options.align = 16;
  options.limits.ram = 15;
  EXPECT_EQ(PlanError(b.program, options),
            "error: --ram-limit of 15 bytes is 1 byte too small: the model needs 3 bytes at once "
            "(t0 3), plus 13 bytes of padding for alignment, and no plan of all buffers there "
            "takes less than 16 (proved)\n"
            "  hint: 16 bytes would do");
  options.limits.ram = 16;
  EXPECT_EQ(PlanError(b.program, options), "ok");
}

TEST(PlanMemory, ConstantsHaveFlashPools) {
  CompileOptions options = TwoPools();
  options.pools.push_back({.name = "qspi", .kind = MemoryPool::Kind::kFlash, .size = 16});
  const MemoryPlan plan = Plan(TwoSums().program, options);
  EXPECT_EQ(plan.FlashPoolOf(TensorId(0)), nullptr);
  ASSERT_NE(plan.FlashPoolOf(TensorId(1)), nullptr);
  EXPECT_EQ(plan.FlashPoolOf(TensorId(1))->name, "qspi");
  options.pools.back().size = 15;
  EXPECT_EQ(PlanError(TwoSums().program, options),
            "error: constant \"w\" of 16 bytes has no room in flash: pool \"qspi\" has 15 of 15 "
            "bytes left, 1 too few\n"
            "  hint: 16 bytes of \"qspi\" would do");
}

}  // namespace
}  // namespace utvmc::plan
