#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "brute_force.h"
#include "plan/exact.h"
#include "plan/problem.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

BufferId Id(std::size_t index) { return BufferId(index); }

Problem TwoThatMeet() {
  return {.buffers = {{.size = 8, .live = {0, 2}}, {.size = 4, .alignment = 4, .live = {1, 3}}}};
}

TEST(Validate, AcceptsBuffersThatShareTimeButNoBytes) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {0, 8}, .height = 12}), "");
}

TEST(Validate, AcceptsBuffersThatShareBytesButNoTime) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 2}}, {.size = 4, .live = {2, 3}}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {0, 0}, .height = 8}), "");
}

TEST(Validate, AcceptsTheEmptyProblem) { EXPECT_EQ(Complaint({}, {}), ""); }

TEST(Validate, NamesTheTwoThatCollide) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {0, 4}, .height = 8}),
            "memory plan: buffer 0 of 8 bytes at 0, live [0, 2) collides with buffer 1 of 4 bytes "
            "at 4, live [1, 3)");
}

TEST(Validate, FindsACollisionOfOneByteInOneStepAmongMany) {
  Problem problem;
  Placement placement;
  for (std::int64_t index = 0; index < 100; ++index) {
    problem.buffers.push_back({.size = 10, .live = {index, index + 3}});
    placement.offsets.push_back(index % 3 * 10);
  }
  placement.height = 30;
  ASSERT_EQ(Complaint(problem, placement), "");
  problem.buffers[50].size = 11;
  placement.offsets[50] = 19;  // its lowest byte is the highest of its neighbours at 10
  EXPECT_EQ(Complaint(problem, placement),
            "memory plan: buffer 49 of 10 bytes at 10, live [49, 52) collides with buffer 50 of 11 "
            "bytes at 19, live [50, 53)");
}

/// Random lifetimes, 200 buffers side by side but for two: whichever two, they are found.
TEST(Validate, FindsAnyTwoThatCollide) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    Problem problem;
    Placement placement;
    for (std::int64_t index = 0; index < 200; ++index) {
      const auto begin = static_cast<std::int64_t>(random() % 100);
      const auto length = 1 + static_cast<std::int64_t>(random() % 10);
      problem.buffers.push_back({.size = 10, .live = {begin, begin + length}});
      placement.offsets.push_back(index * 10);
    }
    placement.height = 2000;
    ASSERT_EQ(Complaint(problem, placement), "");
    const std::size_t a = random() % 199;
    const std::size_t b = a + 1 + random() % (199 - a);
    placement.offsets[a] = placement.offsets[b];
    placement.height = 2000;
    EXPECT_EQ(Complaint(problem, placement).empty(),
              !problem.buffers[a].live.Overlaps(problem.buffers[b].live))
        << a << " and " << b;
  }
}

TEST(Validate, ReportsTheMisalignedBuffer) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {0, 10}, .height = 14}),
            "memory plan: buffer 1 of 4 bytes at 10, live [1, 3) is not aligned to 4");
}

TEST(Validate, ReportsAnAlignmentThatIsNone) {
  const Problem problem = {.buffers = {{.size = 8, .alignment = 0, .live = {0, 2}}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {0}, .height = 8}),
            "memory plan: buffer 0 of 8 bytes at 0, live [0, 2) is not aligned to 0");
}

TEST(Validate, ReportsABufferAwayFromItsFixedOffset) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 2}, .fixed_offset = 16}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {16}, .height = 24}), "");
  EXPECT_EQ(Complaint(problem, {.offsets = {0}, .height = 8}),
            "memory plan: buffer 0 of 8 bytes at 0, live [0, 2) is not at its fixed offset 16");
}

TEST(Validate, ReportsANegativeOffset) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {-8, 0}, .height = 4}),
            "memory plan: buffer 0 of 8 bytes at -8, live [0, 2) begins before the pool");
}

TEST(Validate, ReportsANegativeSize) {
  const Problem problem = {.buffers = {{.size = -1, .live = {0, 2}}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {0}, .height = 0}),
            "memory plan: buffer 0 of -1 bytes at 0, live [0, 2) has a negative size");
}

TEST(Validate, ReportsAnEndBeyondTheLargestAddress) {
  const std::int64_t last = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {last, 0}, .height = last}),
            "memory plan: buffer 0 of 8 bytes at 9223372036854775807, live [0, 2) ends beyond the "
            "largest address");
}

TEST(Validate, ReportsTheWrongHeight) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {0, 8}, .height = 16}),
            "memory plan: height is 16, but the highest buffer ends at 12");
}

