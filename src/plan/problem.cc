// Who lives when. Lower bound and peak: one sweep over births and deaths.
#include "plan/problem.h"

#include <algorithm>

#include "plan/aliases.h"
#include "plan/arithmetic.h"
#include "plan/partners.h"
#include "plan/shared_bytes.h"

namespace utvmc::plan {
namespace {

struct Peak {
  std::int64_t time = 0;
  std::int64_t bytes = 0;
};

struct Event {
  std::int64_t time = 0;
  std::int64_t size = 0;
  std::size_t id = 0;
};

/// Walks through the births in order of time and takes off what has died before each: the live sum
/// can only reach a new maximum at a birth.
Peak FindPeak(const Problem& problem) {
  std::vector<Event> births;
  std::vector<Event> deaths;
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
    const Buffer& buffer = problem.buffers[id];
    if (buffer.live.begin >= buffer.live.end) continue;
    ForRuns(buffer, [&](Interval run) {
      births.push_back({run.begin, buffer.size, id});
      deaths.push_back({run.end, buffer.size, id});
    });
  }
  const auto by_time = [](const Event& a, const Event& b) { return a.time < b.time; };
  std::sort(births.begin(), births.end(), by_time);
  std::sort(deaths.begin(), deaths.end(), by_time);

  // Those that may overlap others are summed up apart.
  const Partners partners(problem);
  SharedBytes shared(problem, partners);
  const auto is_apart = [&](const Event& event) { return !partners.Of(event.id).empty(); };

  Peak peak;
  // Born and dead bytes are kept apart modulo 2^64: their difference, the live bytes, is exact as
  // long as it fits, and what is live at once must fit for a placement to exist at all.
  std::uint64_t live = 0;
  std::size_t dead = 0;
  for (std::size_t born = 0; born < births.size();) {
    const std::int64_t now = births[born].time;
    for (; dead < deaths.size() && deaths[dead].time <= now; ++dead) {
      if (is_apart(deaths[dead])) {
        shared.Died(deaths[dead].id);
      } else {
        live -= static_cast<std::uint64_t>(deaths[dead].size);
      }
    }
    for (; born < births.size() && births[born].time == now; ++born) {
      if (is_apart(births[born])) {
        shared.Born(births[born].id);
        continue;
      }
      live += static_cast<std::uint64_t>(births[born].size);
      if (live > static_cast<std::uint64_t>(kSaturated)) return {now, kSaturated};
    }
    const std::int64_t bytes = SaturatingAdd(static_cast<std::int64_t>(live), shared.Fewest());
    if (bytes > peak.bytes) peak = {now, bytes};
  }
  return peak;
}

Peak FindPeakWithGroups(const Problem& problem) {
  if (problem.groups.empty()) return FindPeak(problem);
  return FindPeak(MergeAliases(problem).problem);
}

/// The first time from `time` on that lies in none of `gaps`. Those before `next` have ended.
std::int64_t PastGaps(const std::vector<Interval>& gaps, std::size_t& next, std::int64_t time) {
  for (; next < gaps.size() && gaps[next].begin <= time; ++next) {
    time = std::max(time, gaps[next].end);
  }
  return time;
}

}  // namespace

bool RunsOverlap(const Buffer& a, const Buffer& b) {
  const std::int64_t end = std::min(a.live.end, b.live.end);
  std::int64_t time = std::max(a.live.begin, b.live.begin);
  std::size_t next_of_a = 0;
  std::size_t next_of_b = 0;
  while (time < end) {
    const std::int64_t later = PastGaps(b.gaps, next_of_b, PastGaps(a.gaps, next_of_a, time));
    if (later == time) return true;
    time = later;
  }
  return false;
}

std::int64_t LowerBound(const Problem& problem) { return FindPeakWithGroups(problem).bytes; }

std::int64_t PeakTime(const Problem& problem) { return FindPeakWithGroups(problem).time; }

Problem Extract(const Problem& problem, const std::vector<std::size_t>& buffers) {
  Problem part;
  std::vector<BufferId> id(problem.buffers.size());  // of the part, by buffer of the whole
  for (const std::size_t buffer : buffers) {
    id[buffer] = BufferId(part.buffers.size());
    part.buffers.push_back(problem.buffers[buffer]);
  }
  for (const std::vector<BufferId>& group : problem.groups) {
    std::vector<BufferId> members;
    for (const BufferId member : group)
      if (id[member.index()].valid()) members.push_back(id[member.index()]);
    if (members.size() > 1) part.groups.push_back(std::move(members));
  }
  for (AllowedOverlap overlap : problem.overlaps) {
    overlap.first = id[overlap.first.index()];
    overlap.second = id[overlap.second.index()];
    if (overlap.first.valid() && overlap.second.valid()) part.overlaps.push_back(overlap);
  }
  return part;
}

}  // namespace utvmc::plan
