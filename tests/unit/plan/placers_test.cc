// Both placers against each other, against the validator and against moves done from scratch.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan/conflicts.h"
#include "plan/hill_climb.h"
#include "plan/list_placer.h"
#include "plan/order.h"
#include "plan/scan_placer.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

std::vector<Order> AllOrders(const Problem& problem) {
  WorkBudget budget{1'000'000};
  return {BySize(problem),  ByArea(problem),       ByLifetime(problem),       ByBirth(problem),
          ByDeath(problem), ByContention(problem), BySkyline(problem, budget)};
}

/// Pins every fifth buffer above all that the free ones could need.
Problem WithFixed(Problem problem) {
  std::int64_t offset = 64;
  for (std::size_t id = 0; id < problem.buffers.size(); id += 5) {
    problem.buffers[id].fixed_offset = offset;
    offset += (problem.buffers[id].size + 63) / 64 * 64 + 128;
  }
  return problem;
}

TEST(Placers, EveryHeuristicIsValidAndNeverBelowTheBound) {
  Random random(11);
  for (int round = 0; round < 60; ++round) {
    Problem problem = RandomProblem(
        random, {.buffers = 1 + round, .steps = 30, .longest = 12, .largest_alignment_log2 = 6});
    if (round % 2 == 1) problem = WithFixed(std::move(problem));
    const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
    for (const Order& order : AllOrders(problem)) {
      for (const FitRule rule : {FitRule::kLowest, FitRule::kTightest}) {
        WorkBudget budget{1'000'000};
        const std::optional<Placement> scanned = PlaceByScan(problem, order, rule, budget);
        ASSERT_TRUE(scanned);
        EXPECT_EQ(Complaint(problem, *scanned), "");
        EXPECT_GE(scanned->height, LowerBound(problem));

        ListPlacer placer(problem, conflicts);
        placer.Place(order, rule, budget);
        EXPECT_EQ(placer.Current().offsets, scanned->offsets);
        EXPECT_EQ(placer.height(), scanned->height);
      }
    }
  }
}

TEST(PlaceByScan, ForgetsOnlyWhatNoLaterBufferOverlaps) {
  Random random(13);
  const Problem problem = WithFixed(RandomProblem(random, {.buffers = 500, .steps = 400}));
  const Conflicts conflicts = *Conflicts::Find(problem, 100'000);
  for (const Order& order : AllOrders(problem)) {
    WorkBudget budget{10'000'000};
    ListPlacer placer(problem, conflicts);
    placer.Place(order, FitRule::kLowest, budget);
    EXPECT_EQ(PlaceByScan(problem, order, FitRule::kLowest, budget)->offsets,
              placer.Current().offsets);
  }
}

TEST(PlaceByScan, GivesUpWithTheBudget) {
  Random random(17);
  const Problem problem = RandomProblem(random, {});
  WorkBudget budget{10};
  EXPECT_FALSE(PlaceByScan(problem, BySize(problem), FitRule::kLowest, budget));
}

TEST(ListPlacer, MoveLeadsWherePlacingAnewWould) {
  Random random(19);
  const Problem problem =
      WithFixed(RandomProblem(random, {.buffers = 40, .longest = 8, .largest_alignment_log2 = 3}));
  const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
  WorkBudget budget{100'000'000};
  for (const FitRule rule : {FitRule::kLowest, FitRule::kTightest}) {
    ListPlacer moved(problem, conflicts);
    moved.Place(BySize(problem), rule, budget);
    const std::int64_t last = static_cast<std::int64_t>(moved.order().size()) - 1;
    for (int step = 0; step < 500; ++step) {
      const std::int64_t limit = moved.height() + random.Between(-50, 200);
      const Placement before = moved.Current();
      const Order order_before = moved.order();
      const bool kept =
          moved.Move(static_cast<std::size_t>(random.Between(0, last)),
                     static_cast<std::size_t>(random.Between(0, last)), limit, budget);
      if (kept) {
        EXPECT_LE(moved.height(), limit);
      } else {
        EXPECT_EQ(moved.Current().offsets, before.offsets);
        EXPECT_EQ(moved.height(), before.height);
        EXPECT_EQ(moved.order(), order_before);
      }
      Order order = moved.order();
      for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
        if (problem.buffers[id].fixed_offset) order.push_back(static_cast<std::int32_t>(id));
      }
      ListPlacer anew(problem, conflicts);
      anew.Place(order, rule, budget);
      ASSERT_EQ(moved.Current().offsets, anew.Current().offsets) << "step " << step;
    }
  }
}

TEST(HillClimb, NeverEndsAboveItsStartAndStaysValid) {
  Random random(23);
  for (int round = 0; round < 20; ++round) {
    const Problem problem = WithFixed(
        RandomProblem(random, {.buffers = 40, .longest = 15, .largest_alignment_log2 = 4}));
    const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
    WorkBudget budget{200'000};
    ListPlacer placer(problem, conflicts);
    placer.Place(ByBirth(problem), FitRule::kLowest, budget);
    const std::int64_t start = placer.height();
    const Placement placement = HillClimb(placer, LowerBound(problem), 1, budget);
    EXPECT_LE(placement.height, start);
    EXPECT_EQ(Complaint(problem, placement), "");
  }
}

TEST(HillClimb, StopsAtTheFloor) {
  Random random(29);
  const Problem problem = RandomProblem(random, {.buffers = 40, .longest = 15});
  const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
  WorkBudget budget{1'000'000};
  ListPlacer placer(problem, conflicts);
  placer.Place(ByBirth(problem), FitRule::kLowest, budget);
  const std::int64_t left = budget.left;
  HillClimb(placer, placer.height(), 1, budget);
  EXPECT_EQ(budget.left, left);
}

TEST(HillClimb, EndsWhereNothingCanMove) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 1}, .fixed_offset = 8}}};
  const Conflicts conflicts = *Conflicts::Find(problem, 10);
  WorkBudget budget{1000};
  ListPlacer placer(problem, conflicts);
  placer.Place({0}, FitRule::kLowest, budget);
  EXPECT_EQ(HillClimb(placer, 0, 1, budget).offsets, (std::vector<std::int64_t>{8}));
}

}  // namespace
}  // namespace utvmc::plan
