#include "plan/assign_within.h"

#include <gtest/gtest.h>

#include "plan/arithmetic.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

/// Four buffers: a and b live together, then c and d do. Costs one a byte in the fast pool, four in
/// the other.
Problem Four() {
  return {.buffers = {{.size = 40, .live = {0, 2}},
                      {.size = 24, .live = {0, 2}},
                      {.size = 16, .live = {2, 4}},
                      {.size = 48, .live = {2, 4}}}};
}

PoolProblem Pools(const Problem& problem, std::int64_t fast, std::int64_t slow,
                  std::int64_t total = kSaturated) {
  PoolProblem pools = {problem, {}, {}, {}, total};
  pools.pinned.resize(problem.buffers.size());
  for (const auto& [capacity, cost] : {std::pair{fast, 1}, std::pair{slow, 4}}) {
    PoolRequest& request = pools.pools.emplace_back();
    request.capacity = capacity;
    for (const Buffer& buffer : problem.buffers) request.costs.push_back(buffer.size * cost);
  }
  return pools;
}

TEST(AssignWithin, WithoutALimitIsAssignPools) {
  const Problem problem = Four();
  const PoolProblem pools = Pools(problem, 40, 1000);
  const Assignment assignment = AssignWithin(pools).assignment;
  EXPECT_EQ(assignment.pool,
            AssignPools(problem, pools.pools, pools.pinned, pools.node_budget).pool);
  EXPECT_TRUE(Fits(pools, assignment));
}

TEST(AssignWithin, MeetsATotalThatTheCheapestAssignmentExceeds) {
  const Problem problem = Four();
  const std::int64_t cheapest = TotalBytes(AssignWithin(Pools(problem, 40, 1000)).assignment);
  EXPECT_EQ(cheapest, 88);  // a or b goes to the slow pool, and 48 bytes with c or d
  const PoolProblem pools = Pools(problem, 40, 1000, 64);
  const Assignment assignment = AssignWithin(pools).assignment;
  EXPECT_TRUE(Fits(pools, assignment));
  EXPECT_EQ(TotalBytes(assignment), 64);  // the peak: no total is lower
  for (std::size_t pool = 0; pool < 2; ++pool) {
    const Assignment::Part& part = assignment.parts[pool];
    EXPECT_TRUE(Validate(part.problem, part.result.placement).ok());
  }
}

TEST(AssignWithin, KeepsPinsWhereItMeetsTheTotal) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 40, 1000, 88);
  pools.pinned[2] = 0;
  pools.pinned[0] = 1;
  const Assignment assignment = AssignWithin(pools).assignment;
  EXPECT_TRUE(Fits(pools, assignment));
  EXPECT_EQ(assignment.pool[2], 0U);
  EXPECT_EQ(assignment.pool[0], 1U);
}

TEST(AssignWithin, FindsRoomWhereOnlyOverlapsMakeIt) {
  // Only in one pool can they share bytes.
  const Problem problem = {.buffers = {{.size = 16, .live = {0, 1}}, {.size = 16, .live = {0, 1}}},
                           .overlaps = {{BufferId(0), BufferId(1), 0, 0}}};
  const PoolProblem pools = Pools(problem, 16, 8);
  const Assignment assignment = AssignWithin(pools).assignment;
  EXPECT_TRUE(Fits(pools, assignment));
  EXPECT_EQ(TotalBytes(assignment), 16);
}

TEST(AssignWithin, OfATotalBelowThePeakIsTheSmallestFound) {
  const Problem problem = Four();
  const PoolProblem pools = Pools(problem, 40, 1000, 63);
  const AssignedWithin found = AssignWithin(pools);
  EXPECT_FALSE(Fits(pools, found.assignment));
  EXPECT_FALSE(found.assignment.overflow);
  EXPECT_EQ(TotalBytes(found.assignment), 64);
  EXPECT_EQ(found.total_that_does, 64);
}

TEST(CapacityThatDoes, HasBeenTriedAndLessHasFailed) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 16, 40);
  ASSERT_TRUE(AssignWithin(pools).assignment.overflow);
  const std::optional<Remedy> enough = CapacityThatDoes(pools, 1);
  ASSERT_TRUE(enough);
  EXPECT_EQ(enough->ram, std::nullopt);
  ASSERT_EQ(enough->bytes, 64);  // a and b do not fit into the other pool, c or d are not enough
  EXPECT_EQ(LeastCapacity(pools, 1), 48);
  pools.pools[1].capacity = enough->bytes;
  EXPECT_FALSE(AssignWithin(pools).assignment.overflow);
}

