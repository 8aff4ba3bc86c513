#include "plan/given_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/buffer_names.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

constexpr const char* kHint = "--plan-out writes a plan for this model, to be changed from there";

/// Options that change buffers are not in the plan.
constexpr const char* kOptionsHint =
    "the plan may be for other options, as --align, --io, --stack-limit, --keep-order and "
    "--no-in-place change buffers; --plan-out writes one for these";

class Reader {
 public:
  Reader(const ir::Program& program, const Liveness& liveness, const std::vector<RamPool>& pools,
         const std::vector<std::optional<std::size_t>>& pinned, const PlanFile& file,
         std::optional<std::int64_t> node_budget)
      : program_(program),
        liveness_(liveness),
        pools_(pools),
        pinned_(pinned),
        file_(file),
        node_budget_(node_budget),
        names_(NameBuffers(program, liveness.allocations)) {}

  Result<Assignment> Run() {
    if (file_.checksum && *file_.checksum != program_.checksum) {
      return UserError(At("/model"),
                       fmt::format("the plan was made for a model with crc32 {:08x}, this one has "
                                   "{:08x}",
                                   *file_.checksum, program_.checksum),
                       kHint);
    }
    const std::size_t count = liveness_.allocations.size();
    places_.assign(count, nullptr);
    for (const PlannedBuffer& buffer : file_.buffers) UTVMC_TRY(Take(buffer));
    UTVMC_TRY(CheckArenas());
    const auto missing = std::ranges::find(places_, nullptr);
    if (missing != places_.end()) {
      const auto id = static_cast<std::size_t>(missing - places_.begin());
      return UserError(At("/buffers"),
                       fmt::format("buffer {} (\"{}\") has no place", id, names_[id]), kHint);
    }
    return Assign();
  }

 private:
  Location At(const char* key) const {
    return {.file = file_.path, .pointer = file_.pointer + key};
  }

  Status Take(const PlannedBuffer& buffer) {
    if (buffer.id < 0 || buffer.id >= static_cast<std::int64_t>(places_.size())) {
      return UserError(
          buffer.where,
          fmt::format("buffer {} does not exist, the model has {}", buffer.id, places_.size()),
          kHint);
    }
    const auto id = static_cast<std::size_t>(buffer.id);
    if (places_[id] != nullptr)
      return UserError(buffer.where, fmt::format("buffer {} has two places", id), kHint);
    places_[id] = &buffer;

    const Buffer& own = liveness_.problem.buffers[id];
    UTVMC_TRY(Compare(buffer, "size", buffer.size, own.size));
    UTVMC_TRY(Compare(buffer, "alignment", buffer.alignment, own.alignment));
    UTVMC_TRY(Compare(buffer, "begin", buffer.begin, own.live.begin));
    return Compare(buffer, "end", buffer.end, own.live.end);
  }

  Status Compare(const PlannedBuffer& buffer, const char* what,
                 const std::optional<std::int64_t>& theirs, std::int64_t own) const {
    if (!theirs || *theirs == own) return Ok();
    return UserError(
        buffer.where,
        fmt::format("\"{}\" of buffer {} (\"{}\") is {}, the model's is {}", what, buffer.id,
                    names_[static_cast<std::size_t>(buffer.id)], *theirs, own),
        kOptionsHint);
  }

  Result<Assignment> Assign() {
    Assignment assignment;
    assignment.parts.resize(pools_.size());
    for (std::size_t id = 0; id < places_.size(); ++id) {
      const PlannedBuffer& buffer = *places_[id];
      UTVMC_ASSIGN(const std::size_t index, FindPool(buffer.pool, buffer.where));
      UTVMC_TRY(CheckPin(buffer, id, index));
      assignment.pool.push_back(index);
      assignment.parts[index].buffers.push_back(id);
      assignment.parts[index].result.placement.offsets.push_back(buffer.offset);
    }
    for (std::size_t i = 0; i < pools_.size(); ++i) UTVMC_TRY(Check(assignment.parts[i], i));
    return assignment;
  }

  /// Where they begin is ShareArenas's concern.
  Status CheckArenas() const {
    for (const PlannedArena& arena : file_.arenas) {
      UTVMC_TRY(FindPool(arena.pool, arena.where));
      const auto first = std::ranges::find(file_.arenas, arena.pool, &PlannedArena::pool);
      if (&*first == &arena) continue;
      return UserError(arena.where,
                       fmt::format("the arena of pool \"{}\" begins twice", arena.pool), kHint);
    }
    return Ok();
  }

  Result<std::size_t> FindPool(const std::string& name, const Location& where) const {
    const auto pool = std::ranges::find(
        pools_, name, [](const RamPool& candidate) { return candidate.pool.name; });
    if (pool != pools_.end()) return static_cast<std::size_t>(pool - pools_.begin());
    return UserError(where, fmt::format("there is no RAM pool \"{}\"", name),
                     "name the pools with --pools");
  }

