#include "emit/aliasing.h"

#include <gtest/gtest.h>

namespace utvmc::emit {
namespace {

using ir::Role;

/// One call of one kernel: input at [0, 16), output at [`output_offset`, + 16), scratch at [64,
/// 80).
std::vector<bool> Unaliased(std::int64_t output_offset) {
  ir::Program program;
  program.tensors.resize(2);
  program.kernels.resize(1);
  program.kernels[0].parameters.resize(3);
  program.kernels[0].parameters[0].role = Role::kInput;
  program.kernels[0].parameters[0].argument = 0;
  program.kernels[0].parameters[1].role = Role::kOutput;
  program.kernels[0].parameters[1].argument = 1;
  program.kernels[0].parameters[2].role = Role::kScratch;
  program.operators.resize(1);
  program.operators[0].kernel = ir::KernelId(0u);
  program.operators[0].arguments = {ir::TensorId(0u), ir::TensorId(1u)};

  plan::MemoryPlan plan;
  plan.allocations.resize(3);
  const std::int64_t offsets[] = {0, output_offset, 64};
  for (std::size_t i = 0; i < 3; ++i) {
    plan.allocations[i].offset = offsets[i];
    plan.allocations[i].size = 16;
  }
  plan.tensor_allocation = {0, 1};
  plan.scratch_allocation = {{-1, -1, 2}};
  return FindUnaliased(program, plan)[0];
}

TEST(FindUnaliased, WrittenBuffersThatShareNoByte) {
  EXPECT_EQ(Unaliased(16), (std::vector<bool>{false, true, true}));
}

TEST(FindUnaliased, OneSharedByteIsEnough) {
  EXPECT_EQ(Unaliased(15), (std::vector<bool>{false, false, true}));
  EXPECT_EQ(Unaliased(79), (std::vector<bool>{false, false, false}));
}

TEST(FindUnaliased, AnOutputInPlaceSharesBytesAtTheSameTime) {
  EXPECT_EQ(Unaliased(0), (std::vector<bool>{false, false, true}));
}

}  // namespace
}  // namespace utvmc::emit
