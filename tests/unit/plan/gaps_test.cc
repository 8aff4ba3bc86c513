// Lifetimes with gaps, through everything that plans: against brute force, and against what must
// not change the height.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "brute_force.h"
#include "metamorphic.h"
#include "plan/conflicts.h"
#include "plan/exact.h"
#include "plan/exact_instance.h"
#include "plan/hill_climb.h"
#include "plan/list_placer.h"
#include "plan/order.h"
#include "plan/scan_placer.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

constexpr std::int64_t kPlenty = 1'000'000'000;

Problem RandomGappy(Random& random, int buffers) {
  return RandomProblem(random, {.buffers = buffers,
                                .steps = 12,
                                .longest = 12,
                                .largest = 20,
                                .largest_alignment_log2 = random.Between(0, 3),
                                .most_gaps = 3});
}

TEST(LiveTogether, AgreesWithALookAtEveryStep) {
  Random random(101);
  int kept_apart_by_gaps = 0;
  for (int round = 0; round < 5000; ++round) {
    const Problem pair = RandomGappy(random, 2);
    const Buffer& a = pair.buffers[0];
    const Buffer& b = pair.buffers[1];
    EXPECT_EQ(LiveTogether(a, b), LiveTogetherStepByStep(a, b)) << "round " << round;
    EXPECT_EQ(LiveTogether(b, a), LiveTogether(a, b)) << "round " << round;
    if (a.live.Overlaps(b.live) && !LiveTogether(a, b)) ++kept_apart_by_gaps;
  }
  EXPECT_GT(kept_apart_by_gaps, 300);
}

TEST(ForRuns, LeavesOutTheGaps) {
  std::vector<Interval> runs;
  const auto collect = [&](const Buffer& buffer) {
    runs.clear();
    ForRuns(buffer, [&](Interval run) { runs.push_back(run); });
    return runs;
  };
  EXPECT_EQ(collect({.live = {2, 5}}), (std::vector<Interval>{{2, 5}}));
  EXPECT_EQ(collect({.live = {0, 9}, .gaps = {{2, 3}, {5, 7}}}),
            (std::vector<Interval>{{0, 2}, {3, 5}, {7, 9}}));
  EXPECT_EQ(collect({.live = {0, 9}, .gaps = {{0, 3}, {3, 4}, {8, 9}}}),
            (std::vector<Interval>{{4, 8}}));
  // Malformed: the validator refuses them, nobody else may stumble.
  EXPECT_EQ(collect({.live = {0, 9}, .gaps = {{4, 6}, {2, 5}, {7, 12}}}),
            (std::vector<Interval>{{0, 4}, {6, 7}}));
  EXPECT_EQ(collect({.live = {0, 9}, .gaps = {{-1, 12}}}), std::vector<Interval>{});
}

TEST(LowerBoundWithGaps, IsTheLargestSumOverAllSteps) {
  Random random(103);
  for (int round = 0; round < 300; ++round) {
    const Problem problem = RandomGappy(random, 8);
    std::int64_t most = 0;
    std::int64_t at = 0;
    for (std::int64_t step = 0; step < 24; ++step) {
      std::int64_t bytes = 0;
      for (const Buffer& buffer : problem.buffers) {
        bytes += LivesAtStep(buffer, step) ? buffer.size : 0;
      }
      if (bytes > most) at = step;
      most = std::max(most, bytes);
    }
    EXPECT_EQ(LowerBound(problem), most);
    EXPECT_EQ(PeakTime(problem), at);
  }
}

TEST(ConflictsWithGaps, AgreeWithTheComparisonOfAllPairs) {
  Random random(107);
  for (int round = 0; round < 100; ++round) {
    const Problem problem = RandomGappy(random, 20);
    const Conflicts conflicts = *Conflicts::Find(problem, 1000);
    for (std::size_t a = 0; a < problem.buffers.size(); ++a) {
      std::vector<std::int32_t> expected;
      for (std::size_t b = 0; b < problem.buffers.size(); ++b) {
        if (a != b && LiveTogetherStepByStep(problem.buffers[a], problem.buffers[b])) {
          expected.push_back(static_cast<std::int32_t>(b));
        }
      }
      const auto found = conflicts.Of(a);
      EXPECT_EQ(std::vector<std::int32_t>(found.begin(), found.end()), expected);
    }
  }
}

