// Validate: compares every pair of buffers, simple on purpose and apart from the solver on purpose:
// it must not share an assumption with what it checks. All it leaves out are pairs of a buffer and
// a whole block of others none of which lives when it does.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "plan/problem.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

/// Buffers as columns, so that the loop over pairs reads memory in a row; and the time that each
/// block of kBlock neighbours spans. Neighbours live at about the same time in every real model,
/// which makes ten thousand operators a matter of milliseconds.
struct Columns {
  static constexpr std::size_t kBlock = 64;

  std::vector<std::int64_t> begin, end, bottom, top;
  std::vector<std::int64_t> block_begin, block_end;

  /// `size` (bytes) is that of the group.
  void Add(const Buffer& buffer, std::int64_t offset, std::int64_t size) {
    if (begin.size() % kBlock == 0) {
      block_begin.push_back(buffer.live.begin);
      block_end.push_back(buffer.live.end);
    }
    block_begin.back() = std::min(block_begin.back(), buffer.live.begin);
    block_end.back() = std::max(block_end.back(), buffer.live.end);
    begin.push_back(buffer.live.begin);
    end.push_back(buffer.live.end);
    bottom.push_back(offset);
    top.push_back(offset + size);
  }
};

/// To which group a buffer belongs, and what a group takes up.
struct Groups {
  std::vector<std::size_t> of;      ///< by buffer: 1 + index into Problem::groups; 0: none
  std::vector<std::int64_t> sizes;  ///< by buffer, bytes

  std::string Describe(std::size_t id) const {
    return of[id] == 0 ? "" : fmt::format(" in a group of {}", ByteCount(sizes[id]));
  }
  bool Same(std::size_t a, std::size_t b) const { return of[a] != 0 && of[a] == of[b]; }
};

std::string Describe(Interval time) { return fmt::format("[{}, {})", time.begin, time.end); }

/// A few of them: a buffer may have thousands.
std::string DescribeGaps(const std::vector<Interval>& gaps) {
  constexpr std::size_t kMost = 4;
  std::string text;
  for (std::size_t index = 0; index < std::min(gaps.size(), kMost); ++index) {
    text += fmt::format("{}{}", index == 0 ? " but not " : ", ", Describe(gaps[index]));
  }
  if (gaps.size() > kMost) text += fmt::format(" and {} more", gaps.size() - kMost);
  return text;
}

/// What is to be judged, and how to call the buffers.
struct Case {
  const Problem& problem;
  const Placement& placement;
  std::span<const std::string> names;
};

std::string Describe(const Case& plan, std::size_t id) {
  const Buffer& buffer = plan.problem.buffers[id];
  const std::string name =
      plan.names.empty() ? fmt::format("{}", id) : fmt::format("\"{}\"", plan.names[id]);
  return fmt::format("buffer {} of {} at {}, live {}{}", name, ByteCount(buffer.size),
                     plan.placement.offsets[id], Describe(buffer.live), DescribeGaps(buffer.gaps));
}

/// Empty: the gaps are as Buffer::gaps says.
std::string ComplaintAboutGaps(const Buffer& buffer) {
  if (buffer.gaps.empty()) return "";
  const Interval live = buffer.live;
  bool lives = false;
  std::int64_t last_end = live.begin;
  for (std::size_t index = 0; index < buffer.gaps.size(); ++index) {
    const Interval gap = buffer.gaps[index];
    if (gap.begin >= gap.end) return fmt::format("has the empty gap {}", Describe(gap));
    if (gap.begin < live.begin || gap.end > live.end) {
      return fmt::format("has the gap {} outside its lifetime", Describe(gap));
    }
    if (gap.begin < last_end) {
      return fmt::format("has gaps that overlap or are out of order, {} and {}",
                         Describe(buffer.gaps[index - 1]), Describe(gap));
    }
    lives = lives || last_end < gap.begin;
    last_end = gap.end;
  }
  lives = lives || last_end < live.end;
  return lives ? "" : "has gaps that cover its whole lifetime";
}

