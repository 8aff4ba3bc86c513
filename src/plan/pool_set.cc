#include "plan/pool_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "plan/arithmetic.h"
#include "support/byte_count.h"

namespace utvmc::plan {

std::vector<RamPool> RamPools(const CompileOptions& options, const Taken& taken) {
  std::vector<RamPool> pools;
  for (const MemoryPool& pool : options.pools) {
    if (pool.kind == MemoryPool::Kind::kRam) pools.push_back({pool, pool.size, 0});
  }
  if (pools.empty()) pools.push_back({{.name = kDefaultPool}, kSaturated, 0});
  for (RamPool& pool : pools) {
    const auto limit = options.limits.ram_pools.find(pool.pool.name);
    if (limit != options.limits.ram_pools.end()) pool.limit = std::min(pool.limit, limit->second);
  }
  if (pools.size() == 1 && options.limits.ram)
    pools[0].limit = std::min(pools[0].limit, *options.limits.ram);
  for (RamPool& pool : pools)
    pool.capacity = std::max<std::int64_t>(0, pool.limit - taken.Of(pool.pool.name));
  return pools;
}

std::vector<MemoryPool> FlashPools(const CompileOptions& options) {
  std::vector<MemoryPool> pools;
  for (const MemoryPool& pool : options.pools)
    if (pool.kind == MemoryPool::Kind::kFlash) pools.push_back(pool);
  return pools;
}

CompileOptions InOneArena(CompileOptions options) {
  MemoryPool arena = {.name = kDefaultPool, .size = kSaturated};
  for (const RamPool& pool : RamPools(options))
    arena.alignment = std::max(arena.alignment, pool.pool.alignment);
  options.pools = {arena};
  options.limits = {};
  options.plan.reset();
  std::erase_if(options.pins, [](const Pin& pin) { return pin.pool != kCallerPool; });
  return options;
}

std::int64_t FlashCapacity(const CompileOptions& options, const MemoryPool& pool) {
  const auto limit = options.limits.flash_pools.find(pool.name);
  return limit == options.limits.flash_pools.end() ? pool.size : std::min(pool.size, limit->second);
}

std::vector<Bound> BoundsOf(CompileOptions& options, const std::string& pool) {
  std::vector<Bound> bounds;
  const auto add_limit = [&](const char* option, std::map<std::string, std::int64_t>& limits) {
    const auto limit = limits.find(pool);
    if (limit == limits.end()) return;
    bounds.push_back({fmt::format("{} for pool \"{}\"", option, pool), &limit->second});
  };
  for (MemoryPool& of : options.pools)
    if (of.name == pool) bounds.push_back({fmt::format("pool \"{}\"", pool), &of.size});
  add_limit("--ram-limit", options.limits.ram_pools);
  add_limit("--flash-limit", options.limits.flash_pools);
  const std::vector<RamPool> ram = RamPools(options);
  const bool is_all = pool.empty() || (ram.size() == 1 && ram.front().pool.name == pool);
  if (is_all && options.limits.ram) bounds.push_back({"--ram-limit", &*options.limits.ram});
  return bounds;
}

void Apply(const Remedy& remedy, const std::string& pool, CompileOptions& options) {
  for (const Bound& bound : BoundsOf(options, pool))
    *bound.bytes = std::max(*bound.bytes, remedy.bytes);
  if (remedy.ram && options.limits.ram)
    options.limits.ram = std::max(*options.limits.ram, *remedy.ram);
}

std::string Besides(const Remedy& remedy, const std::string& pool, CompileOptions options) {
  std::string words;
  const std::vector<Bound> bounds = BoundsOf(options, pool);
  const auto lowest =
      std::ranges::min_element(bounds, {}, [](const Bound& of) { return *of.bytes; });
  const auto with = [&](const std::string& bound, std::int64_t bytes) {
    words +=
        fmt::format("{}{} of {}", words.empty() ? ", with " : " and ", bound, ByteCount(bytes));
  };
  for (auto bound = bounds.begin(); bound != bounds.end(); ++bound)
    if (bound != lowest && *bound->bytes < remedy.bytes) with(bound->words, remedy.bytes);
  if (remedy.ram) with("--ram-limit", *remedy.ram);
  return words;
}

}  // namespace utvmc::plan
