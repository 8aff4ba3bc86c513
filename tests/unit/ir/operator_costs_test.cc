#include "ir/operator_costs.h"

#include <gtest/gtest.h>

#include <limits>

#include "support/program_builder.h"

namespace utvmc::ir {
namespace {

using kernelc::Scalar;
using test::ProgramBuilder;
using test::SumKernel;

TEST(CountCosts, LoadsAndStoresOfArgumentsAndScratchCount) {
  ProgramBuilder b;
  const auto x = b.Input("x", "float32", {8});
  const auto w = b.Constant("w", "float32", {8}, std::string(32, '\0'));
  const auto y = b.Activation("y", "float32", {8});
  const auto z = b.Activation("z", "float32", {8});
  const auto kernel = b.Kernel(SumKernel("add", Scalar::kFloat, 8,
                                         {{Role::kInput, "p0"},
                                          {Role::kInput, "p1"},
                                          {Role::kScratch, "acc"},
                                          {Role::kOutput, "out"}})
                                   .Get());
  b.Call("y", kernel, {x, w, y});
  b.Copy("z", y, z);
  // acc = x + w; out = acc: 5 accesses of 4 bytes each in 8 iterations.
  EXPECT_EQ(CountCosts(b.program), (std::vector<OperatorCost>{{0, 160}, {0, 64}}));
}

TEST(CountCosts, ProductsThatAreAccumulatedAreMacs) {
  ProgramBuilder b;
  const auto x = b.Input("x", "int8", {4});
  const auto y = b.Activation("y", "int8", {4});
  Kernel kernel =
      SumKernel("sum", Scalar::kInt8, 4, {{Role::kInput, "p0"}, {Role::kOutput, "out"}}).Get();
  kernelc::Function& function = std::get<NativeBody>(kernel.body).function;
  auto* loop = kernelc::As<kernelc::For>(function.body[0]);
  auto* assign = kernelc::As<kernelc::Assign>(loop->body[0]);
  const kernelc::Expr load = assign->value;
  assign->value = kernelc::MakeCast(
      {Scalar::kInt8, 0},
      kernelc::MakeBinary(kernelc::BinaryOp::kAdd, assign->target,
                          kernelc::MakeBinary(kernelc::BinaryOp::kMultiply, load, load)));
  const auto id = b.Kernel(kernel);
  b.Call("y", id, {x, y});
  EXPECT_EQ(CountCosts(b.program), (std::vector<OperatorCost>{{4, 16}}));
}

TEST(CountCosts, ArgumentsOfKernelsThatWereNotLoweredCountOnce) {
  ProgramBuilder b;
  const auto x = b.Input("x", "int16", {4});
  const auto y = b.Activation("y", "int32", {4});
  Kernel kernel =
      SumKernel("sum", Scalar::kInt16, 4, {{Role::kInput, "p0"}, {Role::kOutput, "out"}}).Get();
  kernel.body = PackedBody{.reason = "a macro"};
  const auto id = b.Kernel(kernel);
  b.Call("y", id, {x, y});
  EXPECT_EQ(CountCosts(b.program), (std::vector<OperatorCost>{{0, 24}}));
}

}  // namespace
}  // namespace utvmc::ir
