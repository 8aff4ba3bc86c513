// The memory planning problem, free of anything about models: buffers with lifetimes, to be given
// offsets.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "support/strong_id.h"
#include "utvmc/result.h"

namespace utvmc::plan {

using BufferId = StrongId<struct BufferTag>;
using PoolId = StrongId<struct PoolTag>;

/// Half-open interval [begin, end) of time steps.
struct Interval {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  bool Overlaps(Interval other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(Interval, Interval) = default;
};

struct Buffer {
  std::int64_t size = 0;       ///< bytes, > 0
  std::int64_t alignment = 1;  ///< of the offset, bytes, a power of two
  Interval live = {};          ///< not empty
  /// Offset that is not to be chosen (bytes); empty: free.
  std::optional<std::int64_t> fixed_offset = {};
  /// Parts of `live` during which others may have the bytes and the contents are not kept. None is
  /// empty or outside `live`; ascending, without overlaps; together less than `live`. Validate
  /// refuses others; to everything else, what remains of `live` is when the buffer lives.
  std::vector<Interval> gaps = {};
};

/// Calls `visit` with every interval in which `buffer` lives, ascending: `live` without the gaps.
template <typename Visit>
void ForRuns(const Buffer& buffer, Visit visit) {
  if (buffer.gaps.empty()) return visit(buffer.live);
  std::int64_t begin = buffer.live.begin;
  for (const Interval gap : buffer.gaps) {
    const Interval run = {begin, std::min(gap.begin, buffer.live.end)};
    if (run.begin < run.end) visit(run);
    begin = std::max(begin, gap.end);
  }
  if (begin < buffer.live.end) visit(Interval{begin, buffer.live.end});
}

/// LiveTogether for two buffers at least one of which has gaps.
bool RunsOverlap(const Buffer& a, const Buffer& b);

/// True: there is a time in `time`, which is not empty, at which `buffer` lives.
inline bool LivesDuring(const Buffer& buffer, Interval time) {
  if (!time.Overlaps(buffer.live)) return false;
  return buffer.gaps.empty() || RunsOverlap(buffer, {.live = time});
}

/// True: there is a time at which both live, so that they must not share bytes.
inline bool LiveTogether(const Buffer& a, const Buffer& b) {
  if (!a.live.Overlaps(b.live)) return false;
  return (a.gaps.empty() && b.gaps.empty()) || RunsOverlap(a, b);
}

/// A pair that may share bytes although both live at the same time: wherever offset(second) -
/// offset(first) is in [min_distance, max_distance] (bytes, may be negative). Outside of it the two
/// are as any other pair.
struct AllowedOverlap {
  BufferId first;
  BufferId second;
  std::int64_t min_distance = 0;
  std::int64_t max_distance = 0;
};

struct Problem {
  std::vector<Buffer> buffers;
  /// Buffers that must have the same offset (aliases). To all others a group is one buffer, which
  /// has the largest size of its members whenever one of them lives; the members may live at the
  /// same time. No buffer is in two groups. The functions of this file and of exact.h know of
  /// groups; what they are built on is given problems without (see aliases.h).
  std::vector<std::vector<BufferId>> groups = {};
  /// At most one entry per unordered pair, none of a buffer with itself or within a group. An entry
  /// speaks for its pair only: other members of the group of one that live together with the other
  /// need entries of their own, or no bytes are shared.
  std::vector<AllowedOverlap> overlaps = {};

  const Buffer& operator[](BufferId id) const { return buffers[id.index()]; }
};

/// The problem of these buffers alone, which get new ids in the order given. Groups keep the
/// members that are among them, overlaps those of whose buffers both are.
Problem Extract(const Problem& problem, const std::vector<std::size_t>& buffers);

/// A solution: one offset per buffer.
struct Placement {
  std::vector<std::int64_t> offsets = {};  ///< bytes from the start of the pool
  std::int64_t height = 0;                 ///< largest offset + size; 0 without buffers
  std::string technique = {};              ///< name of the heuristic that found it

  std::int64_t operator[](BufferId id) const { return offsets[id.index()]; }
};

/// Largest sum of the sizes of buffers that are live at the same time, of those that may overlap
/// only what they take at least (see shared_bytes.h): no placement is lower.
std::int64_t LowerBound(const Problem& problem);

/// One moment at which LowerBound is reached (the earliest).
std::int64_t PeakTime(const Problem& problem);

/// Places every buffer: a portfolio of heuristics that place one buffer after the other, the lowest
/// placement taken. Deterministic; stops at the bound.
Placement Construct(const Problem& problem);

/// Construct, then local search from what it found. Deterministic; stops at the bound. For the
/// lowest placement there is, see exact.h.
Placement Solve(const Problem& problem);

/// Compares every pair of buffers; shares no code with the solver. Error: kInternal, naming the two
/// that collide (and the distances that they are allowed, if any) or should have the same offset,
/// the misaligned one, the one with malformed gaps or in a malformed group, the malformed overlap,
/// or the wrong height. `names`, by buffer: what to call them; none: by their
/// numbers.
Status Validate(const Problem& problem, const Placement& placement,
                std::span<const std::string> names = {});

}  // namespace utvmc::plan
