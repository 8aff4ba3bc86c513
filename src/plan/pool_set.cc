#include "plan/pool_set.h"

#include <algorithm>

#include "plan/arithmetic.h"

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
  options.pools.clear();
  options.limits = {};
  options.plan.reset();
  std::erase_if(options.pins, [](const Pin& pin) { return pin.pool != kCallerPool; });
  return options;
}

}  // namespace utvmc::plan
