// A lowered program of two calls, and pools for it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "plan/liveness.h"
#include "plan/memory_plan.h"
#include "support/program_builder.h"

namespace utvmc::plan {

/// h = x + w; y = h + w, through scratch; four floats each. Tensors: x 0, w 1, h 2, y 3. Buffers:
/// x, h, y, scratch of op 0, scratch of op 1, of 16 bytes each.
inline test::ProgramBuilder TwoSums() {
  test::ProgramBuilder b;
  const auto x = b.Input("x", "float32", {4});
  const auto w = b.Constant("w", "float32", {4}, test::BytesOf<float>({1, 2, 3, 4}));
  const auto h = b.Activation("h", "float32", {4});
  const auto y = b.Activation("y", "float32", {4});
  const auto kernel = b.Kernel(test::SumKernel("op00_sum", kernelc::Scalar::kFloat, 4,
                                               {{ir::Role::kInput, "a"},
                                                {ir::Role::kInput, "b"},
                                                {ir::Role::kScratch, "acc"},
                                                {ir::Role::kOutput, "out"}})
                                   .Get());
  b.Call("h", kernel, {x, w, h});
  b.Call("y", kernel, {h, w, y});
  b.Output(y);
  return b;
}

/// dtcm of 32 bytes, the faster one; sram of 1000 bytes.
inline CompileOptions TwoPools() {
  CompileOptions options;
  options.pools = {{.name = "dtcm", .size = 32, .speed = {.byte_cost = 1}},
                   {.name = "sram", .size = 1000, .speed = {.byte_cost = 4}}};
  return options;
}

inline Pin PinTo(const std::string& tensor, const std::string& pool,
                 std::optional<std::int64_t> offset = {}) {
  return {tensor, pool, offset, {.file = {}, .pointer = "--pin"}};
}

/// "ok", or the message as the user sees it.
inline std::string PlanError(const ir::Program& program, const CompileOptions& options) {
  const Result<MemoryPlan> plan = PlanMemory(program, options);
  return plan.ok() ? "ok" : Format(plan.error());
}

}  // namespace utvmc::plan
