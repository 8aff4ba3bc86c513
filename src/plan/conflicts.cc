#include "plan/conflicts.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace utvmc::plan {
namespace {

using Pair = std::pair<std::int32_t, std::int32_t>;

std::optional<std::vector<Pair>> SweepPairs(const Problem& problem, std::int64_t max_pairs) {
  const std::vector<Buffer>& buffers = problem.buffers;
  std::vector<std::int32_t> by_birth(buffers.size());
  std::iota(by_birth.begin(), by_birth.end(), 0);
  const auto buffer = [&](std::int32_t id) -> const Buffer& {
    return buffers[static_cast<std::size_t>(id)];
  };
  const auto live = [&](std::int32_t id) { return buffer(id).live; };
  std::sort(by_birth.begin(), by_birth.end(), [&](std::int32_t a, std::int32_t b) {
    return live(a).begin != live(b).begin ? live(a).begin < live(b).begin : a < b;
  });

  std::vector<Pair> pairs;
  std::vector<std::int32_t> alive;
  for (const std::int32_t born : by_birth) {
    std::size_t kept = 0;
    for (const std::int32_t other : alive) {
      if (live(other).end <= live(born).begin) continue;
      alive[kept++] = other;
      if (LiveTogether(buffer(other), buffer(born))) pairs.emplace_back(other, born);
    }
    alive.resize(kept);
    alive.push_back(born);
    if (static_cast<std::int64_t>(pairs.size()) > max_pairs) return std::nullopt;
  }
  return pairs;
}

}  // namespace

std::optional<Conflicts> Conflicts::Find(const Problem& problem, std::int64_t max_pairs) {
  const std::optional<std::vector<Pair>> pairs = SweepPairs(problem, max_pairs);
  if (!pairs) return std::nullopt;

  Conflicts conflicts;
  std::vector<std::size_t>& first = conflicts.first_;
  first.assign(problem.buffers.size() + 1, 0);
  for (const auto& [a, b] : *pairs) {
    ++first[static_cast<std::size_t>(a) + 1];
    ++first[static_cast<std::size_t>(b) + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());

  conflicts.neighbours_.resize(first.back());
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  for (const auto& [a, b] : *pairs) {
    conflicts.neighbours_[next[static_cast<std::size_t>(a)]++] = b;
    conflicts.neighbours_[next[static_cast<std::size_t>(b)]++] = a;
  }
  for (std::size_t index = 0; index < problem.buffers.size(); ++index) {
    std::sort(conflicts.neighbours_.begin() + static_cast<std::ptrdiff_t>(first[index]),
              conflicts.neighbours_.begin() + static_cast<std::ptrdiff_t>(first[index + 1]));
  }
  return conflicts;
}

}  // namespace utvmc::plan
