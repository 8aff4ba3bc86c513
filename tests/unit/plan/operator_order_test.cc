#include "plan/operator_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "plan/memory_plan.h"
#include "plan/schedule_search.h"
#include "program_builder.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

/// Two branches of an input: the wide one, which leaves less behind, comes second. 180 bytes as it
/// is, 161 the other way round.
ir::Program TwoBranches() {
  ProgramBuilder b;
  const TensorId in = b.Input(100);
  const TensorId narrow = b.Activation(10), more = b.Activation(20);
  const TensorId wide = b.Activation(60), less = b.Activation(1), out = b.Activation(4);
  b.Call({in}, {narrow});
  b.Call({narrow}, {more});
  b.Call({in}, {wide});
  b.Call({wide}, {less});
  b.Call({more, less}, {out});
  const char* const names[] = {"narrow", "more", "wide", "less", "out"};
  for (std::size_t i = 0; i < 5; ++i) b.program.operators[i].name = names[i];
  b.program.outputs = {out};
  return b.program;
}

/// Replaces the kernel of operator `op` by text of source 0, which is carried over.
void CarryOver(ir::Program& program, std::size_t op) {
  program.carried.resize(2);
  program[program.operators[op].kernel].body = ir::PackedBody{};
}

std::string OrderOf(const ir::Program& program) {
  std::string names;
  for (const ir::Operator& op : program.operators) {
    names += (names.empty() ? "" : " ") + op.name;
  }
  return names;
}

OrderChange Reorder(ir::Program& program, const CompileOptions& options = {}) {
  Result<OrderChange> change = OrderOperators(program, options);
  EXPECT_TRUE(change.ok());
  return *std::move(change);
}

std::int64_t ArenaOf(const ir::Program& program) {
  const Result<MemoryPlan> plan = PlanMemory(program, {});
  EXPECT_TRUE(plan.ok());
  return plan->Bytes();
}

/// Seven operators with all that matters to lifetimes: steps, aliases, scratch, opaque kernels.
ir::Program RandomProgram(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  ProgramBuilder b;
  b.program.carried.resize(1);
  std::vector<TensorId> values = {b.Input(1 + std::int64_t(below(50)))};
  values.push_back(b.Input(1 + std::int64_t(below(50))));
  for (int i = 0; i < 7; ++i) {
    std::vector<TensorId> inputs;
    std::vector<Use> uses;
    const int steps = 1 + int(below(3));
    for (std::size_t reads = below(4); reads > 0; --reads) {
      uses.push_back(Reads(int(inputs.size()), {0, 1 + int(below(std::size_t(steps)))}));
      inputs.push_back(values[below(values.size())]);
      if (below(4) == 0) inputs.back() = b.Alias(b.program.Root(inputs.back()));
    }
    const TensorId out = b.Activation(std::int64_t(below(50)));
    if (below(8) > 0) {
      uses.push_back(Writes(int(inputs.size()), {int(below(std::size_t(steps))), steps}));
    }
    if (below(3) == 0) uses.push_back(Scratch(std::int64_t(below(9)), {0, steps}));
    if (below(6) > 0) {
      b.Call(inputs, {out}, steps, uses);
    } else {
      b.PackedCall(inputs, {out});
    }
    values.push_back(out);
  }
  for (const TensorId value : values) {
    if (below(4) == 0) b.program.outputs.push_back(value);
  }
  b.program.outputs.push_back(values.back());
  return b.program;
}

TEST(MakeScheduleProblem, HasThePeakThatThePlannerHas) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const ir::Program program = RandomProgram(seed);
    for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
      CompileOptions options;
      options.io = io;
      const Result<Liveness> liveness = AnalyzeLiveness(program, options);
      ASSERT_TRUE(liveness.ok());
      const ScheduleProblem problem = MakeScheduleProblem(program, *liveness);
      Schedule given(program.operators.size());
      for (std::size_t i = 0; i < given.size(); ++i) given[i] = i;
      EXPECT_TRUE(IsValid(problem, given)) << seed;
      EXPECT_EQ(PeakBytes(problem, given), LowerBound(liveness->problem)) << seed;
    }
  }
}

/// Bytes of the arenas; none: it does not fit.
std::optional<std::int64_t> BytesIn(const ir::Program& program, const CompileOptions& options) {
  const Result<MemoryPlan> plan = PlanMemory(program, options);
  if (!plan.ok()) return std::nullopt;
  return plan->Bytes();
}

