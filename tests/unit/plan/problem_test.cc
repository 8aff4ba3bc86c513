#include "plan/problem.h"

#include <gtest/gtest.h>

#include <limits>

namespace utvmc::plan {
namespace {

TEST(Interval, TouchingIntervalsDoNotOverlap) {
  EXPECT_FALSE((Interval{0, 2}.Overlaps({2, 3})));
  EXPECT_FALSE((Interval{2, 3}.Overlaps({0, 2})));
  EXPECT_TRUE((Interval{0, 3}.Overlaps({2, 3})));
  EXPECT_TRUE((Interval{1, 2}.Overlaps({0, 5})));
}

TEST(LowerBound, IsZeroWithoutBuffers) {
  EXPECT_EQ(LowerBound({}), 0);
  EXPECT_EQ(PeakTime({}), 0);
}

TEST(LowerBound, IsTheLargestSumOfWhatIsLiveAtOnce) {
  const Problem problem = {.buffers = {
                               {.size = 10, .live = {0, 2}},
                               {.size = 20, .live = {1, 3}},
                               {.size = 5, .live = {2, 4}},
                               {.size = 6, .live = {2, 3}},
                           }};
  EXPECT_EQ(LowerBound(problem), 31);  // [2, 3): 20 + 5 + 6
  EXPECT_EQ(PeakTime(problem), 2);
}

TEST(LowerBound, CountsABufferAsDeadAtItsEnd) {
  const Problem problem = {.buffers = {{.size = 7, .live = {0, 1}}, {.size = 7, .live = {1, 2}}}};
  EXPECT_EQ(LowerBound(problem), 7);
}

TEST(PeakTime, IsTheEarliestOfSeveral) {
  const Problem problem = {.buffers = {{.size = 3, .live = {4, 5}}, {.size = 3, .live = {2, 3}}}};
  EXPECT_EQ(PeakTime(problem), 2);
}

TEST(LowerBound, StopsAtTheLargestNumber) {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  const Problem problem = {.buffers = {{.size = huge, .live = {0, 1}},
                                       {.size = huge, .live = {0, 1}},
                                       {.size = huge, .live = {0, 1}}}};
  EXPECT_EQ(LowerBound(problem), huge);
}

TEST(LowerBound, DoesNotAddUpWhatNeverLivesTogether) {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  const Problem problem = {.buffers = {{.size = huge, .live = {0, 1}},
                                       {.size = huge, .live = {1, 2}},
                                       {.size = huge - 1, .live = {2, 3}}}};
  EXPECT_EQ(LowerBound(problem), huge);
  EXPECT_EQ(PeakTime(problem), 0);
}

}  // namespace
}  // namespace utvmc::plan
