// PlanMemory: liveness, pools, solver, validator, in this order.
#include "plan/memory_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/assign_pools.h"
#include "plan/assign_within.h"
#include "plan/buffer_names.h"
#include "plan/bytes_in_use.h"
#include "plan/does_not_fit.h"
#include "plan/flash.h"
#include "plan/given_plan.h"
#include "plan/liveness.h"
#include "plan/pins.h"
#include "plan/pool_set.h"
#include "plan/traffic.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

using Part = Assignment::Part;

class Planner {
 public:
  Planner(const ir::Program& program, const CompileOptions& options, const Taken& taken,
          std::optional<std::string>* shortage)
      : program_(program),
        options_(options),
        taken_(taken),
        shortage_(shortage),
        pools_(RamPools(options, taken)) {}

  Result<MemoryPlan> Run() {
    // What has to be placed, and when it is needed.
    UTVMC_ASSIGN(pins_, ResolvePins(program_, options_));
    UTVMC_ASSIGN(liveness_, AnalyzeLiveness(program_, options_, pins_));
    UTVMC_TRY(CheckPinnedOffsets());

    // Where it goes; checked by something that does not know how that was decided.
    const ProgramTraffic traffic = CountMoves();
    UTVMC_ASSIGN(const AssignedWithin assigned, Assign(traffic));
    const Assignment& assignment = assigned.assignment;
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const Part& part = assignment.parts[pool];
      UTVMC_TRY(Validate(part.problem, part.result.placement));
      if (BytesOf(part) > pools_[pool].capacity) return TooSmall(traffic, part, pool);
    }
    if (TotalBytes(assignment) > Total()) return TogetherTooLarge(traffic, assigned);
    UTVMC_ASSIGN(std::vector<int> flash, Flash(traffic, shortage_));
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
    const Pin &one = pins_.at(first).pin, &other = pins_.at(second).pin;
    return UserError(
        other.where,
        fmt::format("the pins {} ({}) and {} ({}) share bytes while both tensors are needed",
                    Spell(one), ByteCount(a.size), Spell(other), ByteCount(b.size)),
        "move one of them");
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

  Result<AssignedWithin> Assign(const ProgramTraffic& traffic) const {
    constexpr std::size_t kFewBuffers = 16;  // with which all attempts take no time
    const bool is_once = taken_.is_question && liveness_.allocations.size() > kFewBuffers;
    if (!options_.plan)
      return is_once ? AssignOnce(Within(traffic)) : AssignWithin(Within(traffic));
    UTVMC_ASSIGN(Assignment given, UseGivenPlan(program_, liveness_, pools_, PinnedPools(),
                                                *options_.plan, options_.plan_budget));
    return AssignedWithin{std::move(given)};
  }

  Result<std::vector<int>> Flash(const ProgramTraffic& traffic,
                                 std::optional<std::string>* shortage) const {
    return PlanFlash(program_, options_, pins_, traffic.constants, taken_, shortage);
  }

  PoolProblem Within(const ProgramTraffic& traffic) const {
    return {liveness_.problem, Requests(traffic), PinnedPools(), options_.plan_budget, Total()};
  }

