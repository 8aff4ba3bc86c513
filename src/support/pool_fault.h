// What a memory pool may be called and how large its alignment may be.
#pragma once

#include <optional>
#include <string>

#include "utvmc/pools.h"

namespace utvmc {

/// What is wrong with a pool by itself: the field, the reason, and what to do.
struct PoolFault {
  const char* field = "";
  std::string message;
  std::string hint = {};
};

/// Empty: nothing. Names give C names: types, macros and parameters of run().
std::optional<PoolFault> FindFault(const MemoryPool& pool);

/// What is wrong with a pool beside another one: their addresses, where both have one, overlap.
std::optional<PoolFault> FindClash(const MemoryPool& pool, const MemoryPool& other);

}  // namespace utvmc
