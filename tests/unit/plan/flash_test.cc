#include "plan/flash.h"

#include <gmock/gmock.h>

#include "plan/arithmetic.h"
#include "pooled_program.h"

namespace utvmc::plan {
namespace {

/// Constants a, b, c (ids 0, 1, 2) of 100, 60 and 40 bytes; each moves so many bytes.
struct Constants {
  test::ProgramBuilder builder;
  std::vector<Traffic> traffic = {{100, 100}, {600, 600}, {40, 40}};

  Constants() {
    builder.Constant("a", "int8", {100}, std::string(100, 'a'));
    builder.Constant("b", "int8", {60}, std::string(60, 'b'));
    builder.Constant("c", "int8", {40}, std::string(40, 'c'));
  }
};

CompileOptions FlashOptions(std::int64_t fast, std::int64_t slow) {
  CompileOptions options;
  options.pools = {
      {.name = "fast", .kind = MemoryPool::Kind::kFlash, .size = fast, .speed = {.byte_cost = 1}},
      {.name = "slow", .kind = MemoryPool::Kind::kFlash, .size = slow, .speed = {.byte_cost = 9}}};
  return options;
}

std::string PlanFlashText(const CompileOptions& options, const ResolvedPins& pins = {}) {
  const Constants constants;
  const Result<std::vector<int>> plan =
      PlanFlash(constants.builder.program, options, pins, constants.traffic);
  if (!plan.ok()) {
    EXPECT_EQ(plan.error().error_class, ErrorClass::kBudget);
    return Format(plan.error());
  }
  std::string text;
  for (const int pool : *plan) text += std::to_string(pool) + " ";
  return text;
}

TEST(PlanFlash, WithoutPoolsTheLinkerDecides) { EXPECT_EQ(PlanFlashText({}), ""); }

TEST(PlanFlash, AllGoToTheFastestPoolThatHasRoom) {
  EXPECT_EQ(PlanFlashText(FlashOptions(200, 200)), "0 0 0 ");
  EXPECT_EQ(PlanFlashText(FlashOptions(0, 200)), "1 1 1 ");
}

TEST(PlanFlash, WhatMovesMostPerByteGoesToTheFastPool) {
  EXPECT_EQ(PlanFlashText(FlashOptions(60, 200)), "1 0 1 ");
  EXPECT_EQ(PlanFlashText(FlashOptions(100, 200)), "1 0 0 ");
}

TEST(PlanFlash, PinsComeFirst) {
  EXPECT_EQ(PlanFlashText(FlashOptions(60, 200), {{ir::TensorId(2), {"fast", {}}}}), "1 1 0 ");
  EXPECT_EQ(PlanFlashText(FlashOptions(200, 60), {{ir::TensorId(1), {"slow", {}}}}), "0 1 0 ");
}

TEST(PlanFlash, AConstantThatIsCopiedToRamIsInFlashAllTheSame) {
  EXPECT_EQ(PlanFlashText(FlashOptions(200, 200), {{ir::TensorId(0), {"arena", {}}}}), "0 0 0 ");
}

TEST(PlanFlash, SaysWhichConstantHasNoRoom) {
  EXPECT_EQ(
      PlanFlashText(FlashOptions(60, 100)),
      "error: constant \"c\" of 40 bytes has no room in flash: pool \"fast\" has 0 of 60 bytes "
      "left, 40 too few; pool \"slow\" has 0 of 100 bytes left, 40 too few\n"
      "  hint: 100 bytes of \"fast\" would do");
  EXPECT_EQ(PlanFlashText(FlashOptions(100, 100)), "1 0 0 ");
  EXPECT_EQ(PlanFlashText(FlashOptions(60, 1000), {{ir::TensorId(0), {"fast", {}}}}),
            "error: constant \"a\" of 100 bytes has no room in flash: pool \"fast\" has 60 of 60 "
            "bytes left, 40 too few\n"
            "  hint: 100 bytes of \"fast\" would do");
}

TEST(PlanFlash, ALimitOfAPoolIsNamed) {
  CompileOptions options = FlashOptions(200, 200);
  options.pools.pop_back();
  options.limits.flash_pools = {{"fast", 150}};
  EXPECT_EQ(PlanFlashText(options),
            "error: constant \"b\" of 60 bytes has no room in flash: pool \"fast\" has 50 of 150 "
            "bytes left under --flash-limit, 10 too few\n"
            "  hint: 200 bytes of \"fast\" would do");
  options.limits.flash_pools = {{"fast", 199}};
  EXPECT_NE(PlanFlashText(options), "0 0 0 ");
  options.limits.flash_pools = {{"fast", 200}};
  EXPECT_EQ(PlanFlashText(options), "0 0 0 ");
  options.limits.flash_pools = {{"fast", 150}};
  options.pools[0].size = 180;
  EXPECT_THAT(PlanFlashText(options),
              ::testing::EndsWith("  hint: 200 bytes of \"fast\" would do, with pool \"fast\" of "
                                  "200 bytes"));
}

TEST(PlanFlash, TheLimitOfAllCountsAllConstants) {
  CompileOptions options;
  options.limits.flash = 200;
  EXPECT_EQ(PlanFlashText(options), "");
  options.limits.flash = 199;
  EXPECT_EQ(PlanFlashText(options),
            "error: --flash-limit of 199 bytes is 1 byte too small: the constants take 200 bytes\n"
            "  hint: 200 bytes would do; code comes on top of that");
}

TEST(PlanFlash, TheLimitOfAllCountsTheTablesOfOperatorsThatShareAKernel) {
  test::ProgramBuilder b;
  const ir::KernelId kernel = b.Kernel(test::SumKernel("add", kernelc::Scalar::kFloat, 2,
                                                       {{ir::Role::kInput, "p0"},
                                                        {ir::Role::kInput, "p1"},
                                                        {ir::Role::kInput, "p2"},
                                                        {ir::Role::kOutput, "out"}})
                                           .Get());
  ir::TensorId last = b.Input("x", "float32", {2});
  ir::TensorId constant;
  for (const std::string name : {"a", "b"}) {
    const ir::TensorId other = b.Constant(name + "1", "float32", {2}, test::BytesOf<float>({1, 2}));
    constant = b.Constant(name + "2", "float32", {2}, test::BytesOf<float>({3, 4}));
    const ir::TensorId sum = b.Activation(name, "float32", {2});
    b.Call(name, kernel, {last, other, constant, sum});
    last = sum;
  }
  b.Output(last);
  CompileOptions options;
  options.limits.flash = 48;  // 4 constants of 8 bytes, 4 addresses
  EXPECT_TRUE(PlanFlash(b.program, options, {}, {}).ok());
  options.limits.flash = 47;
  EXPECT_FALSE(PlanFlash(b.program, options, {}, {}).ok());
  options.limits.flash = 32;
  EXPECT_TRUE(PlanFlash(b.program, options, {{constant, {"sram", {}}}}, {}).ok());
}

TEST(PlanFlash, SaysBothWhereTheLimitOfAllAndAPoolAreTooSmall) {
  CompileOptions options = FlashOptions(199, 0);
  options.pools.pop_back();
  options.limits.flash = 150;
  EXPECT_EQ(
      PlanFlashText(options),
      "error: --flash-limit of 150 bytes is 50 bytes too small: the constants take 200 bytes\n"
      "  hint: 200 bytes would do; code comes on top of that; besides, constant \"c\" of 40 bytes "
      "has no room in flash: pool \"fast\" has 39 of 199 bytes left, 1 too few (200 bytes of "
      "\"fast\" would do)");
}

TEST(PlanFlash, OneOfSeveralModelsLeavesTheLimitOfAllToThem) {
  const Constants constants;
  CompileOptions options;
  options.limits.flash = 1;
  const Taken taken = {.is_one_of_several = true};
  EXPECT_TRUE(PlanFlash(constants.builder.program, options, {}, constants.traffic, taken).ok());
}

TEST(PlanFlash, PaddingBetweenConstantsCounts) {
  test::ProgramBuilder b;
  b.Constant("a", "int8", {1}, "a");
  b.Constant("b", "int64", {1}, std::string(8, 'b'));
  CompileOptions options = FlashOptions(9, 1000);
  const auto plan = PlanFlash(b.program, options, {}, {{1, 1}, {8, 1}});
  ASSERT_TRUE(plan.ok());
  // 1 byte, 7 of padding, 8 bytes: not both.
  EXPECT_EQ(*plan, (std::vector<int>{0, 1}));
  options.pools[0].size = 16;
  EXPECT_EQ(*PlanFlash(b.program, options, {}, {{1, 1}, {8, 1}}), (std::vector<int>{0, 0}));
}

TEST(CostOf, IsBytesAndAccesses) {
  EXPECT_EQ(CostOf({10, 3}, {.byte_cost = 2, .access_cost = 5}), 35);
  EXPECT_EQ(CostOf({kSaturated, 1}, {.byte_cost = 2, .access_cost = 5}), kSaturated);
}

}  // namespace
}  // namespace utvmc::plan
