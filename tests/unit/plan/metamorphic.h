// Changes of a planning problem that change its optimum in a known way, or not at all.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "plan/exact.h"
#include "problems.h"

namespace utvmc::plan {

/// What a test does to a problem; the random numbers are for those that need some.
using Change = std::function<void(Problem&, Random&)>;

/// Buffers change places. Not for problems with overlaps, which name buffers.
inline void Shuffle(Problem& problem, Random& random) {
  for (std::size_t last = problem.buffers.size() - 1; last > 0; --last) {
    const auto other = random.Between(0, static_cast<std::int64_t>(last));
    std::swap(problem.buffers[last], problem.buffers[static_cast<std::size_t>(other)]);
  }
}

/// All happens 777 steps earlier.
inline void ShiftTime(Problem& problem, Random&) {
  const auto shift = [](Interval& time) { time = {time.begin - 777, time.end - 777}; };
  for (Buffer& buffer : problem.buffers) {
    shift(buffer.live);
    std::for_each(buffer.gaps.begin(), buffer.gaps.end(), shift);
  }
}

/// The last step becomes the first.
inline void MirrorTime(Problem& problem, Random&) {
  const auto mirror = [](Interval& time) { time = {-time.end, -time.begin}; };
  for (Buffer& buffer : problem.buffers) {
    mirror(buffer.live);
    std::for_each(buffer.gaps.begin(), buffer.gaps.end(), mirror);
    std::reverse(buffer.gaps.begin(), buffer.gaps.end());
  }
}

inline void ScaleSizesBy12(Problem& problem, Random&) {
  for (Buffer& buffer : problem.buffers) buffer.size *= 12;
}

/// The heights of `rounds` problems, as `make` makes them, and of what `change` makes of them: both
/// proved, one `factor` times the other. Most can be proved.
inline void ExpectHeightKept(std::uint32_t seed, int rounds,
                             const std::function<Problem(Random&, int round)>& make,
                             const Change& change, std::int64_t factor) {
  Random random(seed);
  int proved = 0;
  for (int round = 0; round < rounds; ++round) {
    const Problem problem = make(random, round);
    const ExactResult result = SolveExactly(problem);
    if (!result.optimal()) continue;
    ++proved;
    Problem changed = problem;
    change(changed, random);
    const ExactResult again = SolveExactly(changed);
    EXPECT_EQ(Complaint(changed, again.placement), "");
    EXPECT_EQ(again.placement.height, factor * result.placement.height) << "round " << round;
    EXPECT_TRUE(again.optimal());
  }
  EXPECT_GT(4 * proved, 3 * rounds);
}

}  // namespace utvmc::plan
