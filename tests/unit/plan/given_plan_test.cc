#include "plan/given_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

constexpr const char* kOptionsHint =
    "\n  hint: the plan may be for other options, as --align, --io, --stack-limit, --keep-order "
    "and "
    "--no-in-place change buffers; --plan-out writes one for these";
constexpr const char* kHint =
    "\n  hint: --plan-out writes a plan for this model, to be changed from there";

MemoryPlan PlanOf(const CompileOptions& options) {
  Result<MemoryPlan> plan = PlanMemory(TwoSums().program, options);
  EXPECT_TRUE(plan.ok()) << Format(plan.error());
  return *std::move(plan);
}

/// utvmc's plan for the two pools, as another tool reads and writes it.
PlanFile OwnPlan(const CompileOptions& options = TwoPools()) {
  const ir::Program program = TwoSums().program;
  const std::string text = FormatPlan(DescribePlan(program, PlanOf(options)));
  Result<std::vector<PlanFile>> plans = ReadPlans({"plan.json", text});
  EXPECT_TRUE(plans.ok()) << Format(plans.error());
  return plans->front();
}

/// What is said when the plan is used.
std::string ErrorOf(PlanFile plan, CompileOptions options = TwoPools()) {
  options.plan = std::move(plan);
  return PlanError(TwoSums().program, options);
}

TEST(DescribePlan, SaysWhereEveryBufferIs) {
  const PlanFile plan = DescribePlan(TwoSums().program, PlanOf(TwoPools()));
  EXPECT_EQ(plan.checksum, 0x9c41d7e0U);
  ASSERT_EQ(plan.buffers.size(), 5U);
  EXPECT_EQ(plan.buffers[3].id, 3);
  EXPECT_EQ(plan.buffers[3].name, "op00_acc");
  EXPECT_EQ(plan.buffers[3].size, 16);
  EXPECT_EQ(plan.buffers[3].alignment, 4);
}

TEST(DescribePlan, SaysWhichBuffersMayShareBytesAndAtWhichDistances) {
  MemoryPlan plan;
  plan.arenas.emplace_back();
  for (const std::int64_t size : {16, 4}) {
    Allocation& allocation = plan.allocations.emplace_back();
    allocation.tensor = ir::TensorId(plan.allocations.size() - 1);
    allocation.size = size;
  }
  const auto most = std::numeric_limits<std::int64_t>::max();
  plan.overlaps = {{BufferId(0), BufferId(1), -most - 1, 8}, {BufferId(1), BufferId(0), 0, most}};
  const PlanFile file = DescribePlan(TwoSums().program, plan);
  ASSERT_EQ(file.overlaps.size(), 2U);
  EXPECT_EQ(file.overlaps[0].first, 0);
  EXPECT_EQ(file.overlaps[0].second, 1);
  EXPECT_EQ(file.overlaps[0].from, -4);  // below it, no byte is shared
  EXPECT_EQ(file.overlaps[0].to, 8);
  EXPECT_EQ(file.overlaps[1].from, 0);
  EXPECT_EQ(file.overlaps[1].to, 4);
}

TEST(UseGivenPlan, OfUtvmcsOwnPlanIsThatPlan) {
  CompileOptions options = TwoPools();
  const MemoryPlan own = PlanOf(options);
  options.plan = OwnPlan();
  const MemoryPlan given = PlanOf(options);
  ASSERT_EQ(given.arenas.size(), own.arenas.size());
  for (std::size_t i = 0; i < own.arenas.size(); ++i) {
    EXPECT_EQ(given.arenas[i].bytes, own.arenas[i].bytes);
    EXPECT_EQ(given.arenas[i].align, own.arenas[i].align);
    EXPECT_EQ(given.arenas[i].technique, "given");
  }
  for (std::size_t i = 0; i < own.allocations.size(); ++i) {
    EXPECT_EQ(given.allocations[i].arena, own.allocations[i].arena);
    EXPECT_EQ(given.allocations[i].offset, own.allocations[i].offset);
  }
}

