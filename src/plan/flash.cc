#include "plan/flash.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ir/constant_tables.h"
#include "plan/arithmetic.h"
#include "plan/does_not_fit.h"
#include "plan/pool_set.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

/// Compilers align arrays to a word even where their elements do not ask for it.
constexpr std::int64_t kWord = 4;

/// Sizes that are tried for the message, and with how many constants only the first.
constexpr int kProbes = 16;
constexpr std::size_t kManyConstants = 2'000;

class FlashPlanner {
 public:
  FlashPlanner(const ir::Program& program, const CompileOptions& options, const ResolvedPins& pins,
               const std::vector<Traffic>& traffic, const Taken& taken,
               std::optional<std::string>* shortage)
      : program_(program),
        options_(options),
        pins_(pins),
        traffic_(traffic),
        taken_(taken),
        shortage_(shortage) {
    for (const MemoryPool& pool : FlashPools(options)) {
      const std::int64_t capacity = FlashCapacity(options, pool);
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
    if (!pools_.empty()) order_ = InOrder();
  }

  Result<std::vector<int>> Run() {
    const Status limit = CheckLimit();
    Rooms rooms = pools_;
    Placed placed = PlaceAll(rooms);
    if (!placed.without_room) {
      UTVMC_TRY(limit);
      return std::move(placed.pool);
    }
    Diagnostic no_room = NoRoom(*placed.without_room, rooms);
    return limit.ok() ? no_room : AsWell(limit.error(), no_room);
  }

 private:
  struct Room {
    MemoryPool pool;
    std::int64_t capacity = 0;  ///< bytes: its size or a limit below it
    std::int64_t left = 0;      ///< bytes
  };
  using Rooms = std::vector<Room>;

  struct Placed {
    std::vector<int> pool = {};  ///< by TensorId, as PlanFlash; empty without pools
    std::optional<TensorId> without_room = {};
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
    if (!options_.limits.flash || taken_.is_one_of_several) return Ok();
    std::int64_t bytes = ir::FindConstantTables(program_, [&](TensorId constant) {
                           return IsPinnedToRam(constant);
                         }).bytes;
    for (const TensorId constant : constants_)
      bytes = SaturatingAdd(bytes, program_[constant].Bytes());
    return CheckFlashLimit(options_, bytes, "the constants");
  }

  /// Index of the flash pool that the constant is pinned to, or -1.
  int PinOf(TensorId constant) const {
    const auto pin = pins_.find(constant);
    if (pin == pins_.end()) return -1;
    const auto found = std::ranges::find(pools_, pin->second.pool,
                                         [](const Room& room) { return room.pool.name; });
    return found == pools_.end() ? -1 : static_cast<int>(found - pools_.begin());
  }

  bool IsPinnedToRam(TensorId constant) const {
    return pins_.contains(constant) && PinOf(constant) < 0;
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

  /// What is pinned comes first.
  Placed PlaceAll(Rooms& rooms) const {
    Placed placed;
    if (rooms.empty()) return placed;
    placed.pool.assign(program_.tensors.size(), -1);
    for (const bool is_pinned : {true, false}) {
      for (const TensorId constant : order_) {
        if ((PinOf(constant) >= 0) != is_pinned) continue;
        int& pool = placed.pool[constant.index()];
        pool = is_pinned ? -1 : PoolOfShared(constant);
        if (pool < 0) pool = Place(constant, rooms);
        if (pool >= 0) continue;
        placed.without_room = constant;
        return placed;
      }
    }
    return placed;
  }

  /// The cheapest of the pools that have room, which becomes less; -1: none has.
  int Place(TensorId constant, Rooms& rooms) const {
    int best = -1;
    for (int i = 0; i < static_cast<int>(rooms.size()); ++i) {
      const Room& room = At(rooms, i);
      if (!IsAllowed(constant, i) || Footprint(constant, room.pool) > room.left) continue;
      if (best < 0 || Cost(constant, room) < Cost(constant, At(rooms, best))) best = i;
    }
    if (best >= 0) {
      Room& room = rooms[static_cast<std::size_t>(best)];
      room.left -= Footprint(constant, room.pool);
    }
    return best;
  }

  static const Room& At(const Rooms& rooms, int index) {
    return rooms[static_cast<std::size_t>(index)];
  }

  bool IsAllowed(TensorId constant, int pool) const {
    const int pin = PinOf(constant);
    return pin < 0 || pin == pool;
  }

  // --- what does not fit ---

  /// Bytes of pool `index` that are in use if it has `size`; empty: something has no room.
  std::optional<std::int64_t> Used(int index, std::int64_t size) const {
    Rooms rooms = pools_;
    Room& room = rooms[static_cast<std::size_t>(index)];
    const std::int64_t taken = taken_.Of(room.pool.name);
    room.left = std::max<std::int64_t>(0, size - taken);
    const std::int64_t free = room.left;
    if (PlaceAll(rooms).without_room) return std::nullopt;
    return SaturatingAdd(taken, free - room.left);
  }

  /// A size of pool `index` with which all have room. As much as an unlimited one has in use does,
  /// since nothing in it is then refused; in a pool of slower ones that is more than need be.
  std::optional<std::int64_t> Enough(int index) const {
    std::optional<std::int64_t> high = Used(index, kSaturated);
    std::int64_t low = At(pools_, index).capacity;
    if (!high || constants_.size() > kManyConstants || pools_.size() == 1) return high;
    for (int probe = 0; probe < kProbes && low + 1 < *high; ++probe) {
      const std::int64_t middle = low + (*high - low) / 2;
      const std::optional<std::int64_t> used = Used(index, middle);
      if (used) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  std::string Hint(TensorId constant) const {
    int best = -1;
    std::optional<std::int64_t> enough;
    for (int i = 0; i < static_cast<int>(pools_.size()); ++i) {
      if (!IsAllowed(constant, i)) continue;
      const std::optional<std::int64_t> size = Enough(i);
      const auto more = [&](std::int64_t bytes, int pool) {
        return bytes - At(pools_, pool).capacity;
      };
      if (best >= 0 && (!size || (enough && more(*size, i) >= more(*enough, best)))) continue;
      best = i;
      enough = size;
    }
    const std::string& name = At(pools_, best).pool.name;
    if (shortage_) *shortage_ = name;
    std::optional<Remedy> remedy;
    if (enough && !taken_.is_one_of_several) remedy = Remedy{*enough};
    if (taken_.is_one_of_several) remedy = taken_.would_do;
    if (!remedy) return "other memories are too small as well";
    return fmt::format("{} of \"{}\" would do{}", ByteCount(remedy->bytes), name,
                       Besides(*remedy, name, options_));
  }

  Diagnostic NoRoom(TensorId constant, const Rooms& left) const {
    std::string rooms;
    for (int i = 0; i < static_cast<int>(left.size()); ++i) {
      const Room& room = At(left, i);
      if (!IsAllowed(constant, i)) continue;
      rooms +=
          fmt::format("{}pool \"{}\" has {} of {} left{}, {} too few", rooms.empty() ? "" : "; ",
                      room.pool.name, room.left, ByteCount(room.capacity),
                      room.capacity < room.pool.size ? " under --flash-limit" : "",
                      Footprint(constant, room.pool) - room.left);
    }
    return BudgetError(
        {},
        fmt::format("constant \"{}\" of {} has no room in flash: {}", program_[constant].name,
                    ByteCount(program_[constant].Bytes()), rooms),
        Hint(constant));
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  const ResolvedPins& pins_;
  const std::vector<Traffic>& traffic_;
  const Taken& taken_;
  std::optional<std::string>* shortage_;
  Rooms pools_;
  std::vector<TensorId> constants_;
  std::vector<TensorId> order_;     ///< of `constants_`: as InOrder
  std::int64_t alignment_ = kWord;  ///< largest of any constant, bytes
};

}  // namespace

Result<std::vector<int>> PlanFlash(const ir::Program& program, const CompileOptions& options,
                                   const ResolvedPins& pins, const std::vector<Traffic>& constants,
                                   const Taken& taken, std::optional<std::string>* shortage) {
  return FlashPlanner(program, options, pins, constants, taken, shortage).Run();
}

Status CheckFlashLimit(const CompileOptions& options, std::int64_t bytes, const char* what) {
  const std::optional<std::int64_t>& limit = options.limits.flash;
  if (!limit || bytes <= *limit) return Ok();
  return BudgetError(
      {},
      fmt::format("--flash-limit of {} is {} too small: {} take {}", ByteCount(*limit),
                  ByteCount(bytes - *limit), what, ByteCount(bytes)),
      fmt::format("{} would do; code comes on top of that", ByteCount(bytes)));
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
