// Allowed overlaps through everything that plans: against every offset tried, and against what must
// not change the height.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exhaustive.h"
#include "metamorphic.h"
#include "plan/conflicts.h"
#include "plan/exact.h"
#include "plan/hill_climb.h"
#include "plan/list_placer.h"
#include "plan/order.h"
#include "plan/scan_placer.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

constexpr std::int64_t kPlenty = 2'000'000;

BufferId Id(std::size_t index) { return BufferId(index); }

enum class Kind { kInPlace, kAny };

/// In place, or as if it were; or in any window.
AllowedOverlap RandomOverlap(Random& random, const Problem& problem, Kind kind, std::size_t first,
                             std::size_t second) {
  AllowedOverlap overlap = {.first = Id(first), .second = Id(second)};
  const std::int64_t from = -problem.buffers[second].size;
  const std::int64_t to = problem.buffers[first].size;
  switch (random.Between(0, kind == Kind::kAny ? 4 : 1)) {
    case 0:
      overlap.min_distance = from;
      break;
    case 1:
      break;  // at the same offset
    case 2:
      overlap.min_distance = std::numeric_limits<std::int64_t>::min();
      overlap.max_distance = random.Between(from, to);
      break;
    case 3:
      overlap.min_distance = overlap.max_distance = random.Between(from, to);
      break;
    default:
      overlap.min_distance = random.Between(from, to);
      overlap.max_distance = random.Between(overlap.min_distance, to + 3);
      break;
  }
  return overlap;
}

/// Of every `one_in`-th pair that lives together.
void AddOverlaps(Random& random, Problem& problem, std::int64_t one_in, Kind kind = Kind::kAny) {
  for (std::size_t b = 0; b < problem.buffers.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      if (random.Between(1, one_in) != 1) continue;
      if (!LiveTogether(problem.buffers[a], problem.buffers[b])) continue;
      const bool swap = random.Between(0, 1) == 1;
      problem.overlaps.push_back(RandomOverlap(random, problem, kind, swap ? b : a, swap ? a : b));
    }
  }
}

/// One that Exhaustive can do.
Problem SmallProblem(Random& random, int buffers) {
  Problem problem = RandomProblem(random, {.buffers = buffers,
                                           .steps = random.Between(2, 8),
                                           .longest = random.Between(1, 5),
                                           .largest = random.Between(3, 6),
                                           .largest_alignment_log2 = random.Between(0, 2),
                                           .most_gaps = static_cast<int>(random.Between(0, 2))});
  AddOverlaps(random, problem, random.Between(1, 4));
  if (random.Between(0, 2) == 0) FixSome(random, problem, 4);
  return Stacked(problem).height < 64 ? problem : SmallProblem(random, buffers);
}

std::string Describe(const Problem& problem) {
  std::string text;
  for (const Buffer& buffer : problem.buffers) {
    text += "\n{.size = " + std::to_string(buffer.size) +
            ", .alignment = " + std::to_string(buffer.alignment) + ", .live = {" +
            std::to_string(buffer.live.begin) + ", " + std::to_string(buffer.live.end) + "}";
    if (buffer.fixed_offset) text += ", .fixed_offset = " + std::to_string(*buffer.fixed_offset);
    for (const Interval gap : buffer.gaps) {
      text += ", gap " + std::to_string(gap.begin) + " to " + std::to_string(gap.end);
    }
    text += "},";
  }
  for (const AllowedOverlap& overlap : problem.overlaps) {
    text += "\n" + std::to_string(overlap.first.value) + " to " +
            std::to_string(overlap.second.value) + ": " + std::to_string(overlap.min_distance) +
            " to " + std::to_string(overlap.max_distance);
  }
  return text;
}

void ExpectOptimum(const Problem& problem, const Placement& start,
                   const ExactTechniques& techniques, std::int64_t height) {
  const ExactResult result =
      Improve(problem, start, {.node_budget = kPlenty, .techniques = techniques});
  EXPECT_EQ(Complaint(problem, result.placement), "") << Describe(problem);
  EXPECT_EQ(result.placement.height, height) << Describe(problem);
  EXPECT_EQ(result.lower_bound, height) << Describe(problem);
}

constexpr bool ExactTechniques::*kAllTechniques[] = {
    &ExactTechniques::merge_sections,  &ExactTechniques::canonical_rest,
    &ExactTechniques::blocked_refusal, &ExactTechniques::not_first,
    &ExactTechniques::subset_sums,     &ExactTechniques::split_windows,
    &ExactTechniques::weigh_failures,  &ExactTechniques::restarts,
};

