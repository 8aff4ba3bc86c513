// Planning problems for tests: short notation, random ones, and those of ../shared/planner.
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "plan/arithmetic.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// The numbers of std::mt19937 are the same everywhere, those of the standard distributions are
/// not.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  /// In [low, high].
  std::int64_t Between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::mt19937 engine_;
};

struct RandomShape {
  int buffers = 20;
  std::int64_t steps = 20;
  std::int64_t longest = 6;
  std::int64_t largest = 1000;
  std::int64_t largest_alignment_log2 = 0;
  int most_gaps = 0;  ///< per buffer
};

/// Up to `most` gaps; some touch one another or an end of the lifetime.
inline void AddRandomGaps(Random& random, Buffer& buffer, int most) {
  std::int64_t begin = buffer.live.begin;
  std::int64_t awake = buffer.live.end - buffer.live.begin;
  for (std::int64_t left = random.Between(0, most); left > 0; --left) {
    begin += random.Between(0, 2);
    const std::int64_t end = begin + random.Between(1, 3);
    awake -= end - begin;
    if (end > buffer.live.end || awake <= 0) return;
    buffer.gaps.push_back({begin, end});
    begin = end;
  }
}

inline Problem RandomProblem(Random& random, const RandomShape& shape) {
  Problem problem;
  for (int index = 0; index < shape.buffers; ++index) {
    Buffer buffer;
    buffer.size = random.Between(1, shape.largest);
    buffer.alignment = std::int64_t{1} << random.Between(0, shape.largest_alignment_log2);
    buffer.live.begin = random.Between(0, shape.steps - 1);
    buffer.live.end = buffer.live.begin + random.Between(1, shape.longest);
    if (shape.most_gaps > 0) AddRandomGaps(random, buffer, shape.most_gaps);
    problem.buffers.push_back(buffer);
  }
  return problem;
}

/// Lines `id,lower,upper,size` after a header. Empty: there is no such file.
inline std::optional<Problem> ReadSharedProblem(const std::string& name) {
  std::ifstream file(UTVMC_SOURCE_DIR "/../shared/planner/" + name);
  if (!file) return std::nullopt;
  Problem problem;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string id, lower, upper, size;
    std::getline(fields, id, ',');
    std::getline(fields, lower, ',');
    std::getline(fields, upper, ',');
    std::getline(fields, size, ',');
    Buffer buffer;
    buffer.live = {std::stoll(lower), std::stoll(upper)};
    buffer.size = std::stoll(size);
    problem.buffers.push_back(buffer);
  }
  return problem;
}

/// Empty where the placement is valid, else the message.
inline std::string Complaint(const Problem& problem, const Placement& placement) {
  const Status status = Validate(problem, placement);
  return status.ok() ? std::string() : status.error().message;
}

/// One above the other: valid unless fixed offsets collide, and as far from optimal as it gets.
inline Placement Stacked(const Problem& problem) {
  Placement placement;
  for (const Buffer& buffer : problem.buffers) {
    if (!buffer.fixed_offset) continue;
    placement.height = std::max(placement.height, *buffer.fixed_offset + buffer.size);
  }
  for (const Buffer& buffer : problem.buffers) {
    const std::int64_t above = AlignUp(placement.height, buffer.alignment);
    placement.offsets.push_back(buffer.fixed_offset.value_or(above));
    if (!buffer.fixed_offset) placement.height = above + buffer.size;
  }
  return placement;
}

/// Up to two buffers get a fixed offset of up to `most` times their alignment, if that makes none
/// collide.
inline void FixSome(Random& random, Problem& problem, std::int64_t most) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto last = static_cast<std::int64_t>(problem.buffers.size()) - 1;
    Buffer& buffer = problem.buffers[static_cast<std::size_t>(random.Between(0, last))];
    buffer.fixed_offset = random.Between(0, most) * buffer.alignment;
    if (Complaint(problem, Stacked(problem)) != "") buffer.fixed_offset.reset();
  }
}

}  // namespace utvmc::plan
