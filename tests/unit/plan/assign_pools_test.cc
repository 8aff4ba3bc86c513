// Pools against brute force: which assignments there are, and what they cost.
#include "plan/assign_pools.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "brute_force.h"
#include "plan/arithmetic.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

using Pools = std::vector<PoolRequest>;
using Pinned = std::vector<std::optional<std::size_t>>;

/// A byte costs `cost` in the pool.
PoolRequest Pool(std::int64_t capacity, const Problem& problem, std::int64_t cost,
                 std::int64_t alignment = 1) {
  PoolRequest pool{capacity, alignment, {}};
  for (const Buffer& buffer : problem.buffers) pool.costs.push_back(cost * buffer.size);
  return pool;
}

Assignment Assign(const Problem& problem, const Pools& pools, Pinned pinned = {}) {
  pinned.resize(problem.buffers.size());
  return AssignPools(problem, pools, pinned, std::nullopt);
}

std::int64_t CostOf(const Pools& pools, const std::vector<std::size_t>& assigned) {
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < assigned.size(); ++i) cost += pools[assigned[i]].costs[i];
  return cost;
}

/// What is wrong with it, whatever it is worth.
void ExpectConsistent(const Problem& problem, const Pools& pools, const Assignment& assignment) {
  ASSERT_EQ(assignment.pool.size(), problem.buffers.size());
  ASSERT_EQ(assignment.parts.size(), pools.size());
  std::size_t members = 0;
  bool overflows = false;
  for (std::size_t pool = 0; pool < pools.size(); ++pool) {
    const Assignment::Part& part = assignment.parts[pool];
    members += part.buffers.size();
    EXPECT_TRUE(std::ranges::is_sorted(part.buffers));
    for (const std::size_t buffer : part.buffers) EXPECT_EQ(assignment.pool[buffer], pool);
    for (const Buffer& buffer : part.problem.buffers)
      EXPECT_GE(buffer.alignment, pools[pool].alignment);
    EXPECT_EQ(Complaint(part.problem, part.result.placement), "");
    EXPECT_LE(part.result.lower_bound, part.result.placement.height);
    const std::int64_t bytes = AlignUp(part.result.placement.height, AlignmentOf(part.problem));
    overflows = overflows || bytes > pools[pool].capacity;
  }
  EXPECT_EQ(members, problem.buffers.size());
  EXPECT_EQ(assignment.overflow.has_value(), overflows);
}

/// The cheapest assignment that fits, by trying all. Empty: none fits.
std::optional<std::int64_t> CheapestOfAll(const Problem& problem, const Pools& pools) {
  std::optional<std::int64_t> best;
  std::vector<std::size_t> assigned(problem.buffers.size(), 0);
  for (;;) {
    const std::int64_t cost = CostOf(pools, assigned);
    bool fits = !best || cost < *best;
    for (std::size_t pool = 0; fits && pool < pools.size(); ++pool) {
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < assigned.size(); ++i)
        if (assigned[i] == pool) members.push_back(i);
      const Problem part = PartOf(problem, members, pools[pool].alignment);
      fits = AlignUp(BruteForce(part).height(), AlignmentOf(part)) <= pools[pool].capacity;
    }
    if (fits) best = cost;
    std::size_t digit = 0;
    while (digit < assigned.size() && ++assigned[digit] == pools.size()) assigned[digit++] = 0;
    if (digit == assigned.size()) return best;
  }
}

const Problem& ThreeAtOnce() {
  static const Problem problem = {
      {{.size = 40, .live = {0, 4}}, {.size = 30, .live = {0, 4}}, {.size = 20, .live = {0, 4}}}};
  return problem;
}

TEST(AssignPools, OfNoBuffersFits) {
  const Assignment assignment = Assign({}, {{16, 1, {}}, {16, 1, {}}});
  EXPECT_TRUE(assignment.pool.empty());
  EXPECT_EQ(assignment.overflow, std::nullopt);
}

TEST(AssignPools, EverythingGoesToTheFastestPoolThatHoldsIt) {
  const Pools pools = {Pool(1000, ThreeAtOnce(), 5), Pool(1000, ThreeAtOnce(), 1)};
  EXPECT_EQ(Assign(ThreeAtOnce(), pools).pool, (std::vector<std::size_t>{1, 1, 1}));
}