  /// Bytes that all arenas may take; the limit of a single pool is its capacity.
  std::int64_t Total() const {
    if (!options_.limits.ram || pools_.size() == 1) return kSaturated;
    return std::max<std::int64_t>(0, *options_.limits.ram - taken_.ram);
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
      plan.arenas.back().start = StartOf(pools_[pool].pool);
    }
    for (std::size_t arena = 0; arena < plan.arenas.size(); ++arena) {
      const auto is_here = [&](const Allocation& place) { return place.arena == arena; };
      plan.arenas[arena].peak_time = MostBytes(BytesInUse(plan.allocations, is_here)).step;
    }
    plan.tensor_allocation = std::move(liveness_.tensor_allocation);
    plan.scratch_allocation = std::move(liveness_.scratch_allocation);
    plan.op_begin = std::move(liveness_.op_begin);
    plan.overlaps = std::move(liveness_.problem.overlaps);
    return plan;
  }

  std::optional<GivenStart> StartOf(const MemoryPool& pool) const {
    if (!options_.plan) return std::nullopt;
    const std::vector<PlannedArena>& arenas = options_.plan->arenas;
    const auto given = std::ranges::find(arenas, pool.name, &PlannedArena::pool);
    if (given == arenas.end()) return std::nullopt;
    return GivenStart{given->offset, program_.name, given->where};
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

  static std::int64_t BytesOf(const Part& part) {
    return AlignUp(part.result.placement.height, AlignmentOf(part.problem));
  }

  // --- what does not fit ---

  /// "pool \"dtcm\" of 64 bytes (16 of them for kws)".
  std::string Words(std::string memory, std::int64_t limit, std::int64_t taken) const {
    memory += fmt::format(" of {}", ByteCount(limit));
    if (taken > 0) memory += fmt::format(" ({} of them for {})", taken, taken_.by);
    return memory;
  }

  std::string WordsFor(const RamPool& self) const {
    const std::string name = fmt::format("pool \"{}\"", self.pool.name);
    const std::int64_t taken = taken_.Of(self.pool.name);
    const bool has_size = self.pool.size > 0;
    if (has_size && self.limit == self.pool.size) return Words(name, self.limit, taken);
    return Words("--ram-limit", self.limit, taken) + (has_size ? " for " + name : "");
  }

  /// `memory`: as *shortage_. `remedy`: for this model alone. `least`: as Misfit::least.
  void Complete(Misfit& misfit, const std::string& memory, std::optional<Remedy> remedy,
                std::int64_t least, std::int64_t taken) const {
    if (shortage_) *shortage_ = memory;
    if (taken_.is_one_of_several) {  // with another size others would have other plans
      misfit.model = program_.name;
      misfit.searched = false;
      remedy = taken_.would_do;
    } else {
      misfit.least = least;
    }
    misfit.missing = misfit.found - misfit.room;
    if (!remedy) return;
    misfit.missing = remedy->bytes - taken - misfit.room;
    misfit.enough = remedy->bytes;
    misfit.besides = Besides(*remedy, memory, options_);
  }

  /// Says too where constants have no room: more RAM alone would not do.
  Diagnostic WithFlash(const ProgramTraffic& traffic, Diagnostic error) const {
    if (taken_.is_one_of_several) return error;
    const Result<std::vector<int>> flash = Flash(traffic, nullptr);
    return flash.ok() ? error : AsWell(std::move(error), flash.error());
  }

  /// The size of a memory, or of all arenas, that would do for the given plan, which has `bytes`
  /// there besides the `taken` ones of others.
  std::int64_t EnoughForGiven(const std::string& pool, std::int64_t bytes,
                              std::int64_t taken) const {
    if (shortage_) *shortage_ = pool;
    return taken_.would_do ? taken_.would_do->bytes : SaturatingAdd(bytes, taken);
  }

  Diagnostic TooSmall(const ProgramTraffic& traffic, const Part& part, std::size_t pool) const {
    const RamPool& self = pools_[pool];
    const std::int64_t bytes = BytesOf(part);
    if (options_.plan) {
      const std::int64_t enough = EnoughForGiven(self.pool.name, bytes, taken_.Of(self.pool.name));
      return GivenPlanTooLarge(*options_.plan, WordsFor(self), self.limit, enough,
                               fmt::format("{}; {}", LastToEnd(program_, liveness_, part),
                                           StoryOf(part.buffers, part.problem)));
    }
    Misfit misfit = {.memory = WordsFor(self),
                     .room = self.capacity,
                     .proved = AlignUp(part.result.lower_bound, AlignmentOf(part.problem)),
                     .found = bytes,
                     .buffers = part.buffers,
                     .problem = part.problem,
                     .pinned = PinnedOf(part.buffers)};
    std::optional<Remedy> remedy = Remedy{bytes};
    std::int64_t least = misfit.proved;
    misfit.searched = pools_.size() == 1;
    if (pools_.size() > 1 && !taken_.is_one_of_several) {  // then buffers may go elsewhere
      const PoolProblem within = Within(traffic);
      remedy = CapacityThatDoes(within, pool);
      if (!remedy) misfit.other = TooSmallBeside(within, pool);
      least = LeastCapacity(within, pool) > self.capacity ? LeastCapacity(within, pool) : 0;
    }
    Complete(misfit, self.pool.name, remedy, least, taken_.Of(self.pool.name));
    return WithFlash(traffic, DoesNotFit(program_, liveness_, misfit));
  }

  /// Another pool that buffers have no room in, whatever `pool` holds; "": nobody knows which.
  std::string TooSmallBeside(PoolProblem within, std::size_t pool) const {
    within.pools[pool].capacity = kSaturated;
    within.total = kSaturated;
    const std::optional<std::size_t> other = AssignWithin(within).assignment.overflow;
    return !other || *other == pool ? "" : WordsFor(pools_[*other]);
  }

  Diagnostic TogetherTooLarge(const ProgramTraffic& traffic, const AssignedWithin& found) const {
    std::string arenas;
    const std::vector<std::int64_t> bytes = ArenaBytes(found.assignment);
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      if (bytes[pool] == 0) continue;
      arenas +=
          fmt::format("{}{} {}", arenas.empty() ? "" : ", ", pools_[pool].pool.name, bytes[pool]);
    }
    std::vector<std::size_t> all(liveness_.allocations.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const std::string memory = Words("--ram-limit", *options_.limits.ram, taken_.ram);
    const std::int64_t total = TotalBytes(found.assignment);
    if (options_.plan) {
      return GivenPlanTooLarge(*options_.plan, memory, *options_.limits.ram,
                               EnoughForGiven("", total, taken_.ram),
                               fmt::format("the arenas take {} together ({}); {}", total, arenas,
                                           StoryOf(all, liveness_.problem)));
    }
    const std::int64_t bound = LowerBound(liveness_.problem);
    Misfit misfit = {.memory = memory,
                     .room = Total(),
                     .proved = bound,
                     .found = total,
                     .buffers = all,
                     .problem = liveness_.problem,
                     .pinned = PinnedOf(all)};
    std::optional<Remedy> remedy;
    if (found.total_that_does < kSaturated) remedy = Remedy{found.total_that_does};
    Complete(misfit, "", remedy, bound, taken_.ram);
    return WithFlash(traffic, plan::TogetherTooLarge(program_, liveness_, misfit, arenas));
  }

  /// Which of the buffers a pin keeps from going to another pool.
  std::vector<std::size_t> PinnedOf(const std::vector<std::size_t>& buffers) const {
    const std::vector<std::optional<std::size_t>> pools = PinnedPools();
    std::vector<std::size_t> pinned;
    for (std::size_t i = 0; i < buffers.size(); ++i)
      if (pools_.size() > 1 && pools[buffers[i]]) pinned.push_back(i);
    return pinned;
  }

  std::string StoryOf(const std::vector<std::size_t>& buffers, const Problem& problem) const {
    return PeakStory(program_, liveness_, buffers, problem);
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  const Taken& taken_;
  std::optional<std::string>* shortage_;
  std::vector<RamPool> pools_;
  ResolvedPins pins_;
  Liveness liveness_;
};

}  // namespace

Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options) {
  return PlanMemory(program, options, Taken(), nullptr);
}

Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options,
                              const Taken& taken, std::optional<std::string>* shortage) {
  return Planner(program, options, taken, shortage).Run();
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
