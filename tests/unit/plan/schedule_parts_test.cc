#include "plan/schedule_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "schedules.h"

namespace utvmc::plan {
namespace {

using Range = std::pair<std::size_t, std::size_t>;

std::vector<Range> RangesOf(const ScheduleProblem& problem) {
  std::vector<Range> ranges;
  for (const SchedulePart& part : SplitSchedule(ScheduleGraph(problem))) {
    ranges.emplace_back(part.begin, part.end);
  }
  return ranges;
}

/// Operators without tensors; by operator: those that it waits for.
ScheduleProblem Edges(std::initializer_list<std::vector<std::size_t>> after) {
  ScheduleProblem problem;
  for (const std::vector<std::size_t>& earlier : after) {
    problem.operators.push_back({.after = earlier});
  }
  return problem;
}

TEST(SplitSchedule, AChainHasAPartForEveryOperator) {
  EXPECT_EQ(RangesOf(Edges({{}, {0}, {1}})), (std::vector<Range>{{0, 1}, {1, 2}, {2, 3}}));
}

TEST(SplitSchedule, BranchesEndWhereTheyJoin) {
  // 0 -> {1 -> 2, 3} -> 4 -> {5, 6} -> 7
  EXPECT_EQ(RangesOf(Edges({{}, {0}, {1}, {0}, {2, 3}, {4}, {4}, {5, 6}})),
            (std::vector<Range>{{0, 1}, {1, 5}, {5, 8}}));
}

TEST(SplitSchedule, ASkipDoesNotHideACut) {
  // 0 -> 1 -> 2 and 0 -> 2.
  EXPECT_EQ(RangesOf(Edges({{}, {0}, {0, 1}})), (std::vector<Range>{{0, 1}, {1, 2}, {2, 3}}));
}

TEST(SplitSchedule, SeveralBeginningsAndEndsHaveNoCut) {
  EXPECT_EQ(RangesOf(Edges({{}, {}, {}})), (std::vector<Range>{{0, 3}}));
  EXPECT_EQ(RangesOf(Edges({{}, {}, {0, 1}, {2}, {2}})), (std::vector<Range>{{0, 3}, {3, 5}}));
  EXPECT_EQ(RangesOf(Edges({})), (std::vector<Range>{}));
}

TEST(SplitSchedule, PartsTogetherHaveThePeakOfTheWhole) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const ScheduleProblem problem = test::RandomSchedule(seed, 12, 3);
    std::int64_t peak = 0;
    for (const SchedulePart& part : SplitSchedule(ScheduleGraph(problem))) {
      EXPECT_LE(part.at_least, part.peak) << seed;
      peak = std::max(peak, part.peak);
    }
    EXPECT_EQ(peak, PeakBytes(problem, test::GivenOrder(problem))) << seed;
  }
}

TEST(SplitSchedule, PartsOfTheReversedProblemAreTheReversedParts) {
  const ScheduleProblem problem = test::Fan({5, 7, 9});
  const std::size_t count = problem.operators.size();
  const std::vector<SchedulePart> parts = SplitSchedule(ScheduleGraph(problem));
  ASSERT_EQ(parts.size(), 1u);
  const SchedulePart there = Reversed(parts[0], count);
  const std::vector<SchedulePart> backward = SplitSchedule(ScheduleGraph(Reversed(problem)));
  // Backwards the join comes first, and is a part by itself.
  ASSERT_EQ(backward.size(), 2u);
  EXPECT_EQ(there.live_before, backward[0].live_before);
  EXPECT_EQ(there.live_behind, backward[1].live_behind);
  EXPECT_EQ(there.peak, std::max(backward[0].peak, backward[1].peak));
}

}  // namespace
}  // namespace utvmc::plan