  Status CheckPin(const PlannedBuffer& buffer, std::size_t id, std::size_t pool) const {
    const std::optional<std::size_t> pinned_pool = pinned_[id];
    const std::optional<std::int64_t> offset = liveness_.problem.buffers[id].fixed_offset;
    const bool is_kept =
        (!pinned_pool || *pinned_pool == pool) && (!offset || *offset == buffer.offset);
    if (is_kept) return Ok();
    const std::string place = pools_[*pinned_pool].pool.name;
    return UserError(
        buffer.where,
        fmt::format("buffer {} (\"{}\") is at {} of pool \"{}\", but pinned to {}pool \"{}\"", id,
                    names_[id], buffer.offset, buffer.pool,
                    offset ? fmt::format("{} of ", *offset) : "", place),
        "leave out the pin, or move the buffer");
  }

  Status Check(Assignment::Part& part, std::size_t pool) {
    part.problem = PartOf(liveness_.problem, part.buffers, pools_[pool].pool.alignment);
    Placement& placement = part.result.placement;
    placement.technique = "given";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < part.buffers.size(); ++i) {
      names.push_back(names_[part.buffers[i]]);
      const std::int64_t size = part.problem.buffers[i].size;
      placement.height = std::max(placement.height, SaturatingAdd(placement.offsets[i], size));
    }
    Status valid = Validate(part.problem, placement, names);
    if (!valid.ok()) {
      constexpr std::string_view kPrefix = "memory plan: ";
      std::string message = valid.error().message;
      if (message.starts_with(kPrefix)) message.erase(0, kPrefix.size());
      return UserError(At("/buffers"), std::move(message), kHint);
    }
    // As tight as for a plan of utvmc's own.
    part.result.lower_bound = SolveExactly(part.problem, {.node_budget = node_budget_}).lower_bound;
    return Ok();
  }

  const ir::Program& program_;
  const Liveness& liveness_;
  const std::vector<RamPool>& pools_;
  const std::vector<std::optional<std::size_t>>& pinned_;
  const PlanFile& file_;
  std::optional<std::int64_t> node_budget_;
  std::vector<std::string> names_;
  std::vector<const PlannedBuffer*> places_;  ///< by allocation
};

}  // namespace

Result<Assignment> UseGivenPlan(const ir::Program& program, const Liveness& liveness,
                                const std::vector<RamPool>& pools,
                                const std::vector<std::optional<std::size_t>>& pinned,
                                const PlanFile& file, std::optional<std::int64_t> node_budget) {
  return Reader(program, liveness, pools, pinned, file, node_budget).Run();
}

Diagnostic GivenPlanTooLarge(const PlanFile& file, const std::string& what, std::int64_t size,
                             std::int64_t enough, const std::string& story) {
  return BudgetError(
      {.file = file.path, .pointer = file.pointer + "/buffers"},
      fmt::format("{} is {} too small for this plan: {}", what, ByteCount(enough - size), story),
      fmt::format("{} would do for this plan; without --plan-in utvmc makes one",
                  ByteCount(enough)));
}

std::string LastToEnd(const ir::Program& program, const Liveness& liveness,
                      const Assignment::Part& part) {
  const auto end = [&](std::size_t i) {
    return part.result.placement.offsets[i] + part.problem.buffers[i].size;
  };
  std::size_t last = 0;
  for (std::size_t i = 1; i < part.buffers.size(); ++i)
    if (end(i) > end(last)) last = i;
  return fmt::format("\"{}\" ({}) ends at {}",
                     NameBuffers(program, liveness.allocations)[part.buffers[last]],
                     ByteCount(part.problem.buffers[last].size), end(last));
}

PlanFile DescribePlan(const ir::Program& program, const MemoryPlan& plan) {
  const std::vector<std::string> names = NameBuffers(program, plan.allocations);
  PlanFile file;
  file.checksum = program.checksum;
  for (std::size_t i = 0; i < plan.allocations.size(); ++i) {
    const Allocation& place = plan.allocations[i];
    PlannedBuffer buffer;
    buffer.id = static_cast<std::int64_t>(i);
    buffer.name = names[i];
    buffer.pool = plan.arenas[place.arena].pool.name;
    buffer.offset = place.offset;
    buffer.size = place.size;
    buffer.alignment = place.alignment;
    buffer.begin = place.live.begin;
    buffer.end = place.live.end;
    file.buffers.push_back(std::move(buffer));
  }
  for (const AllowedOverlap& overlap : plan.overlaps) {
    // Further apart they share nothing.
    const std::int64_t from =
        std::max(overlap.min_distance, -plan.allocations[overlap.second.index()].size);
    const std::int64_t to =
        std::min(overlap.max_distance, plan.allocations[overlap.first.index()].size);
    file.overlaps.push_back({static_cast<std::int64_t>(overlap.first.index()),
                             static_cast<std::int64_t>(overlap.second.index()), from, to});
  }
  return file;
}

}  // namespace utvmc::plan
