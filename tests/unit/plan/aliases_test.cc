#include "plan/aliases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "brute_force.h"
#include "plan/exact.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

BufferId Id(std::size_t index) { return BufferId(index); }

TEST(MergeAliases, MakesOneBufferOfAGroup) {
  const Problem problem = {
      .buffers = {{.size = 1, .live = {0, 2}},
                  {.size = 8, .alignment = 2, .live = {6, 9}, .gaps = {{7, 8}}},
                  {.size = 2, .live = {1, 3}},
                  {.size = 4, .alignment = 4, .live = {1, 3}, .fixed_offset = 16},
                  {.size = 6, .live = {2, 4}}},
      .groups = {{Id(3), Id(1), Id(4)}}};
  const Merged merged = MergeAliases(problem);
  EXPECT_EQ(merged.index, (std::vector<std::size_t>{0, 1, 2, 1, 1}));
  ASSERT_EQ(merged.problem.buffers.size(), 3u);
  EXPECT_TRUE(merged.problem.groups.empty());
  const Buffer& group = merged.problem.buffers[1];
  EXPECT_EQ(group.size, 8);
  EXPECT_EQ(group.alignment, 4);
  EXPECT_EQ(group.fixed_offset, 16);
  EXPECT_EQ(group.live, (Interval{1, 9}));
  EXPECT_EQ(group.gaps, (std::vector<Interval>{{4, 6}, {7, 8}}));
  EXPECT_EQ(merged.problem.buffers[2].live, (Interval{1, 3}));
}

TEST(MergeAliases, FillsTheGapOfOneMemberWithTheLifeOfAnother) {
  const Problem problem = {.buffers = {{.size = 4, .live = {0, 9}, .gaps = {{2, 5}, {6, 8}}},
                                       {.size = 4, .live = {1, 6}}},
                           .groups = {{Id(0), Id(1)}}};
  const Buffer group = MergeAliases(problem).problem.buffers[0];
  EXPECT_EQ(group.live, (Interval{0, 9}));
  EXPECT_EQ(group.gaps, (std::vector<Interval>{{6, 8}}));
}

TEST(MergeAliases, SkipsWhatIsMalformed) {
  Problem problem;
  problem.buffers.assign(3, {.size = 4, .live = {0, 1}});
  problem.groups = {{Id(0), Id(7), Id(1), BufferId()}, {Id(1), Id(2)}, {}};
  EXPECT_EQ(MergeAliases(problem).index, (std::vector<std::size_t>{0, 0, 1}));
}

TEST(MergeAliases, ExpandAndContractAreReverse) {
  Problem problem;
  problem.buffers.assign(4, {.size = 4, .live = {0, 1}});
  problem.groups = {{Id(2), Id(0)}};
  const Merged merged = MergeAliases(problem);
  const Placement placement = {.offsets = {4, 0, 8}, .height = 12, .technique = "by hand"};
  const Placement expanded = Expand(merged, placement);
  EXPECT_EQ(expanded.offsets, (std::vector<std::int64_t>{4, 0, 4, 8}));
  EXPECT_EQ(expanded.height, 12);
  EXPECT_EQ(expanded.technique, "by hand");
  EXPECT_EQ(Contract(merged, expanded).offsets, placement.offsets);
}

/// 0 and its view 1 live together in step 2; 2 meets the view only, 3 only the time between.
Problem View() {
  return {.buffers = {{.size = 16, .live = {0, 3}},
                      {.size = 16, .alignment = 8, .live = {2, 4}},
                      {.size = 4, .live = {3, 6}},
                      {.size = 12, .live = {5, 7}},
                      {.size = 8, .live = {7, 9}}},
          .groups = {{Id(0), Id(1), Id(4)}}};
}

TEST(SolveWithGroups, LetsMembersShareTheirBytes) {
  const ExactResult result = SolveExactly(View());
  EXPECT_EQ(Complaint(View(), result.placement), "");
  EXPECT_EQ(result.placement.height, 20);
  EXPECT_EQ(result.Verdict(), "optimal (proved)");
  EXPECT_EQ(result.placement.offsets[0], result.placement.offsets[4]);
  EXPECT_EQ(LowerBound(View()), 20);
  EXPECT_EQ(PeakTime(View()), 3);
  Problem separate = View();
  separate.groups.clear();
  EXPECT_EQ(LowerBound(separate), 32);
}

TEST(SolveWithGroups, FixesAllWithOne) {
  Problem problem = View();
  problem.buffers[1].fixed_offset = 8;
  const Placement placement = Solve(problem);
  EXPECT_EQ(Complaint(problem, placement), "");
  EXPECT_EQ(placement.offsets[0], 8);
  EXPECT_EQ(placement.offsets[4], 8);
}

TEST(SolveWithGroups, LeavesFixedOffsetsThatDisagreeToTheValidator) {
  Problem problem = View();
  problem.buffers[0].fixed_offset = 8;
  problem.buffers[1].fixed_offset = 16;
  EXPECT_EQ(Complaint(problem, SolveExactly(problem).placement),
            "memory plan: buffer 1 of 16 bytes at 8, live [2, 4) is not at its fixed offset 16");
}

TEST(ImproveWithGroups, KeepsAnInitialPlacementThatIsInvalid) {
  const Placement apart = {.offsets = {0, 16, 32, 36, 48}, .height = 56};
  EXPECT_EQ(Improve(View(), apart, {}).placement.offsets, apart.offsets);
}