TEST(CapacityThatDoes, IsNoneWhereAnotherPoolHasTooMuchPinned) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 16, 24);
  pools.pinned[0] = 0;
  EXPECT_FALSE(CapacityThatDoes(pools, 1));
}

TEST(CapacityThatDoes, SaysWhichTotalItTakesWhereTheLimitOfAllIsTooSmallAsWell) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 16, 40, 50);
  const std::optional<Remedy> enough = CapacityThatDoes(pools, 1);
  ASSERT_TRUE(enough);
  EXPECT_EQ(enough->bytes, 64);
  EXPECT_EQ(enough->ram, 64);
  pools.pools[1].capacity = enough->bytes;
  EXPECT_FALSE(Fits(pools, AssignWithin(pools).assignment));
  pools.total = *enough->ram;
  EXPECT_TRUE(Fits(pools, AssignWithin(pools).assignment));
}

/// Up to 7 buffers, some pinned, some that may overlap, in up to 3 pools of random sizes.
class RandomPools {
 public:
  explicit RandomPools(std::uint32_t seed) {
    Random random(seed);
    problem = RandomProblem(random, {.buffers = static_cast<int>(random.Between(2, 7)),
                                     .steps = 8,
                                     .longest = 5,
                                     .largest = 64,
                                     .largest_alignment_log2 = 3});
    if (random.Between(0, 2) == 0) problem.overlaps = {{BufferId(0), BufferId(1), -16, 0}};
    const std::int64_t peak = LowerBound(problem);
    const std::int64_t count = random.Between(2, 3);
    pools.total = random.Between(0, 1) == 0 ? kSaturated : random.Between(peak / 2, peak * 5 / 4);
    pools.node_budget = random.Between(0, 1) * 12'000;  // attempts but the first get 10'000
    pools.pinned.resize(problem.buffers.size());
    for (std::int64_t pool = 0; pool < count; ++pool) {
      PoolRequest& request = pools.pools.emplace_back();
      request.capacity = random.Between(0, peak);
      request.alignment = std::int64_t{1} << random.Between(0, 5);
      for (const Buffer& buffer : problem.buffers)
        request.costs.push_back(buffer.size * (pool + 1));
    }
    for (std::optional<std::size_t>& pin : pools.pinned)
      if (random.Between(0, 7) == 0) pin = static_cast<std::size_t>(random.Between(0, count - 1));
  }

  Problem problem;
  PoolProblem pools = {problem, {}, {}, {}, kSaturated};
};

/// A size that would do does, and nothing below what is said never to do.
TEST(AssignWithin, WhatWouldDoDoes) {
  int refused = 0, with_total = 0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    RandomPools random(seed);
    PoolProblem& pools = random.pools;
    const AssignedWithin found = AssignWithin(pools);
    if (Fits(pools, found.assignment)) continue;
    ++refused;
    if (found.assignment.overflow) {
      const std::size_t pool = *found.assignment.overflow;
      const std::optional<Remedy> remedy = CapacityThatDoes(pools, pool);
      if (!remedy) continue;
      EXPECT_GT(remedy->bytes, pools.pools[pool].capacity) << seed;
      EXPECT_GE(remedy->bytes, LeastCapacity(pools, pool)) << seed;
      pools.pools[pool].capacity = remedy->bytes;
      with_total += remedy->ram ? 1 : 0;
      if (remedy->ram) pools.total = *remedy->ram;
    } else {
      ASSERT_LT(found.total_that_does, kSaturated) << seed;
      EXPECT_GT(found.total_that_does, pools.total) << seed;
      pools.total = found.total_that_does;
    }
    EXPECT_TRUE(Fits(pools, AssignWithin(pools).assignment)) << seed;
  }
  EXPECT_GT(refused, 15);
  EXPECT_GT(with_total, 0);
}

TEST(ArenaBytes, AreMultiplesOfTheAlignmentAndNoneWithoutBuffers) {
  const Problem problem = {.buffers = {{.size = 3, .live = {0, 1}}}};
  PoolProblem pools = Pools(problem, 100, 100);
  pools.pools[0].alignment = 16;
  EXPECT_EQ(ArenaBytes(AssignWithin(pools).assignment), (std::vector<std::int64_t>{16, 0}));
}

}  // namespace
}  // namespace utvmc::plan
