// The search for an order against the slow truth, and each way of searching by itself.
#include "plan/schedule_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "plan/schedule_beam.h"
#include "plan/schedule_exact.h"
#include "plan/schedule_greedy.h"
#include "schedules.h"

namespace utvmc::plan {
namespace {

using test::Fan;
using test::GivenOrder;
using test::LowestPeak;
using test::RandomSchedule;

void ExpectConsistent(const ScheduleProblem& problem, const ScheduleResult& result) {
  EXPECT_TRUE(IsValid(problem, result.order));
  EXPECT_EQ(result.peak, PeakBytes(problem, result.order));
  EXPECT_EQ(result.given_peak, PeakBytes(problem, GivenOrder(problem)));
  EXPECT_LE(result.peak, result.given_peak);
  EXPECT_LE(result.lower_bound, result.peak);
  EXPECT_EQ(result.improved(), result.order != GivenOrder(problem));
}

/// The whole problem as one part.
SchedulePart WholeOf(const ScheduleGraph& graph) {
  SchedulePart whole;
  for (const SchedulePart& part : SplitSchedule(graph)) {
    if (part.begin == 0) whole = part;
    whole.end = part.end;
    whole.live_behind = part.live_behind;
    whole.peak = std::max(whole.peak, part.peak);
  }
  return whole;
}

TEST(FindSchedule, FindsTheLowestPeakOfAllOrders) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    const ScheduleProblem problem = RandomSchedule(seed, 2 + seed % 6, 2 + seed % 5);
    const ScheduleResult result = FindSchedule(problem);
    ExpectConsistent(problem, result);
    EXPECT_EQ(result.peak, LowestPeak(problem));
    EXPECT_TRUE(result.optimal());
  }
}

TEST(FindSchedule, FindsTheLowestPeakOfAllOrdersOfEightOperators) {
  for (std::uint32_t seed = 1000; seed < 1020; ++seed) {
    SCOPED_TRACE(seed);
    const ScheduleProblem problem = RandomSchedule(seed, 8);
    EXPECT_EQ(FindSchedule(problem).peak, LowestPeak(problem));
  }
}

TEST(FindSchedule, ABackwardSearchSeesThatWideBranchesComeFirst) {
  std::vector<std::int64_t> wide;
  for (std::int64_t i = 0; i < 16; ++i) wide.push_back(44 + i * 7 % 16);
  const ScheduleResult result = FindSchedule(Fan(wide));
  ExpectConsistent(Fan(wide), result);
  EXPECT_EQ(result.lower_bound, 160);
  EXPECT_EQ(result.peak, 160);  // the input, 59 bytes and 1; narrower branches make room for more
}

TEST(FindSchedule, ManyBranchesNeedNoProof) {
  std::vector<std::int64_t> wide;
  for (std::int64_t i = 0; i < 400; ++i) wide.push_back(20 + i * 7 % 400);
  const ScheduleResult result = FindSchedule(Fan(wide), {.work = 10'000});
  ExpectConsistent(Fan(wide), result);
  EXPECT_EQ(result.peak, 520);  // the input, 419 bytes and 1
}

TEST(FindSchedule, AModelThatDoesNotGainKeepsExactlyItsOrder) {
  // Both orders of the branches need the same.
  const ScheduleProblem problem = Fan({7, 7});
  const ScheduleResult result = FindSchedule(problem);
  EXPECT_EQ(result.order, GivenOrder(problem));
  EXPECT_TRUE(result.optimal());
}

TEST(FindSchedule, AGainDisturbsAsLittleAsItCan) {
  // Only the last branch has to come first; the others stay as they are.
  const ScheduleProblem problem = Fan({3, 4, 5, 50});
  EXPECT_EQ(FindSchedule(problem).order, (Schedule{6, 7, 0, 1, 2, 3, 4, 5, 8}));
}

TEST(FindSchedule, KeepsOperatorsApartThatMustRunInOrder) {
  ScheduleProblem problem = Fan({3, 4, 50});
  ASSERT_TRUE(FindSchedule(problem).improved());
  problem.operators[4].after.push_back(3);
  EXPECT_EQ(FindSchedule(problem).order, GivenOrder(problem));
}

TEST(FindSchedule, WithoutWorkItIsNeverWorseThanTheGivenOrder) {
  for (const std::int64_t work : {0, 50, 500, 5000, 50000}) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
      SCOPED_TRACE(seed);
      const ScheduleProblem problem = RandomSchedule(seed, 60, 12);
      ExpectConsistent(problem, FindSchedule(problem, {.work = work}));
    }
  }
}

TEST(FindSchedule, TheSameProblemGetsTheSameOrder) {
  const ScheduleProblem problem = RandomSchedule(7, 300, 30);
  EXPECT_EQ(FindSchedule(problem).order, FindSchedule(problem).order);
}

