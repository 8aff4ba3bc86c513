// One arena for several models: where in it the arena of each begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plan/memory_plan.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// An arena that a model needs. Those of the same `pool` can be shared among models.
struct ArenaNeed {
  std::string pool = kDefaultPool;       ///< completes the name of its type: "kws_arena_t"
  std::int64_t bytes = 0;                ///< at least 1
  std::int64_t align = 1;                ///< power of two
  std::string section = {};              ///< of the linker; empty: any
  std::optional<GivenStart> start = {};  ///< in the shared arena; empty: anywhere
};

/// What a model with that plan needs, one entry per pool.
std::vector<ArenaNeed> ArenaNeeds(const MemoryPlan& plan);

/// The arena of one pool for all models that need it.
struct SharedArena {
  struct Member {
    std::size_t model = 0;    ///< index among the models
    std::int64_t offset = 0;  ///< bytes; multiple of its alignment
    std::int64_t bytes = 0;
  };

  std::string pool;
  std::string section = {};     ///< of the linker; empty: any
  std::vector<Member> members;  ///< ascending by model
  std::int64_t bytes = 0;       ///< multiple of align
  std::int64_t align = 1;
  std::int64_t lower_bound = 0;  ///< proved: no such arena is smaller; multiple of align

  /// What the members take side by side, alignment apart.
  std::int64_t BytesApart() const;
};

/// One arena per pool, in the order in which pools appear. `models`: the needs of each. Models of
/// one group of `concurrent` (indices into `models`) may run at the same time and share no byte;
/// all others share what they can. The smallest arena that leaves those with a start where they
/// are, as far as SolveExactly's default budget reaches; checked by Validate. Error: a start that
/// is misaligned, or two of models that may run at the same time and would share bytes.
Result<std::vector<SharedArena>> ShareArenas(std::span<const std::vector<ArenaNeed>> models,
                                             std::span<const std::vector<std::size_t>> concurrent);

}  // namespace utvmc::plan