/// Everything that concerns one buffer alone.
Status CheckBuffer(const Case& plan, std::size_t id) {
  const Buffer& buffer = plan.problem.buffers[id];
  const std::int64_t offset = plan.placement.offsets[id];
  const auto error = [&](std::string what) {
    return InternalError(fmt::format("memory plan: {} {}", Describe(plan, id), std::move(what)));
  };
  if (offset < 0) return error("begins before the pool");
  if (buffer.size < 0) return error("has a negative size");
  if (offset > std::numeric_limits<std::int64_t>::max() - buffer.size) {
    return error("ends beyond the largest address");
  }
  if (buffer.alignment <= 0 || offset % buffer.alignment != 0) {
    return error(fmt::format("is not aligned to {}", buffer.alignment));
  }
  if (buffer.fixed_offset && *buffer.fixed_offset != offset) {
    return error(fmt::format("is not at its fixed offset {}", *buffer.fixed_offset));
  }
  std::string complaint = ComplaintAboutGaps(buffer);
  if (!complaint.empty()) return error(std::move(complaint));
  return Ok();
}

/// Enters the buffer into group `index`, whose first member is `first`.
Status EnterGroup(const Case& plan, std::size_t index, BufferId id, BufferId first,
                  Groups& groups) {
  const std::size_t count = plan.problem.buffers.size();
  if (!id.valid() || id.index() >= count) {
    return InternalError(
        fmt::format("memory plan: group {} contains buffer {}, but there are {} buffers", index,
                    id.value, count));
  }
  const auto self = [&] { return Describe(plan, id.index()); };
  if (groups.of[id.index()] != 0) {
    return InternalError(fmt::format("memory plan: {} is in group {} and again in group {}", self(),
                                     groups.of[id.index()] - 1, index));
  }
  groups.of[id.index()] = index + 1;
  if (plan.placement[id] != plan.placement[first]) {
    return InternalError(fmt::format("memory plan: {} is not at the same offset as {}", self(),
                                     Describe(plan, first.index())));
  }
  return Ok();
}

/// That every group consists of buffers that are in no other one and have the same offset.
Status CheckGroups(const Case& plan, Groups& groups) {
  groups.of.assign(plan.problem.buffers.size(), 0);
  for (std::size_t index = 0; index < plan.problem.groups.size(); ++index) {
    const std::vector<BufferId>& members = plan.problem.groups[index];
    for (const BufferId id : members) {
      UTVMC_TRY(EnterGroup(plan, index, id, members.front(), groups));
    }
  }
  return Ok();
}

void MeasureGroups(const Problem& problem, Groups& groups) {
  for (const Buffer& buffer : problem.buffers) groups.sizes.push_back(buffer.size);
  for (const std::vector<BufferId>& members : problem.groups) {
    std::int64_t largest = 0;
    for (const BufferId id : members) largest = std::max(largest, problem[id].size);
    for (const BufferId id : members) groups.sizes[id.index()] = largest;
  }
}

/// Which pairs may share bytes, and at which distances.
struct Overlaps {
  struct Entry {
    std::size_t low, high;     ///< ids, low < high
    std::int64_t least, most;  ///< of the offset of `high` less that of `low`
  };
  std::vector<Entry> entries;  ///< ascending by pair

  const Entry* Find(std::size_t a, std::size_t b) const {
    const Entry key = {std::min(a, b), std::max(a, b), 0, 0};
    const auto found = std::lower_bound(entries.begin(), entries.end(), key, IsBefore);
    return found != entries.end() && !IsBefore(key, *found) ? &*found : nullptr;
  }
  static bool IsBefore(const Entry& a, const Entry& b) {
    return a.low != b.low ? a.low < b.low : a.high < b.high;
  }
};

/// What is wrong with an entry by itself; empty: nothing.
std::string ComplaintAboutOverlap(const Case& plan, const Groups& groups,
                                  const AllowedOverlap& overlap) {
  const std::size_t count = plan.problem.buffers.size();
  for (const BufferId id : {overlap.first, overlap.second}) {
    if (!id.valid() || id.index() >= count)
      return fmt::format("names buffer {}, but there are {} buffers", id.value, count);
  }
  const std::size_t first = overlap.first.index();
  const std::size_t second = overlap.second.index();
  const auto pair = [&] {
    return fmt::format("of {} and {}", Describe(plan, first), Describe(plan, second));
  };
  if (first == second) return fmt::format("is of {} with itself", Describe(plan, first));
  if (groups.Same(first, second))
    return fmt::format("{} is within group {}", pair(), groups.of[first] - 1);
  if (overlap.min_distance > overlap.max_distance) {
    return fmt::format("{} allows distances from {} to {}, which are none", pair(),
                       overlap.min_distance, overlap.max_distance);
  }
  return "";
}