TEST(AssignPools, WhatSavesMostPerByteGoesToTheFastPool) {
  Pools pools = {Pool(40, ThreeAtOnce(), 0), Pool(1000, ThreeAtOnce(), 1)};
  pools[1].costs = {40, 600, 20};
  EXPECT_EQ(Assign(ThreeAtOnce(), pools).pool, (std::vector<std::size_t>{1, 0, 1}));
}

TEST(AssignPools, BuffersThatAreNeverLiveTogetherShareTheFastPool) {
  Problem problem = ThreeAtOnce();
  for (std::size_t i = 0; i < 3; ++i) {
    const auto step = static_cast<std::int64_t>(i);
    problem.buffers[i].live = {step, step + 1};
  }
  const Pools pools = {Pool(40, problem, 1), Pool(1000, problem, 2)};
  EXPECT_EQ(Assign(problem, pools).pool, (std::vector<std::size_t>{0, 0, 0}));
}

TEST(AssignPools, PoolsOfTheSameCostAreFilledInTheirOrder) {
  const Pools pools = {Pool(50, ThreeAtOnce(), 1), Pool(50, ThreeAtOnce(), 1)};
  const Assignment assignment = Assign(ThreeAtOnce(), pools);
  EXPECT_EQ(assignment.pool, (std::vector<std::size_t>{0, 1, 1}));
  EXPECT_EQ(assignment.overflow, std::nullopt);
}

TEST(AssignPools, PinsAreKept) {
  const Pools pools = {Pool(1000, ThreeAtOnce(), 1), Pool(1000, ThreeAtOnce(), 2)};
  EXPECT_EQ(Assign(ThreeAtOnce(), pools, {std::nullopt, 1, std::nullopt}).pool,
            (std::vector<std::size_t>{0, 1, 0}));
}

TEST(AssignPools, PinsThatExceedAPoolOverflowIt) {
  const Pools pools = {Pool(60, ThreeAtOnce(), 1), Pool(1000, ThreeAtOnce(), 2)};
  const Assignment assignment = Assign(ThreeAtOnce(), pools, {0, 0, std::nullopt});
  EXPECT_EQ(assignment.overflow, std::size_t{0});
  EXPECT_EQ(assignment.pool, (std::vector<std::size_t>{0, 0, 1}));
}

TEST(AssignPools, WhatNoPoolHoldsIsInTheLargest) {
  const Pools pools = {Pool(10, ThreeAtOnce(), 1), Pool(15, ThreeAtOnce(), 2)};
  const Assignment assignment = Assign(ThreeAtOnce(), pools);
  EXPECT_EQ(assignment.overflow, std::size_t{1});
  EXPECT_EQ(assignment.pool, (std::vector<std::size_t>{1, 1, 1}));
}

TEST(AssignPools, APoolsAlignmentIsThatOfItsBuffers) {
  const Pools pools = {Pool(1000, ThreeAtOnce(), 1, 32)};
  const Assignment assignment = Assign(ThreeAtOnce(), pools);
  for (const std::int64_t offset : assignment.parts[0].result.placement.offsets)
    EXPECT_EQ(offset % 32, 0);
}

TEST(AssignPools, AnArenaIsAMultipleOfItsAlignmentAndMustFitAsSuch) {
  Problem problem = {{{.size = 9, .alignment = 4, .live = {0, 1}}}};
  const Pools tight = {Pool(11, problem, 1), Pool(12, problem, 2)};
  EXPECT_EQ(Assign(problem, tight).pool, std::vector<std::size_t>{1});
  const Pools none = {Pool(11, problem, 1)};
  EXPECT_EQ(Assign(problem, none).overflow, std::size_t{0});
}

TEST(AssignPools, ABufferWhoseLoadFitsButWhosePlaceDoesNotMovesOn) {
  // Sums of live bytes of at most 4, of which no placement is lower than 5 (found by search).
  Problem problem = {{{.size = 2, .live = {0, 2}},
                      {.size = 2, .live = {1, 3}},
                      {.size = 1, .live = {0, 1}},
                      {.size = 1, .live = {0, 1}},
                      {.size = 1, .live = {2, 4}},
                      {.size = 1, .live = {2, 4}},
                      {.size = 2, .live = {3, 5}}}};
  problem.buffers[2].fixed_offset = 0;
  problem.buffers[3].fixed_offset = 3;
  problem.buffers[4].fixed_offset = 0;
  problem.buffers[5].fixed_offset = 3;
  const Pools pools = {Pool(4, problem, 1), Pool(100, problem, 2)};
  const Assignment assignment = Assign(problem, pools);
  ExpectConsistent(problem, pools, assignment);
  EXPECT_EQ(assignment.overflow, std::nullopt);
  EXPECT_TRUE(std::ranges::count(assignment.pool, std::size_t{1}) > 0);
}

