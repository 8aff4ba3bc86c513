#include "plan/flash.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "plan/arithmetic.h"
#include "plan/pool_set.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

/// Bytes of a constant with the padding before it that its alignment may cost.
std::int64_t Footprint(const ir::Tensor& tensor, const MemoryPool& pool) {
  const std::int64_t element = kernelc::SizeOf(ir::ElementType(tensor.type));
  return AlignUp(std::max(tensor.Bytes(), element), std::max(element, pool.alignment));
}

Diagnostic Full(std::string what, std::int64_t missing, const ir::Tensor* constant) {
  Diagnostic error;
  error.error_class = ErrorClass::kBudget;
  error.message = fmt::format("{} is {} bytes too small for the constants{}", what, missing,
                              constant == nullptr ? ""
                                                  : fmt::format(", the first of which that has no "
                                                                "room is \"{}\" of {} bytes",
                                                                constant->name, constant->Bytes()));
  return error;
}

class FlashPlanner {
 public:
  FlashPlanner(const ir::Program& program, const CompileOptions& options, const ResolvedPins& pins,
               const std::vector<Traffic>& traffic)
      : program_(program), options_(options), pins_(pins), traffic_(traffic) {
    for (MemoryPool pool : FlashPools(options)) {
      const auto limit = options.limits.pools.find(pool.name);
      const bool is_limited = limit != options.limits.pools.end();
      if (is_limited) pool.size = std::min(pool.size, limit->second);
      pools_.push_back({pool, pool.size});
    }
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      const ir::Tensor& tensor = program.tensors[i];
      if (tensor.kind == ir::Tensor::Kind::kConstant && !tensor.alias_of.valid())
        constants_.push_back(TensorId(i));
    }
  }

  Result<std::vector<int>> Run() {
    std::vector<int> pool;
    UTVMC_TRY(CheckLimit());
    if (pools_.empty()) return pool;
    pool.assign(program_.tensors.size(), -1);
    for (const bool is_pinned : {true, false}) {
      for (const TensorId constant : InOrder()) {
        if ((PinOf(constant) >= 0) != is_pinned) continue;
        UTVMC_ASSIGN(pool[constant.index()], Place(constant));
      }
    }
    return pool;
  }

 private:
  struct Room {
    MemoryPool pool;        ///< its size is the limit where that is less
    std::int64_t left = 0;  ///< bytes
  };

  Status CheckLimit() const {
    if (!options_.limits.flash) return Ok();
    std::int64_t bytes = 0;
    for (const TensorId constant : constants_)
      bytes = SaturatingAdd(bytes, program_[constant].Bytes());
    if (bytes <= *options_.limits.flash) return Ok();
    Diagnostic error = Full(fmt::format("--flash-limit of {} bytes", *options_.limits.flash),
                            bytes - *options_.limits.flash, nullptr);
    error.hint = fmt::format("they take {} bytes; code comes on top of that", bytes);
    return error;
  }

  /// Index of the flash pool that the constant is pinned to, or -1.
  int PinOf(TensorId constant) const {
    const auto pin = pins_.find(constant);
    if (pin == pins_.end()) return -1;
    const auto found = std::ranges::find(pools_, pin->second.pool,
                                         [](const Room& room) { return room.pool.name; });
    return found == pools_.end() ? -1 : static_cast<int>(found - pools_.begin());
  }

  std::int64_t Cost(TensorId constant, const Room& room) const {
    return CostOf(traffic_[constant.index()], room.pool.speed);
  }

  /// Largest saving a byte first.
  std::vector<TensorId> InOrder() const {
    std::vector<TensorId> order = constants_;
    const auto saving = [&](TensorId constant) {
      std::int64_t least = Cost(constant, pools_[0]), most = least;
      for (const Room& room : pools_) {
        least = std::min(least, Cost(constant, room));
        most = std::max(most, Cost(constant, room));
      }
      const auto size = static_cast<double>(std::max<std::int64_t>(1, program_[constant].Bytes()));
      return static_cast<double>(most - least) / size;
    };
    std::ranges::stable_sort(order, std::ranges::greater(), saving);
    return order;
  }

  Result<int> Place(TensorId constant) {
    const ir::Tensor& tensor = program_[constant];
    const int pin = PinOf(constant);
    int best = -1;
    for (int i = 0; i < static_cast<int>(pools_.size()); ++i) {
      const Room& room = At(i);
      if ((pin >= 0 && i != pin) || Footprint(tensor, room.pool) > room.left) continue;
      if (best < 0 || Cost(constant, room) < Cost(constant, At(best))) best = i;
    }
    if (best < 0) return NoRoom(pin, constant);
    At(best).left -= Footprint(tensor, At(best).pool);
    return best;
  }

  Room& At(int index) { return pools_[static_cast<std::size_t>(index)]; }

  Diagnostic NoRoom(int pin, TensorId constant) const {
    std::string names;
    std::int64_t size = 0, needed = 0;
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      if (pin >= 0 && static_cast<int>(i) != pin) continue;
      names += fmt::format("{}\"{}\"", names.empty() ? "" : " and ", pools_[i].pool.name);
      size += pools_[i].pool.size;
    }
    for (const TensorId other : constants_)
      if (pin < 0 || PinOf(other) == pin) needed = SaturatingAdd(needed, program_[other].Bytes());
    const bool is_several = names.find(" and ") != std::string::npos;
    Diagnostic error = Full(fmt::format("flash {} {}", is_several ? "pools" : "pool", names),
                            std::max<std::int64_t>(1, needed - size), &program_[constant]);
    if (is_several) error.message.replace(error.message.find(" is "), 4, " together are ");
    error.hint = fmt::format("the constants take {} bytes and their alignment", needed);
    return error;
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  const ResolvedPins& pins_;
  const std::vector<Traffic>& traffic_;
  std::vector<Room> pools_;
  std::vector<TensorId> constants_;
};

}  // namespace

Result<std::vector<int>> PlanFlash(const ir::Program& program, const CompileOptions& options,
                                   const ResolvedPins& pins,
                                   const std::vector<Traffic>& constants) {
  return FlashPlanner(program, options, pins, constants).Run();
}

std::int64_t CostOf(const Traffic& traffic, const PoolSpeed& speed) {
  return SaturatingAdd(SaturatingMultiply(traffic.bytes, speed.byte_cost),
                       SaturatingMultiply(traffic.accesses, speed.access_cost));
}

}  // namespace utvmc::plan
