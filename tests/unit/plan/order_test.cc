#include "plan/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "problems.h"

namespace utvmc::plan {
namespace {

// Sizes 10 40 20 30, lifetimes 8 1 3 2.
const Problem kProblem = {.buffers = {
                              {.size = 10, .live = {0, 8}},
                              {.size = 40, .live = {5, 6}},
                              {.size = 20, .live = {1, 4}},
                              {.size = 30, .live = {2, 4}},
                          }};

TEST(Order, BySizePutsTheLargestFirst) { EXPECT_EQ(BySize(kProblem), (Order{1, 3, 2, 0})); }

TEST(Order, BySizePutsTheLongestFirstAmongEquals) {
  const Problem problem = {.buffers = {{.size = 4, .live = {0, 1}}, {.size = 4, .live = {0, 2}}}};
  EXPECT_EQ(BySize(problem), (Order{1, 0}));
}

TEST(Order, ByAreaMultipliesSizeAndLifetime) {
  EXPECT_EQ(ByArea(kProblem), (Order{0, 3, 2, 1}));  // 80, 60, 60 (smaller), 40
}

TEST(Order, ByLifetimePutsTheLongestFirst) { EXPECT_EQ(ByLifetime(kProblem), (Order{0, 2, 3, 1})); }

TEST(Order, ByBirthFollowsTime) { EXPECT_EQ(ByBirth(kProblem), (Order{0, 2, 3, 1})); }

TEST(Order, ByDeathGoesBackInTime) { EXPECT_EQ(ByDeath(kProblem), (Order{0, 1, 3, 2})); }

TEST(Order, ByContentionAddsUpAllThatOverlaps) {
  // 0: all, 100 bytes; 1: 10 + 40; 2 and 3: 10 + 20 + 30.
  EXPECT_EQ(ByContention(kProblem), (Order{0, 3, 2, 1}));
}

TEST(Order, BySkylineFillsTheLowestStretchWithTheLongestLifetime) {
  // 0 spans all. On the flat skyline above it 2 is the longest; what is lowest beside it takes 1;
  // 3 has to wait until the stretch of 2 is all that is left.
  WorkBudget budget{1000};
  EXPECT_EQ(BySkyline(kProblem, budget), (Order{0, 2, 1, 3}));
}

TEST(Order, BySkylineGivesUpWithTheBudget) {
  WorkBudget budget{10};
  EXPECT_EQ(BySkyline(kProblem, budget), Order{});
}

TEST(Order, IsAlwaysAPermutation) {
  Random random(3);
  for (int round = 0; round < 30; ++round) {
    const Problem problem =
        RandomProblem(random, {.buffers = 1 + round, .largest_alignment_log2 = 4});
    WorkBudget budget{1'000'000};
    for (Order order : {BySize(problem), ByArea(problem), ByLifetime(problem), ByBirth(problem),
                        ByDeath(problem), ByContention(problem), BySkyline(problem, budget)}) {
      Order all(problem.buffers.size());
      std::iota(all.begin(), all.end(), 0);
      std::sort(order.begin(), order.end());
      EXPECT_EQ(order, all);
    }
  }
}

}  // namespace
}  // namespace utvmc::plan
