// The exact planner against brute force, with every combination of techniques, and against itself.
#include "plan/exact.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "brute_force.h"
#include "metamorphic.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

constexpr std::int64_t kPlenty = 1'000'000'000;

constexpr bool ExactTechniques::*kAllTechniques[] = {
    &ExactTechniques::merge_sections,  &ExactTechniques::canonical_rest,
    &ExactTechniques::blocked_refusal, &ExactTechniques::not_first,
    &ExactTechniques::subset_sums,     &ExactTechniques::split_windows,
    &ExactTechniques::weigh_failures,  &ExactTechniques::restarts,
};

/// Bit i of `mask` turns technique i on.
ExactTechniques Combination(unsigned mask) {
  ExactTechniques techniques;
  for (const auto technique : kAllTechniques) {
    techniques.*technique = (mask & 1u) != 0;
    mask >>= 1;
  }
  return techniques;
}

Problem SmallProblem(Random& random, int most_buffers) {
  Problem problem =
      RandomProblem(random, {.buffers = static_cast<int>(random.Between(1, most_buffers)),
                             .steps = random.Between(2, 8),
                             .longest = random.Between(1, 5),
                             .largest = random.Between(3, 20),
                             .largest_alignment_log2 = random.Between(0, 3),
                             .most_gaps = static_cast<int>(random.Between(0, 2))});
  if (random.Between(0, 2) == 0) FixSome(random, problem, 6);
  return problem;
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
  return text;
}

void ExpectOptimum(const Problem& problem, const ExactTechniques& techniques, std::int64_t height) {
  const ExactResult result =
      Improve(problem, Stacked(problem), {.node_budget = kPlenty, .techniques = techniques});
  EXPECT_EQ(Complaint(problem, result.placement), "") << Describe(problem);
  EXPECT_EQ(result.placement.height, height) << Describe(problem);
  EXPECT_EQ(result.lower_bound, height);
}

TEST(Exact, EveryCombinationOfTechniquesAgreesWithBruteForce) {
  Random random(61);
  for (int round = 0; round < 150; ++round) {
    const Problem problem = SmallProblem(random, 6);
    const std::int64_t height = BruteForce(problem).height();
    for (unsigned mask = 0; mask < 1u << std::size(kAllTechniques); ++mask) {
      SCOPED_TRACE("round " + std::to_string(round) + ", techniques " + std::to_string(mask));
      ExpectOptimum(problem, Combination(mask), height);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Exact, AgreesWithBruteForceOnUpToNineBuffers) {
  Random random(67);
  for (int round = 0; round < 400; ++round) {
    const Problem problem = SmallProblem(random, round % 40 == 0 ? 9 : 8);
    SCOPED_TRACE("round " + std::to_string(round));
    ExpectOptimum(problem, {}, BruteForce(problem).height());
    if (testing::Test::HasFailure()) return;
  }
}

/// Ten buffers that fill [0, 40) x [0, 60) without a hole, in a pattern that no sequence of cuts
/// through the whole yields; no heuristic of the portfolio finds it.
Problem Jigsaw() {
  return {.buffers = {{.size = 20, .live = {0, 25}},
                      {.size = 35, .live = {25, 40}},
                      {.size = 25, .live = {15, 40}},
                      {.size = 40, .live = {0, 15}},
                      {.size = 5, .live = {15, 20}},
                      {.size = 10, .live = {15, 20}},
                      {.size = 15, .live = {20, 25}}}};
}

TEST(Exact, FillsAPoolWithoutAHole) {
  const ExactResult result = SolveExactly(Jigsaw());
  EXPECT_EQ(Complaint(Jigsaw(), result.placement), "");
  EXPECT_EQ(result.placement.height, 60);
  EXPECT_TRUE(result.optimal());
  EXPECT_EQ(result.Verdict(), "optimal (proved)");
}

/// Alignment gaps raise the optimum above the sum of live bytes, so that heights below it have to
/// be proved impossible.
TEST(Exact, ProvesOptimaAboveTheSumOfLiveBytes) {
  Random random(89);
  int above = 0;
  for (int round = 0; round < 200; ++round) {
    const Problem problem = RandomProblem(
        random, {.buffers = 6, .steps = 6, .largest = 9, .largest_alignment_log2 = 3});
    const std::int64_t height = BruteForce(problem).height();
    ExpectOptimum(problem, {}, height);
    if (height > LowerBound(problem)) ++above;
  }
  EXPECT_GT(above, 20);
}

TEST(Exact, PlacesNothing) {
  const ExactResult result = SolveExactly({});
  EXPECT_TRUE(result.optimal());
  EXPECT_EQ(result.nodes, 0);
}

TEST(Exact, SpendsNothingWhereTheHeuristicsReachTheBound) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 2}}, {.size = 4, .live = {1, 3}}}};
  const ExactResult result = SolveExactly(problem);
  EXPECT_EQ(result.nodes, 0);
  EXPECT_TRUE(result.optimal());
}

