#include "plan/assign_within.h"

#include <gtest/gtest.h>

#include "plan/arithmetic.h"

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
  const Assignment assignment = AssignWithin(pools);
  EXPECT_EQ(assignment.pool,
            AssignPools(problem, pools.pools, pools.pinned, pools.node_budget).pool);
  EXPECT_TRUE(Fits(pools, assignment));
}

TEST(AssignWithin, MeetsATotalThatTheCheapestAssignmentExceeds) {
  const Problem problem = Four();
  const std::int64_t cheapest = TotalBytes(AssignWithin(Pools(problem, 40, 1000)));
  EXPECT_EQ(cheapest, 88);  // a or b goes to the slow pool, and 48 bytes with c or d
  const PoolProblem pools = Pools(problem, 40, 1000, 64);
  const Assignment assignment = AssignWithin(pools);
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
  const Assignment assignment = AssignWithin(pools);
  EXPECT_TRUE(Fits(pools, assignment));
  EXPECT_EQ(assignment.pool[2], 0U);
  EXPECT_EQ(assignment.pool[0], 1U);
}

TEST(AssignWithin, FindsRoomWhereOnlyOverlapsMakeIt) {
  // Only in one pool can they share bytes.
  const Problem problem = {.buffers = {{.size = 16, .live = {0, 1}}, {.size = 16, .live = {0, 1}}},
                           .overlaps = {{BufferId(0), BufferId(1), 0, 0}}};
  const PoolProblem pools = Pools(problem, 16, 8);
  const Assignment assignment = AssignWithin(pools);
  EXPECT_TRUE(Fits(pools, assignment));
  EXPECT_EQ(TotalBytes(assignment), 16);
}

TEST(AssignWithin, OfATotalBelowThePeakIsTheSmallestFound) {
  const Problem problem = Four();
  const PoolProblem pools = Pools(problem, 40, 1000, 63);
  const Assignment assignment = AssignWithin(pools);
  EXPECT_FALSE(Fits(pools, assignment));
  EXPECT_FALSE(assignment.overflow);
  EXPECT_EQ(TotalBytes(assignment), 64);
  EXPECT_EQ(TotalThatDoes(pools, assignment), 64);
}

TEST(CapacityThatDoes, HasBeenTriedAndLessHasFailed) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 16, 40);
  ASSERT_TRUE(AssignWithin(pools).overflow);
  const std::optional<std::int64_t> enough = CapacityThatDoes(pools, 1, 64);
  ASSERT_EQ(enough, 64);  // a and b do not fit into the other pool, c or d are not enough
  EXPECT_EQ(LeastCapacity(pools, 1), 48);
  pools.pools[1].capacity = *enough;
  EXPECT_FALSE(AssignWithin(pools).overflow);
}

TEST(CapacityThatDoes, IsNoneWhereAnotherPoolHasTooMuchPinned) {
  const Problem problem = Four();
  PoolProblem pools = Pools(problem, 16, 24);
  pools.pinned[0] = 0;
  EXPECT_EQ(CapacityThatDoes(pools, 1, 64), std::nullopt);
}

TEST(ArenaBytes, AreMultiplesOfTheAlignmentAndNoneWithoutBuffers) {
  const Problem problem = {.buffers = {{.size = 3, .live = {0, 1}}}};
  PoolProblem pools = Pools(problem, 100, 100);
  pools.pools[0].alignment = 16;
  EXPECT_EQ(ArenaBytes(AssignWithin(pools)), (std::vector<std::int64_t>{16, 0}));
}

}  // namespace
}  // namespace utvmc::plan
