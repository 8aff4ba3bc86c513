#include "plan/plan_together.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/image_planner.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

/// Sizes that are tried for the message where more would do. Each plans all models several times.
constexpr int kProbes = 6;
constexpr std::size_t kManyBuffers = 2'000;

/// Sizes that would do where `image` does not fit.
class RemedySearch {
 public:
  RemedySearch(const ImagePlanner& image, const std::vector<std::int64_t>& least)
      : image_(image), least_(least) {}

  /// A size of `memory` that has been tried, and fits by some of the ways that PlanTogether tries:
  /// what the plans take if it is unlimited, or less. Empty: others are too small as well.
  Result<std::optional<Remedy>> Find(const std::string& memory) const {
    for (const bool lifts_total : {false, true}) {
      Remedy most = {kSaturated};
      if (lifts_total && !IsPoolUnderLimit(memory)) break;
      if (lifts_total) most.ram = kSaturated;
      Plans plans;
      UTVMC_ASSIGN(const bool does, Does(memory, most, plans));
      if (!does) continue;
      UTVMC_ASSIGN(std::vector<Remedy> candidates, Candidates(memory, plans, lifts_total));
      std::ranges::stable_sort(candidates, {}, &Remedy::bytes);
      for (const Remedy& candidate : candidates) {
        UTVMC_ASSIGN(const bool fits, Does(memory, candidate, plans));
        if (fits) return Smaller(memory, candidate);
      }
    }
    return std::optional<Remedy>();
  }

 private:
  Result<bool> Does(const std::string& memory, const Remedy& remedy, Plans& plans) const {
    const ImagePlanner grown = image_.Grown(memory, remedy);
    UTVMC_ASSIGN(const bool fits, grown.Alone(plans));
    if (fits) return true;
    UTVMC_ASSIGN(const auto failure, grown.Otherwise(least_, plans));
    return !failure;
  }

  /// One of several RAM pools, all of which have a limit too.
  bool IsPoolUnderLimit(const std::string& memory) const {
    return image_.Options().limits.ram && image_.HasSeveralPools() && image_.IsRam(memory) &&
           !memory.empty();
  }

  /// What `plans`, made without a limit of `memory`, ask of it; with a single pool they ask for the
  /// same whatever its size. Constants may take some bytes more, for their alignment; and if plans
  /// with limits take another way, all in one pool is one that does not depend on them.
  Result<std::vector<Remedy>> Candidates(const std::string& memory, const Plans& plans,
                                         bool lifts_total) const {
    std::vector<Remedy> candidates;
    const auto add = [&](const BytesByPool& bytes) {
      Remedy& remedy = candidates.emplace_back();
      std::int64_t total = 0;
      for (const auto& [pool, of] : bytes) {
        total = SaturatingAdd(total, of);
        if (pool == memory) remedy.bytes = of;
      }
      if (memory.empty()) remedy.bytes = total;
      if (lifts_total) remedy.ram = total;
    };
    if (!image_.IsRam(memory)) {
      for (const bool exact : {true, false}) {
        Taken flash;
        for (std::size_t model = 0; model < plans.size(); ++model)
          image_.TakeFlash(model, *plans[model], flash, exact);
        add(flash.bytes);
      }
      return candidates;
    }
    UTVMC_ASSIGN(const auto ram, image_.RamOf(plans));
    add(ram);
    for (const RamPool& pool : RamPools(image_.Options())) {
      if (!image_.HasSeveralPools() || (pool.pool.name != memory && !memory.empty())) continue;
      if (!image_.MayBeIn(pool.pool.name)) continue;
      Plans alone;
      const ImagePlanner only =
          image_.WithOnly(pool.pool.name).Grown(pool.pool.name, {kSaturated, {}});
      UTVMC_ASSIGN(const bool fits, only.Alone(alone));
      if (!fits) continue;
      UTVMC_ASSIGN(const auto bytes, image_.RamOf(alone));
      add(bytes);
    }
    return candidates;
  }

  /// The smallest tried that does.
  Result<std::optional<Remedy>> Smaller(const std::string& memory, Remedy remedy) const {
    std::size_t buffers = 0;
    for (std::size_t model = 0; model < image_.size(); ++model)
      buffers += image_.ProgramOf(model).tensors.size();
    const bool is_choice =
        image_.IsRam(memory) ? image_.HasSeveralPools() : FlashPools(image_.Options()).size() > 1;
    constexpr std::int64_t kWord = 4;
    std::int64_t low = LimitOf(memory);
    for (int probe = 0; probe < kProbes && is_choice && buffers < kManyBuffers; ++probe) {
      Remedy next = remedy;
      next.bytes = AlignUp(low + (remedy.bytes - low) / 2, kWord);
      if (next.bytes >= remedy.bytes) break;
      Plans plans;
      UTVMC_ASSIGN(const bool does, Does(memory, next, plans));
      if (does) {
        remedy = next;
      } else {
        low = next.bytes;
      }
    }
    return std::optional<Remedy>(remedy);
  }

