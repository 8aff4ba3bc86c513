#include "plan/pool_set.h"

#include <algorithm>

#include "plan/arithmetic.h"

namespace utvmc::plan {

std::vector<RamPool> RamPools(const CompileOptions& options) {
  std::vector<RamPool> pools;
  for (const MemoryPool& pool : options.pools) {
    if (pool.kind == MemoryPool::Kind::kRam) pools.push_back({pool, pool.size});
  }
  if (pools.empty()) pools.push_back({{.name = kDefaultPool}, kSaturated});
  for (RamPool& pool : pools) {
    const auto limit = options.limits.ram_pools.find(pool.pool.name);
    if (limit != options.limits.ram_pools.end())
      pool.capacity = std::min(pool.capacity, limit->second);
  }
  if (pools.size() == 1 && options.limits.ram)
    pools[0].capacity = std::min(pools[0].capacity, *options.limits.ram);
  return pools;
}

std::vector<MemoryPool> FlashPools(const CompileOptions& options) {
  std::vector<MemoryPool> pools;
  for (const MemoryPool& pool : options.pools)
    if (pool.kind == MemoryPool::Kind::kFlash) pools.push_back(pool);
  return pools;
}

}  // namespace utvmc::plan
