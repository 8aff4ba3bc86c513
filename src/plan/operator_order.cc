#include "plan/operator_order.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "plan/arithmetic.h"
#include "plan/pool_set.h"
#include "plan/schedule_search.h"

namespace utvmc::plan {
namespace {

/// By carried source: whether it, or what it calls, has variables that live from call to call.
std::vector<char> SourcesWithState(const ir::Program& program) {
  std::vector<std::vector<std::size_t>> users(program.carried.size());
  std::vector<std::size_t> pending;
  for (std::size_t source = 0; source < program.carried.size(); ++source) {
    for (const std::size_t used : program.carried[source].uses) users[used].push_back(source);
    if (program.carried[source].keeps_state) pending.push_back(source);
  }
  std::vector<char> has_state(program.carried.size(), 0);
  while (!pending.empty()) {
    const std::size_t source = pending.back();
    pending.pop_back();
    if (has_state[source]) continue;
    has_state[source] = 1;
    pending.insert(pending.end(), users[source].begin(), users[source].end());
  }
  return has_state;
}

/// Operators whose results may depend on which of them ran before, in their order.
std::vector<std::size_t> OperatorsWithState(const ir::Program& program) {
  const std::vector<char> has_state = SourcesWithState(program);
  std::vector<std::size_t> operators;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::KernelId kernel = program.operators[i].kernel;
    if (!kernel.valid()) continue;
    const auto* const packed = std::get_if<ir::PackedBody>(&program[kernel].body);
    if (packed && has_state[packed->source]) operators.push_back(i);
  }
  return operators;
}

ScheduleProblem::Operator MakeOperator(const ir::Program& program, const Liveness& liveness,
                                       std::size_t index) {
  ScheduleProblem::Operator result;
  const ir::Operator& op = program.operators[index];
  result.steps = StepsOf(program, op);
  for (const Touch& touch : TouchesOf(program, op)) {
    result.uses.push_back({touch.root.index(), touch.steps});
  }
  for (const int allocation : liveness.scratch_allocation[index]) {
    if (allocation < 0) continue;
    const Buffer& buffer = liveness.problem.buffers[static_cast<std::size_t>(allocation)];
    const std::int64_t begin = liveness.op_begin[index];
    result.scratch.push_back({buffer.size, {buffer.live.begin - begin, buffer.live.end - begin}});
  }
  return result;
}

/// Whoever touches a tensor runs after the operator that writes it.
void OrderByData(const ir::Program& program, ScheduleProblem& problem) {
  std::vector<std::optional<std::size_t>> writers(program.tensors.size());
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::Operator& op = program.operators[i];
    for (std::size_t argument = 0; argument < op.arguments.size(); ++argument) {
      std::optional<std::size_t>& writer = writers[program.Root(op.arguments[argument]).index()];
      if (argument >= static_cast<std::size_t>(op.input_count)) {
        writer = i;
      } else if (writer) {
        problem.operators[i].after.push_back(*writer);
      }
    }
  }
}

/// Puts the operators in the order of `order`.
void Permute(ir::Program& program, const Schedule& order) {
  std::vector<ir::Operator> operators;
  operators.reserve(order.size());
  for (const std::size_t op : order) operators.push_back(std::move(program.operators[op]));
  program.operators = std::move(operators);
}

Schedule InverseOf(const Schedule& order) {
  Schedule inverse(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) inverse[order[i]] = i;
  return inverse;
}

/// True: more than one arena matters.
bool HasChoices(const CompileOptions& options) {
  return RamPools(options).size() > 1 ||
         std::ranges::any_of(options.pins, [](const Pin& pin) { return pin.pool != kCallerPool; });
}

/// Bytes of the arenas in the pools that there are; kSaturated: the buffers do not fit.
Result<std::int64_t> BytesInPools(const ir::Program& program, CompileOptions options) {
  options.plan.reset();
  const Taken nothing = {.is_one_of_several = true};  // nobody reads what would do
  const Result<MemoryPlan> plan = PlanMemory(program, options, nothing, nullptr);
  if (plan.ok()) return plan->Bytes();
  if (plan.error().error_class != ErrorClass::kBudget) return plan.error();
  return kSaturated;
}

/// The arena, if it is smaller than `bytes`; else `bytes`. Heuristics alone often suffice to see
/// it, and PlanMemory with a budget finds nothing worse than without.
Result<std::int64_t> LessThan(std::int64_t bytes, const ir::Program& program,
                              const CompileOptions& options) {
  CompileOptions without_search = options;
  without_search.plan_budget = 0;
  UTVMC_ASSIGN(const MemoryPlan quick, PlanMemory(program, without_search));
  if (quick.Bytes() == quick.LowerBound() && quick.Bytes() < bytes) return quick.Bytes();
  UTVMC_ASSIGN(const MemoryPlan thorough, PlanMemory(program, options));
  return std::min(bytes, thorough.Bytes());
}

}  // namespace

ScheduleProblem MakeScheduleProblem(const ir::Program& program, const Liveness& liveness) {
  ScheduleProblem problem;
  problem.tensors.resize(program.tensors.size());
  for (std::size_t id = 0; id < program.tensors.size(); ++id) {
    const int allocation = liveness.tensor_allocation[id];
    if (allocation < 0) continue;
    problem.tensors[id].size = liveness.problem.buffers[static_cast<std::size_t>(allocation)].size;
  }
  for (const ir::TensorId id : program.inputs) {
    problem.tensors[program.Root(id).index()].from_start = true;
  }
  for (const ir::TensorId id : program.outputs) {
    problem.tensors[program.Root(id).index()].to_end = true;
  }
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    problem.operators.push_back(MakeOperator(program, liveness, i));
  }
  OrderByData(program, problem);
  const std::vector<std::size_t> with_state = OperatorsWithState(program);
  for (std::size_t i = 1; i < with_state.size(); ++i) {
    problem.operators[with_state[i]].after.push_back(with_state[i - 1]);
  }
  return problem;
}

Result<OrderChange> OrderOperators(ir::Program& program, const CompileOptions& options,
                                   bool is_alone) {
  if (options.keep_order || program.keeps_order) return OrderChange{};
  // The order must not depend on what the pools hold, or on a plan that was made for it.
  const CompileOptions one_arena = InOneArena(options);
  UTVMC_ASSIGN(const Liveness liveness, AnalyzeLiveness(program, one_arena));
  const ScheduleResult found = FindSchedule(MakeScheduleProblem(program, liveness));
  if (!found.improved()) return OrderChange{};

  // A lower peak is a promise; only a smaller arena is worth another order than the model's.
  const bool has_choices = is_alone && HasChoices(options);
  UTVMC_ASSIGN(const MemoryPlan given, PlanMemory(program, one_arena));
  std::int64_t given_in_pools = kSaturated;
  if (has_choices) {
    UTVMC_ASSIGN(given_in_pools, BytesInPools(program, options));
  }
  Permute(program, found.order);
  UTVMC_ASSIGN(const std::int64_t bytes, LessThan(given.Bytes(), program, one_arena));
  bool is_better = bytes < given.Bytes();
  if (is_better && given_in_pools < kSaturated) {
    UTVMC_ASSIGN(const std::int64_t in_pools, BytesInPools(program, options));
    is_better = in_pools <= given_in_pools;
  }
  if (!is_better) {
    Permute(program, InverseOf(found.order));
    return OrderChange{};
  }
  program.is_reordered = true;
  return OrderChange{given.Bytes(), bytes};
}

}  // namespace utvmc::plan
