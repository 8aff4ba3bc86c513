#include "plan/partners.h"

#include <gtest/gtest.h>

#include <limits>
#include <tuple>

namespace utvmc::plan {
namespace {

BufferId Id(std::size_t index) { return BufferId(index); }

std::tuple<std::int32_t, std::int64_t, std::int64_t> Fields(const Partner& partner) {
  return {partner.other, partner.low, partner.high};
}

/// Sizes 8 and 6 at the same time, and one apart.
Problem Pair(std::int64_t min, std::int64_t max) {
  return {.buffers = {{.size = 8, .live = {0, 2}},
                      {.size = 6, .live = {1, 3}},
                      {.size = 4, .live = {3, 4}}},
          .overlaps = {{Id(0), Id(1), min, max}}};
}

TEST(Partners, ShowsBothWhatTheySee) {
  const Partners partners(Pair(-2, 3));
  ASSERT_EQ(partners.Of(0).size(), 1u);
  EXPECT_EQ(Fields(partners.Of(0)[0]), std::tuple(1, -3, 2));
  EXPECT_EQ(Fields(partners.Of(1)[0]), std::tuple(0, -2, 3));
  EXPECT_TRUE(partners.Of(2).empty());
  EXPECT_EQ(partners.Find(0, 1), &partners.Of(0)[0]);
  EXPECT_EQ(partners.Find(0, 2), nullptr);
}

TEST(Partners, CutsDistancesToThoseAtWhichBytesAreShared) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Fields(Partners(Pair(kLeast, kMost)).Of(1)[0]), std::tuple(0, -6, 8));
  EXPECT_TRUE(Partners(Pair(8, kMost)).none());
  EXPECT_TRUE(Partners(Pair(kLeast, -6)).none());
}

TEST(Partners, LeavesOutWhatIsMalformedOrNeverMeets) {
  EXPECT_TRUE(Partners(Pair(1, 0)).none());
  Problem problem = Pair(0, 0);
  problem.overlaps = {
      {Id(0), Id(0), 0, 0}, {Id(0), Id(3), 0, 0}, {BufferId(), Id(0), 0, 0}, {Id(0), Id(2), 0, 0}};
  EXPECT_TRUE(Partners(problem).none());
  problem.overlaps = {{Id(1), Id(0), 1, 2}, {Id(0), Id(1), 0, 0}};
  const Partners partners(problem);
  ASSERT_EQ(partners.Of(0).size(), 1u);
  EXPECT_EQ(Fields(partners.Of(0)[0]), std::tuple(1, 1, 2));
}

}  // namespace
}  // namespace utvmc::plan
