#include "plan/schedule_problem.h"

#include <gtest/gtest.h>

#include "schedules.h"

namespace utvmc::plan {
namespace {

/// a -> b, c; tensor 0 (4 bytes) goes to both of them.
ScheduleProblem Fork() {
  ScheduleProblem problem;
  problem.tensors = {{.size = 4}, {.size = 10, .to_end = true}, {.size = 1, .to_end = true}};
  problem.operators = {{.uses = {{.tensor = 0}}},
                       {.uses = {{.tensor = 0}, {.tensor = 1}}, .after = {0}},
                       {.uses = {{.tensor = 0}, {.tensor = 2}}, .after = {0}}};
  return problem;
}

TEST(IsValid, EveryOperatorRunsOnceAfterThoseItWaitsFor) {
  EXPECT_TRUE(IsValid(Fork(), {0, 1, 2}));
  EXPECT_TRUE(IsValid(Fork(), {0, 2, 1}));
  EXPECT_FALSE(IsValid(Fork(), {1, 0, 2}));
  EXPECT_FALSE(IsValid(Fork(), {0, 1}));
  EXPECT_FALSE(IsValid(Fork(), {0, 1, 1}));
  EXPECT_FALSE(IsValid(Fork(), {0, 1, 3}));
}

TEST(PeakBytes, TensorsLiveFromTheirFirstUseToTheirLast) {
  EXPECT_EQ(PeakBytes(Fork(), {0, 1, 2}), 15);  // all of them during the last operator
  ScheduleProblem problem = Fork();
  problem.tensors[1].to_end = false;
  EXPECT_EQ(PeakBytes(problem, {0, 1, 2}), 14);
  EXPECT_EQ(PeakBytes(problem, {0, 2, 1}), 15);
}

TEST(PeakBytes, CountsStepsInsideOperators) {
  // Step 0 reads, step 1 needs scratch, step 2 writes.
  ScheduleProblem problem;
  problem.tensors = {{.size = 10, .from_start = true}, {.size = 9, .to_end = true}};
  problem.operators = {{.steps = 3,
                        .uses = {{.tensor = 0, .steps = {0, 1}}, {.tensor = 1, .steps = {2, 3}}},
                        .scratch = {{.size = 3, .steps = {1, 3}}}}};
  EXPECT_EQ(PeakBytes(problem, {0}), 12);
}

TEST(PeakBytes, WhatNobodyTouchesLivesInTheFirstStepOrInTheLast) {
  ScheduleProblem problem;
  problem.tensors = {{.size = 10, .from_start = true}, {.size = 20, .to_end = true}};
  EXPECT_EQ(PeakBytes(problem, {}), 30);
  problem.operators.resize(2);
  EXPECT_EQ(PeakBytes(problem, {0, 1}), 20);
  problem.tensors[0].to_end = true;
  EXPECT_EQ(PeakBytes(problem, {0, 1}), 30);
}

TEST(Reversed, HasTheSamePeaksBackwards) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const ScheduleProblem problem = test::RandomSchedule(seed, 9);
    const ScheduleProblem reversed = Reversed(problem);
    const Schedule given = test::GivenOrder(problem);
    EXPECT_TRUE(IsValid(reversed, given));
    EXPECT_EQ(PeakBytes(reversed, given), PeakBytes(problem, given)) << seed;
  }
}

}  // namespace
}  // namespace utvmc::plan