/// Buffers in random groups of up to three.
Problem RandomWithGroups(Random& random, int buffers) {
  Problem problem = RandomProblem(random, {.buffers = buffers,
                                           .steps = 10,
                                           .longest = 6,
                                           .largest = 20,
                                           .largest_alignment_log2 = 2,
                                           .most_gaps = 2});
  for (std::size_t id = 0; id < problem.buffers.size();) {
    const std::size_t last =
        std::min(id + static_cast<std::size_t>(random.Between(1, 3)), problem.buffers.size());
    std::vector<BufferId>& group = problem.groups.emplace_back();
    for (; id < last; ++id) group.push_back(Id(id));
  }
  return problem;
}

TEST(ImproveWithGroups, AgreesWithBruteForce) {
  Random random(157);
  for (int round = 0; round < 300; ++round) {
    const Problem problem = RandomWithGroups(random, static_cast<int>(random.Between(1, 10)));
    const std::int64_t height = BruteForce(problem).height();
    const ExactResult result = Improve(problem, Construct(problem), {.node_budget = 1'000'000'000});
    EXPECT_EQ(Complaint(problem, result.placement), "") << "round " << round;
    EXPECT_EQ(result.placement.height, height) << "round " << round;
    EXPECT_EQ(result.lower_bound, height) << "round " << round;
  }
}

TEST(ImproveWithGroups, KeepsTheHeightWhenBuffersAreNumberedDifferently) {
  Random random(163);
  for (int round = 0; round < 50; ++round) {
    const Problem problem = RandomWithGroups(random, 12);
    Problem reversed = problem;
    std::reverse(reversed.buffers.begin(), reversed.buffers.end());
    for (std::vector<BufferId>& group : reversed.groups) {
      for (BufferId& id : group) id = Id(problem.buffers.size() - 1 - id.index());
    }
    const ExactResult result = SolveExactly(reversed);
    EXPECT_EQ(Complaint(reversed, result.placement), "");
    EXPECT_EQ(result.placement.height, SolveExactly(problem).placement.height);
  }
}

TEST(ValidateGroups, AcceptsMembersThatLiveTogether) {
  EXPECT_EQ(Complaint(View(), {.offsets = {0, 0, 16, 0, 0}, .height = 20}), "");
}

TEST(ValidateGroups, ReportsOffsetsThatDiffer) {
  EXPECT_EQ(Complaint(View(), {.offsets = {0, 0, 16, 0, 8}, .height = 20}),
            "memory plan: buffer 4 of 8 bytes at 8, live [7, 9) is not at the same offset as "
            "buffer 0 of 16 bytes at 0, live [0, 3)");
}

TEST(ValidateGroups, ReportsCollisionsWithTheLargestSizeOfAGroup) {
  Problem problem = View();
  problem.buffers[1].size = 4;
  EXPECT_EQ(Complaint(problem, {.offsets = {0, 0, 8, 16, 0}, .height = 28}),
            "memory plan: buffer 1 of 4 bytes at 0, live [2, 4) in a group of 16 bytes collides "
            "with buffer 2 of 4 bytes at 8, live [3, 6)");
}

TEST(ValidateGroups, ReportsMalformedGroups) {
  const Placement placement = {.offsets = {0, 0, 16, 0, 0}, .height = 20};
  Problem problem = View();
  problem.groups = {{Id(0), Id(5)}};
  EXPECT_EQ(Complaint(problem, placement),
            "memory plan: group 0 contains buffer 5, but there are 5 buffers");
  problem.groups = {{}, {BufferId()}};
  EXPECT_EQ(Complaint(problem, placement),
            "memory plan: group 1 contains buffer -1, but there are 5 buffers");
  problem.groups = {{Id(0), Id(1)}, {Id(4), Id(1)}};
  EXPECT_EQ(Complaint(problem, placement),
            "memory plan: buffer 1 of 16 bytes at 0, live [2, 4) is in group 0 and again in group "
            "1");
}

TEST(MergeOverlaps, KeepsWhatAllMembersThatLiveTogetherAreAllowed) {
  // 0 and 1 are a group; 2 lives with both, 3 with 1 only, 4 with both.
  Problem problem = {.buffers = {{.size = 8, .live = {0, 3}},
                                 {.size = 4, .live = {3, 6}},
                                 {.size = 8, .live = {2, 4}},
                                 {.size = 8, .live = {4, 5}},
                                 {.size = 8, .live = {2, 4}}},
                     .groups = {{Id(1), Id(0)}},
                     .overlaps = {{Id(0), Id(2), -4, 2},
                                  {Id(2), Id(1), -1, 8},
                                  {Id(3), Id(1), 0, 3},
                                  {Id(0), Id(4), 0, 0}}};
  const std::vector<AllowedOverlap> overlaps = MergeAliases(problem).problem.overlaps;
  ASSERT_EQ(overlaps.size(), 2u);
  EXPECT_EQ(overlaps[0].first, Id(0));
  EXPECT_EQ(overlaps[0].second, Id(1));
  EXPECT_EQ(overlaps[0].min_distance, -4);
  EXPECT_EQ(overlaps[0].max_distance, 1);
  EXPECT_EQ(overlaps[1].first, Id(0));
  EXPECT_EQ(overlaps[1].second, Id(2));
  EXPECT_EQ(overlaps[1].min_distance, -3);
  EXPECT_EQ(overlaps[1].max_distance, 0);
}

}  // namespace
}  // namespace utvmc::plan