/// Negated, where that fits: the least int64 is beyond all distances either way.
std::int64_t Reversed(std::int64_t distance) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return distance < -kMost ? kMost : -distance;
}

Status CheckOverlaps(const Case& plan, const Groups& groups, Overlaps& overlaps) {
  for (std::size_t index = 0; index < plan.problem.overlaps.size(); ++index) {
    const AllowedOverlap& overlap = plan.problem.overlaps[index];
    const std::string complaint = ComplaintAboutOverlap(plan, groups, overlap);
    if (!complaint.empty())
      return InternalError(fmt::format("memory plan: overlap {} {}", index, complaint));
    const std::size_t first = overlap.first.index();
    const std::size_t second = overlap.second.index();
    const std::int64_t least = overlap.min_distance;
    const std::int64_t most = overlap.max_distance;
    overlaps.entries.push_back(
        first < second ? Overlaps::Entry{first, second, least, most}
                       : Overlaps::Entry{second, first, Reversed(most), Reversed(least)});
  }
  std::sort(overlaps.entries.begin(), overlaps.entries.end(), Overlaps::IsBefore);
  for (std::size_t next = 1; next < overlaps.entries.size(); ++next) {
    const Overlaps::Entry& entry = overlaps.entries[next];
    if (Overlaps::IsBefore(overlaps.entries[next - 1], entry)) continue;
    return InternalError(fmt::format("memory plan: {} and {} have two overlaps",
                                     Describe(plan, entry.low), Describe(plan, entry.high)));
  }
  return Ok();
}

/// True: the two are allowed to share bytes at the distance that they have.
bool MayShare(const Overlaps& overlaps, const Placement& placement, std::size_t a, std::size_t b) {
  const Overlaps::Entry* const entry = overlaps.Find(a, b);
  if (entry == nullptr) return false;
  const std::int64_t distance = placement.offsets[entry->high] - placement.offsets[entry->low];
  return distance >= entry->least && distance <= entry->most;
}

/// For the message about a collision; empty: the two are allowed no distance.
std::string DescribeAllowed(const Case& plan, const Overlaps& overlaps, std::size_t a,
                            std::size_t b) {
  const Overlaps::Entry* const entry = overlaps.Find(a, b);
  if (entry == nullptr) return "";
  return fmt::format(" (allowed at {} to {} bytes from the first offset to the second, not at {})",
                     entry->least, entry->most,
                     plan.placement.offsets[entry->high] - plan.placement.offsets[entry->low]);
}

/// How many of the buffers in [first, last) share both time and bytes with `id`, gaps and groups
/// left out of account. Without a branch, so that compilers turn it into vector code.
std::size_t CountCollisions(const Columns& columns, std::size_t id, std::size_t first,
                            std::size_t last) {
  const std::int64_t begin = columns.begin[id], end = columns.end[id];
  const std::int64_t bottom = columns.bottom[id], top = columns.top[id];
  const std::int64_t* const begins = columns.begin.data();
  const std::int64_t* const ends = columns.end.data();
  const std::int64_t* const bottoms = columns.bottom.data();
  const std::int64_t* const tops = columns.top.data();
  std::int64_t collisions = 0;
  for (std::size_t other = first; other < last; ++other) {
    const int time = static_cast<int>(begins[other] < end) & static_cast<int>(begin < ends[other]);
    const int bytes =
        static_cast<int>(bottoms[other] < top) & static_cast<int>(bottom < tops[other]);
    collisions += time & bytes;
  }
  return static_cast<std::size_t>(collisions);
}