  std::int64_t LimitOf(const std::string& memory) const {
    for (const RamPool& of : RamPools(image_.Options()))
      if (of.pool.name == memory) return of.limit;
    for (const MemoryPool& of : FlashPools(image_.Options()))
      if (of.name == memory) return FlashCapacity(image_.Options(), of);
    return image_.Options().limits.ram.value_or(0);
  }

  const ImagePlanner& image_;
  const std::vector<std::int64_t>& least_;
};

/// Messages about models that do not fit.
class Story {
 public:
  Story(const ImagePlanner& image, const Together& together) : image_(image), together_(together) {}

  /// The story of the model that nothing is left for; of all, where each has a plan.
  Diagnostic Tell(Failure failure, const std::vector<std::int64_t>& least) const {
    if (image_.size() == 1 && !failure.excess) return std::move(failure.error);
    const Result<std::optional<Remedy>> remedy = RemedySearch(image_, least).Find(failure.memory);
    if (!remedy.ok()) return remedy.error();
    Diagnostic error = TellOne(failure, *remedy);
    if (error.message.empty()) error = TellAll(failure.memory, *failure.excess, *remedy);
    const std::string advice = Advice(failure.memory);
    if (!advice.empty()) error.hint += "; " + advice;
    return error;
  }

 private:
  std::string Advice(const std::string& memory) const {
    if (!image_.IsRam(memory)) {
      return together_.share_constants ? ""
                                       : "--share-constants emits what several models have once";
    }
    if (!together_.share_arena)
      return "--share-arena gives models that never run at the same time the same bytes";
    if (!together_.concurrent.empty()) return "models that are not --concurrent share bytes";
    return {};
  }

  /// Empty: that model does have a plan.
  Diagnostic TellOne(const Failure& failure, const std::optional<Remedy>& remedy) const {
    if (failure.excess) return {};
    Taken taken = failure.taken;
    taken.would_do = remedy;
    Result<MemoryPlan> again = PlanMemory(image_.ProgramOf(failure.model),
                                          image_.OptionsOf(failure.model), taken, nullptr);
    Diagnostic error = again.ok() ? failure.error : std::move(again).error();
    if (!image_.IsRam(failure.memory))  // messages about constants do not name the model
      error.message = fmt::format("{}: {}", image_.ProgramOf(failure.model).name, error.message);
    return error;
  }

  Diagnostic TellAll(const std::string& memory, const Excess& excess,
                     const std::optional<Remedy>& remedy) const {
    CompileOptions options = image_.Options();
    const std::vector<Bound> bounds = BoundsOf(options, memory);
    const auto lowest =
        std::ranges::min_element(bounds, {}, [](const Bound& bound) { return *bound.bytes; });
    const std::int64_t enough = remedy ? remedy->bytes : excess.bytes;
    return BudgetError(
        {},
        fmt::format("{} of {} is {} too small for all models together", lowest->words,
                    ByteCount(excess.limit), ByteCount(enough - excess.limit)),
        remedy ? fmt::format("{} would do{}", ByteCount(remedy->bytes),
                             Besides(*remedy, memory, image_.Options()))
               : "other memories are too small as well");
  }

  const ImagePlanner& image_;
  const Together& together_;
};

Result<PlannedTogether> Finish(const ImagePlanner& image, const Together& together, Plans plans) {
  PlannedTogether result;
  if (together.share_arena) {
    UTVMC_ASSIGN(result.arenas, image.Share(plans));
  }
  for (std::optional<MemoryPlan>& plan : plans) result.plans.push_back(*std::move(plan));
  return result;
}

}  // namespace

Result<PlannedTogether> PlanTogether(std::span<const ModelToPlan> models,
                                     const Together& together) {
  const ImagePlanner image(models, together);
  Plans plans;
  UTVMC_ASSIGN(const bool fits, image.Alone(plans));
  if (fits) return Finish(image, together, std::move(plans));
  UTVMC_ASSIGN(const std::vector<std::int64_t> least, image.FindLeast());
  UTVMC_ASSIGN(std::optional<Failure> failure, image.Otherwise(least, plans));
  if (failure) return Story(image, together).Tell(*std::move(failure), least);
  return Finish(image, together, std::move(plans));
}

}  // namespace utvmc::plan
