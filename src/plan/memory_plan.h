// From a lowered program to the place of every byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/pool_set.h"
#include "plan/problem.h"
#include "utvmc/options.h"
#include "utvmc/pools.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// What a planned buffer is for.
struct Allocation {
  std::size_t arena = 0;  ///< index into MemoryPlan::arenas
  ir::TensorId tensor;    ///< root tensor; invalid for scratch
  ir::OperatorId op;      ///< scratch: the operator that uses it
  int parameter = -1;     ///< scratch: index into Kernel::parameters
  kernelc::Scalar element = kernelc::Scalar::kUint8;
  std::int64_t elements =
      0;  ///< at least 1: a zero-element tensor keeps one element, since C has no empty arrays
  std::int64_t size = 0;       ///< bytes
  std::int64_t alignment = 1;  ///< bytes, without what the pool wants
  std::int64_t offset = 0;     ///< bytes from the start of its arena
  Interval live;               ///< in steps of the whole program
  ir::OperatorId first_op;     ///< first and last operator during which it is live
  ir::OperatorId last_op;
};

/// Where the arena of one of several models has to begin in the one that they share.
struct GivenStart {
  std::int64_t offset = 0;  ///< bytes
  std::string model = {};   ///< its prefix, for messages
  Location where = {};      ///< for messages
};

/// The part of a memory pool that the model uses.
struct Arena {
  MemoryPool pool = {.name = kDefaultPool};  ///< size 0: as large as it needs to be
  std::int64_t bytes = 1;                    ///< multiple of align; at least 1
  std::int64_t align = 1;                    ///< largest alignment of any buffer
  std::int64_t lower_bound =
      1;                       ///< proved: no plan of these buffers with these lifetimes is smaller
  std::int64_t peak_time = 0;  ///< a step at which most bytes are in use
  std::string technique = {};
  std::optional<GivenStart> start = {};  ///< a given plan wants it there; empty: anywhere
};

struct MemoryPlan {
  std::vector<Arena> arenas;  ///< at least one; in the order of CompileOptions::pools
  std::vector<Allocation>
      allocations;  ///< tensors in order of their ids, then scratch in execution order

  std::vector<int> tensor_allocation;  ///< by TensorId (roots): index into allocations, or -1
  std::vector<std::vector<int>>
      scratch_allocation;              ///< by OperatorId, by parameter index; -1 where not scratch
  std::vector<std::int64_t> op_begin;  ///< first step of every operator, plus the total at the end
  std::vector<AllowedOverlap> overlaps;  ///< of allocations, whose indices are the ids

  std::vector<MemoryPool> flash_pools;  ///< those of CompileOptions::pools
  /// By TensorId: the pool of a constant, an index into flash_pools; -1: none. Empty without pools.
  std::vector<int> flash;

  /// The pool of a constant; null: the linker decides.
  const MemoryPool* FlashPoolOf(ir::TensorId constant) const;

  /// Of all arenas together.
  std::int64_t Bytes() const;
  std::int64_t LowerBound() const;
};

/// The place of a tensor or of what it is an alias of; null: it is in no arena (constants, what is
/// with the caller).
const Allocation* PlaceOf(const ir::Program& program, const MemoryPlan& plan, ir::TensorId tensor);

/// What became of the order of the operators (see operator_order.h).
struct OrderChange {
  /// Arena, were there only one, in the order that the program had; 0: the order is still that.
  std::int64_t given_arena_bytes = 0;
  std::int64_t arena_bytes = 0;  ///< in the new one
};

/// The operator with most scratch live at once, and how much. Bytes 0: no operator has scratch.
struct ScratchPeak {
  std::int64_t bytes = 0;
  ir::OperatorId op;
};
ScratchPeak FindScratchPeak(const MemoryPlan& plan);

/// Derives lifetimes in steps inside kernels, solves, validates. Error: pins or a given plan that
/// are wrong; pools or limits that are too small (kBudget); a plan of utvmc's own that fails
/// validation (internal).
Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options);

/// The same for one of several models, which gets what the others leave. `*shortage` becomes the
/// memory that is too small, if one is: a pool, or empty for --ram-limit of all arenas.
Result<MemoryPlan> PlanMemory(const ir::Program& program, const CompileOptions& options,
                              const Taken& taken, std::optional<std::string>* shortage);

}  // namespace utvmc::plan
