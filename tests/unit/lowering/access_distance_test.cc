#include "lowering/access_distance.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace utvmc::lowering {
namespace {

TimedAccess Access(std::int64_t constant, std::vector<TimedLoop> loops) {
  return {kernelc::SymbolId(), false, true, constant, std::move(loops)};
}

/// Calls `visit` with the values of all counters, in the order of execution.
void ForIterations(const std::vector<TimedLoop>& loops, std::vector<std::int64_t>& values,
                   const std::function<void()>& visit) {
  if (values.size() == loops.size()) return visit();
  const TimedLoop loop = loops[values.size()];
  for (std::int64_t value = loop.begin; value <= loop.last; value += loop.step) {
    values.push_back(value);
    ForIterations(loops, values, visit);
    values.pop_back();
  }
}

std::int64_t Element(const TimedAccess& access, const std::vector<std::int64_t>& values) {
  std::int64_t element = access.constant;
  for (std::size_t i = 0; i < values.size(); ++i) {
    element += access.loops[i].coefficient * values[i];
  }
  return element;
}

/// By trying all pairs of iterations.
std::optional<DistanceRange> Tried(const TimedAccess& first, int first_bytes,
                                   const TimedAccess& later, int later_bytes, bool is_behind) {
  std::optional<DistanceRange> range;
  std::vector<std::int64_t> i, j;
  ForIterations(first.loops, i, [&] {
    ForIterations(later.loops, j, [&] {
      std::size_t common = 0;
      while (common < std::min(i.size(), j.size()) &&
             first.loops[common].id == later.loops[common].id && i[common] == j[common]) {
        ++common;
      }
      const bool differ =
          common < std::min(i.size(), j.size()) && first.loops[common].id == later.loops[common].id;
      if (differ ? j[common] < i[common] : !is_behind) return;
      const std::int64_t distance =
          later_bytes * Element(later, j) - first_bytes * Element(first, i);
      if (!range) range = DistanceRange{distance, distance};
      range->lowest = std::min(range->lowest, distance);
      range->highest = std::max(range->highest, distance);
    });
  });
  return range;
}

TEST(DistancesOfLater, InOneLoopAreAtLeastOneIterationAway) {
  const TimedAccess write = Access(0, {{0, 0, 7, 1, 1}}), read = Access(0, {{0, 0, 7, 1, 1}});
  const auto range = DistancesOfLater(write, 4, read, 4, false);
  ASSERT_TRUE(range.has_value());
  EXPECT_EQ(range->lowest, 4);
  EXPECT_EQ(range->highest, 28);
}

TEST(DistancesOfLater, ThereAreNoneWhereNothingFollows) {
  const TimedAccess once = Access(0, {{0, 0, 0, 1, 1}}), other = Access(0, {{1, 0, 7, 1, 1}});
  EXPECT_FALSE(DistancesOfLater(once, 4, once, 4, false).has_value());
  EXPECT_FALSE(DistancesOfLater(once, 4, other, 4, false).has_value());
  EXPECT_TRUE(DistancesOfLater(once, 4, once, 4, true).has_value());
}

TEST(DistancesOfLater, AreThoseOfAllPairsOfIterations) {
  std::mt19937 random(1);
  const auto number = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  for (int round = 0; round < 2000; ++round) {
    TimedAccess accesses[2];
    const int common = number(0, 3);
    for (int level = 0; level < common; ++level) {
      // One loop, cut differently by the conditions around the two accesses.
      const int step = number(1, 3);
      const int begin = number(-3, 3);
      for (TimedAccess& access : accesses) {
        const std::int64_t first = begin + step * number(0, 2);
        access.loops.push_back({level, first, first + step * number(0, 3), step, number(-3, 3)});
      }
    }
    int id = common;
    for (TimedAccess& access : accesses) {
      access.constant = number(-5, 5);
      for (int own = number(0, 1); own > 0; --own) {
        const int begin = number(-2, 2);
        access.loops.push_back({id, begin, begin + number(0, 3), 1, number(-3, 3)});
      }
      ++id;
    }
    const bool is_behind = number(0, 1) == 1;
    const auto found = DistancesOfLater(accesses[0], 1, accesses[1], 4, is_behind);
    const auto tried = Tried(accesses[0], 1, accesses[1], 4, is_behind);
    ASSERT_EQ(found.has_value(), tried.has_value()) << "round " << round;
    if (!found) continue;
    EXPECT_EQ(found->lowest, tried->lowest) << "round " << round;
    EXPECT_EQ(found->highest, tried->highest) << "round " << round;
  }
}

}  // namespace
}  // namespace utvmc::lowering
