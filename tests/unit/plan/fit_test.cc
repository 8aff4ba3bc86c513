#include "plan/fit.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace utvmc::plan {
namespace {

std::int64_t Fit(const Buffer& buffer, FitRule rule, const std::vector<Extent>& neighbours) {
  GapFinder finder(buffer, rule);
  for (const Extent& neighbour : neighbours) {
    if (finder.Pass(neighbour)) break;
  }
  return finder.Offset();
}

// Gaps: [0, 10), [20, 25), [30, ...).
const std::vector<Extent> kNeighbours = {{10, 20}, {12, 18}, {25, 30}};

TEST(GapFinder, StartsAtTheBottomWithoutNeighbours) {
  EXPECT_EQ(Fit({.size = 4}, FitRule::kLowest, {}), 0);
  EXPECT_EQ(Fit({.size = 4}, FitRule::kTightest, {}), 0);
}

TEST(GapFinder, FirstFitTakesTheLowestGap) {
  EXPECT_EQ(Fit({.size = 4}, FitRule::kLowest, kNeighbours), 0);
}

TEST(GapFinder, BestFitTakesTheTightestGap) {
  EXPECT_EQ(Fit({.size = 4}, FitRule::kTightest, kNeighbours), 20);
  EXPECT_EQ(Fit({.size = 6}, FitRule::kTightest, kNeighbours), 0);
}

TEST(GapFinder, GoesOnTopWhereNoGapIsLargeEnough) {
  EXPECT_EQ(Fit({.size = 11}, FitRule::kLowest, kNeighbours), 30);
  EXPECT_EQ(Fit({.size = 11}, FitRule::kTightest, kNeighbours), 30);
}

TEST(GapFinder, CountsAlignmentAgainstTheGap) {
  // Aligned to 8, only one byte of [20, 25) is left.
  EXPECT_EQ(Fit({.size = 2, .alignment = 8}, FitRule::kTightest, kNeighbours), 0);
  EXPECT_EQ(Fit({.size = 11, .alignment = 8}, FitRule::kLowest, kNeighbours), 32);
}

TEST(ExtentAt, StopsAtTheLargestAddress) {
  const std::int64_t last = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(ExtentAt(last - 1, 5), (Extent{last - 1, last}));
}

TEST(ExtentAt, OfANegativeOffsetIsThePartInsideThePool) {
  EXPECT_EQ(ExtentAt(-3, 5), (Extent{0, 2}));
  EXPECT_EQ(ExtentAt(std::numeric_limits<std::int64_t>::min(), 5), (Extent{0, 0}));
}

}  // namespace
}  // namespace utvmc::plan
