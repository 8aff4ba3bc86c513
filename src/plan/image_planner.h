// Ways to plan several models that share memories: what plan_together.h asks again and again, with
// the sizes that there are and with others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plan/memory_plan.h"
#include "plan/plan_together.h"
#include "plan/pool_set.h"
#include "plan/shared_arena.h"
#include "utvmc/result.h"

namespace utvmc::plan {

using Plans = std::vector<std::optional<MemoryPlan>>;  ///< by model; empty: not yet
using BytesByPool = std::map<std::string, std::int64_t>;

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
  std::string memory;            ///< that is too small; as Excess::memory
  std::optional<Excess> excess;  ///< of all models; empty: the model itself has no plan
  Diagnostic error;              ///< only without `excess`
};

/// The models and the sizes of their memories. References must outlive it.
class ImagePlanner {
 public:
  ImagePlanner(std::span<const ModelToPlan> models, const Together& together);

  /// The options of all, as far as pools and limits go.
  const CompileOptions& Options() const { return options_.front(); }
  const CompileOptions& OptionsOf(std::size_t model) const { return options_[model]; }
  const ir::Program& ProgramOf(std::size_t model) const { return models_[model].program; }
  std::size_t size() const { return models_.size(); }
  bool HasSeveralPools() const { return RamPools(Options()).size() > 1; }
  /// Of Excess::memory: a RAM pool, or all of them.
  bool IsRam(const std::string& memory) const;

  /// The same models where `memory` (as Excess::memory) has grown, for a quick answer: what this
  /// one finds room for, one that is made with these sizes does too.
  ImagePlanner Grown(const std::string& memory, const Remedy& remedy) const;
  /// True: no pin or given plan wants another RAM pool.
  bool MayBeIn(const std::string& pool) const;
  /// The same models with that RAM pool only; MayBeIn() it.
  ImagePlanner WithOnly(const std::string& pool) const;

  /// Every model as if it were alone; none that does not even fit so. True: together they fit.
  Result<bool> Alone(Plans& plans) const;

  /// Bytes of each model in one arena; several pools seldom take less together.
  Result<std::vector<std::int64_t>> FindLeast() const;

  /// The other ways, see PlanTogether. `least`: as FindLeast. Empty: all models have a plan, and
  /// together they fit. Else what the first way failed with.
  Result<std::optional<Failure>> Otherwise(const std::vector<std::int64_t>& least,
                                           Plans& plans) const;

  /// Arenas in which the models that have a plan share what they can.
  Result<std::vector<SharedArena>> Share(const Plans& plans) const;

  /// Bytes that the arenas take.
  Result<BytesByPool> RamOf(const Plans& plans) const;

  /// Adds what the constants of a model take in flash to `taken`, without those that are there.
  /// `exact`: without padding between them.
  void TakeFlash(std::size_t model, const MemoryPlan& plan, Taken& taken, bool exact) const;

 private:
  using Order = std::vector<std::size_t>;

  bool MayRunTogether(std::size_t a, std::size_t b) const;
  Result<std::optional<Excess>> FindExcess(const Plans& plans) const;
  std::vector<Order> Orders(const std::vector<std::int64_t>& least) const;
  /// To places of its own, which others must leave to it.
  bool IsBound(std::size_t model) const;
  Result<Taken> TakenFrom(std::size_t model, const Plans& plans) const;
  Result<Taken> Confined(std::size_t model, const RamPool& receiver, const Plans& plans) const;
  Result<std::optional<Failure>> InTurn(const Order& order, const std::vector<std::int64_t>* least,
                                        Plans& plans) const;
  Result<bool> InOnePool(Plans& plans) const;
  Result<MemoryPlan> PlanOne(std::size_t model, std::optional<std::int64_t> most,
                             const Taken& taken, std::optional<std::string>* shortage) const;
  Result<std::optional<Failure>> Add(std::size_t model, std::optional<std::int64_t> most,
                                     Plans& plans) const;
  Result<std::optional<Failure>> Fit(std::size_t model, std::optional<std::int64_t> most,
                                     Taken taken, Plans& plans) const;

  std::span<const ModelToPlan> models_;
  const Together& together_;
  std::vector<CompileOptions> options_;  ///< by model
  bool is_question_ = false;             ///< as Taken::is_question
};

}  // namespace utvmc::plan
