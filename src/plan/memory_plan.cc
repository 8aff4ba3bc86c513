// PlanMemory: liveness, pools, solver, validator, in this order.
#include "plan/memory_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/assign_pools.h"
#include "plan/buffer_names.h"
#include "plan/bytes_in_use.h"
#include "plan/does_not_fit.h"
#include "plan/flash.h"
#include "plan/given_plan.h"
#include "plan/liveness.h"
#include "plan/pins.h"
#include "plan/pool_set.h"
#include "plan/traffic.h"

namespace utvmc::plan {
namespace {

using Part = Assignment::Part;

class Planner {
 public:
  Planner(const ir::Program& program, const CompileOptions& options)
      : program_(program), options_(options), pools_(RamPools(options)) {}

  Result<MemoryPlan> Run() {
    // What has to be placed, and when it is needed.
    UTVMC_ASSIGN(pins_, ResolvePins(program_, options_));
    UTVMC_ASSIGN(liveness_, AnalyzeLiveness(program_, options_, pins_));
    UTVMC_TRY(CheckPinnedOffsets());

    // Where it goes; checked by something that does not know how that was decided.
    const ProgramTraffic traffic = CountMoves();
    UTVMC_ASSIGN(const Assignment assignment, Assign(traffic));
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const Part& part = assignment.parts[pool];
      UTVMC_TRY(Validate(part.problem, part.result.placement));
      const std::int64_t bytes = AlignUp(part.result.placement.height, AlignmentOf(part.problem));
      if (bytes > pools_[pool].capacity) return TooSmall(part, pool, bytes);
    }
    UTVMC_TRY(CheckLimit(assignment));
    UTVMC_ASSIGN(std::vector<int> flash, PlanFlash(program_, options_, pins_, traffic.constants));
    MemoryPlan plan = Assemble(assignment);
    plan.flash_pools = FlashPools(options_);
    plan.flash = std::move(flash);
    return plan;
  }

 private:
  /// Two pins that want the same bytes at the same time are the user's mistake, not the solver's.
  Status CheckPinnedOffsets() const {
    std::vector<ir::TensorId> fixed;
    for (const auto& [tensor, pin] : pins_)
      if (pin.offset && liveness_.tensor_allocation[tensor.index()] >= 0) fixed.push_back(tensor);
    for (std::size_t i = 0; i < fixed.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) UTVMC_TRY(CheckPair(fixed[j], fixed[i]));
    }
    return Ok();
  }

  Status CheckPair(ir::TensorId first, ir::TensorId second) const {
    const auto buffer = [&](ir::TensorId tensor) -> const Buffer& {
      const int index = liveness_.tensor_allocation[tensor.index()];
      return liveness_.problem.buffers[static_cast<std::size_t>(index)];
    };
    const Buffer &a = buffer(first), &b = buffer(second);
    const bool shares =
        *a.fixed_offset < *b.fixed_offset + b.size && *b.fixed_offset < *a.fixed_offset + a.size;
    if (pins_.at(first).pool != pins_.at(second).pool || !shares || !LiveTogether(a, b))
      return Ok();
    return UserError({},
                     fmt::format("\"{}\" ({} bytes) and \"{}\" ({} bytes) are pinned to offsets "
                                 "{} and {} of pool \"{}\", where they share bytes while both are "
                                 "needed",
                                 program_[first].name, a.size, program_[second].name, b.size,
                                 *a.fixed_offset, *b.fixed_offset, pins_.at(first).pool));
  }

  /// Only a choice between pools asks for it.
  ProgramTraffic CountMoves() const {
    if (pools_.size() > 1 || FlashPools(options_).size() > 1)
      return CountTraffic(program_, liveness_);
    ProgramTraffic none;
    none.buffers.resize(liveness_.allocations.size());
    none.constants.resize(program_.tensors.size());
    return none;
  }

  Result<Assignment> Assign(const ProgramTraffic& traffic) const {
    if (options_.plan)
      return UseGivenPlan(program_, liveness_, pools_, PinnedPools(), *options_.plan,
                          options_.plan_budget);
    return AssignPools(liveness_.problem, Requests(traffic), PinnedPools(), options_.plan_budget);
  }

  std::vector<PoolRequest> Requests(const ProgramTraffic& traffic) const {
    std::vector<PoolRequest> requests;
    for (const RamPool& pool : pools_) {
      PoolRequest& request = requests.emplace_back();
      request.capacity = pool.capacity;
      request.alignment = pool.pool.alignment;
      for (const Traffic& buffer : traffic.buffers)
        request.costs.push_back(CostOf(buffer, pool.pool.speed));
    }
    return requests;
  }

  /// By allocation.
  std::vector<std::optional<std::size_t>> PinnedPools() const {
    std::vector<std::optional<std::size_t>> pinned(liveness_.allocations.size());
    for (const auto& [tensor, pin] : pins_) {
      const int index = liveness_.tensor_allocation[tensor.index()];
      if (index < 0) continue;
      const auto pool = std::ranges::find(
          pools_, pin.pool, [](const RamPool& candidate) { return candidate.pool.name; });
      pinned[static_cast<std::size_t>(index)] = static_cast<std::size_t>(pool - pools_.begin());
    }
    return pinned;
  }

