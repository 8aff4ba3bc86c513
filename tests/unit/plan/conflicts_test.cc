#include "plan/conflicts.h"

#include <gtest/gtest.h>

#include <vector>

#include "problems.h"

namespace utvmc::plan {
namespace {

TEST(Conflicts, AgreeWithTheComparisonOfAllPairs) {
  Random random(7);
  for (int round = 0; round < 50; ++round) {
    const Problem problem = RandomProblem(random, {.buffers = 30, .steps = 25, .longest = 9});
    const std::optional<Conflicts> conflicts = Conflicts::Find(problem, 1000);
    ASSERT_TRUE(conflicts);
    std::int64_t pairs = 0;
    for (std::size_t a = 0; a < problem.buffers.size(); ++a) {
      std::vector<std::int32_t> expected;
      for (std::size_t b = 0; b < problem.buffers.size(); ++b) {
        if (a != b && problem.buffers[a].live.Overlaps(problem.buffers[b].live)) {
          expected.push_back(static_cast<std::int32_t>(b));
        }
      }
      pairs += static_cast<std::int64_t>(expected.size());
      const auto found = conflicts->Of(a);
      EXPECT_EQ(std::vector<std::int32_t>(found.begin(), found.end()), expected);
    }
    EXPECT_EQ(conflicts->pairs() * 2, pairs);
  }
}

TEST(Conflicts, AreGivenUpBeyondTheLimit) {
  Problem problem;
  problem.buffers.assign(10, {.size = 1, .live = {0, 1}});
  EXPECT_TRUE(Conflicts::Find(problem, 45));
  EXPECT_FALSE(Conflicts::Find(problem, 44));
}

TEST(Conflicts, OfNothingAreNone) { EXPECT_EQ(Conflicts::Find({}, 10)->pairs(), 0); }

}  // namespace
}  // namespace utvmc::plan