TEST(ExactWithOverlaps, EveryCombinationOfTechniquesAgreesWithAllOffsetsTried) {
  Random random(211);
  for (int round = 0; round < 150; ++round) {
    const Problem problem = SmallProblem(random, static_cast<int>(random.Between(2, 6)));
    const std::int64_t height = Exhaustive(problem).Height();
    for (unsigned mask = 0; mask < 1u << std::size(kAllTechniques); ++mask) {
      SCOPED_TRACE("round " + std::to_string(round) + ", techniques " + std::to_string(mask));
      ExactTechniques techniques;
      for (std::size_t bit = 0; bit < std::size(kAllTechniques); ++bit) {
        techniques.*kAllTechniques[bit] = (mask >> bit & 1u) != 0;
      }
      ExpectOptimum(problem, Stacked(problem), techniques, height);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(ExactWithOverlaps, AgreesWithAllOffsetsTriedOnUpToNineBuffers) {
  Random random(223);
  int lower = 0;
  for (int round = 0; round < 1600; ++round) {
    const std::int64_t most = round % 4 == 0 ? 9 : 5;
    const Problem problem = SmallProblem(random, static_cast<int>(random.Between(2, most)));
    SCOPED_TRACE("round " + std::to_string(round));
    const std::int64_t height = Exhaustive(problem).Height();
    ExpectOptimum(problem, round % 2 == 0 ? Stacked(problem) : Construct(problem), {}, height);
    EXPECT_LE(LowerBound(problem), height) << Describe(problem);
    if (testing::Test::HasFailure()) return;
    Problem without = problem;
    without.overlaps.clear();
    if (Complaint(without, Stacked(without)) != "") continue;  // of those with fixed offsets
    lower += height < Exhaustive(without).Height() ? 1 : 0;
  }
  EXPECT_GT(lower, 130);
}

/// The second is lifted to 2 by the first and its alignment, and in turn lifts the first to 1.
TEST(ExactWithOverlaps, LetsAlignmentLiftWhatLiesBelow) {
  const Problem problem = {
      .buffers = {{.size = 5, .live = {0, 1}}, {.size = 2, .alignment = 2, .live = {0, 1}}},
      .overlaps = {{Id(0), Id(1), 1, 1}}};
  ExpectOptimum(problem, Stacked(problem), {}, 6);
}

/// Groups of up to two; entries for some pairs of members only.
Problem SmallProblemWithGroups(Random& random, int buffers) {
  Problem problem = RandomProblem(random, {.buffers = buffers,
                                           .steps = random.Between(2, 8),
                                           .longest = random.Between(1, 5),
                                           .largest = random.Between(3, 6),
                                           .largest_alignment_log2 = random.Between(0, 2),
                                           .most_gaps = static_cast<int>(random.Between(0, 2))});
  AddOverlaps(random, problem, random.Between(1, 2));
  for (std::size_t id = 0; id + 1 < problem.buffers.size(); id += 2) {
    if (random.Between(0, 1) == 0) continue;
    problem.groups.push_back({Id(id), Id(id + 1)});
    std::erase_if(problem.overlaps, [&](const AllowedOverlap& overlap) {
      return std::minmax(overlap.first.index(), overlap.second.index()) == std::minmax(id, id + 1);
    });
  }
  return problem;
}

TEST(ExactWithOverlaps, AgreesWithAllOffsetsTriedWhereBuffersAreInGroups) {
  Random random(227);
  for (int round = 0; round < 250; ++round) {
    const Problem problem = SmallProblemWithGroups(random, static_cast<int>(random.Between(2, 9)));
    SCOPED_TRACE("round " + std::to_string(round));
    const std::int64_t height = Exhaustive(problem).Height();
    ExpectOptimum(problem, Construct(problem), {}, height);
    EXPECT_LE(LowerBound(problem), height);
    EXPECT_EQ(Complaint(problem, Solve(problem)), "");
    if (testing::Test::HasFailure()) return;
  }
}

TEST(PlacersWithOverlaps, AgreeAndAreValid) {
  Random random(229);
  for (int round = 0; round < 60; ++round) {
    Problem problem = RandomProblem(random, {.buffers = 40,
                                             .steps = 20,
                                             .longest = 12,
                                             .largest = 20,
                                             .largest_alignment_log2 = random.Between(0, 3),
                                             .most_gaps = round % 3});
    AddOverlaps(random, problem, random.Between(2, 12));
    const Conflicts conflicts = *Conflicts::Find(problem, 10'000);
    WorkBudget skyline{1'000'000};
    for (const Order& order : {BySize(problem), ByBirth(problem), BySkyline(problem, skyline)}) {
      for (const FitRule rule : {FitRule::kLowest, FitRule::kTightest}) {
        WorkBudget budget{500'000};
        const Placement scanned = *PlaceByScan(problem, order, rule, budget);
        EXPECT_EQ(Complaint(problem, scanned), "") << Describe(problem);
        EXPECT_GE(scanned.height, LowerBound(problem));
        ListPlacer placer(problem, conflicts);
        placer.Place(order, rule, budget);
        EXPECT_EQ(placer.Current().offsets, scanned.offsets);
        const Placement climbed = HillClimb(placer, LowerBound(problem), 1, budget);
        EXPECT_EQ(Complaint(problem, climbed), "");
        EXPECT_LE(climbed.height, scanned.height);
      }
    }
  }
}

TEST(SolveWithOverlaps, IsHardlyAboveTheOptimum) {
  Random random(233);
  int optimal = 0;
  for (int round = 0; round < 200; ++round) {
    const Problem problem = SmallProblem(random, 6);
    const Placement placement = Solve(problem);
    EXPECT_EQ(Complaint(problem, placement), "");
    optimal += placement.height == Exhaustive(problem).Height() ? 1 : 0;
  }
  EXPECT_GE(optimal, 185);
}

/// More conflicts than lists are made of.
TEST(SolveWithOverlaps, StaysValidWhereNearlyEverythingOverlaps) {
  Random random(239);
  Problem problem = RandomProblem(random, {.buffers = 2500, .steps = 2500, .longest = 2500});
  AddOverlaps(random, problem, 500);
  EXPECT_FALSE(Conflicts::Find(problem, 1'000'000));
  EXPECT_EQ(Complaint(problem, Construct(problem)), "");
}

/// The input and the output of operator after operator, most of them element by element: each lives
/// to the end of the next, and long-lived ones lie beside.
Problem Chain(Random& random, int operators) {
  Problem problem;
  std::int64_t size = random.Between(20, 60) * 16;
  for (std::int64_t step = 0; step < operators; ++step) {
    const bool in_place = random.Between(0, 3) != 0;
    if (!in_place) size = random.Between(20, 60) * 16;
    const std::int64_t alignment = random.Between(0, 1) == 0 ? 1 : 4;
    problem.buffers.push_back({.size = size, .alignment = alignment, .live = {step, step + 2}});
    if (in_place && step > 0) {
      const std::size_t output = problem.buffers.size() - 1;
      std::size_t input = output - 1;
      while (problem.buffers[input].live.end != step + 1) --input;
      problem.overlaps.push_back({Id(input), Id(output), random.Between(0, 1) * -size, 0});
    }
    if (random.Between(0, 3) == 0) {
      problem.buffers.push_back(
          {.size = random.Between(10, 60) * 4, .live = {step, step + random.Between(1, 2) * 3}});
    }
  }
  return problem;
}

TEST(ExactWithOverlaps, ProvesChainsOfElementWiseOperatorsAtOnce) {
  Random random(241);
  for (int round = 0; round < 60; ++round) {
    const Problem problem = Chain(random, 60);
    const ExactResult result = SolveExactly(problem, {.node_budget = 20'000});
    EXPECT_EQ(Complaint(problem, result.placement), "");
    EXPECT_TRUE(result.optimal()) << "round " << round << ": " << result.placement.height << ", "
                                  << result.Verdict();
  }
}

void ExpectHeightKept(const Change& change, std::int64_t factor = 1) {
  const auto make = [](Random& random, int round) {
    Problem problem =
        RandomProblem(random, {.buffers = 15, .steps = 25, .longest = 9, .most_gaps = 2});
    AddOverlaps(random, problem, 4, round % 4 == 0 ? Kind::kAny : Kind::kInPlace);
    return problem;
  };
  ExpectHeightKept(251, 20, make, change, factor);
}

TEST(ExactWithOverlaps, KeepsTheHeightWhenBuffersAreNumberedDifferently) {
  ExpectHeightKept([](Problem& problem, Random& random) {
    std::vector<std::size_t> renamed(problem.buffers.size());
    for (std::size_t id = 0; id < renamed.size(); ++id) renamed[id] = id;
    for (std::size_t last = renamed.size() - 1; last > 0; --last) {
      const auto other = random.Between(0, static_cast<std::int64_t>(last));
      std::swap(renamed[last], renamed[static_cast<std::size_t>(other)]);
    }
    const std::vector<Buffer> before = problem.buffers;
    for (std::size_t id = 0; id < renamed.size(); ++id) problem.buffers[renamed[id]] = before[id];
    for (AllowedOverlap& overlap : problem.overlaps) {
      overlap.first = Id(renamed[overlap.first.index()]);
      overlap.second = Id(renamed[overlap.second.index()]);
    }
  });
}

TEST(ExactWithOverlaps, KeepsTheHeightWhenPairsAreTurnedRound) {
  ExpectHeightKept([](Problem& problem, Random&) {
    for (AllowedOverlap& overlap : problem.overlaps) {
      constexpr std::int64_t kFar = 1'000'000;
      const std::int64_t least = std::max(overlap.min_distance, -kFar);
      overlap = {overlap.second, overlap.first, -overlap.max_distance, -least};
    }
    std::reverse(problem.overlaps.begin(), problem.overlaps.end());
  });
}

TEST(ExactWithOverlaps, KeepsTheHeightWhenTimeIsShifted) { ExpectHeightKept(ShiftTime); }

TEST(ExactWithOverlaps, KeepsTheHeightWhenTimeRunsBackwards) { ExpectHeightKept(MirrorTime); }

TEST(ExactWithOverlaps, ScalesTheHeightWithSizesAndDistances) {
  ExpectHeightKept(
      [](Problem& problem, Random& random) {
        ScaleSizesBy12(problem, random);
        for (AllowedOverlap& overlap : problem.overlaps) {
          overlap.min_distance = std::max<std::int64_t>(overlap.min_distance, -1'000'000) * 12;
          overlap.max_distance *= 12;
        }
      },
      12);
}

}  // namespace
}  // namespace utvmc::plan