TEST(OrdersWithGaps, CountTheStepsOfLife) {
  // Alive for 3, 4 and 2 steps.
  const Problem problem = {.buffers = {{.size = 6, .live = {0, 9}, .gaps = {{1, 4}, {5, 8}}},
                                       {.size = 4, .live = {2, 6}},
                                       {.size = 8, .live = {4, 9}, .gaps = {{5, 8}}}}};
  EXPECT_EQ(ByLifetime(problem), (Order{1, 0, 2}));
  EXPECT_EQ(ByArea(problem), (Order{0, 2, 1}));  // 18, 16 (larger), 16
  // 0 meets itself three times, 1 and 2 at 4 and 2 at 8; 1 meets 0 and 2; 2 as 0 at 4 and 8.
  EXPECT_EQ(ByContention(problem), (Order{0, 2, 1}));  // 6 + 18 + 14, 18 + 14, 18
}

TEST(OrdersWithGaps, ArePermutations) {
  Random random(109);
  for (int round = 0; round < 100; ++round) {
    const Problem problem = RandomGappy(random, 1 + round % 30);
    WorkBudget budget{1'000'000};
    for (Order order : {BySize(problem), ByArea(problem), ByLifetime(problem), ByBirth(problem),
                        ByDeath(problem), ByContention(problem), BySkyline(problem, budget)}) {
      std::sort(order.begin(), order.end());
      EXPECT_EQ(order.size(), problem.buffers.size());
      EXPECT_EQ(std::adjacent_find(order.begin(), order.end()), order.end());
    }
  }
}

TEST(OrdersWithGaps, SkylineKeepsItsHeightDuringGaps) {
  // On top of 0, the lowest stretch is its gap, which 2 fits into; 1 has to wait.
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 9}, .gaps = {{3, 6}}},
                                       {.size = 8, .live = {2, 7}},
                                       {.size = 8, .live = {3, 5}}}};
  WorkBudget budget{1000};
  EXPECT_EQ(BySkyline(problem, budget), (Order{0, 2, 1}));
}