TEST(UseGivenPlan, OnlyIdPoolAndOffsetAreNeeded) {
  PlanFile plan = OwnPlan();
  plan.checksum.reset();
  for (PlannedBuffer& buffer : plan.buffers)
    buffer = {buffer.id, "", buffer.pool, buffer.offset, {}, {}, {}, {}, {}};
  EXPECT_EQ(ErrorOf(plan), "ok");
}

TEST(UseGivenPlan, TheOrderOfTheBuffersDoesNotMatter) {
  PlanFile plan = OwnPlan();
  std::ranges::reverse(plan.buffers);
  EXPECT_EQ(ErrorOf(plan), "ok");
}

TEST(UseGivenPlan, RefusesThePlanOfAnotherModel) {
  PlanFile plan = OwnPlan();
  plan.checksum = 1;
  EXPECT_EQ(ErrorOf(plan),
            std::string("plan.json: error: /model: the plan was made for a model with crc32 "
                        "00000001, this one has 9c41d7e0") +
                kHint);
}

TEST(UseGivenPlan, RefusesBuffersThatAreMissingUnknownOrTwiceThere) {
  PlanFile plan = OwnPlan();
  plan.buffers.erase(plan.buffers.begin() + 1);
  EXPECT_EQ(
      ErrorOf(plan),
      std::string("plan.json: error: /buffers: buffer 1 (\"op00_sum\") has no place") + kHint);
  plan = OwnPlan();
  plan.buffers[4].id = 5;
  EXPECT_EQ(ErrorOf(plan), std::string("plan.json: error: /buffers/4: buffer 5 does not exist, the "
                                       "model has 5") +
                               kHint);
  plan.buffers[4].id = -1;
  EXPECT_EQ(ErrorOf(plan),
            std::string("plan.json: error: /buffers/4: buffer -1 does not exist, the "
                        "model has 5") +
                kHint);
  plan.buffers[4].id = 0;
  EXPECT_EQ(ErrorOf(plan),
            std::string("plan.json: error: /buffers/4: buffer 0 has two places") + kHint);
}

TEST(UseGivenPlan, RefusesBuffersUnlikeTheModels) {
  const auto error_with = [](std::optional<std::int64_t> PlannedBuffer::*field,
                             std::int64_t value) {
    PlanFile plan = OwnPlan();
    plan.buffers[1].*field = value;
    return ErrorOf(plan);
  };
  const std::string head = "plan.json: error: /buffers/1: ";
  EXPECT_EQ(error_with(&PlannedBuffer::size, 8),
            head + "\"size\" of buffer 1 (\"op00_sum\") is 8, the model's is 16" + kOptionsHint);
  EXPECT_EQ(
      error_with(&PlannedBuffer::alignment, 8),
      head + "\"alignment\" of buffer 1 (\"op00_sum\") is 8, the model's is 4" + kOptionsHint);
  EXPECT_EQ(error_with(&PlannedBuffer::begin, 7),
            head + "\"begin\" of buffer 1 (\"op00_sum\") is 7, the model's is 0" + kOptionsHint);
  EXPECT_EQ(error_with(&PlannedBuffer::end, 9),
            head + "\"end\" of buffer 1 (\"op00_sum\") is 9, the model's is 3" + kOptionsHint);
}

TEST(UseGivenPlan, RefusesPoolsThatAreNotThere) {
  PlanFile plan = OwnPlan();
  plan.buffers[2].pool = "ccm";
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers/2: there is no RAM pool \"ccm\"\n"
            "  hint: name the pools with --pools");
}

/// Every buffer in sram, 16 bytes apart.
PlanFile Apart() {
  PlanFile plan = OwnPlan();
  for (std::size_t i = 0; i < plan.buffers.size(); ++i) {
    plan.buffers[i].pool = "sram";
    plan.buffers[i].offset = static_cast<std::int64_t>(16 * i);
  }
  return plan;
}

TEST(UseGivenPlan, NamesTheTwoBuffersThatCollide) {
  PlanFile plan = Apart();
  EXPECT_EQ(ErrorOf(plan), "ok");
  plan.buffers[3].offset = 8;
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers: buffer \"x\" of 16 bytes at 0, live [0, 1) collides with "
            "buffer \"op00_acc\" of 16 bytes at 8, live [0, 1)\n"
            "  hint: --plan-out writes a plan for this model, to be changed from there");
}