TEST(Validate, ReportsMissingOffsets) {
  EXPECT_EQ(Complaint(TwoThatMeet(), {.offsets = {0}, .height = 8}),
            "memory plan: 1 offsets for 2 buffers");
}

TEST(Validate, AcceptsBytesSharedDuringAGap) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 9}, .gaps = {{2, 4}, {4, 6}}},
                                       {.size = 8, .live = {3, 6}}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {0, 0}, .height = 8}), "");
}

TEST(Validate, NamesTheGapsOfTheTwoThatCollide) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 9}, .gaps = {{2, 4}, {5, 6}}},
                                       {.size = 8, .live = {2, 7}, .gaps = {{6, 7}}}}};
  EXPECT_EQ(Complaint(problem, {.offsets = {0, 4}, .height = 12}),
            "memory plan: buffer 0 of 8 bytes at 0, live [0, 9) but not [2, 4), [5, 6) collides "
            "with buffer 1 of 8 bytes at 4, live [2, 7) but not [6, 7)");
}

/// The message of a single buffer of 8 bytes at 0 with these gaps.
std::string ComplaintAbout(const std::vector<Interval>& gaps) {
  const Problem problem = {.buffers = {{.size = 8, .live = {0, 9}, .gaps = gaps}}};
  return Complaint(problem, {.offsets = {0}, .height = 8});
}

TEST(Validate, ReportsMalformedGaps) {
  const std::string buffer = "memory plan: buffer 0 of 8 bytes at 0, live [0, 9) but not ";
  EXPECT_EQ(ComplaintAbout({{0, 3}, {3, 4}, {8, 9}}), "");
  EXPECT_EQ(ComplaintAbout({{4, 4}}), buffer + "[4, 4) has the empty gap [4, 4)");
  EXPECT_EQ(ComplaintAbout({{4, 3}}), buffer + "[4, 3) has the empty gap [4, 3)");
  EXPECT_EQ(ComplaintAbout({{-1, 3}}), buffer + "[-1, 3) has the gap [-1, 3) outside its lifetime");
  EXPECT_EQ(ComplaintAbout({{2, 3}, {8, 10}}),
            buffer + "[2, 3), [8, 10) has the gap [8, 10) outside its lifetime");
  EXPECT_EQ(ComplaintAbout({{2, 5}, {4, 6}}),
            buffer + "[2, 5), [4, 6) has gaps that overlap or are out of order, [2, 5) and [4, 6)");
  EXPECT_EQ(ComplaintAbout({{5, 6}, {2, 3}}),
            buffer + "[5, 6), [2, 3) has gaps that overlap or are out of order, [5, 6) and [2, 3)");
  EXPECT_EQ(ComplaintAbout({{0, 9}}), buffer + "[0, 9) has gaps that cover its whole lifetime");
  EXPECT_EQ(ComplaintAbout({{0, 4}, {4, 9}}),
            buffer + "[0, 4), [4, 9) has gaps that cover its whole lifetime");
  EXPECT_EQ(ComplaintAbout({{0, 1}, {2, 3}, {4, 5}, {5, 6}, {6, 7}, {7, 7}}),
            buffer + "[0, 1), [2, 3), [4, 5), [5, 6) and 2 more has the empty gap [7, 7)");
}

/// Whether any two of many with gaps collide, as a look at every step says.
TEST(Validate, FindsExactlyTheCollisionsOfBuffersWithGaps) {
  Random random(5);
  int valid = 0;
  for (int round = 0; round < 3000; ++round) {
    const Problem problem =
        RandomProblem(random, {.buffers = 80, .steps = 20, .longest = 12, .most_gaps = 3});
    const auto a = static_cast<std::size_t>(random.Between(0, 78));
    const auto b = static_cast<std::size_t>(random.Between(static_cast<std::int64_t>(a) + 1, 79));
    Placement placement;
    for (std::size_t id = 0; id < 80; ++id) {
      placement.offsets.push_back(static_cast<std::int64_t>(id == b ? a : id) * 1000);
      placement.height =
          std::max(placement.height, placement.offsets[id] + problem.buffers[id].size);
    }
    const bool collide = LiveTogetherStepByStep(problem.buffers[a], problem.buffers[b]);
    EXPECT_EQ(Complaint(problem, placement).empty(), !collide) << "round " << round;
    valid += collide ? 0 : 1;
  }
  EXPECT_GT(valid, 300);
}

