#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "plan/problem.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

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

TEST(Validate, FailsAsAnInternalError) {
  const Status status = Validate(TwoThatMeet(), {.offsets = {0, 0}, .height = 8});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().error_class, ErrorClass::kInternal);
}

}  // namespace
}  // namespace utvmc::plan
