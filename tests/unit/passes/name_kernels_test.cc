#include <gtest/gtest.h>

#include "passes/passes.h"

namespace utvmc::passes {
namespace {

TEST(NameKernels, NumbersByTheFirstOperatorThatCalls) {
  ir::Program program;
  program.kernels.resize(2);
  program.kernels[0].name = "relu";
  program.kernels[1].name = "conv2d";
  program.operators.resize(4);
  program.operators[1].kernel = ir::KernelId(1u);
  program.operators[2].kernel = ir::KernelId(0u);
  program.operators[3].kernel = ir::KernelId(1u);
  program.operators[0].kind = ir::Operator::Kind::kCopy;
  NameKernels(program);
  EXPECT_EQ(program.kernels[0].name, "op02_relu");
  EXPECT_EQ(program.kernels[1].name, "op01_conv2d");
}

}  // namespace
}  // namespace utvmc::passes
