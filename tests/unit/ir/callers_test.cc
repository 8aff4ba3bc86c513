#include "ir/callers.h"

#include <gtest/gtest.h>

namespace utvmc::ir {
namespace {

Program InputAndOutput() {
  Program program;
  for (const char* name : {"x", "y"}) {
    Tensor tensor;
    tensor.name = name;
    program.Add(tensor);
  }
  program.inputs = {TensorId(0)};
  program.outputs = {TensorId(1)};
  return program;
}

TEST(IsWithCaller, IsFalseWithoutOptions) {
  EXPECT_FALSE(IsWithCaller(InputAndOutput(), {}, TensorId(0)));
}

TEST(IsWithCaller, IsTrueForAllWithTheOption) {
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  EXPECT_TRUE(IsWithCaller(InputAndOutput(), options, TensorId(0)));
  EXPECT_TRUE(IsWithCaller(InputAndOutput(), options, TensorId(1)));
}

TEST(IsWithCaller, IsTrueForWhatIsPinnedToTheCaller) {
  CompileOptions options;
  options.pins = {{"x", "sram", {}, {}}, {"y", kCallerPool, {}, {}}};
  EXPECT_FALSE(IsWithCaller(InputAndOutput(), options, TensorId(0)));
  EXPECT_TRUE(IsWithCaller(InputAndOutput(), options, TensorId(1)));
}

}  // namespace
}  // namespace utvmc::ir
