#include "plan/plan_together.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/flash.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

using Order = std::vector<std::size_t>;
using Plans = std::vector<std::optional<MemoryPlan>>;  ///< by model; empty: not yet

/// A model is planned again so often where the arenas that it shares become too large.
constexpr int kRetries = 8;
/// Sizes that are tried for the message. Each plans all models several times.
constexpr int kProbes = 8;
constexpr std::size_t kManyBuffers = 2'000;

/// What exceeds its limit.
struct Excess {
  std::string memory;  ///< name of a pool; empty: --ram-limit
  std::int64_t bytes = 0;
  std::int64_t limit = 0;
};

/// A model that nothing is left for.
struct Failure {
  std::size_t model = 0;
  Taken taken;
  std::optional<Shortage> shortage;
  Diagnostic error;
};

/// How models are planned one after the other.
struct Manner {
  bool is_compact = false;  ///< each in as few bytes as it can
  bool explains = false;    ///< a failure says what would do, which takes time
};

class ImagePlanner {
 public:
  ImagePlanner(std::span<const ModelToPlan> models, const Together& together)
      : models_(models), together_(together) {
    for (const ModelToPlan& model : models) options_.push_back(model.options);
  }

  Result<PlannedTogether> Run() {
    Plans plans(models_.size());
    UTVMC_ASSIGN(const bool fits, Alone(plans));
    if (fits) return Finish(std::move(plans));

    std::optional<Failure> first;
    const std::vector<Order> orders = Orders(plans);
    UTVMC_TRY(FindLeast());
    for (const bool is_compact : {false, true}) {
      for (const Order& order : orders) {
        UTVMC_ASSIGN(auto outcome, InTurn(order, {is_compact, !first}, plans));
        if (!outcome) return Finish(std::move(plans));
        if (!first) first = std::move(outcome);
      }
    }
    return Explain(*std::move(first), orders);
  }

 private:
  const CompileOptions& Options() const { return options_.front(); }

  /// True: together they fit. A model that does not even fit alone gets no plan.
  Result<bool> Alone(Plans& plans) const {
    bool fits = true;
    for (std::size_t model = 0; model < models_.size(); ++model) {
      Result<MemoryPlan> plan = PlanMemory(models_[model].program, options_[model]);
      if (plan.ok()) {
        plans[model] = *std::move(plan);
      } else if (plan.error().error_class == ErrorClass::kBudget && models_.size() > 1) {
        fits = false;
      } else {
        return std::move(plan).error();
      }
    }
    UTVMC_ASSIGN(const std::optional<Excess> excess, FindExcess(plans));
    return fits && !excess;
  }

  bool MayRunTogether(std::size_t a, std::size_t b) const {
    if (!together_.share_arena) return true;
    return std::ranges::any_of(together_.concurrent, [&](const std::vector<std::size_t>& group) {
      return std::ranges::find(group, a) != group.end() &&
             std::ranges::find(group, b) != group.end();
    });
  }

  /// Arenas in which the models that have a plan share what they can.
  Result<std::vector<SharedArena>> Share(const Plans& plans) const {
    std::vector<std::vector<ArenaNeed>> needs;
    for (const std::optional<MemoryPlan>& plan : plans)
      needs.push_back(plan ? ArenaNeeds(*plan) : std::vector<ArenaNeed>());
    return ShareArenas(needs, together_.concurrent);
  }

  /// Bytes of RAM by pool.
  Result<std::map<std::string, std::int64_t>> RamOf(const Plans& plans) const {
    std::map<std::string, std::int64_t> bytes;
    if (together_.share_arena) {
      UTVMC_ASSIGN(const std::vector<SharedArena> arenas, Share(plans));
      for (const SharedArena& arena : arenas) bytes[arena.pool] = arena.bytes;
      return bytes;
    }
    for (const std::optional<MemoryPlan>& plan : plans) {
      if (!plan) continue;
      for (const Arena& arena : plan->arenas) {
        std::int64_t& sum = bytes[arena.pool.name];
        sum = SaturatingAdd(sum, arena.bytes);
      }
    }
    return bytes;
  }

