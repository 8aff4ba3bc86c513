// Models that may run at the same time are buffers that are live at the same time: each group of
// them is one step of a planning problem whose lifetimes have gaps, and each other model has a
// step to itself.
#include "plan/shared_arena.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/exact.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

/// By model, ascending: the steps at which its arena is in use.
std::vector<std::vector<std::int64_t>> Steps(std::size_t models,
                                             std::span<const std::vector<std::size_t>> groups) {
  std::vector<std::vector<std::int64_t>> steps(models);
  std::int64_t next = 0;
  for (const std::vector<std::size_t>& group : groups) {
    for (std::size_t model : group) {
      if (steps[model].empty() || steps[model].back() != next) steps[model].push_back(next);
    }
    ++next;
  }
  for (std::vector<std::int64_t>& own : steps) {
    if (own.empty()) own.push_back(next++);
  }
  return steps;
}

Buffer MakeBuffer(const ArenaNeed& need, const std::vector<std::int64_t>& steps) {
  Buffer buffer;
  buffer.size = need.bytes;
  buffer.alignment = need.align;
  buffer.live = {steps.front(), steps.back() + 1};
  if (need.start) buffer.fixed_offset = need.start->offset;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (steps[i - 1] + 1 < steps[i]) buffer.gaps.push_back({steps[i - 1] + 1, steps[i]});
  }
  return buffer;
}

constexpr const char* kHint =
    "--plan-out writes where arenas may begin; without \"arenas\" utvmc decides";

Status CheckAlignment(const ArenaNeed& need) {
  const GivenStart& start = *need.start;
  if (start.offset % need.align == 0) return Ok();
  return UserError(start.where,
                   fmt::format("the arena of \"{}\" begins at {}, which is no multiple of {}",
                               start.model, start.offset, need.align),
                   kHint);
}

Status CheckApart(const ArenaNeed& first, const ArenaNeed& second) {
  const GivenStart &a = *first.start, &b = *second.start;
  const bool is_apart = a.offset + first.bytes <= b.offset || b.offset + second.bytes <= a.offset;
  if (is_apart) return Ok();
  return UserError(
      b.where,
      fmt::format(
          "\"{}\" at {} ({}) and \"{}\" at {} ({}) may run at the same time, but share bytes "
          "of pool \"{}\"",
          a.model, a.offset, ByteCount(first.bytes), b.model, b.offset, ByteCount(second.bytes),
          first.pool),
      kHint);
}

/// What is given must be right before anything is solved around it. `needs`: one for each buffer.
Status CheckStarts(const std::vector<ArenaNeed>& needs, const Problem& problem) {
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (!needs[i].start) continue;
    UTVMC_TRY(CheckAlignment(needs[i]));
    for (std::size_t j = 0; j < i; ++j) {
      if (needs[j].start && LiveTogether(problem.buffers[i], problem.buffers[j]))
        UTVMC_TRY(CheckApart(needs[j], needs[i]));
    }
  }
  return Ok();
}

/// Of an arena that may begin anywhere, whatever the starts of `problem` are. `result`: of it.
std::int64_t LowerBoundOf(Problem problem, const ExactResult& result) {
  const auto is_given = [](const Buffer& buffer) { return buffer.fixed_offset.has_value(); };
  if (std::ranges::none_of(problem.buffers, is_given)) return result.lower_bound;
  for (Buffer& buffer : problem.buffers) buffer.fixed_offset.reset();
  return SolveExactly(problem).lower_bound;
}

/// In the order of their first appearance.
std::vector<std::string> Pools(std::span<const std::vector<ArenaNeed>> models) {
  std::vector<std::string> pools;
  for (const std::vector<ArenaNeed>& needs : models) {
    for (const ArenaNeed& need : needs) {
      if (std::ranges::find(pools, need.pool) == pools.end()) pools.push_back(need.pool);
    }
  }
  return pools;
}

}  // namespace

std::vector<ArenaNeed> ArenaNeeds(const MemoryPlan& plan) {
  std::vector<ArenaNeed> needs;
  for (const Arena& arena : plan.arenas) {
    needs.push_back({arena.pool.name, arena.bytes, arena.align, arena.pool.section, arena.start});
  }
  return needs;
}

std::int64_t SharedArena::BytesApart() const {
  std::int64_t sum = 0;
  for (const Member& member : members) sum = SaturatingAdd(sum, member.bytes);
  return sum;
}

Result<std::vector<SharedArena>> ShareArenas(std::span<const std::vector<ArenaNeed>> models,
                                             std::span<const std::vector<std::size_t>> concurrent) {
  const std::vector<std::vector<std::int64_t>> steps = Steps(models.size(), concurrent);
  std::vector<SharedArena> arenas;
  for (std::string& pool : Pools(models)) {
    SharedArena arena;
    Problem problem;
    std::vector<ArenaNeed> needs;
    for (std::size_t model = 0; model < models.size(); ++model) {
      const auto need = std::ranges::find(models[model], pool, &ArenaNeed::pool);
      if (need == models[model].end()) continue;
      needs.push_back(*need);
      problem.buffers.push_back(MakeBuffer(*need, steps[model]));
      arena.members.push_back({.model = model, .bytes = need->bytes});
      arena.align = std::max(arena.align, need->align);
      arena.section = need->section;
    }
    UTVMC_TRY(CheckStarts(needs, problem));
    const ExactResult result = SolveExactly(problem);
    UTVMC_TRY(Validate(problem, result.placement));
    for (std::size_t i = 0; i < arena.members.size(); ++i) {
      arena.members[i].offset = result.placement.offsets[i];
    }
    arena.pool = std::move(pool);
    arena.bytes = AlignUp(result.placement.height, arena.align);
    arena.lower_bound = AlignUp(LowerBoundOf(problem, result), arena.align);
    arenas.push_back(std::move(arena));
  }
  return arenas;
}

}  // namespace utvmc::plan