  MemoryPlan Assemble(const Assignment& assignment) {
    MemoryPlan plan;
    plan.allocations = std::move(liveness_.allocations);
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const Part& part = assignment.parts[pool];
      // A model that needs no memory has an arena all the same, for its type.
      const bool is_last_chance = pool + 1 == pools_.size() && plan.arenas.empty();
      if (part.buffers.empty() && !is_last_chance) continue;
      for (std::size_t i = 0; i < part.buffers.size(); ++i) {
        Allocation& allocation = plan.allocations[part.buffers[i]];
        allocation.arena = plan.arenas.size();
        allocation.offset = part.result.placement.offsets[i];
      }
      plan.arenas.push_back(MakeArena(part, pools_[pool].pool));
    }
    for (std::size_t arena = 0; arena < plan.arenas.size(); ++arena) {
      const auto is_here = [&](const Allocation& place) { return place.arena == arena; };
      plan.arenas[arena].peak_time = MostBytes(BytesInUse(plan.allocations, is_here)).step;
    }
    plan.tensor_allocation = std::move(liveness_.tensor_allocation);
    plan.scratch_allocation = std::move(liveness_.scratch_allocation);
    plan.op_begin = std::move(liveness_.op_begin);
    return plan;
  }

  static Arena MakeArena(const Part& part, const MemoryPool& pool) {
    Arena arena;
    arena.pool = pool;
    arena.align = AlignmentOf(part.problem);
    // A C object has at least one byte, and a multiple of its alignment.
    const auto bytes = [&](std::int64_t height) {
      return std::max<std::int64_t>(1, AlignUp(height, arena.align));
    };
    arena.bytes = bytes(part.result.placement.height);
    arena.lower_bound = bytes(part.result.lower_bound);
    arena.technique = part.result.placement.technique;
    return arena;
  }

  Diagnostic TooSmall(const Part& part, std::size_t pool, std::int64_t bytes) const {
    const RamPool& self = pools_[pool];
    std::string what = fmt::format("pool \"{}\" of {} bytes", self.pool.name, self.capacity);
    if (self.capacity != self.pool.size) {
      what = fmt::format("--ram-limit of {} bytes", self.capacity);
      if (self.pool.size > 0) what += fmt::format(" for pool \"{}\"", self.pool.name);
    }
    if (options_.plan) return GivenPlanTooLarge(*options_.plan, what, self.capacity, bytes);
    return DoesNotFit(program_, liveness_,
                      {what, self.capacity, AlignmentOf(part.problem), part.buffers, part.problem,
                       part.result.placement.height, part.result.lower_bound});
  }

  /// The limit of several pools together; that of a single one is its capacity.
  Status CheckLimit(const Assignment& assignment) const {
    if (!options_.limits.ram) return Ok();
    std::int64_t total = 0, most = -1;
    const Part* largest = nullptr;
    std::string list;
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const Part& part = assignment.parts[pool];
      if (part.buffers.empty()) continue;
      const std::int64_t bytes = MakeArena(part, pools_[pool].pool).bytes;
      total = SaturatingAdd(total, bytes);
      list += fmt::format("{}{} {}", list.empty() ? "" : ", ", pools_[pool].pool.name, bytes);
      if (bytes > most) largest = &part;
      most = std::max(most, bytes);
    }
    if (total <= *options_.limits.ram) return Ok();
    Diagnostic error;
    error.error_class = ErrorClass::kBudget;
    error.message = fmt::format(
        "--ram-limit of {} bytes is {} bytes too small: the arenas take {} together ({}); {}",
        *options_.limits.ram, total - *options_.limits.ram, total, list,
        PeakStory(program_, liveness_, largest->buffers, largest->problem));
    error.hint = fmt::format("{} bytes would do", total);
    return error;
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  std::vector<RamPool> pools_;
  ResolvedPins pins_;
  Liveness liveness_;
};

}  // namespace

Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options) {
  return Planner(program, options).Run();
}

const MemoryPool* MemoryPlan::FlashPoolOf(ir::TensorId constant) const {
  const int pool = constant.index() < flash.size() ? flash[constant.index()] : -1;
  return pool < 0 ? nullptr : &flash_pools[static_cast<std::size_t>(pool)];
}

std::int64_t MemoryPlan::Bytes() const {
  std::int64_t bytes = 0;
  for (const Arena& arena : arenas) bytes = SaturatingAdd(bytes, arena.bytes);
  return bytes;
}

std::int64_t MemoryPlan::LowerBound() const {
  std::int64_t bytes = 0;
  for (const Arena& arena : arenas) bytes = SaturatingAdd(bytes, arena.lower_bound);
  return bytes;
}

const Allocation* PlaceOf(const ir::Program& program, const MemoryPlan& plan, ir::TensorId tensor) {
  const int allocation = plan.tensor_allocation[program.Root(tensor).index()];
  return allocation < 0 ? nullptr : &plan.allocations[static_cast<std::size_t>(allocation)];
}

}  // namespace utvmc::plan