TEST(AssignPools, IsDeterministic) {
  Random random(7);
  const Problem problem = RandomProblem(random, {.buffers = 60, .largest = 50});
  const std::int64_t bound = LowerBound(problem);
  const Pools pools = {Pool(bound / 3, problem, 1), Pool(bound, problem, 2)};
  const Assignment first = Assign(problem, pools), second = Assign(problem, pools);
  EXPECT_EQ(first.pool, second.pool);
  for (std::size_t pool = 0; pool < 2; ++pool) {
    EXPECT_EQ(first.parts[pool].result.placement.offsets,
              second.parts[pool].result.placement.offsets);
  }
}

TEST(AssignPools, OfManyBuffersIsValidAndRespectsPins) {
  Random random(11);
  for (int round = 0; round < 30; ++round) {
    const Problem problem =
        RandomProblem(random, {.buffers = 40, .largest = 60, .largest_alignment_log2 = 3});
    const std::int64_t bound = LowerBound(problem);
    Pools pools = {Pool(random.Between(1, bound), problem, 1),
                   Pool(random.Between(1, 2 * bound), problem, 2, 8),
                   Pool(random.Between(1, 2 * bound), problem, 3)};
    Pinned pinned(problem.buffers.size());
    for (auto& pin : pinned)
      if (random.Between(0, 9) == 0) pin = static_cast<std::size_t>(random.Between(0, 2));
    const Assignment assignment = Assign(problem, pools, pinned);
    ExpectConsistent(problem, pools, assignment);
    for (std::size_t i = 0; i < pinned.size(); ++i) {
      EXPECT_EQ(assignment.pool[i], pinned[i].value_or(assignment.pool[i]));
    }
  }
}

/// The figures are those of docs/DESIGN.md: the assignment is greedy, and says so.
TEST(AssignPools, IsNearWhatTryingAllAssignmentsFinds) {
  Random random(3);
  int feasible = 0, missed = 0, cheapest = 0;
  double ratio = 0;
  for (int round = 0; round < 600; ++round) {
    const int buffers = static_cast<int>(random.Between(2, 6));
    const Problem problem =
        RandomProblem(random, {.buffers = buffers, .steps = 6, .longest = 4, .largest = 20});
    const std::int64_t bound = LowerBound(problem);
    const auto capacity = [&] { return random.Between(bound / 4, bound); };
    Pools pools;
    for (std::int64_t i = random.Between(2, 3); i > 0; --i) {
      PoolRequest& pool = pools.emplace_back(PoolRequest{capacity(), 1, {}});
      for (const Buffer& buffer : problem.buffers)
        pool.costs.push_back(buffer.size * random.Between(1, 9));
    }
    const Assignment assignment = Assign(problem, pools);
    ExpectConsistent(problem, pools, assignment);
    const std::optional<std::int64_t> best = CheapestOfAll(problem, pools);
    if (!best) {
      EXPECT_TRUE(assignment.overflow.has_value());
      continue;
    }
    ++feasible;
    missed += assignment.overflow ? 1 : 0;
    if (assignment.overflow) continue;
    const std::int64_t cost = CostOf(pools, assignment.pool);
    EXPECT_GE(cost, *best);
    cheapest += cost == *best ? 1 : 0;
    ratio += static_cast<double>(cost) / static_cast<double>(*best);
  }
  RecordProperty("feasible", feasible);
  RecordProperty("missed", missed);
  RecordProperty("cheapest", cheapest);
  EXPECT_GT(feasible, 200);
  EXPECT_EQ(missed, 0);
  EXPECT_GE(cheapest * 100, feasible * 85);
  EXPECT_LE(ratio, 1.03 * feasible);
}

}  // namespace
}  // namespace utvmc::plan