TEST(Exact, KeepsTheInitialPlacementWithoutABudget) {
  const Placement initial = Stacked(Jigsaw());
  const ExactResult result = Improve(Jigsaw(), initial, {.node_budget = 0});
  EXPECT_EQ(result.placement.offsets, initial.offsets);
  EXPECT_EQ(result.Verdict(), "best found, lower bound 60");
}

TEST(Exact, KeepsFixedOffsetsThatCollideForTheValidator) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 1}, .fixed_offset = 0},
                                       {.size = 8, .live = {0, 1}, .fixed_offset = 4},
                                       {.size = 8, .live = {0, 1}}}};
  EXPECT_EQ(SolveExactly(problem).placement.offsets, Solve(problem).offsets);
}

TEST(Exact, KnowsTheBoundWhereAllOfAPartIsFixed) {
  const Problem problem = {.buffers = {{.size = 5, .live = {1, 2}, .fixed_offset = 0},
                                       {.size = 3, .live = {1, 2}, .fixed_offset = 6},
                                       {.size = 4, .live = {0, 1}}}};
  const ExactResult result = Improve(problem, {.offsets = {0, 6, 9}, .height = 13}, {});
  EXPECT_EQ(result.placement.height, 9);
  EXPECT_EQ(result.lower_bound, 9);
}

TEST(Exact, RefusesSizesWhoseSumOverflows) {
  Problem problem;
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max() / 2 + 1;
  problem.buffers.assign(3, {.size = huge, .alignment = 4096, .live = {0, 1}});
  EXPECT_EQ(SolveExactly(problem).nodes, 0);
}

TEST(Exact, SearchesPartsThatNeverMeetApart) {
  Problem problem = Jigsaw();
  for (const Buffer& buffer : Jigsaw().buffers) {
    problem.buffers.push_back(buffer);
    problem.buffers.back().live = {buffer.live.begin + 40, buffer.live.end + 40};
    problem.buffers.back().size *= 2;
  }
  const ExactResult result = Improve(problem, Stacked(problem), {.node_budget = kPlenty});
  EXPECT_EQ(Complaint(problem, result.placement), "");
  EXPECT_EQ(result.placement.height, 120);
  EXPECT_TRUE(result.optimal());
}

void ExpectHeightKept(const Change& change, std::int64_t factor = 1) {
  const auto make = [](Random& random, int) {
    return RandomProblem(random, {.buffers = 25, .steps = 25, .longest = 7});
  };
  ExpectHeightKept(71, 15, make, change, factor);
}

TEST(Exact, KeepsTheHeightWhenBuffersAreNumberedDifferently) { ExpectHeightKept(Shuffle); }

TEST(Exact, KeepsTheHeightWhenTimeIsShifted) { ExpectHeightKept(ShiftTime); }

TEST(Exact, KeepsTheHeightWhenTimeRunsBackwards) { ExpectHeightKept(MirrorTime); }

TEST(Exact, ScalesTheHeightWithTheSizes) { ExpectHeightKept(ScaleSizesBy12, 12); }

/// Lifetimes so long that neither heuristics nor a small budget reach the optimum.
Problem Entangled() {
  Random random(73);
  return RandomProblem(random, {.buffers = 120, .steps = 100, .longest = 40});
}

