#include "plan/memory_plan.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace utvmc::plan
