#include "plan/aliases.h"

#include <algorithm>
#include <optional>
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