TEST(Exact, GivesTheSameAnswerForTheSameBudget) {
  for (const std::int64_t budget : {1, 10, 1'000, 20'000}) {
    const ExactResult first = Improve(Entangled(), Construct(Entangled()), {.node_budget = budget});
    const ExactResult again = Improve(Entangled(), Construct(Entangled()), {.node_budget = budget});
    EXPECT_EQ(Complaint(Entangled(), first.placement), "");
    EXPECT_EQ(first.placement.offsets, again.placement.offsets);
    EXPECT_EQ(first.lower_bound, again.lower_bound);
    EXPECT_EQ(first.nodes, again.nodes);
  }
}

TEST(Exact, NeverEndsAboveItsStartAndHardlyAboveItsBudget) {
  const Placement initial = Solve(Entangled());
  const ExactResult result = Improve(Entangled(), initial, {.node_budget = 500});
  EXPECT_LE(result.placement.height, initial.height);
  EXPECT_GE(result.lower_bound, LowerBound(Entangled()));
  EXPECT_LT(result.nodes, 5'000);
}

/// A rectangle of bytes and time that is cut `count` times, so that the best placement leaves no
/// gap.
Problem WithoutSlack(std::uint32_t seed, std::size_t count) {
  std::mt19937 random(seed);
  std::vector<Buffer> pieces = {{.size = 1 << 20, .live = {0, 1 << 10}}};
  while (pieces.size() < count) {
    Buffer& piece = pieces[random() % pieces.size()];
    Buffer rest = piece;
    const bool cuts_bytes = pieces.size() % 2 == 0;
    const std::int64_t extent = cuts_bytes ? piece.size : piece.live.end - piece.live.begin;
    if (extent < 2) continue;
    const std::int64_t part = 1 + static_cast<std::int64_t>(random()) % (extent - 1);
    if (cuts_bytes) {
      piece.size = part;
      rest.size -= part;
    } else {
      piece.live.end = rest.live.begin = piece.live.begin + part;
    }
    pieces.push_back(rest);
  }
  return {.buffers = std::move(pieces)};
}

/// Here starts push one another up byte by byte: until they rest, that takes 35 times the budget.
TEST(Exact, InferencesOfOneDecisionEndLongBeforeTheBudget) {
  const Problem problem = WithoutSlack(3, 300);
  const ExactResult result = Improve(problem, Construct(problem), {.node_budget = 10'000});
  EXPECT_LT(result.nodes, 11'000);
  EXPECT_EQ(Complaint(problem, result.placement), "");
}

TEST(Exact, SkipsWhatIsTooLarge) {
  Random random(79);
  const Problem problem = RandomProblem(random, {.buffers = 2000, .steps = 2000, .longest = 2000});
  const Placement initial = Construct(problem);
  EXPECT_EQ(Improve(problem, initial, {}).placement.offsets, initial.offsets);
}

TEST(Exact, CopesWithThousandsOfBuffers) {
  Random random(83);
  const Problem problem = RandomProblem(random, {.buffers = 10'000, .steps = 10'000, .longest = 4});
  const ExactResult result = Improve(problem, Construct(problem), {.node_budget = 30'000});
  EXPECT_EQ(Complaint(problem, result.placement), "");
}

TEST(Exact, StopsAtWhatIsEnough) {
  const Placement initial = Stacked(Entangled());
  const ExactResult best = Improve(Entangled(), initial, {.node_budget = kPlenty});
  const ExactResult enough =
      Improve(Entangled(), initial, {.node_budget = kPlenty, .enough = best.placement.height + 1});
  EXPECT_LE(enough.placement.height, best.placement.height + 1);
  EXPECT_LE(enough.nodes, best.nodes);
  const ExactResult at_once =
      Improve(Entangled(), initial, {.node_budget = kPlenty, .enough = initial.height});
  EXPECT_EQ(at_once.placement.offsets, initial.offsets);
  EXPECT_EQ(at_once.nodes, 0);
}

TEST(Exact, DefaultBudgetShrinksWhereTheSearchIsHopeless) {
  EXPECT_EQ(DefaultNodeBudget(0), 400'000);
  EXPECT_EQ(DefaultNodeBudget(2'000), 400'000);
  EXPECT_EQ(DefaultNodeBudget(4'000), 100'000);
  EXPECT_EQ(DefaultNodeBudget(20'000), 4'000);
}

}  // namespace
}  // namespace utvmc::plan