TEST(FindSchedule, LargeProblemsEnd) {
  for (const std::size_t reach : {1u, 8u, 200u, 100'000u}) {
    const ScheduleProblem problem = RandomSchedule(3, 10'000, reach);
    ExpectConsistent(problem, FindSchedule(problem));
  }
  // One tensor that 10,000 operators read.
  const ScheduleProblem fan = Fan(std::vector<std::int64_t>(5'000, 3));
  ExpectConsistent(fan, FindSchedule(fan));
}

TEST(FindSchedule, NoOperatorsAreInOrder) {
  const ScheduleResult result = FindSchedule({});
  EXPECT_TRUE(result.order.empty());
  EXPECT_FALSE(result.improved());
}

TEST(SearchExactly, AgreesInBothDirectionsWithTheTruth) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const ScheduleProblem problem = RandomSchedule(seed, 2 + seed % 6);
    const std::int64_t truth = LowestPeak(problem);
    for (const ScheduleProblem& direction : {problem, Reversed(problem)}) {
      const ScheduleGraph graph(direction);
      WorkBudget budget{1'000'000};
      const ExactSchedule result =
          SearchExactly(graph, WholeOf(graph), {.below = truth + 1000}, budget);
      ASSERT_TRUE(result.found && result.is_proved) << seed;
      EXPECT_EQ(result.found->peak, truth) << seed;
      EXPECT_EQ(PeakBytes(direction, result.found->order), truth) << seed;
    }
  }
}

TEST(SearchExactly, ProvesThatThereIsNothingBelowTheOptimum) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const ScheduleProblem problem = RandomSchedule(seed, 7);
    const ScheduleGraph graph(problem);
    WorkBudget budget{1'000'000};
    const ExactSchedule result =
        SearchExactly(graph, WholeOf(graph), {.below = LowestPeak(problem)}, budget);
    EXPECT_TRUE(result.is_proved && !result.found) << seed;
  }
}

TEST(SearchExactly, StayingCloseFindsTheFirstOfAllGoodOrders) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const ScheduleProblem problem = RandomSchedule(seed, 7);
    const std::int64_t truth = LowestPeak(problem);
    Schedule first = GivenOrder(problem);
    while (!IsValid(problem, first) || PeakBytes(problem, first) > truth) {
      ASSERT_TRUE(std::next_permutation(first.begin(), first.end()));
    }
    const ScheduleGraph graph(problem);
    WorkBudget budget{1'000'000};
    const ExactSchedule result = SearchExactly(
        graph, WholeOf(graph), {.enough = truth, .below = truth + 1, .stay_close = true}, budget);
    ASSERT_TRUE(result.found.has_value());
    EXPECT_EQ(result.found->order, first) << seed;
  }
}

TEST(SearchExactly, EndsWithoutAProofWhenTheWorkIsSpent) {
  const ScheduleGraph graph(RandomSchedule(5, 80, 20));
  const SchedulePart whole = WholeOf(graph);
  WorkBudget budget{1000};
  const ExactSchedule result = SearchExactly(graph, whole, {.below = whole.peak}, budget);
  EXPECT_FALSE(result.found.has_value());
  EXPECT_FALSE(result.is_proved);
}

TEST(ScheduleGreedily, KnowsThePeakOfEveryOrderItMakes) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const ScheduleProblem problem = RandomSchedule(seed, 30, 10);
    for (const ScheduleProblem& direction : {problem, Reversed(problem)}) {
      const ScheduleGraph graph(direction);
      for (const GreedyRule rule : {GreedyRule::kLeastGrowth, GreedyRule::kLeastPeak,
                                    GreedyRule::kWidestFirst, GreedyRule::kDepthFirst}) {
        const PartSchedule found = ScheduleGreedily(graph, WholeOf(graph), rule);
        ASSERT_TRUE(IsValid(direction, found.order)) << seed;
        EXPECT_EQ(found.peak, PeakBytes(direction, found.order)) << seed;
      }
    }
  }
}

TEST(ScheduleGreedily, DepthFirstFinishesABranchBeforeTheNext) {
  ScheduleProblem problem;  // 0 -> {1 -> 3, 2 -> 4}
  problem.operators = {{}, {.after = {0}}, {.after = {0}}, {.after = {1}}, {.after = {2}}};
  const ScheduleGraph graph(problem);
  EXPECT_EQ(ScheduleGreedily(graph, WholeOf(graph), GreedyRule::kDepthFirst).order,
            (Schedule{0, 1, 3, 2, 4}));
}

TEST(ScheduleGreedily, WidestFirstLeavesRoomForWhatBranchesLeaveBehind) {
  const ScheduleProblem problem = Fan({3, 50, 4});
  const ScheduleGraph graph(problem);
  EXPECT_EQ(ScheduleGreedily(graph, WholeOf(graph), GreedyRule::kWidestFirst).order,
            (Schedule{2, 3, 4, 5, 0, 1, 6}));
}

TEST(ScheduleByBeam, FindsTheOptimumWhereTheBeamHoldsEveryState) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const ScheduleProblem problem = RandomSchedule(seed, 7);
    const ScheduleGraph graph(problem);
    const std::int64_t truth = LowestPeak(problem);
    WorkBudget budget{10'000'000};
    const std::optional<PartSchedule> found =
        ScheduleByBeam(graph, WholeOf(graph), 1000, truth + 1, budget);
    ASSERT_TRUE(found.has_value()) << seed;
    EXPECT_EQ(found->peak, truth);
    EXPECT_EQ(PeakBytes(problem, found->order), truth);
    EXPECT_EQ(ScheduleByBeam(graph, WholeOf(graph), 1000, truth, budget), std::nullopt);
  }
}

}  // namespace
}  // namespace utvmc::plan
