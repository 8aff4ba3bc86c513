#include "plan/image_planner.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/flash.h"

namespace utvmc::plan {
namespace {

/// A model is planned again so often where the arenas that it shares become too large.
constexpr int kRetries = 8;

}  // namespace

ImagePlanner::ImagePlanner(std::span<const ModelToPlan> models, const Together& together)
    : models_(models), together_(together) {
  for (const ModelToPlan& model : models) options_.push_back(model.options);
}

bool ImagePlanner::IsRam(const std::string& memory) const {
  return memory.empty() || std::ranges::any_of(RamPools(Options()), [&](const RamPool& pool) {
           return pool.pool.name == memory;
         });
}

ImagePlanner ImagePlanner::Grown(const std::string& memory, const Remedy& remedy) const {
  ImagePlanner other = *this;
  for (CompileOptions& options : other.options_) Apply(remedy, memory, options);
  other.is_question_ = true;
  return other;
}

bool ImagePlanner::MayBeIn(const std::string& pool) const {
  const auto is_elsewhere = [&](const Pin& pin) { return pin.pool != pool && IsRam(pin.pool); };
  return std::ranges::none_of(options_, [&](const CompileOptions& options) {
    return options.plan.has_value() || std::ranges::any_of(options.pins, is_elsewhere);
  });
}

ImagePlanner ImagePlanner::WithOnly(const std::string& pool) const {
  ImagePlanner other = *this;
  for (CompileOptions& options : other.options_) {
    std::erase_if(options.pools, [&](const MemoryPool& of) {
      return of.kind == MemoryPool::Kind::kRam && of.name != pool;
    });
  }
  return other;
}

Result<bool> ImagePlanner::Alone(Plans& plans) const {
  bool fits = true;
  plans.assign(models_.size(), std::nullopt);
  Taken nothing;
  nothing.is_one_of_several = models_.size() > 1;
  nothing.is_question = is_question_;
  for (std::size_t model = 0; model < models_.size(); ++model) {
    Result<MemoryPlan> plan = PlanMemory(models_[model].program, options_[model], nothing, nullptr);
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

Result<std::optional<Failure>> ImagePlanner::Otherwise(const std::vector<std::int64_t>& least,
                                                       Plans& plans) const {
  std::vector<Order> orders = Orders(least);
  // In one pool a model has the same plan whoever comes first.
  const bool is_choice = HasSeveralPools() || !FlashPools(Options()).empty();
  if (is_question_ || !is_choice) orders.resize(1);
  std::optional<Failure> first;
  for (const bool is_compact : {false, true}) {
    if (is_compact && !HasSeveralPools()) break;
    for (const Order& order : orders) {
      UTVMC_ASSIGN(auto outcome, InTurn(order, is_compact ? &least : nullptr, plans));
      if (!outcome) return std::optional<Failure>();
      if (!first) first = std::move(outcome);
    }
  }
  UTVMC_ASSIGN(const bool fits, InOnePool(plans));
  if (fits) first.reset();
  return first;
}

/// One arena shares bytes better than several do.
Result<bool> ImagePlanner::InOnePool(Plans& plans) const {
  if (!HasSeveralPools()) return false;
  for (const RamPool& pool : RamPools(Options())) {
    if (!MayBeIn(pool.pool.name)) continue;
    UTVMC_ASSIGN(const bool fits, WithOnly(pool.pool.name).Alone(plans));
    if (fits) return true;
  }
  return false;
}

Result<std::vector<std::int64_t>> ImagePlanner::FindLeast() const {
  std::vector<std::int64_t> least;
  for (std::size_t model = 0; model < models_.size(); ++model) {
    UTVMC_ASSIGN(const MemoryPlan plan,
                 PlanMemory(models_[model].program, InOneArena(options_[model])));
    least.push_back(plan.Bytes());
  }
  return least;
}

bool ImagePlanner::MayRunTogether(std::size_t a, std::size_t b) const {
  if (!together_.share_arena) return true;
  return std::ranges::any_of(together_.concurrent, [&](const std::vector<std::size_t>& group) {
    return std::ranges::find(group, a) != group.end() && std::ranges::find(group, b) != group.end();
  });
}

Result<std::vector<SharedArena>> ImagePlanner::Share(const Plans& plans) const {
  std::vector<std::vector<ArenaNeed>> needs;
  for (const std::optional<MemoryPlan>& plan : plans)
    needs.push_back(plan ? ArenaNeeds(*plan) : std::vector<ArenaNeed>());
  return ShareArenas(needs, together_.concurrent);
}

Result<BytesByPool> ImagePlanner::RamOf(const Plans& plans) const {
  BytesByPool bytes;
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

void ImagePlanner::TakeFlash(std::size_t model, const MemoryPlan& plan, Taken& taken,
                             bool exact) const {
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
Result<std::optional<Excess>> ImagePlanner::FindExcess(const Plans& plans) const {
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
    const std::int64_t limit = FlashCapacity(Options(), pool);
    if (flash.Of(pool.name) > limit) return Found(Excess{pool.name, flash.Of(pool.name), limit});
  }
  return Found();
}

std::vector<ImagePlanner::Order> ImagePlanner::Orders(
    const std::vector<std::int64_t>& least) const {
  Order given(models_.size());
  std::iota(given.begin(), given.end(), std::size_t{0});
  Order largest = given, smallest = given;
  const auto need = [&](std::size_t model) { return least[model]; };
  std::ranges::stable_sort(largest, std::ranges::greater(), need);
  std::ranges::stable_sort(smallest, {}, need);
  std::vector<Order> orders;
  for (Order* order : {&largest, &given, &smallest}) {
    std::stable_partition(order->begin(), order->end(),
                          [&](std::size_t model) { return IsBound(model); });
    if (std::ranges::find(orders, *order) == orders.end()) orders.push_back(std::move(*order));
  }
  return orders;
}

bool ImagePlanner::IsBound(std::size_t model) const {
  return options_[model].plan.has_value() || !options_[model].pins.empty();
}

/// What the models that have a plan leave out of reach of `model`.
Result<Taken> ImagePlanner::TakenFrom(std::size_t model, const Plans& plans) const {
  Taken taken;
  taken.is_one_of_several = true;
  taken.is_question = is_question_;
  Plans neighbours(plans.size());  // which may share bytes with one another
  for (std::size_t other = 0; other < plans.size(); ++other) {
    if (!plans[other]) continue;
    TakeFlash(other, *plans[other], taken, false);
    if (!MayRunTogether(model, other)) continue;
    taken.by += (taken.by.empty() ? "" : ", ") + models_[other].program.name;
    neighbours[other] = plans[other];
  }
  UTVMC_ASSIGN(const auto ram, RamOf(neighbours));
  for (const auto& [pool, bytes] : ram) {
    std::int64_t& sum = taken.bytes[pool];
    sum = SaturatingAdd(sum, bytes);
    taken.ram = SaturatingAdd(taken.ram, bytes);
  }
  return taken;
}

/// One model after the other; with `least`, each in as few bytes as it can. Empty: all have a
/// plan that fits.
Result<std::optional<Failure>> ImagePlanner::InTurn(const Order& order,
                                                    const std::vector<std::int64_t>* least,
                                                    Plans& plans) const {
  plans.assign(models_.size(), std::nullopt);
  for (const std::size_t model : order) {
    std::optional<std::int64_t> most;
    if (least) most = (*least)[model];
    UTVMC_ASSIGN(auto failure, Add(model, most, plans));
    if (failure) return failure;
  }
  return std::optional<Failure>();
}

/// `most`: in no more bytes than that, if it can be.
Result<MemoryPlan> ImagePlanner::PlanOne(std::size_t model, std::optional<std::int64_t> most,
                                         const Taken& taken,
                                         std::optional<std::string>* shortage) const {
  const ir::Program& program = models_[model].program;
  if (most) {
    CompileOptions options = options_[model];
    const std::int64_t ram = SaturatingAdd(*most, taken.ram);
    options.limits.ram = std::min(ram, options.limits.ram.value_or(ram));
    Result<MemoryPlan> plan = PlanMemory(program, options, taken, nullptr);
    if (plan.ok() || plan.error().error_class != ErrorClass::kBudget) return plan;
  }
  return PlanMemory(program, options_[model], taken, shortage);
}

/// Plans `model` beside those that have a plan.
Result<std::optional<Failure>> ImagePlanner::Add(std::size_t model,
                                                 std::optional<std::int64_t> most,
                                                 Plans& plans) const {
  UTVMC_ASSIGN(Taken taken, TakenFrom(model, plans));
  UTVMC_ASSIGN(std::optional<Failure> first, Fit(model, most, std::move(taken), plans));
  // Arenas of others that this one may share are not counted in the total as the model sees it.
  if (!first || !first->memory.empty() || !together_.share_arena) return first;
  for (const RamPool& receiver : RamPools(Options())) {
    UTVMC_ASSIGN(taken, Confined(model, receiver, plans));
    UTVMC_ASSIGN(const auto failure, Fit(model, most, std::move(taken), plans));
    if (!failure) return failure;
  }
  return first;
}

/// Plans `model` with what `taken` leaves, and with less where arenas are shared and the hole
/// that is left for this one turns out smaller than thought.
Result<std::optional<Failure>> ImagePlanner::Fit(std::size_t model,
                                                 std::optional<std::int64_t> most, Taken taken,
                                                 Plans& plans) const {
  using Outcome = std::optional<Failure>;
  for (int retry = 0;; ++retry) {
    std::optional<std::string> shortage;
    Result<MemoryPlan> plan = PlanOne(model, most, taken, &shortage);
    if (!plan.ok()) {
      if (plan.error().error_class != ErrorClass::kBudget || !shortage)
        return std::move(plan).error();
      return Outcome(Failure{model, taken, *shortage, {}, std::move(plan).error()});
    }
    plans[model] = *std::move(plan);
    UTVMC_ASSIGN(const std::optional<Excess> excess, FindExcess(plans));
    if (!excess) return Outcome();
    plans[model].reset();
    if (retry == kRetries || excess->memory.empty())
      return Outcome(Failure{model, taken, excess->memory, excess, {}});
    std::int64_t& bytes = taken.bytes[excess->memory];
    bytes = SaturatingAdd(bytes, excess->bytes - excess->limit);
  }
}

/// To the bytes that arenas of others have anyway, and all that the total leaves in one pool.
Result<Taken> ImagePlanner::Confined(std::size_t model, const RamPool& receiver,
                                     const Plans& plans) const {
  UTVMC_ASSIGN(Taken taken, TakenFrom(model, plans));
  UTVMC_ASSIGN(const auto before, RamOf(plans));
  std::int64_t left = Options().limits.ram.value_or(kSaturated);
  for (const auto& [pool, bytes] : before) left = std::max<std::int64_t>(0, left - bytes);
  for (const RamPool& pool : RamPools(Options())) {
    const std::string& name = pool.pool.name;
    const auto there = before.find(name);
    std::int64_t room = there == before.end() ? 0 : there->second;
    if (name == receiver.pool.name) room = SaturatingAdd(room, left);
    taken.bytes[name] = std::max(taken.Of(name), pool.limit - std::min(room, pool.limit));
  }
  return taken;
}

}  // namespace utvmc::plan
