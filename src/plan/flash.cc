#include "plan/flash.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "plan/arithmetic.h"
#include "plan/pool_set.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

/// Compilers align arrays to a word even where their elements do not ask for it.
constexpr std::int64_t kWord = 4;

Diagnostic OverBudget(std::string message, std::string hint) {
  Diagnostic error;
  error.error_class = ErrorClass::kBudget;
  error.message = std::move(message);
  error.hint = std::move(hint);
  return error;
}

class FlashPlanner {
 public:
  FlashPlanner(const ir::Program& program, const CompileOptions& options, const ResolvedPins& pins,
               const std::vector<Traffic>& traffic, const Taken& taken)
      : program_(program), options_(options), pins_(pins), traffic_(traffic), taken_(taken) {
    for (const MemoryPool& pool : FlashPools(options)) {
      const auto limit = options.limits.flash_pools.find(pool.name);
      const bool is_limited =
          limit != options.limits.flash_pools.end() && limit->second < pool.size;
      const std::int64_t capacity = is_limited ? limit->second : pool.size;
      const std::int64_t left = std::max<std::int64_t>(0, capacity - taken.Of(pool.name));
      pools_.push_back({pool, capacity, left});
    }
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      const ir::Tensor& tensor = program.tensors[i];
      if (tensor.kind == ir::Tensor::Kind::kConstant && !tensor.alias_of.valid())
        constants_.push_back(TensorId(i));
    }
    for (const TensorId constant : constants_)
      alignment_ = std::max(alignment_, ElementBytes(constant));
  }

  Result<std::vector<int>> Run() {
    std::vector<int> pool;
    UTVMC_TRY(CheckLimit());
    if (pools_.empty()) return pool;
    pool.assign(program_.tensors.size(), -1);
    for (const bool is_pinned : {true, false}) {
      for (const TensorId constant : InOrder()) {
        if ((PinOf(constant) >= 0) != is_pinned) continue;
        const int shared = PoolOfShared(constant);
        if (shared >= 0 && !is_pinned) {
          pool[constant.index()] = shared;
          continue;
        }
        UTVMC_ASSIGN(pool[constant.index()], Place(constant));
      }
    }
    return pool;
  }

 private:
  struct Room {
    MemoryPool pool;
    std::int64_t capacity = 0;  ///< bytes: its size or a limit below it
    std::int64_t left = 0;      ///< bytes
  };

  std::int64_t ElementBytes(TensorId constant) const {
    return kernelc::SizeOf(ir::ElementType(program_[constant].type));
  }

  /// Bytes that a constant takes at most: a multiple of the largest alignment of any, so that they
  /// fit in whatever order the linker takes them.
  std::int64_t Footprint(TensorId constant, const MemoryPool& pool) const {
    const std::int64_t bytes = std::max(program_[constant].Bytes(), ElementBytes(constant));
    return AlignUp(bytes, std::max(alignment_, pool.alignment));
  }

  Status CheckLimit() const {
    if (!options_.limits.flash) return Ok();
    std::int64_t bytes = 0;
    for (const TensorId constant : constants_)
      bytes = SaturatingAdd(bytes, program_[constant].Bytes());
    if (bytes <= *options_.limits.flash) return Ok();
    return OverBudget(fmt::format("--flash-limit of {} is {} too small: the constants take {}",
                                  ByteCount(*options_.limits.flash),
                                  ByteCount(bytes - *options_.limits.flash), ByteCount(bytes)),
                      fmt::format("{} would do; code comes on top of that", ByteCount(bytes)));
  }

  /// Index of the flash pool that the constant is pinned to, or -1.
  int PinOf(TensorId constant) const {
    const auto pin = pins_.find(constant);
    if (pin == pins_.end()) return -1;
    const auto found = std::ranges::find(pools_, pin->second.pool,
                                         [](const Room& room) { return room.pool.name; });
    return found == pools_.end() ? -1 : static_cast<int>(found - pools_.begin());
  }

  /// Where another model has the same constant; -1: none has.
  int PoolOfShared(TensorId constant) const {
    const ir::Tensor& self = program_[constant];
    const auto found = taken_.constants.find({ir::ElementType(self.type), self.data});
    if (found == taken_.constants.end()) return -1;
    const auto room =
        std::ranges::find(pools_, found->second, [](const Room& of) { return of.pool.name; });
    return room == pools_.end() ? -1 : static_cast<int>(room - pools_.begin());
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
    const int pin = PinOf(constant);
    int best = -1;
    for (int i = 0; i < static_cast<int>(pools_.size()); ++i) {
      const Room& room = At(i);
      if ((pin >= 0 && i != pin) || Footprint(constant, room.pool) > room.left) continue;
      if (best < 0 || Cost(constant, room) < Cost(constant, At(best))) best = i;
    }
    if (best < 0) return NoRoom(pin, constant);
    At(best).left -= Footprint(constant, At(best).pool);
    return best;
  }

  Room& At(int index) { return pools_[static_cast<std::size_t>(index)]; }

  Diagnostic NoRoom(int pin, TensorId constant) const {
    std::string rooms;
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const Room& room = pools_[i];
      if (pin >= 0 && static_cast<int>(i) != pin) continue;
      rooms +=
          fmt::format("{}pool \"{}\" has {} of {} left{}, {} too few", rooms.empty() ? "" : "; ",
                      room.pool.name, room.left, ByteCount(room.capacity),
                      room.capacity < room.pool.size ? " under --flash-limit" : "",
                      Footprint(constant, room.pool) - room.left);
    }
    std::int64_t needed = 0;
    for (const TensorId other : constants_)
      if (pin < 0 || PinOf(other) == pin) needed = SaturatingAdd(needed, program_[other].Bytes());
    return OverBudget(
        fmt::format("constant \"{}\" of {} has no room in flash: {}", program_[constant].name,
                    ByteCount(program_[constant].Bytes()), rooms),
        fmt::format("the constants {}take {} without padding",
                    pin < 0 ? "" : "that are pinned there ", ByteCount(needed)));
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  const ResolvedPins& pins_;
  const std::vector<Traffic>& traffic_;
  const Taken& taken_;
  std::vector<Room> pools_;
  std::vector<TensorId> constants_;
  std::int64_t alignment_ = kWord;  ///< largest of any constant, bytes
};

}  // namespace

Result<std::vector<int>> PlanFlash(const ir::Program& program, const CompileOptions& options,
                                   const ResolvedPins& pins, const std::vector<Traffic>& constants,
                                   const Taken& taken) {
  return FlashPlanner(program, options, pins, constants, taken).Run();
}

std::int64_t FlashFootprint(const ir::Tensor& constant, const MemoryPool& pool) {
  constexpr std::int64_t kLargestElement = 8;
  const std::int64_t bytes = std::max<std::int64_t>(1, constant.Bytes());
  return AlignUp(bytes, std::max(kLargestElement, pool.alignment));
}

std::int64_t CostOf(const Traffic& traffic, const PoolSpeed& speed) {
  return SaturatingAdd(SaturatingMultiply(traffic.bytes, speed.byte_cost),
                       SaturatingMultiply(traffic.accesses, speed.access_cost));
}

}  // namespace utvmc::plan
