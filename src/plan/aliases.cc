#include "plan/aliases.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace utvmc::plan {
namespace {

/// By buffer: the first of its group, itself without one.
std::vector<std::size_t> FirstMembers(const Problem& problem) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const std::size_t count = problem.buffers.size();
  std::vector<std::size_t> first(count, kNone);
  for (const std::vector<BufferId>& group : problem.groups) {
    std::size_t lowest = kNone;
    const auto is_free = [&](BufferId id) {
      return id.valid() && id.index() < count && first[id.index()] == kNone;
    };
    for (const BufferId id : group) {
      if (is_free(id)) lowest = std::min(lowest, id.index());
    }
    for (const BufferId id : group) {
      if (is_free(id)) first[id.index()] = lowest;
    }
  }
  for (std::size_t id = 0; id < count; ++id) {
    if (first[id] == kNone) first[id] = id;
  }
  return first;
}

/// Makes `buffer` live during the union of `runs`, none of which is empty.
void SetRuns(Buffer& buffer, std::vector<Interval> runs) {
  std::sort(runs.begin(), runs.end(), [](Interval a, Interval b) { return a.begin < b.begin; });
  buffer.live = runs.front();
  buffer.gaps.clear();
  for (const Interval run : runs) {
    if (run.begin > buffer.live.end) buffer.gaps.push_back({buffer.live.end, run.begin});
    buffer.live.end = std::max(buffer.live.end, run.end);
  }
}

Buffer MergeMembers(const Problem& problem, std::span<const std::size_t> members) {
  Buffer merged = problem.buffers[members.front()];
  std::vector<Interval> runs;
  for (const std::size_t id : members) {
    const Buffer& member = problem.buffers[id];
    merged.size = std::max(merged.size, member.size);
    merged.alignment = std::max(merged.alignment, member.alignment);
    if (!merged.fixed_offset) merged.fixed_offset = member.fixed_offset;
    ForRuns(member, [&](Interval run) {
      if (run.begin < run.end) runs.push_back(run);
    });
  }
  if (!runs.empty()) SetRuns(merged, std::move(runs));
  return merged;
}

/// Distances that a pair is allowed, of the offset of the higher id less that of the lower one.
using Distances = std::pair<std::int64_t, std::int64_t>;
using IdPair = std::pair<std::size_t, std::size_t>;

/// By pair of ids, the lower one first. Of entries for the same pair the first counts.
std::map<IdPair, Distances> DistancesByPair(const Problem& problem) {
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();
  std::map<IdPair, Distances> distances;
  for (const AllowedOverlap& overlap : problem.overlaps) {
    const std::size_t count = problem.buffers.size();
    if (!overlap.first.valid() || overlap.first.index() >= count) continue;
    if (!overlap.second.valid() || overlap.second.index() >= count) continue;
    // The least int64 has no negative.
    const std::int64_t low = std::max(overlap.min_distance, -kFarthest);
    const std::int64_t high = std::max(overlap.max_distance, -kFarthest);
    const std::size_t first = overlap.first.index();
    const std::size_t second = overlap.second.index();
    if (first < second) distances.emplace(IdPair(first, second), Distances(low, high));
    if (second < first) distances.emplace(IdPair(second, first), Distances(-high, -low));
  }
  return distances;
}

/// What two groups are allowed, `b` from `a`; the members of either are ascending.
Distances DistancesOfGroups(const Problem& problem, const std::map<IdPair, Distances>& by_pair,
                            std::span<const std::size_t> a, std::span<const std::size_t> b) {
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();
  Distances common = {-kFarthest, kFarthest};
  for (const std::size_t mine : a) {
    for (const std::size_t theirs : b) {
      if (!LiveTogether(problem.buffers[mine], problem.buffers[theirs])) continue;
      const auto found = by_pair.find(std::minmax(mine, theirs));
      if (found == by_pair.end()) return {1, 0};
      const auto [low, high] = found->second;
      common.first = std::max(common.first, mine < theirs ? low : -high);
      common.second = std::min(common.second, mine < theirs ? high : -low);
    }
  }
  return common;
}

/// The overlaps of the merged problem, by pair of its buffers.
void MergeOverlaps(const Problem& problem, const std::vector<std::size_t>& first,
                   const std::vector<std::vector<std::size_t>>& members, Merged& merged) {
  const std::map<IdPair, Distances> by_pair = DistancesByPair(problem);
  std::set<IdPair> groups;
  for (const auto& [pair, distances] : by_pair) {
    const auto [a, b] = std::minmax(first[pair.first], first[pair.second]);
    if (a != b) groups.emplace(a, b);
  }
  for (const auto& [a, b] : groups) {
    const auto [low, high] = DistancesOfGroups(problem, by_pair, members[a], members[b]);
    if (low > high) continue;
    merged.problem.overlaps.push_back({.first = BufferId(merged.index[a]),
                                       .second = BufferId(merged.index[b]),
                                       .min_distance = low,
                                       .max_distance = high});
  }
}

}  // namespace

Merged MergeAliases(const Problem& problem) {
  const std::vector<std::size_t> first = FirstMembers(problem);
  std::vector<std::vector<std::size_t>> members(first.size());
  for (std::size_t id = 0; id < first.size(); ++id) members[first[id]].push_back(id);

  Merged merged;
  merged.index.resize(first.size());
  for (std::size_t id = 0; id < first.size(); ++id) {
    for (const std::size_t member : members[id]) {
      merged.index[member] = merged.problem.buffers.size();
    }
    if (members[id].size() == 1) merged.problem.buffers.push_back(problem.buffers[id]);
    if (members[id].size() > 1)
      merged.problem.buffers.push_back(MergeMembers(problem, members[id]));
  }
  MergeOverlaps(problem, first, members, merged);
  return merged;
}

Placement Expand(const Merged& merged, Placement placement) {
  std::vector<std::int64_t> offsets;
  offsets.reserve(merged.index.size());
  for (const std::size_t index : merged.index) offsets.push_back(placement.offsets[index]);
  placement.offsets = std::move(offsets);
  return placement;
}

Placement Contract(const Merged& merged, Placement placement) {
  std::vector<std::int64_t> offsets(merged.problem.buffers.size(), 0);
  for (std::size_t id = 0; id < merged.index.size(); ++id) {
    offsets[merged.index[id]] = placement.offsets[id];
  }
  placement.offsets = std::move(offsets);
  return placement;
}

}  // namespace utvmc::plan
