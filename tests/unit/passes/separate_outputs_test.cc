#include <gmock/gmock.h>

#include "passes/passes.h"
#include "unit/passes/model_builder.h"

namespace utvmc::passes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::utvmc::testing::Model;
using ::utvmc::testing::Schedule;

CompileOptions CallerIo() {
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  return options;
}

TEST(SeparateOutputs, AConstantOutputIsCopiedIntoTheArena) {
  Model model;
  model.Input("x").Constant("w").Call("f", {"x"}, {"y"}).Output("w").Output("y");
  SeparateOutputs(model.program, {});
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, y)", "copy(w, w)"));
  const ir::Tensor& copy = model.program[model.program.outputs[0]];
  EXPECT_EQ(copy.kind, ir::Tensor::Kind::kActivation);
  EXPECT_EQ(copy.Bytes(), 16);
  EXPECT_TRUE(copy.data.empty());
  EXPECT_EQ(model.program.operators[1].arguments[1], model.program.outputs[0]);
  EXPECT_EQ(model.program.outputs[1], model.Find("y"));
}

TEST(SeparateOutputs, ARepeatedConstantOutputIsCopiedOnceIntoTheArena) {
  Model model;
  model.Constant("w").Output("w").Output("w");
  SeparateOutputs(model.program, {});
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(w, w)"));
  EXPECT_EQ(model.program.outputs[0], model.program.outputs[1]);
}

TEST(SeparateOutputs, AReshapedConstantIsCopiedInItsOwnShape) {
  Model model;
  model.Constant("w").Call("__nop", {"w"}, {"r"}).Output("r");
  model.program[model.Find("r")].shape = {2, 2};
  AliasCopies(model.program);
  SeparateOutputs(model.program, {});
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(r=w, r)"));
  EXPECT_THAT(model.program[model.program.outputs[0]].shape, ElementsAre(2, 2));
}

TEST(SeparateOutputs, InTheArenaOutputsMayShareWithInputsAndOneAnother) {
  Model model;
  model.Input("x").Call("f", {"x"}, {"y"}).Output("x").Output("y").Output("y");
  SeparateOutputs(model.program, {});
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, y)"));
}

TEST(SeparateOutputs, WithCallersBuffersEveryOutputIsFilled) {
  Model model;
  model.Input("x").Constant("w").Call("f", {"x"}, {"y"}).Call("__nop", {"y"}, {"z"});
  model.Output("x").Output("y").Output("y").Output("z").Output("w").Output("w");
  AliasCopies(model.program);
  SeparateOutputs(model.program, CallerIo());
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, y)", "copy(x, x)", "copy(y, y)",
                                                   "copy(z=y, z)", "copy(w, w)", "copy(w, w)"));
  EXPECT_EQ(model.program.outputs[1], model.Find("y"));
}

CompileOptions WithCaller(const std::vector<std::string>& names) {
  CompileOptions options;
  for (const std::string& name : names) options.pins.push_back({name, kCallerPool, {}, {}});
  return options;
}

TEST(SeparateOutputs, AnInputOfTheCallerThatIsAlsoAnOutputElsewhereIsCopied) {
  Model model;
  model.Input("x").Call("__nop", {"x"}, {"r"}).Output("r").Output("r");
  AliasCopies(model.program);
  SeparateOutputs(model.program, WithCaller({"x"}));
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(r=x, r)"));
  EXPECT_EQ(model.program.outputs[0], model.program.outputs[1]);
}

TEST(SeparateOutputs, AnOutputOfTheCallerIsNotThatOfTheArena) {
  Model model;
  model.Input("x").Call("f", {"x"}, {"y"}).Call("__nop", {"y"}, {"z"});
  model.Output("y").Output("z");
  AliasCopies(model.program);
  SeparateOutputs(model.program, WithCaller({"z"}));
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, y)", "copy(z=y, z)"));
  EXPECT_EQ(model.program.outputs[0], model.Find("y"));
}

TEST(SeparateOutputs, AnOutputOfTheCallerIsNotAnInputOfTheArena) {
  Model model;
  model.Input("x").Call("__nop", {"x"}, {"r"}).Output("r");
  AliasCopies(model.program);
  SeparateOutputs(model.program, WithCaller({"r"}));
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(r=x, r)"));
}

TEST(SeparateOutputs, AConstantGoesToTheCallerAndToTheArena) {
  Model model;
  model.Constant("w").Call("__nop", {"w"}, {"v"}).Output("w").Output("v").Output("v");
  AliasCopies(model.program);
  SeparateOutputs(model.program, WithCaller({"w"}));
  EXPECT_THAT(Schedule(model.program), ElementsAre("copy(w, w)", "copy(v=w, v)"));
  EXPECT_EQ(model.program.outputs[1], model.program.outputs[2]);
}

TEST(SeparateOutputs, OneActivationAtTheCallerNeedsNoCopy) {
  Model model;
  model.Input("x").Call("split", {"x"}, {"a", "b"}).Output("a").Output("b");
  SeparateOutputs(model.program, WithCaller({"a"}));
  EXPECT_THAT(Schedule(model.program), ElementsAre("split(x, a, b)"));
}

TEST(SeparateOutputs, DistinctActivationsNeedNoCopy) {
  Model model;
  model.Input("x").Call("split", {"x"}, {"a", "b"}).Output("a").Output("b");
  SeparateOutputs(model.program, CallerIo());
  EXPECT_THAT(Schedule(model.program), ElementsAre("split(x, a, b)"));
}

TEST(SeparateOutputs, AProgramWithoutOutputsIsLeftAlone) {
  Model model;
  SeparateOutputs(model.program, CallerIo());
  EXPECT_THAT(model.program.operators, IsEmpty());
}

}  // namespace
}  // namespace utvmc::passes
