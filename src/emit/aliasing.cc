#include "emit/aliasing.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace utvmc::emit {
namespace {

/// Bytes of an arena, half-open. What is in none (constants, the caller's buffers) has none.
struct Bytes {
  std::size_t arena = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

std::optional<Bytes> BytesOf(const ir::Program& program, const plan::MemoryPlan& plan,
                             ir::OperatorId op, std::size_t parameter_index) {
  const ir::Parameter& parameter = program[program[op].kernel].parameters[parameter_index];
  int allocation = -1;
  if (parameter.role == ir::Role::kScratch) {
    allocation = plan.scratch_allocation[op.index()][parameter_index];
  } else {
    const ir::TensorId tensor = program[op].arguments[static_cast<std::size_t>(parameter.argument)];
    allocation = plan.tensor_allocation[program.Root(tensor).index()];
  }
  if (allocation < 0) return std::nullopt;
  const plan::Allocation& place = plan.allocations[static_cast<std::size_t>(allocation)];
  return Bytes{place.arena, place.offset, place.offset + place.size};
}

bool Overlap(const std::optional<Bytes>& a, const std::optional<Bytes>& b) {
  return a && b && a->arena == b->arena && a->begin < b->end && b->begin < a->end;
}

}  // namespace

std::vector<std::vector<bool>> FindUnaliased(const ir::Program& program,
                                             const plan::MemoryPlan& plan) {
  std::vector<std::vector<bool>> unaliased;
  for (const ir::Kernel& kernel : program.kernels) {
    auto& flags = unaliased.emplace_back();
    for (const ir::Parameter& parameter : kernel.parameters)
      flags.push_back(parameter.role != ir::Role::kInput);
  }
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::OperatorId op(i);
    if (program[op].kind != ir::Operator::Kind::kCall) continue;
    auto& flags = unaliased[program[op].kernel.index()];
    std::vector<std::optional<Bytes>> bytes;
    for (std::size_t p = 0; p < flags.size(); ++p) bytes.push_back(BytesOf(program, plan, op, p));
    for (std::size_t p = 0; p < flags.size(); ++p) {
      for (std::size_t other = 0; flags[p] && other < flags.size(); ++other) {
        flags[p] = other == p || !Overlap(bytes[p], bytes[other]);
      }
    }
  }
  return unaliased;
}

}  // namespace utvmc::emit