TEST(UseGivenPlan, RefusesMisalignedAndNegativeOffsets) {
  PlanFile plan = Apart();
  plan.buffers[4].offset = 66;
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers: buffer \"op01_acc\" of 16 bytes at 66, live [2, 3) is not "
            "aligned to 4\n"
            "  hint: --plan-out writes a plan for this model, to be changed from there");
  plan.buffers[4].offset = -4;
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers: buffer \"op01_acc\" of 16 bytes at -4, live [2, 3) begins "
            "before the pool\n"
            "  hint: --plan-out writes a plan for this model, to be changed from there");
  plan.buffers[4].offset = std::numeric_limits<std::int64_t>::max() - 3;
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers: buffer \"op01_acc\" of 16 bytes at 9223372036854775804, "
            "live [2, 3) ends beyond the largest address\n"
            "  hint: --plan-out writes a plan for this model, to be changed from there");
}

TEST(UseGivenPlan, RefusesAPlanThatExceedsAPool) {
  PlanFile plan = Apart();
  plan.buffers[4].offset = 1000;
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /buffers: pool \"sram\" of 1000 bytes is 16 bytes too small for "
            "this plan: \"op01_acc\" (16 bytes) ends at 1016; op 0 (op00_sum) needs 48 bytes at "
            "once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 1016 bytes would do for this plan; without --plan-in utvmc makes one");
  CompileOptions options = TwoPools();
  options.limits.ram_pools = {{"sram", 64}};
  EXPECT_EQ(ErrorOf(Apart(), options),
            "plan.json: error: /buffers: --ram-limit of 64 bytes for pool \"sram\" is 16 bytes too "
            "small for this plan: \"op01_acc\" (16 bytes) ends at 80; op 0 (op00_sum) needs 48 "
            "bytes at once (x 16, op00_sum 16, op00_acc 16)\n"
            "  hint: 80 bytes would do for this plan; without --plan-in utvmc makes one");
}

TEST(UseGivenPlan, RefusesAPlanThatDisregardsPins) {
  CompileOptions options = TwoPools();
  options.pins = {PinTo("x", "dtcm")};
  EXPECT_EQ(ErrorOf(Apart(), options),
            "plan.json: error: /buffers/0: buffer 0 (\"x\") is at 0 of pool \"sram\", but pinned "
            "to pool \"dtcm\"\n"
            "  hint: leave out the pin, or move the buffer");
  options.pins = {PinTo("x", "sram", 16)};
  EXPECT_EQ(ErrorOf(Apart(), options),
            "plan.json: error: /buffers/0: buffer 0 (\"x\") is at 0 of pool \"sram\", but pinned "
            "to 16 of pool \"sram\"\n"
            "  hint: leave out the pin, or move the buffer");
  options.pins = {PinTo("x", "sram", 0)};
  EXPECT_EQ(ErrorOf(Apart(), options), "ok");
}

TEST(UseGivenPlan, AnArenaBeginsOnceInAPoolThatIsThere) {
  PlanFile plan = OwnPlan();
  plan.arenas = {{"sram", 64, {}}, {"dtcm", 0, {}}};
  CompileOptions options = TwoPools();
  options.plan = plan;
  const MemoryPlan given = PlanOf(options);
  ASSERT_TRUE(given.arenas[0].start && given.arenas[1].start);
  EXPECT_EQ(given.arenas[0].start->offset, 0);
  EXPECT_EQ(given.arenas[1].start->offset, 64);
  plan.arenas[1] = {"ccm", 0, {.file = "plan.json", .pointer = "/models/a/arenas/1"}};
  EXPECT_EQ(ErrorOf(plan),
            "plan.json: error: /models/a/arenas/1: there is no RAM pool \"ccm\"\n"
            "  hint: name the pools with --pools");
  plan.arenas[1].pool = "sram";
  EXPECT_EQ(ErrorOf(plan),
            std::string("plan.json: error: /models/a/arenas/1: the arena of pool \"sram\" begins "
                        "twice") +
                kHint);
}

}  // namespace
}  // namespace utvmc::plan