TEST(PlacersWithGaps, AgreeAndAreValid) {
  Random random(113);
  for (int round = 0; round < 60; ++round) {
    const Problem problem = RandomGappy(random, 40);
    const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
    for (const FitRule rule : {FitRule::kLowest, FitRule::kTightest}) {
      WorkBudget budget{500'000};
      const Placement scanned = *PlaceByScan(problem, ByBirth(problem), rule, budget);
      EXPECT_EQ(Complaint(problem, scanned), "");
      ListPlacer placer(problem, conflicts);
      placer.Place(ByBirth(problem), rule, budget);
      EXPECT_EQ(placer.Current().offsets, scanned.offsets);
      const Placement climbed = HillClimb(placer, LowerBound(problem), 1, budget);
      EXPECT_EQ(Complaint(problem, climbed), "");
      EXPECT_LE(climbed.height, scanned.height);
    }
  }
}

/// More conflicts than lists are made of.
TEST(SolveWithGaps, StaysValidWhereNearlyEverythingOverlaps) {
  Random random(127);
  const Problem problem =
      RandomProblem(random, {.buffers = 2500, .steps = 2500, .longest = 2500, .most_gaps = 3});
  EXPECT_FALSE(Conflicts::Find(problem, 1'000'000));
  EXPECT_EQ(Complaint(problem, Construct(problem)), "");
}

/// While 0 sleeps, 1 and 2 have its bytes one after the other.
Problem Sleeper() {
  return {.buffers = {{.size = 64, .live = {0, 10}, .gaps = {{2, 5}, {5, 8}}},
                      {.size = 48, .live = {2, 5}},
                      {.size = 64, .live = {5, 8}},
                      {.size = 8, .live = {0, 10}}}};
}

TEST(SolveWithGaps, GivesTheBytesOfASleeperToOthers) {
  Problem problem = Sleeper();
  const ExactResult result = SolveExactly(problem);
  EXPECT_EQ(Complaint(problem, result.placement), "");
  EXPECT_EQ(result.placement.height, 72);
  EXPECT_EQ(result.Verdict(), "optimal (proved)");
  problem.buffers[0].gaps.clear();
  EXPECT_EQ(SolveExactly(problem).placement.height, 136);
}

TEST(SolveWithGaps, HonoursFixedOffsetsAndAlignmentsToo) {
  // 0 sleeps while the fixed 1 has some of its bytes, [6, 16), and 3 others; 2 meets 0 and 1 and
  // takes what is below both.
  Problem problem = {.buffers = {{.size = 20, .alignment = 8, .live = {0, 6}, .gaps = {{2, 4}}},
                                 {.size = 10, .alignment = 2, .live = {2, 4}, .fixed_offset = 6},
                                 {.size = 4, .alignment = 32, .live = {1, 3}},
                                 {.size = 6, .alignment = 4, .live = {3, 4}}}};
  const ExactResult result = SolveExactly(problem);
  EXPECT_EQ(Complaint(problem, result.placement), "");
  EXPECT_EQ(result.placement.offsets, (std::vector<std::int64_t>{8, 6, 0, 0}));
  EXPECT_EQ(result.placement.height, 28);
  EXPECT_EQ(result.Verdict(), "optimal (proved)");
  problem.buffers[0].gaps.clear();
  EXPECT_EQ(SolveExactly(problem).placement.height, 36);
}

/// A random buffer gets a fixed offset, if that collides with none.
void FixOne(Problem& problem, Random& random) {
  const auto last = static_cast<std::int64_t>(problem.buffers.size()) - 1;
  Buffer& buffer = problem.buffers[static_cast<std::size_t>(random.Between(0, last))];
  buffer.fixed_offset = random.Between(0, 6) * buffer.alignment;
}

TEST(ExactWithGaps, AgreesWithBruteForce) {
  Random random(131);
  int above_bound = 0;
  for (int round = 0; round < 600; ++round) {
    Problem problem = RandomGappy(random, static_cast<int>(random.Between(1, 7)));
    if (round % 3 == 0) FixOne(problem, random);
    const std::int64_t height = BruteForce(problem).height();
    above_bound += height > LowerBound(problem) ? 1 : 0;
    ExactTechniques techniques;
    techniques.merge_sections = round % 2 == 0;
    const Placement start = round % 3 == 0 ? Construct(problem) : Stacked(problem);
    const ExactResult result =
        Improve(problem, start, {.node_budget = kPlenty, .techniques = techniques});
    EXPECT_EQ(Complaint(problem, result.placement), "") << "round " << round;
    EXPECT_EQ(result.placement.height, height) << "round " << round;
    EXPECT_EQ(result.lower_bound, height) << "round " << round;
  }
  EXPECT_GT(above_bound, 50);
}

TEST(SolveWithGaps, IsHardlyAboveBruteForce) {
  Random random(137);
  int optimal = 0;
  for (int round = 0; round < 200; ++round) {
    const Problem problem = RandomGappy(random, 6);
    const Placement placement = Solve(problem);
    EXPECT_EQ(Complaint(problem, placement), "");
    optimal += placement.height == BruteForce(problem).height() ? 1 : 0;
  }
  EXPECT_GE(optimal, 195);
}

void ExpectHeightKept(const Change& change, std::int64_t factor = 1) {
  const auto make = [](Random& random, int) {
    return RandomProblem(random, {.buffers = 18, .steps = 25, .longest = 9, .most_gaps = 2});
  };
  ExpectHeightKept(139, 15, make, change, factor);
}

TEST(ExactWithGaps, KeepsTheHeightWhenBuffersAreNumberedDifferently) { ExpectHeightKept(Shuffle); }

TEST(ConstructWithGaps, KeepsTheHeightWhenBuffersThatDifferInGapsAreNumberedDifferently) {
  Random random(149);
  for (int round = 0; round < 100; ++round) {
    Problem problem;
    problem.buffers.assign(60, {.live = {0, 12}});
    for (Buffer& buffer : problem.buffers) {
      buffer.size = random.Between(5, 12);
      AddRandomGaps(random, buffer, 4);
    }
    const std::int64_t height = Construct(problem).height;
    std::reverse(problem.buffers.begin(), problem.buffers.end());
    EXPECT_EQ(Construct(problem).height, height) << "round " << round;
  }
}

TEST(ExactWithGaps, KeepsTheHeightWhenTimeIsShifted) { ExpectHeightKept(ShiftTime); }

TEST(ExactWithGaps, KeepsTheHeightWhenTimeRunsBackwards) { ExpectHeightKept(MirrorTime); }

TEST(ExactWithGaps, ScalesTheHeightWithTheSizes) { ExpectHeightKept(ScaleSizesBy12, 12); }

TEST(ExactWithGaps, NeverNeedsMoreThanWithoutGaps) {
  Random random(151);
  for (int round = 0; round < 40; ++round) {
    const Problem problem = RandomGappy(random, 7);
    Problem without = problem;
    for (Buffer& buffer : without.buffers) buffer.gaps.clear();
    const ExactResult result = SolveExactly(problem);
    EXPECT_EQ(Complaint(problem, SolveExactly(without).placement), "");
    EXPECT_LE(result.placement.height, SolveExactly(without).placement.height);
  }
}

TEST(ExactInstanceWithGaps, LeavesOutWhatNeverLives) {
  const Problem problem = {.buffers = {{.size = 4, .live = {0, 4}, .gaps = {{0, 4}}},
                                       {.size = 4, .live = {0, 4}, .gaps = {{1, 3}}}}};
  const auto parts = MakeExactInstances(problem, false, 100);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->front().buffer, (std::vector<std::size_t>{1}));
  EXPECT_EQ(parts->front().items[0].runs, (std::vector<SectionRange>{{0, 1}, {2, 3}}));
}

}  // namespace
}  // namespace utvmc::plan