  /// Adds what the constants of a model take in flash to `taken`, without those that are there.
  void TakeFlash(std::size_t model, const MemoryPlan& plan, Taken& taken, bool exact) const {
    const ir::Program& program = models_[model].program;
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      const MemoryPool* const pool = plan.FlashPoolOf(ir::TensorId(i));
      if (pool == nullptr) continue;
      const ir::Tensor& constant = program.tensors[i];
      const bool is_new =
          taken.constants.try_emplace({ir::ElementType(constant.type), constant.data}, pool->name)
              .second;
      if (!is_new && together_.share_constants) continue;
      std::int64_t& bytes = taken.bytes[pool->name];
      bytes = SaturatingAdd(bytes, exact ? constant.Bytes() : FlashFootprint(constant, *pool));
    }
    if (!together_.share_constants) taken.constants.clear();
  }

  /// The first memory that does not hold what the models have of it.
  Result<std::optional<Excess>> FindExcess(const Plans& plans) const {
    using Found = std::optional<Excess>;
    UTVMC_ASSIGN(const auto ram, RamOf(plans));
    std::int64_t total = 0;
    for (const auto& [pool, bytes] : ram) total = SaturatingAdd(total, bytes);
    for (const RamPool& pool : RamPools(Options())) {
      const auto found = ram.find(pool.pool.name);
      if (found == ram.end() || found->second <= pool.limit) continue;
      return Found(Excess{pool.pool.name, found->second, pool.limit});
    }
    if (Options().limits.ram && total > *Options().limits.ram)
      return Found(Excess{"", total, *Options().limits.ram});
    Taken flash;
    for (std::size_t model = 0; model < plans.size(); ++model)
      if (plans[model]) TakeFlash(model, *plans[model], flash, true);
    for (const MemoryPool& pool : FlashPools(Options())) {
      std::int64_t limit = pool.size;
      const auto own = Options().limits.flash_pools.find(pool.name);
      if (own != Options().limits.flash_pools.end()) limit = std::min(limit, own->second);
      if (flash.Of(pool.name) > limit) return Found(Excess{pool.name, flash.Of(pool.name), limit});
    }
    return Found();
  }

  /// To places of its own, which others must leave to it.
  bool IsBound(std::size_t model) const {
    return options_[model].plan.has_value() || !options_[model].pins.empty();
  }

  std::vector<Order> Orders(const Plans& plans) const {
    Order given(plans.size());
    std::iota(given.begin(), given.end(), std::size_t{0});
    Order largest = given, smallest = given;
    const auto need = [&](std::size_t model) {
      return plans[model] ? plans[model]->LowerBound() : kSaturated;
    };
    std::ranges::stable_sort(largest, std::ranges::greater(), need);
    std::ranges::stable_sort(smallest, {}, need);
    std::vector<Order> orders;
    for (Order* order : {&largest, &given, &smallest}) {
      std::ranges::stable_partition(*order, [&](std::size_t model) { return IsBound(model); });
      if (std::ranges::find(orders, *order) == orders.end()) orders.push_back(std::move(*order));
    }
    return orders;
  }

  /// What the models that have a plan leave out of reach of `model`.
  Taken TakenFrom(std::size_t model, const Plans& plans) const {
    Taken taken;
    taken.is_one_of_several = true;
    for (std::size_t other = 0; other < plans.size(); ++other) {
      if (!plans[other]) continue;
      TakeFlash(other, *plans[other], taken, false);
      if (!MayRunTogether(model, other)) continue;
      taken.by += (taken.by.empty() ? "" : ", ") + models_[other].program.name;
      for (const Arena& arena : plans[other]->arenas) {
        std::int64_t& bytes = taken.bytes[arena.pool.name];
        bytes = SaturatingAdd(bytes, arena.bytes);
        taken.ram = SaturatingAdd(taken.ram, arena.bytes);
      }
    }
    return taken;
  }

  /// One model after the other. Empty: all have a plan that fits.
  Result<std::optional<Failure>> InTurn(const Order& order, Manner manner, Plans& plans) const {
    plans.assign(models_.size(), std::nullopt);
    for (const std::size_t model : order) {
      UTVMC_ASSIGN(auto failure, Add(model, manner, plans));
      if (failure) return failure;
    }
    return std::optional<Failure>();
  }

  /// Bytes of each model in one arena: several pools seldom take less together.
  Status FindLeast() {
    for (std::size_t model = 0; model < models_.size(); ++model) {
      UTVMC_ASSIGN(const MemoryPlan plan,
                   PlanMemory(models_[model].program, InOneArena(options_[model])));
      least_.push_back(plan.Bytes());
    }
    return Ok();
  }

  /// `is_compact`: in as few bytes as in one arena, if that can be.
  Result<MemoryPlan> PlanOne(std::size_t model, bool is_compact, const Taken& taken,
                             std::optional<Shortage>* shortage) const {
    const ir::Program& program = models_[model].program;
    if (is_compact) {
      CompileOptions options = options_[model];
      const std::int64_t most = SaturatingAdd(least_[model], taken.ram);
      options.limits.ram = std::min(most, options.limits.ram.value_or(most));
      Taken quickly = taken;
      quickly.would_do = 0;
      Result<MemoryPlan> plan = PlanMemory(program, options, quickly, nullptr);
      if (plan.ok() || plan.error().error_class != ErrorClass::kBudget) return plan;
    }
    return PlanMemory(program, options_[model], taken, shortage);
  }

  Result<std::optional<Failure>> Add(std::size_t model, Manner manner, Plans& plans) const {
    Taken taken = TakenFrom(model, plans);
    if (!manner.explains) taken.would_do = 0;  // whatever it is
    UTVMC_ASSIGN(const auto before, RamOf(plans));
    std::vector<RamPool> receivers = RamPools(Options());
    for (int retry = 0;; ++retry) {
      std::optional<Shortage> shortage;
      Result<MemoryPlan> plan = PlanOne(model, manner.is_compact, taken, &shortage);
      const auto failed = [&](Diagnostic error) {
        return std::optional(Failure{model, taken, std::move(shortage), std::move(error)});
      };
      if (!plan.ok()) {
        if (plan.error().error_class != ErrorClass::kBudget) return std::move(plan).error();
        return failed(std::move(plan).error());
      }
      plans[model] = *std::move(plan);
      UTVMC_ASSIGN(const std::optional<Excess> excess, FindExcess(plans));
      if (!excess) return std::optional<Failure>();
      plans[model].reset();
      // Arenas are shared, and the hole that is left for this one is smaller than thought.
      const bool is_total = excess->memory.empty();
      if (retry == kRetries || (is_total && receivers.empty())) return failed(Say(*excess));
      if (is_total) {
        Confine(model, before, receivers.front(), plans, taken);
        receivers.erase(receivers.begin());
      } else {
        std::int64_t& bytes = taken.bytes[excess->memory];
        bytes = SaturatingAdd(bytes, excess->bytes - excess->limit);
      }
    }
  }

  /// To the bytes that arenas of others have anyway, and all that the total leaves in one pool.
  void Confine(std::size_t model, const std::map<std::string, std::int64_t>& before,
               const RamPool& receiver, const Plans& plans, Taken& taken) const {
    const std::optional<std::int64_t> would_do = taken.would_do;
    taken = TakenFrom(model, plans);
    taken.would_do = would_do;
    std::int64_t left = *Options().limits.ram;
    for (const auto& [pool, bytes] : before) left = std::max<std::int64_t>(0, left - bytes);
    for (const RamPool& pool : RamPools(Options())) {
      const std::string& name = pool.pool.name;
      const auto there = before.find(name);
      std::int64_t room = there == before.end() ? 0 : there->second;
      if (name == receiver.pool.name) room = SaturatingAdd(room, left);
      taken.bytes[name] = std::max(taken.Of(name), pool.limit - std::min(room, pool.limit));
    }
  }

  Diagnostic Say(const Excess& excess) const {
    Diagnostic error;
    error.error_class = ErrorClass::kBudget;
    error.message = fmt::format(
        "all models together need {} of {}, {} more than its {}", ByteCount(excess.bytes),
        excess.memory.empty() ? "RAM" : fmt::format("\"{}\"", excess.memory),
        excess.bytes - excess.limit, excess.limit);
    return error;
  }

  // --- what would do ---

  /// True: with that size of the pool, or that --ram-limit, one of the orders fits.
  Result<bool> Does(const std::string& pool, std::int64_t size, const std::vector<Order>& orders) {
    const std::vector<CompileOptions> own = options_;
    for (CompileOptions& options : options_) {
      const bool is_limit = pool.empty() || RamPools(options).size() == 1;
      if (is_limit && options.limits.ram) options.limits.ram = size;
      const auto limit = options.limits.ram_pools.find(pool);
      if (limit != options.limits.ram_pools.end()) limit->second = size;
      for (MemoryPool& of : options.pools)
        if (of.name == pool) of.size = std::max(of.size, size);
    }
    bool does = false;
    for (const bool is_compact : {false, true}) {
      for (const Order& order : orders) {
        if (does) break;
        Plans plans;
        const Result<std::optional<Failure>> failure = InTurn(order, {is_compact, false}, plans);
        if (!failure.ok()) return failure.error();
        does = !failure->has_value();
      }
    }
    options_ = own;
    return does;
  }

  /// The smallest size tried that does, from what one order says would on; empty: none did.
  Result<std::optional<std::int64_t>> WouldDo(const Failure& failure, std::int64_t low,
                                              const std::vector<Order>& orders) {
    std::int64_t high = failure.shortage->enough;
    bool does = false;
    for (int probe = 0; probe < kProbes && !does; ++probe) {
      UTVMC_ASSIGN(does, Does(failure.shortage->pool, high, orders));
      if (does) break;
      const std::int64_t step = std::max<std::int64_t>(1, high - low);
      low = high;
      high = SaturatingAdd(high, SaturatingMultiply(2, step));
    }
    if (!does) return std::optional<std::int64_t>();
    std::size_t buffers = 0;
    for (const ModelToPlan& model : models_) buffers += model.program.tensors.size();
    const std::int64_t word = 4;
    for (int probe = 0; probe < kProbes && high - low > word && buffers < kManyBuffers; ++probe) {
      const std::int64_t middle = AlignUp(low + (high - low) / 2, word);
      if (middle >= high) break;
      UTVMC_ASSIGN(const bool fits, Does(failure.shortage->pool, middle, orders));
      (fits ? high : low) = middle;
    }
    return std::optional<std::int64_t>(high);
  }

  std::string Advice() const {
    if (!together_.share_arena)
      return "--share-arena gives models that never run at the same time the same bytes";
    if (!together_.concurrent.empty()) return "models that are not --concurrent share bytes";
    return {};
  }

  Diagnostic Explain(Failure failure, const std::vector<Order>& orders) {
    const std::string& name = models_[failure.model].program.name;
    const auto advise = [](Diagnostic& error, const std::string& advice) {
      if (!advice.empty()) error.hint += (error.hint.empty() ? "" : "; ") + advice;
    };
    if (!failure.shortage) {  // flash
      failure.error.message = fmt::format("{}: {}", name, failure.error.message);
      if (!together_.share_constants)
        advise(failure.error, "--share-constants emits what several models have once");
      return std::move(failure.error);
    }
    const std::int64_t low = LimitOf(failure.shortage->pool);
    const Result<std::optional<std::int64_t>> would_do = WouldDo(failure, low, orders);
    if (!would_do.ok()) return would_do.error();
    if (*would_do) {
      failure.taken.would_do = **would_do;
      const Result<MemoryPlan> again = PlanMemory(models_[failure.model].program,
                                                  options_[failure.model], failure.taken, nullptr);
      if (!again.ok()) failure.error = again.error();
    } else {
      failure.error.hint.clear();
    }
    advise(failure.error, Advice());
    return std::move(failure.error);
  }

  std::int64_t LimitOf(const std::string& pool) const {
    for (const RamPool& of : RamPools(Options()))
      if (of.pool.name == pool) return of.limit;
    return Options().limits.ram.value_or(0);
  }

  Result<PlannedTogether> Finish(Plans plans) const {
    PlannedTogether result;
    if (together_.share_arena) {
      UTVMC_ASSIGN(result.arenas, Share(plans));
    }
    for (std::optional<MemoryPlan>& plan : plans) result.plans.push_back(*std::move(plan));
    return result;
  }

  std::span<const ModelToPlan> models_;
  const Together& together_;
  std::vector<CompileOptions> options_;  ///< by model
  std::vector<std::int64_t> least_;      ///< by model
};

}  // namespace

Result<PlannedTogether> PlanTogether(std::span<const ModelToPlan> models,
                                     const Together& together) {
  return ImagePlanner(models, together).Run();
}

}  // namespace utvmc::plan
