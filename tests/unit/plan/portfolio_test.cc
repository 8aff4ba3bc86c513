// Solve as its callers see it: validity, quality on small problems, independence of numbering.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "plan/fit.h"
#include "plan/order.h"
#include "plan/scan_placer.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

/// The lowest height that first fit reaches in any order; for few buffers.
std::int64_t LowestOfAllOrders(const Problem& problem) {
  Order order(problem.buffers.size());
  std::iota(order.begin(), order.end(), 0);
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  do {
    WorkBudget budget{1000};
    lowest = std::min(lowest, PlaceByScan(problem, order, FitRule::kLowest, budget)->height);
  } while (std::next_permutation(order.begin(), order.end()));
  return lowest;
}

TEST(Solve, PlacesNothing) {
  const Placement placement = Solve({});
  EXPECT_TRUE(placement.offsets.empty());
  EXPECT_EQ(placement.height, 0);
}

TEST(Solve, LetsBuffersThatFollowOneAnotherShareBytes) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 2}},
                                       {.size = 4, .live = {1, 3}},
                                       {.size = 8, .live = {2, 4}}}};
  const Placement placement = Solve(problem);
  EXPECT_EQ(Complaint(problem, placement), "");
  EXPECT_EQ(placement.height, 12);
}

TEST(Solve, FindsWhatTheBestOfAllOrdersFinds) {
  Random random(31);
  for (int round = 0; round < 200; ++round) {
    const Problem problem = RandomProblem(random, {.buffers = 1 + round % 6,
                                                   .steps = 6,
                                                   .longest = 4,
                                                   .largest = 20,
                                                   .largest_alignment_log2 = round % 3});
    const Placement placement = Solve(problem);
    EXPECT_EQ(Complaint(problem, placement), "");
    EXPECT_EQ(placement.height, LowestOfAllOrders(problem)) << "round " << round;
  }
}

TEST(Solve, KeepsTheHeightWhenTimeIsShifted) {
  Random random(37);
  for (int round = 0; round < 5; ++round) {
    const Problem problem = RandomProblem(random, {.buffers = 15});
    Problem shifted = problem;
    for (Buffer& buffer : shifted.buffers) {
      buffer.live.begin += 1000;
      buffer.live.end += 1000;
    }
    EXPECT_EQ(Solve(shifted).offsets, Solve(problem).offsets);
  }
}

TEST(Solve, KeepsTheHeightWhenBuffersAreNumberedDifferently) {
  Random random(41);
  for (int round = 0; round < 5; ++round) {
    const Problem problem = RandomProblem(random, {.buffers = 15, .largest_alignment_log2 = 3});
    Problem permuted = problem;
    for (std::size_t last = permuted.buffers.size() - 1; last > 0; --last) {
      const auto other =
          static_cast<std::size_t>(random.Between(0, static_cast<std::int64_t>(last)));
      std::swap(permuted.buffers[last], permuted.buffers[other]);
    }
    const Placement placement = Solve(permuted);
    EXPECT_EQ(Complaint(permuted, placement), "");
    EXPECT_EQ(placement.height, Solve(problem).height);
  }
}

TEST(Solve, GivesTheSameAnswerEveryTime) {
  Random random(43);
  const Problem problem = RandomProblem(random, {.buffers = 60, .longest = 15});
  const Placement first = Solve(problem);
  const Placement second = Solve(problem);
  EXPECT_EQ(first.offsets, second.offsets);
  EXPECT_EQ(first.technique, second.technique);
}

TEST(Solve, StaysValidOnMiddlingRandomProblems) {
  Random random(47);
  for (int round = 0; round < 4; ++round) {
    const Problem problem = RandomProblem(
        random, {.buffers = 60, .steps = 60, .longest = 8, .largest_alignment_log2 = 5});
    const Placement placement = Solve(problem);
    EXPECT_EQ(Complaint(problem, placement), "");
    EXPECT_GE(placement.height, LowerBound(problem));
  }
}

TEST(Solve, PlacesAroundFixedOffsets) {
  const Problem problem = {.buffers = {
                               {.size = 8, .live = {0, 4}, .fixed_offset = 4},
                               {.size = 4, .live = {0, 4}},
                               {.size = 6, .live = {1, 2}},
                               {.size = 2, .live = {5, 6}, .fixed_offset = 40},
                           }};
  const Placement placement = Solve(problem);
  EXPECT_EQ(Complaint(problem, placement), "");
  EXPECT_EQ(placement.offsets, (std::vector<std::int64_t>{4, 0, 12, 40}));
}

TEST(Solve, LeavesFixedOffsetsThatCollideToTheValidator) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 1}, .fixed_offset = 0},
                                       {.size = 8, .live = {0, 1}, .fixed_offset = 4},
                                       {.size = 8, .live = {0, 1}}}};
  EXPECT_EQ(Complaint(problem, Solve(problem)),
            "memory plan: buffer 0 of 8 bytes at 0, live [0, 1) collides with buffer 1 of 8 bytes "
            "at 4, live [0, 1)");
}

TEST(Solve, DoesNotWrapAroundWithHugeSizes) {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max() / 2 + 1;
  Problem problem;
  problem.buffers.assign(3, {.size = huge, .alignment = 4096, .live = {0, 1}});
  EXPECT_FALSE(Validate(problem, Solve(problem)).ok());
}

TEST(Solve, CopesWhereNearlyEverythingOverlaps) {
  Random random(53);
  Problem problem = RandomProblem(random, {.buffers = 3000, .steps = 3000, .longest = 3000});
  problem.buffers[0].fixed_offset = 12345;
  const Placement placement = Solve(problem);
  EXPECT_EQ(Complaint(problem, placement), "");
  EXPECT_LT(placement.height, LowerBound(problem) + LowerBound(problem) / 4);
}

TEST(Solve, PlansALongChainCloseToTheBound) {
  Random random(59);
  Problem problem;
  for (std::int64_t step = 0; step < 10'000; ++step) {
    problem.buffers.push_back({.size = random.Between(1, 4096), .live = {step, step + 2}});
  }
  const Placement placement = Solve(problem);
  EXPECT_EQ(Complaint(problem, placement), "");
  EXPECT_LT(placement.height, LowerBound(problem) + LowerBound(problem) / 10);
}

}  // namespace
}  // namespace utvmc::plan
