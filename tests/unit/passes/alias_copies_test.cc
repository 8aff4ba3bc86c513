#include <gmock/gmock.h>

#include "passes/passes.h"
#include "unit/passes/model_builder.h"

namespace utvmc::passes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::utvmc::testing::Model;
using ::utvmc::testing::Schedule;

TEST(AliasCopies, NopAndCopyBecomeAliases) {
  Model model;
  model.Input("x").Call("f", {"x"}, {"a"}).Call("__nop", {"a"}, {"b"}).Call("__copy", {"x"}, {"c"});
  model.Call("g", {"b", "c"}, {"y"}).Output("y");
  AliasCopies(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("f(x, a)", "g(b=a, c=x, y)"));
}

TEST(AliasCopies, ChainsPointToTheirFirstTensor) {
  Model model;
  model.Constant("w").Call("__nop", {"w"}, {"a"}).Call("__copy", {"a"}, {"b"});
  model.Call("__nop", {"b"}, {"c"}).Output("c").Output("c");
  AliasCopies(model.program);
  EXPECT_THAT(model.program.operators, IsEmpty());
  EXPECT_EQ(model.program[model.Find("a")].alias_of, model.Find("w"));
  EXPECT_EQ(model.program[model.Find("b")].alias_of, model.Find("w"));
  EXPECT_EQ(model.program[model.Find("c")].alias_of, model.Find("w"));
  EXPECT_THAT(model.program.outputs, ElementsAre(model.Find("c"), model.Find("c")));
}

TEST(AliasCopies, OtherOperatorsAreLeftAlone) {
  Model model;
  model.Input("x").Call("__nops", {"x"}, {"y"}).Output("y");
  AliasCopies(model.program);
  EXPECT_THAT(Schedule(model.program), ElementsAre("__nops(x, y)"));
}

}  // namespace
}  // namespace utvmc::passes
