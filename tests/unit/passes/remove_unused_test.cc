#include <gmock/gmock.h>

#include "passes/passes.h"
#include "unit/passes/model_builder.h"

namespace utvmc::passes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::utvmc::testing::Model;
using ::utvmc::testing::Schedule;
using ::utvmc::testing::TensorNames;

TEST(RemoveUnused, OperatorsThatReachNoOutputDisappearWithTheirTensorsAndKernels) {
  Model model;
  model.Input("x").Constant("w");
  model.Call("dead", {"x", "w"}, {"d"}).Reads({0, 1});
  model.Call("deader", {"d"}, {"e"}).Reads({0});
  model.Call("f", {"x"}, {"y"}).Reads({0}).Output("y");
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, y)"));
  EXPECT_THAT(TensorNames(model.program), ElementsAre("x", "y"));
  ASSERT_THAT(model.program.kernels, SizeIs(1));
  EXPECT_EQ(model.program[model.program.operators[0].kernel].symbol, "f");
}

TEST(RemoveUnused, ConstantsThatNoKernelReadsDisappear) {
  Model model;
  model.Input("x").Constant("unused").Constant("unread").Constant("read");
  model.Call("f", {"x", "unread", "read"}, {"y"}).Reads({0, 2}).Output("y");
  RemoveUnused(model.program);
  EXPECT_THAT(TensorNames(model.program), ElementsAre("x", "read", "y"));
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, read, y)"));
  EXPECT_EQ(model.program.operators[0].input_count, 2);
  const std::vector<ir::Parameter>& parameters = model.program.kernels[0].parameters;
  ASSERT_THAT(parameters, SizeIs(4));
  EXPECT_EQ(parameters[0].argument, 0);
  EXPECT_EQ(parameters[1].argument, 1);
  EXPECT_EQ(parameters[2].argument, 2);
  EXPECT_EQ(parameters[3].argument, -1);
}

TEST(RemoveUnused, ASharedKernelIsRenumberedOnce) {
  Model model;
  model.Input("x").Constant("unread").Constant("v").Constant("w");
  model.Call("f", {"unread", "v", "x"}, {"a"}).Reads({1, 2});
  model.Call("f", {"unread", "w", "a"}, {"y"}).SharesKernel().Output("y");
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(v, x, a)", "f(w, a, y)"));
  EXPECT_EQ(model.program.kernels[0].parameters[0].argument, 0);
  EXPECT_EQ(model.program.kernels[0].parameters[1].argument, 1);
  EXPECT_EQ(model.program.kernels[0].parameters[2].argument, 2);
}

TEST(RemoveUnused, WhatAKernelDoesInPlaceSpeaksOfParametersAndStays) {
  Model model;
  model.Input("x").Constant("unread");
  model.Call("f", {"unread", "x"}, {"y"}).Reads({1}).Output("y");
  const ir::InPlace pair = {.input = 0, .output = 1, .min_distance = -4, .max_distance = 0};
  model.program.kernels[0].in_place = {pair};
  RemoveUnused(model.program);
  const ir::Kernel& kernel = model.program.kernels[0];
  EXPECT_THAT(kernel.in_place, ElementsAre(pair));
  EXPECT_EQ(kernel.parameters[0].argument, 0);
  EXPECT_EQ(kernel.parameters[1].argument, 1);
}

TEST(RemoveUnused, AnOperatorWhoseResultIsTakenButNeverReadIsDead) {
  Model model;
  model.Input("x").Call("f", {"x"}, {"a"}).Reads({0});
  model.Call("zeros_like", {"a"}, {"y"}).Reads({}).Output("y");
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("zeros_like(y)"));
  EXPECT_THAT(TensorNames(model.program), ElementsAre("x", "y"));
}

TEST(RemoveUnused, CarriedKernelsKeepAllArguments) {
  Model model;
  model.Input("x").Constant("w").Call("dead", {"x"}, {"d"}).IsPacked();
  model.Call("f", {"x", "w"}, {"y"}).IsPacked().Output("y");
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, w, y)"));
  ASSERT_THAT(model.program.carried, SizeIs(1));
  EXPECT_EQ(model.program.carried[0].file, "f.c");
  EXPECT_EQ(std::get<ir::PackedBody>(model.program.kernels[0].body).source, 0u);
}

TEST(RemoveUnused, SourcesOfHelpersStayWithTheKernelsThatCallThem) {
  Model model;
  model.Input("x").Call("dead", {"x"}, {"d"}).IsPacked();
  model.Call("f", {"x"}, {"y"}).IsPacked().Output("y");
  model.program.carried.push_back({.file = "helper.c", .text = {}});
  model.program.carried.push_back({.file = "helper_of_helper.c", .text = {}});
  model.program.carried[1].uses = {2};
  model.program.carried[2].uses = {3, 2};
  RemoveUnused(model.program);
  ASSERT_THAT(model.program.carried, SizeIs(3));
  EXPECT_EQ(model.program.carried[0].file, "f.c");
  EXPECT_EQ(model.program.carried[1].file, "helper.c");
  EXPECT_EQ(model.program.carried[2].file, "helper_of_helper.c");
  EXPECT_THAT(model.program.carried[0].uses, ElementsAre(1));
  EXPECT_THAT(model.program.carried[1].uses, ElementsAre(2, 1));
}

TEST(RemoveUnused, UnusedInputsAndAllOutputsStay) {
  Model model;
  model.Input("unread").Constant("w").Output("w").Output("unread");
  RemoveUnused(model.program);
  EXPECT_THAT(TensorNames(model.program), ElementsAre("unread", "w"));
  EXPECT_THAT(model.program.outputs, ElementsAre(model.Find("w"), model.Find("unread")));
}

TEST(RemoveUnused, OneLiveOutputKeepsAnOperatorWithSeveral) {
  Model model;
  model.Input("x").Call("split", {"x"}, {"a", "b"}).Reads({0}).Output("b");
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("split(x, a, b)"));
}

TEST(RemoveUnused, TheTensorBehindAnAliasStays) {
  Model model;
  model.Constant("gone").Input("x").Call("f", {"x"}, {"a"}).Reads({0});
  model.Call("__nop", {"a"}, {"b"}).Call("__nop", {"b"}, {"c"}).Output("c");
  AliasCopies(model.program);
  RemoveUnused(model.program);
  EXPECT_THAT(TensorNames(model.program), ElementsAre("x", "a", "c"));
  EXPECT_EQ(model.program[model.Find("c")].alias_of, model.Find("a"));
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, a)"));
}

TEST(RemoveUnused, CopiesAtTheEndKeepTheirConstants) {
  Model model;
  model.Constant("w").Output("w");
  SeparateOutputs(model.program, {});
  RemoveUnused(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(w, w)"));
  EXPECT_THAT(model.program.tensors, SizeIs(2));
}

TEST(RemoveUnused, AnEmptyProgramStaysEmpty) {
  ir::Program program;
  RemoveUnused(program);
  EXPECT_THAT(program.tensors, IsEmpty());
}

}  // namespace
}  // namespace utvmc::passes
