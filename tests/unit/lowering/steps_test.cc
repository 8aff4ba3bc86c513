#include "lowering/steps.h"

#include <gtest/gtest.h>

namespace utvmc::lowering {
namespace {

using ir::Role;
using ir::StepRange;

TEST(LiveRange, InputDiesAfterItsLastAccessAndOutputLivesToTheEnd) {
  SymbolSteps symbol;
  symbol.accessed = {1, 3};
  EXPECT_EQ(LiveRange(Role::kInput, symbol, 5), (StepRange{0, 3}));
  EXPECT_EQ(LiveRange(Role::kOutput, symbol, 5), (StepRange{1, 5}));
  EXPECT_EQ(LiveRange(Role::kScratch, symbol, 5), (StepRange{1, 3}));
}

ir::Parameter Live(Role role, int begin, int end) {
  ir::Parameter parameter;
  parameter.role = role;
  parameter.live = {begin, end};
  return parameter;
}

TEST(Handovers, AreWhereABufferIsBornAfterAnotherDied) {
  EXPECT_EQ(FindHandovers(
                {Live(Role::kInput, 0, 1), Live(Role::kScratch, 0, 2), Live(Role::kOutput, 1, 3)}),
            (std::vector<int>{1}));
}

TEST(Handovers, AreNotNeededWhereNothingDiedBefore) {
  EXPECT_EQ(FindHandovers(
                {Live(Role::kInput, 0, 3), Live(Role::kScratch, 1, 3), Live(Role::kOutput, 2, 3)}),
            (std::vector<int>{}));
}

}  // namespace
}  // namespace utvmc::lowering
