#include "plan/buffer_names.h"

#include <gtest/gtest.h>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

using Names = std::vector<std::string>;

TEST(NameBuffers, NamesResultsScratchAndInputs) {
  const test::ProgramBuilder b = TwoSums();
  const Result<MemoryPlan> plan = PlanMemory(b.program, {});
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(NameBuffers(b.program, plan->allocations),
            (Names{"x", "op00_sum", "op01_sum", "op00_acc", "op01_acc"}));
}

TEST(NameResults, NamesOnlyWhatOperatorsWrite) {
  test::ProgramBuilder b = TwoSums();
  const auto copy = b.Activation("w", "float32", {4});
  b.Copy("w", ir::TensorId(1), copy);
  EXPECT_EQ(NameResults(b.program), (Names{"", "", "op00_sum", "op01_sum", "op02_copy"}));
}

TEST(NameResults, FurtherOutputsAreNumbered) {
  test::ProgramBuilder b;
  const auto x = b.Input("x", "int8", {4});
  const auto y = b.Activation("y", "int8", {4}), z = b.Activation("z", "int8", {4});
  ir::Kernel kernel;
  kernel.name = "split";
  kernel.body = ir::PackedBody{};
  b.Call("y", b.Kernel(kernel), {x, y, z}, 2);
  EXPECT_EQ(NameResults(b.program), (Names{"", "op00_split", "op00_split_out1"}));
}

}  // namespace
}  // namespace utvmc::plan
