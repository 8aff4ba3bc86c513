#include "plan/shared_bytes.h"

#include <gtest/gtest.h>

#include <vector>

#include "plan/exact.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

BufferId Id(std::size_t index) { return BufferId(index); }

/// A chain of `sizes`, each of which may lie where the one before does.
Problem Chain(const std::vector<std::int64_t>& sizes) {
  Problem problem;
  for (const std::int64_t size : sizes) {
    const std::size_t id = problem.buffers.size();
    problem.buffers.push_back({.size = size, .live = {0, 1}});
    if (id > 0) problem.overlaps.push_back({Id(id - 1), Id(id), 0, 0});
  }
  return problem;
}

std::int64_t FewestOfAll(const Problem& problem) {
  const Partners partners(problem);
  SharedBytes shared(problem, partners);
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) shared.Born(id);
  const std::int64_t fewest = shared.Fewest();
  EXPECT_EQ(shared.Fewest(), fewest);
  return fewest;
}

TEST(SharedBytes, CountsOnlyWhoLives) {
  const Problem problem = Chain({8, 20, 9});
  const Partners partners(problem);
  SharedBytes shared(problem, partners);
  EXPECT_EQ(shared.Fewest(), 0);
  shared.Born(0);
  shared.Born(2);
  EXPECT_EQ(shared.Fewest(), 17);
  shared.Born(1);
  EXPECT_EQ(shared.Fewest(), 20);
  shared.Died(1);
  shared.Died(0);
  EXPECT_EQ(shared.Fewest(), 9);
}

TEST(SharedBytes, FindsTheHeaviestChoiceThatGreedMisses) {
  EXPECT_EQ(FewestOfAll(Chain({9, 10, 9})), 18);
  EXPECT_EQ(FewestOfAll(Chain({6, 10, 6, 7, 10, 7})), 24);
}

TEST(SharedBytes, CountsAPairThatCannotCoverOneAnother) {
  Problem problem = Chain({8, 8, 8});
  problem.overlaps[0].min_distance = problem.overlaps[0].max_distance = 5;
  EXPECT_EQ(FewestOfAll(problem), 16);
  problem.buffers[2].size = 2;
  EXPECT_EQ(FewestOfAll(problem), 13);
}

TEST(SharedBytes, IsGreedyWhereThereAreMany) {
  EXPECT_EQ(FewestOfAll(Chain(std::vector<std::int64_t>(1001, 4))), 4 * 501);
}

TEST(LowerBoundWithOverlaps, CountsWhatAPairTakesAtLeast) {
  const auto bound = [](std::int64_t min, std::int64_t max) {
    return LowerBound({.buffers = {{.size = 8, .live = {0, 2}},
                                   {.size = 6, .live = {1, 3}},
                                   {.size = 100, .live = {1, 2}}},
                       .overlaps = {{Id(0), Id(1), min, max}}});
  };
  EXPECT_EQ(bound(0, 0), 108);
  EXPECT_EQ(bound(-9, 0), 108);
  EXPECT_EQ(bound(-9, -1), 109);
  EXPECT_EQ(bound(5, 7), 111);
  EXPECT_EQ(bound(8, 9), 114);
  EXPECT_EQ(bound(-9, -6), 114);
}

TEST(LowerBoundWithOverlaps, AddsUpThoseOfAComponentThatMayNotOverlap) {
  // 1 may be over 0 and over 2; 0 and 2 exclude one another. Only 3 is left to 4.
  Problem problem;
  for (const std::int64_t size : {8, 20, 9, 5, 4}) {
    problem.buffers.push_back({.size = size, .live = {0, 1}});
  }
  problem.overlaps = {{Id(0), Id(1), 0, 0}, {Id(1), Id(2), 0, 0}, {Id(3), Id(4), 1, 1}};
  EXPECT_EQ(LowerBound(problem), 20 + 5);
  problem.buffers[1].size = 10;
  EXPECT_EQ(LowerBound(problem), 17 + 5);
  EXPECT_EQ(PeakTime(problem), 0);
}

TEST(LowerBoundWithOverlaps, StaysCheapWhereEverythingMayOverlap) {
  Problem problem;
  problem.buffers.assign(600, {.size = 8, .live = {0, 1}});
  for (std::size_t b = 0; b < 600; ++b) {
    for (std::size_t a = 0; a < b; ++a) problem.overlaps.push_back({Id(a), Id(b), 0, 0});
  }
  EXPECT_EQ(LowerBound(problem), 8);
  const ExactResult result = SolveExactly(problem);
  EXPECT_EQ(Complaint(problem, result.placement), "");
  EXPECT_EQ(result.placement.height, 8);
}

}  // namespace
}  // namespace utvmc::plan