TEST(Validate, FailsAsAnInternalError) {
  const Status status = Validate(TwoThatMeet(), {.offsets = {0, 0}, .height = 8});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().error_class, ErrorClass::kInternal);
}

/// An output of 8 bytes may begin at its input or up to 4 bytes below.
Problem InPlace() {
  return {.buffers = {{.size = 8, .live = {0, 2}}, {.size = 8, .live = {1, 3}}},
          .overlaps = {{Id(0), Id(1), -4, 0}}};
}

TEST(ValidateOverlaps, AcceptsTheDistancesThatAreAllowed) {
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {4, 4}, .height = 12}), "");
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {4, 0}, .height = 12}), "");
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {8, 0}, .height = 16}), "");
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {0, 8}, .height = 16}), "");
  Problem turned = InPlace();
  turned.overlaps = {{Id(1), Id(0), 0, 4}};
  EXPECT_EQ(Complaint(turned, {.offsets = {4, 0}, .height = 12}), "");
}

TEST(ValidateOverlaps, SaysWhichDistancesWouldBeAllowed) {
  const std::string pair =
      "memory plan: buffer 0 of 8 bytes at 4, live [0, 2) collides with buffer 1 of 8 bytes at 5, "
      "live [1, 3) (allowed at -4 to 0 bytes from the first offset to the second, not at 1)";
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {4, 5}, .height = 13}), pair);
  Problem turned = InPlace();
  turned.overlaps = {{Id(1), Id(0), 0, 4}};
  EXPECT_EQ(Complaint(turned, {.offsets = {4, 5}, .height = 13}), pair);
  EXPECT_EQ(Complaint(InPlace(), {.offsets = {6, 1}, .height = 14}),
            "memory plan: buffer 0 of 8 bytes at 6, live [0, 2) collides with buffer 1 of 8 bytes "
            "at 1, live [1, 3) (allowed at -4 to 0 bytes from the first offset to the second, not "
            "at -5)");
}

TEST(ValidateOverlaps, LetsAnEntrySpeakForItsPairOnly) {
  Problem problem = InPlace();
  problem.buffers.push_back({.size = 8, .live = {0, 2}});
  problem.groups = {{Id(0), Id(2)}};
  EXPECT_EQ(Complaint(problem, {.offsets = {4, 4, 4}, .height = 12}),
            "memory plan: buffer 1 of 8 bytes at 4, live [1, 3) collides with buffer 2 of 8 bytes "
            "at 4, live [0, 2) in a group of 8 bytes");
  problem.overlaps.push_back({Id(1), Id(2), 0, 9});
  EXPECT_EQ(Complaint(problem, {.offsets = {4, 4, 4}, .height = 12}), "");
}

TEST(ValidateOverlaps, RefusesMalformedEntries) {
  const auto complaint = [](const AllowedOverlap& overlap) {
    Problem problem = InPlace();
    problem.buffers.push_back({.size = 8, .live = {5, 6}});
    problem.groups = {{Id(0), Id(2)}};
    problem.overlaps.push_back(overlap);
    // Whatever the entry is, planning ends.
    EXPECT_EQ(SolveExactly(problem).placement.offsets.size(), 3u);
    return Complaint(problem, {.offsets = {4, 4, 4}, .height = 12});
  };
  const std::string zero = "buffer 0 of 8 bytes at 4, live [0, 2)";
  const std::string one = "buffer 1 of 8 bytes at 4, live [1, 3)";
  const std::string two = "buffer 2 of 8 bytes at 4, live [5, 6)";
  EXPECT_EQ(complaint({Id(0), Id(3), 0, 0}),
            "memory plan: overlap 1 names buffer 3, but there are 3 buffers");
  EXPECT_EQ(complaint({BufferId(), Id(1), 0, 0}),
            "memory plan: overlap 1 names buffer -1, but there are 3 buffers");
  EXPECT_EQ(complaint({Id(1), Id(1), 0, 0}),
            "memory plan: overlap 1 is of " + one + " with itself");
  EXPECT_EQ(complaint({Id(2), Id(0), 0, 0}),
            "memory plan: overlap 1 of " + two + " and " + zero + " is within group 0");
  EXPECT_EQ(complaint({Id(2), Id(1), 1, 0}), "memory plan: overlap 1 of " + two + " and " + one +
                                                 " allows distances from 1 to 0, which are none");
  EXPECT_EQ(complaint({Id(1), Id(0), 0, 0}),
            "memory plan: " + zero + " and " + one + " have two overlaps");
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(complaint({Id(1), Id(2), kLeast, kLeast}), "");
}

}  // namespace
}  // namespace utvmc::plan
