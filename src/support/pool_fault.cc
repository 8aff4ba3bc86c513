#include "support/pool_fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/byte_count.h"
#include "support/names.h"

namespace utvmc {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1} << 62;
constexpr std::int64_t kMaxAlign = 4096;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Names whose macros or types would be those of something else.
bool IsTaken(const std::string& name) {
  return name == kCallerPool || name == "status" || name == "run" || name == "init" ||
         name == "tensors" || name == "on_tensor" || name.starts_with("in_") ||
         name.starts_with("out_") || name.starts_with("op") || name.ends_with("_t");
}

std::optional<PoolFault> FindNameFault(const std::string& name) {
  const bool is_identifier =
      !name.empty() && IsLower(name[0]) && name.back() != '_' &&
      name.find("__") == std::string::npos &&
      std::ranges::all_of(name, [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
  if (!is_identifier || IsReservedWord(name)) {
    return PoolFault{
        "name", fmt::format("\"{}\" cannot be part of C names", name),
        "use lower-case letters, digits and single underscores, a letter first, and no "
        "keyword"};
  }
  if (name.size() > static_cast<std::size_t>(kMaxPoolNameLength)) {
    return PoolFault{"name",
                     fmt::format("\"{}\" is longer than {} characters", name, kMaxPoolNameLength)};
  }
  if (IsTaken(name)) {
    return PoolFault{"name",
                     fmt::format("\"{}\" is the name of something else in emitted code", name),
                     "choose another name, such as \"sram\""};
  }
  return std::nullopt;
}

bool IsSectionName(const std::string& section) {
  return std::ranges::all_of(section, [](char c) {
    return IsLower(c) || IsDigit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '$';
  });
}

}  // namespace

std::optional<PoolFault> FindFault(const MemoryPool& pool) {
  if (auto fault = FindNameFault(pool.name)) return fault;
  if (pool.size < 1 || pool.size > kMostBytes)
    return PoolFault{"size", fmt::format("{} is no size of a memory", ByteCount(pool.size))};
  const bool is_power = pool.alignment > 0 && (pool.alignment & (pool.alignment - 1)) == 0;
  if (!is_power || pool.alignment > kMaxAlign) {
    return PoolFault{"alignment",
                     fmt::format("{} is not a power of two up to {}", pool.alignment, kMaxAlign)};
  }
  if (pool.address && (*pool.address < 0 || *pool.address % pool.alignment != 0)) {
    return PoolFault{"address", fmt::format("{:#x} is no multiple of the alignment {}",
                                            *pool.address, pool.alignment)};
  }
  if (!IsSectionName(pool.section)) {
    return PoolFault{"section", fmt::format("\"{}\" is no name of a section", pool.section),
                     "sections have letters, digits, '.', '_' and '$'"};
  }
  if (pool.speed.byte_cost < 0 || pool.speed.access_cost < 0)
    return PoolFault{"rank", "a negative cost"};
  return std::nullopt;
}

std::optional<PoolFault> FindClash(const MemoryPool& pool, const MemoryPool& other) {
  if (!pool.address || !other.address) return std::nullopt;
  const bool is_above = *pool.address >= *other.address;
  const std::int64_t distance =
      is_above ? *pool.address - *other.address : *other.address - *pool.address;
  if (distance >= (is_above ? other.size : pool.size)) return std::nullopt;
  return PoolFault{"address",
                   fmt::format("{} from {:#x} on are partly those of pool \"{}\", {} from {:#x} on",
                               ByteCount(pool.size), *pool.address, other.name,
                               ByteCount(other.size), *other.address),
                   "give each pool memory of its own"};
}

}  // namespace utvmc
