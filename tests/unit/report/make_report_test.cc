#include <gmock/gmock.h>

#include <string>
#include <utility>

#include "report/report.h"

namespace utvmc::report {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

ir::TensorId AddTensor(ir::Program& program, const std::string& name, ir::Tensor::Kind kind,
                       std::int64_t elements) {
  ir::Tensor tensor;
  tensor.name = name;
  tensor.kind = kind;
  tensor.shape = {elements};
  return program.Add(std::move(tensor));
}

ir::KernelId AddKernel(ir::Program& program, const std::string& name, std::int64_t scratch_floats) {
  ir::Kernel kernel;
  kernel.symbol = "tvmgen_" + name;
  kernel.name = name;
  kernel.origin.file = "kernels.c";
  kernel.origin.line = 7;
  if (scratch_floats > 0) {
    ir::Parameter scratch;
    scratch.role = ir::Role::kScratch;
    scratch.element = kernelc::Scalar::kFloat;
    scratch.elements = scratch_floats;
    kernel.parameters = {scratch, scratch};
  }
  program.kernels.push_back(std::move(kernel));
  return ir::KernelId(program.kernels.size() - 1);
}

void AddCall(ir::Program& program, ir::KernelId kernel) {
  ir::Operator op;
  op.kernel = kernel;
  program.operators.push_back(std::move(op));
}

plan::Allocation Live(std::int64_t size, std::int64_t begin, std::int64_t end) {
  plan::Allocation allocation;
  allocation.size = size;
  allocation.live = {begin, end};
  return allocation;
}

TEST(MakeReport, TakesTheArenaOfTheGivenOrderFromTheChange) {
  ir::Program program;
  plan::MemoryPlan plan;
  plan.op_begin = {1};
  EXPECT_EQ(MakeReport(program, plan).arena_bytes_given_order, 0);
  EXPECT_EQ(MakeReport(program, plan, {.given_arena_bytes = 180, .arena_bytes = 120})
                .arena_bytes_given_order,
            180);
}

TEST(MakeReport, CountsConstantsOnceAndScratchThatLivesAtOnce) {
  ir::Program program;
  program.name = "net";
  const ir::TensorId weights = AddTensor(program, "w", ir::Tensor::Kind::kConstant, 10);
  const ir::TensorId alias = AddTensor(program, "v", ir::Tensor::Kind::kConstant, 10);
  program[alias].alias_of = weights;
  program.inputs = {AddTensor(program, "x", ir::Tensor::Kind::kInput, 3)};
  program.outputs = {AddTensor(program, "y", ir::Tensor::Kind::kActivation, 2)};
  AddCall(program, AddKernel(program, "op00_small", 1));
  AddCall(program, AddKernel(program, "op01_large", 8));
  plan::MemoryPlan plan;
  plan.arenas.emplace_back();
  plan.arenas[0].bytes = 100;
  plan.arenas[0].lower_bound = 90;
  plan.arenas[0].technique = "first fit";
  plan.tensor_allocation.assign(program.tensors.size(), -1);
  plan.allocations = {Live(40, 0, 1),
                      Live(64, 1, 2)};  // scratch of one operator, one after the other

  const Report report = MakeReport(program, plan);
  EXPECT_EQ(report.name, "net");
  EXPECT_EQ(report.operators, 2);
  EXPECT_EQ(report.arena_bytes, 100);
  EXPECT_EQ(report.lower_bound, 90);
  EXPECT_EQ(report.arenas[0].technique, "first fit");
  EXPECT_EQ(report.constant_bytes, 40);
  EXPECT_EQ(report.scratch_bytes, 64);
  EXPECT_FALSE(report.can_fail);
  const ir::ConstantTables tables{.fields = {}, .table = {}, .bytes = 16};
  EXPECT_EQ(MakeReport(program, plan, {}, tables).constant_bytes, 56);
  ASSERT_THAT(report.inputs, SizeIs(1));
  EXPECT_EQ(report.inputs[0].name, "x");
  EXPECT_EQ(report.inputs[0].type, "float32");
  EXPECT_EQ(report.inputs[0].bytes, 12);
  EXPECT_EQ(report.inputs[0].pool, kCallerPool);
  ASSERT_THAT(report.outputs, SizeIs(1));
  EXPECT_THAT(report.outputs[0].shape, ElementsAre(2));
}

TEST(MakeReport, ListsKernelsInOrderOfFirstUse) {
  ir::Program program;
  const ir::KernelId relu = AddKernel(program, "relu", 0);
  const ir::KernelId conv = AddKernel(program, "conv", 0);
  program[relu].body = ir::PackedBody{.source = 0, .reason = "the macro CLIP"};
  program[relu].can_fail = true;
  AddCall(program, conv);
  AddCall(program, relu);
  AddCall(program, conv);

  const Report report = MakeReport(program, {});
  ASSERT_THAT(report.kernels, SizeIs(2));
  EXPECT_EQ(report.kernels[0].name, "conv");
  EXPECT_EQ(report.kernels[0].call_sites, 2);
  EXPECT_TRUE(report.kernels[0].native);
  EXPECT_EQ(report.kernels[1].symbol, "tvmgen_relu");
  EXPECT_FALSE(report.kernels[1].native);
  EXPECT_EQ(report.kernels[1].reason, "the macro CLIP");
  EXPECT_EQ(report.kernels[1].file, "kernels.c");
  EXPECT_EQ(report.kernels[1].line, 7);
  EXPECT_TRUE(report.can_fail);
}

TEST(MakeReport, PeakIsTheLargestSumOfLiveBytesAtAnyStepOfTheOperator) {
  ir::Program program;
  AddCall(program, AddKernel(program, "a", 0));
  AddCall(program, AddKernel(program, "b", 0));
  ir::Operator copy;
  copy.kind = ir::Operator::Kind::kCopy;
  program.operators.push_back(copy);
  plan::MemoryPlan plan;
  plan.op_begin = {0, 2, 5, 6};
  // Steps:            0    1   | 2    3    4   | 5
  // Live bytes:      10   10   | 10  107    7  | 7
  plan.allocations = {Live(10, 0, 3), Live(7, 3, 6), Live(100, 3, 4)};
  plan.allocations[2].offset = 7;

  const Report report = MakeReport(program, plan);
  ASSERT_THAT(report.peak, SizeIs(3));
  EXPECT_EQ(report.peak[0].name, "b");
  EXPECT_EQ(report.peak[0].peak_bytes, 107);
  EXPECT_EQ(report.peak[0].index, 1);
  EXPECT_EQ(report.peak[1].name, "a");
  EXPECT_EQ(report.peak[1].peak_bytes, 10);
  EXPECT_EQ(report.peak[2].name, "copy");
  EXPECT_EQ(report.peak[2].peak_bytes, 7);
}

TEST(MakeReport, BuffersThatMeetWithoutOverlapAreNotLiveTogether) {
  ir::Program program;
  AddCall(program, AddKernel(program, "a", 0));
  plan::MemoryPlan plan;
  plan.op_begin = {0, 2};
  plan.allocations = {Live(10, 0, 1), Live(20, 1, 2)};
  EXPECT_EQ(MakeReport(program, plan).peak[0].peak_bytes, 20);
}

}  // namespace
}  // namespace utvmc::report