bool LivesAt(const Buffer& buffer, std::int64_t time) {
  if (time < buffer.live.begin || time >= buffer.live.end) return false;
  const auto next_end = std::upper_bound(buffer.gaps.begin(), buffer.gaps.end(), time,
                                         [](std::int64_t t, Interval gap) { return t < gap.end; });
  return next_end == buffer.gaps.end() || time < next_end->begin;
}

/// True if `other` lives at one of the times at which `buffer` comes to life.
bool MeetsAtABeginning(const Buffer& buffer, const Buffer& other) {
  if (LivesAt(buffer, buffer.live.begin) && LivesAt(other, buffer.live.begin)) return true;
  return std::any_of(buffer.gaps.begin(), buffer.gaps.end(), [&](Interval gap) {
    return LivesAt(buffer, gap.end) && LivesAt(other, gap.end);
  });
}

bool ShareTime(const Buffer& a, const Buffer& b) {
  if (a.gaps.empty() && b.gaps.empty()) {
    return a.live.begin < b.live.end && b.live.begin < a.live.end;
  }
  return MeetsAtABeginning(a, b) || MeetsAtABeginning(b, a);
}

/// What permits that two buffers share time and bytes.
struct Permits {
  Groups groups;
  Overlaps overlaps;
};

/// The first of the buffers in [first, last) that shares both time and bytes with `id` and must
/// not; `last` if there is none.
std::size_t FirstCollision(const Case& plan, const Permits& permits, const Columns& columns,
                           std::size_t id, std::size_t first, std::size_t last) {
  const std::vector<Buffer>& buffers = plan.problem.buffers;
  for (; first < last; ++first) {
    if (columns.bottom[first] < columns.top[id] && columns.bottom[id] < columns.top[first] &&
        !permits.groups.Same(first, id) && ShareTime(buffers[first], buffers[id]) &&
        !MayShare(permits.overlaps, plan.placement, first, id)) {
      break;
    }
  }
  return first;
}

/// The first buffer that shares both time and bytes with `id`, must not and comes before it; `id`
/// if there is none.
std::size_t CollisionBefore(const Case& plan, const Permits& permits, const Columns& columns,
                            std::size_t id) {
  for (std::size_t first = 0; first < id; first += Columns::kBlock) {
    const std::size_t block = first / Columns::kBlock;
    if (columns.block_begin[block] >= columns.end[id]) continue;
    if (columns.block_end[block] <= columns.begin[id]) continue;
    const std::size_t last = std::min(id, first + Columns::kBlock);
    if (CountCollisions(columns, id, first, last) == 0) continue;
    const std::size_t other = FirstCollision(plan, permits, columns, id, first, last);
    if (other < last) return other;
  }
  return id;
}

}  // namespace

Status Validate(const Problem& problem, const Placement& placement,
                std::span<const std::string> names) {
  const Case plan{problem, placement, names};
  const std::size_t count = problem.buffers.size();
  if (placement.offsets.size() != count) {
    return InternalError(
        fmt::format("memory plan: {} offsets for {} buffers", placement.offsets.size(), count));
  }
  for (std::size_t id = 0; id < count; ++id) UTVMC_TRY(CheckBuffer(plan, id));
  Permits permits;
  Groups& groups = permits.groups;
  UTVMC_TRY(CheckGroups(plan, groups));
  MeasureGroups(problem, groups);
  UTVMC_TRY(CheckOverlaps(plan, groups, permits.overlaps));
  Columns columns;
  std::int64_t height = 0;
  for (std::size_t id = 0; id < count; ++id) {
    columns.Add(problem.buffers[id], placement.offsets[id], groups.sizes[id]);
    height = std::max(height, columns.top.back());
  }
  for (std::size_t id = 0; id < count; ++id) {
    const std::size_t other = CollisionBefore(plan, permits, columns, id);
    if (other == id) continue;
    return InternalError(fmt::format("memory plan: {}{} collides with {}{}{}",
                                     Describe(plan, other), groups.Describe(other),
                                     Describe(plan, id), groups.Describe(id),
                                     DescribeAllowed(plan, permits.overlaps, other, id)));
  }
  if (placement.height != height) {
    return InternalError(fmt::format("memory plan: height is {}, but the highest buffer ends at {}",
                                     placement.height, height));
  }
  return Ok();
}

}  // namespace utvmc::plan
