// Which constant goes to which flash pool.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/pins.h"
#include "plan/pool_set.h"
#include "plan/traffic.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::plan {

/// By TensorId: index into FlashPools(), -1 for what is no constant; empty without pools. The
/// constant with the largest saving a byte first, each to the cheapest pool that has room. Error
/// (kBudget): constants that exceed the limit of all, or that no pool has room for, with the pool
/// that has to grow least and the size with which all have room (which is the smallest where there
/// is one pool). `taken`: what other models of the image have; constants that they have placed are
/// where they are, at no cost. One of several models does not look at the limit of all, and leaves
/// to others what would do. `*shortage`: the pool that is too small, if one is.
Result<std::vector<int>> PlanFlash(const ir::Program& program, const CompileOptions& options,
                                   const ResolvedPins& pins, const std::vector<Traffic>& constants,
                                   const Taken& taken = {},
                                   std::optional<std::string>* shortage = nullptr);

/// Error (kBudget) if `bytes`, of `what`, are more than --flash-limit of all constants.
Status CheckFlashLimit(const CompileOptions& options, std::int64_t bytes, const char* what);

/// Bytes that a constant takes in a flash pool at most, among others of any type.
std::int64_t FlashFootprint(const ir::Tensor& constant, const MemoryPool& pool);

/// What moving `traffic` costs in a memory.
std::int64_t CostOf(const Traffic& traffic, const PoolSpeed& speed);

}  // namespace utvmc::plan
