// Validate: compares every pair of buffers, simple on purpose and apart from the solver on purpose:
// it must not share an assumption with what it checks. All it leaves out are pairs of a buffer and
// a whole block of others none of which lives when it does.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plan/problem.h"

namespace utvmc::plan {
namespace {

/// Buffers as columns, so that the loop over pairs reads memory in a row; and the time that each
/// block of kBlock neighbours spans. Neighbours live at about the same time in every real model,
/// which makes ten thousand operators a matter of milliseconds.
struct Columns {
  static constexpr std::size_t kBlock = 64;

  std::vector<std::int64_t> begin, end, bottom, top;
  std::vector<std::int64_t> block_begin, block_end;

  void Add(const Buffer& buffer, std::int64_t offset) {
    if (begin.size() % kBlock == 0) {
      block_begin.push_back(buffer.live.begin);
      block_end.push_back(buffer.live.end);
    }
    block_begin.back() = std::min(block_begin.back(), buffer.live.begin);
    block_end.back() = std::max(block_end.back(), buffer.live.end);
    begin.push_back(buffer.live.begin);
    end.push_back(buffer.live.end);
    bottom.push_back(offset);
    top.push_back(offset + buffer.size);
  }
};

std::string Describe(const Problem& problem, const Placement& placement, std::size_t id) {
  const Buffer& buffer = problem.buffers[id];
  return fmt::format("buffer {} of {} bytes at {}, live [{}, {})", id, buffer.size,
                     placement.offsets[id], buffer.live.begin, buffer.live.end);
}

/// Everything that concerns one buffer alone.
Status CheckBuffer(const Problem& problem, const Placement& placement, std::size_t id) {
  const Buffer& buffer = problem.buffers[id];
  const std::int64_t offset = placement.offsets[id];
  const auto error = [&](std::string what) {
    return InternalError(
        fmt::format("memory plan: {} {}", Describe(problem, placement, id), std::move(what)));
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
  return Ok();
}

/// How many of the buffers in [first, last) share both time and bytes with `id`. Without a branch,
/// so that compilers turn it into vector code.
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

/// True if a buffer before `id` shares both time and bytes with it.
bool Collides(const Columns& columns, std::size_t id) {
  for (std::size_t block = 0; block * Columns::kBlock < id; ++block) {
    if (columns.block_begin[block] >= columns.end[id]) continue;
    if (columns.block_end[block] <= columns.begin[id]) continue;
    const std::size_t first = block * Columns::kBlock;
    if (CountCollisions(columns, id, first, std::min(id, first + Columns::kBlock)) != 0)
      return true;
  }
  return false;
}

Diagnostic CollisionWith(const Problem& problem, const Placement& placement, const Columns& columns,
                         std::size_t id) {
  std::size_t other = 0;
  while (!(columns.begin[other] < columns.end[id] && columns.begin[id] < columns.end[other] &&
           columns.bottom[other] < columns.top[id] && columns.bottom[id] < columns.top[other])) {
    ++other;
  }
  return InternalError(fmt::format("memory plan: {} collides with {}",
                                   Describe(problem, placement, other),
                                   Describe(problem, placement, id)));
}

}  // namespace

Status Validate(const Problem& problem, const Placement& placement) {
  const std::size_t count = problem.buffers.size();
  if (placement.offsets.size() != count) {
    return InternalError(
        fmt::format("memory plan: {} offsets for {} buffers", placement.offsets.size(), count));
  }
  Columns columns;
  std::int64_t height = 0;
  for (std::size_t id = 0; id < count; ++id) {
    UTVMC_TRY(CheckBuffer(problem, placement, id));
    columns.Add(problem.buffers[id], placement.offsets[id]);
    height = std::max(height, columns.top.back());
  }
  for (std::size_t id = 0; id < count; ++id) {
    if (Collides(columns, id)) return CollisionWith(problem, placement, columns, id);
  }
  if (placement.height != height) {
    return InternalError(fmt::format("memory plan: height is {}, but the highest buffer ends at {}",
                                     placement.height, height));
  }
  return Ok();
}

}  // namespace utvmc::plan