TEST(OrderOperators, DoesNoWorseThanTheGivenOrderInThePoolsThatThereAre) {
  int reordered = 0, kept = 0;
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    ir::Program given = RandomProgram(seed);
    for (ir::Kernel& kernel : given.kernels) kernel.body = ir::PackedBody{};  // no text to count
    std::mt19937 random(seed);
    CompileOptions options;
    options.plan_budget = 0;
    for (const char* name : {"p0", "p1"}) {
      MemoryPool& pool = options.pools.emplace_back();
      pool.name = name;
      pool.size = std::int64_t(random() % 150);
      pool.alignment = std::int64_t(1) << random() % 4;
    }
    if (random() % 3 == 0) options.pools.resize(1);
    if (random() % 2 == 0) options.limits.ram = std::int64_t(random() % 300);
    ir::Program ordered = given;
    const bool changed = Reorder(ordered, options).given_arena_bytes > 0;
    const std::optional<std::int64_t> before = BytesIn(given, options);
    const std::optional<std::int64_t> after = BytesIn(ordered, options);
    if (before) {
      ASSERT_TRUE(after) << seed;
      EXPECT_LE(*after, *before) << seed;
    }
    ir::Program of_several = given;
    const Result<OrderChange> change = OrderOperators(of_several, options, false);
    ASSERT_TRUE(change.ok());
    reordered += changed ? 1 : 0;
    kept += !changed && change->given_arena_bytes > 0 ? 1 : 0;
  }
  EXPECT_GT(reordered + kept, 0);
}

TEST(OrderOperators, TakesTheOrderWithTheSmallerArena) {
  ir::Program program = TwoBranches();
  const OrderChange change = Reorder(program);
  EXPECT_EQ(OrderOf(program), "wide less narrow more out");
  EXPECT_EQ(change.given_arena_bytes, 180);
  EXPECT_EQ(ArenaOf(program), 161);
  EXPECT_TRUE(program.is_reordered);
}

void ExpectKept(ir::Program program, const CompileOptions& options = {}) {
  EXPECT_EQ(Reorder(program, options).given_arena_bytes, 0);
  EXPECT_EQ(OrderOf(program), "narrow more wide less out");
  EXPECT_FALSE(program.is_reordered);
}

TEST(OrderOperators, KeepsTheOrderWhereItIsAskedTo) {
  CompileOptions options;
  options.keep_order = true;
  ExpectKept(TwoBranches(), options);
}

TEST(OrderOperators, KeepsTheOrderOfAGraphThatSaysMoreThanItsData) {
  ir::Program program = TwoBranches();
  program.keeps_order = true;
  ExpectKept(program);
}

TEST(OrderOperators, KeepsTheOrderWhereABufferCannotGetSmaller) {
  // A peak of 161 bytes does not help where every buffer takes up 256.
  CompileOptions options;
  options.align = 256;
  ExpectKept(TwoBranches(), options);
}

TEST(OrderOperators, KeepsTheOrderOfKernelsWithState) {
  ir::Program program = TwoBranches();
  CarryOver(program, 1);
  CarryOver(program, 2);
  ir::Program with_state = program;
  EXPECT_GT(Reorder(program).given_arena_bytes, 0);
  with_state.carried[0].keeps_state = true;
  ExpectKept(with_state);
}

TEST(OrderOperators, AKernelHasTheStateOfWhatItCalls) {
  ir::Program program = TwoBranches();
  CarryOver(program, 1);
  CarryOver(program, 2);
  program.carried[0].uses = {1};
  program.carried[1].uses = {0};
  program.carried[1].keeps_state = true;
  ExpectKept(program);
}

TEST(OrderOperators, NeverEnlargesTheArena) {
  int gains = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    ir::Program program = RandomProgram(seed);
    const std::int64_t before = ArenaOf(program);
    const OrderChange change = Reorder(program);
    gains += program.is_reordered ? 1 : 0;
    EXPECT_EQ(change.given_arena_bytes, program.is_reordered ? before : 0) << seed;
    EXPECT_LE(ArenaOf(program), before - (program.is_reordered ? 1 : 0)) << seed;
  }
  EXPECT_GT(gains, 20);
}

}  // namespace
}  // namespace utvmc::plan
