// Which constants operators hand over in tables.
#include "ir/constant_tables.h"

#include <gtest/gtest.h>

#include "support/program_builder.h"

namespace utvmc::ir {
namespace {

using kernelc::Scalar;
using test::BytesOf;
using test::ProgramBuilder;
using test::SumKernel;
using Fields = std::vector<std::size_t>;

/// Numbers of constants that one call passes as its second and third input.
struct Call {
  int p1 = 0;
  int p2 = 0;
};

/// y = x + p1 + p2, by one kernel, for each call; constants are numbered by first use.
ProgramBuilder Chain(const std::vector<Call>& calls) {
  ProgramBuilder b;
  const KernelId kernel = b.Kernel(SumKernel("op00_add", Scalar::kFloat, 2,
                                             {{Role::kInput, "p0"},
                                              {Role::kInput, "p1"},
                                              {Role::kInput, "p2"},
                                              {Role::kOutput, "out"}})
                                       .Get());
  std::vector<TensorId> w;
  const auto constant = [&](int number) {
    while (w.size() <= static_cast<std::size_t>(number)) {
      w.push_back(b.Constant("w" + std::to_string(w.size()), "float32", {2},
                             BytesOf<float>({static_cast<float>(w.size()), 0.5f})));
    }
    return w[static_cast<std::size_t>(number)];
  };
  TensorId last = b.Input("x", "float32", {2});
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const TensorId p1 = constant(calls[i].p1), p2 = constant(calls[i].p2);
    const TensorId sum = b.Activation("add_" + std::to_string(i), "float32", {2});
    b.Call("add_" + std::to_string(i), kernel, {last, p1, p2, sum});
    last = sum;
  }
  b.Output(last);
  return b;
}

ConstantTables Find(const Program& program) {
  return FindConstantTables(program, [](TensorId) { return false; });
}

TEST(ConstantTables, CallsWithTwoConstantsOfTheirOwnHaveATableEach) {
  const ConstantTables tables = Find(Chain({{0, 1}, {2, 3}}).program);
  EXPECT_EQ(tables.fields, std::vector<Fields>{Fields({1, 2})});
  EXPECT_EQ(tables.table, (std::vector<OperatorId>{OperatorId(0), OperatorId(1)}));
  EXPECT_EQ(tables.bytes, 16);
}

TEST(ConstantTables, CallsWithTheSameConstantsHaveOneTable) {
  const ConstantTables tables = Find(Chain({{0, 1}, {2, 3}, {0, 1}}).program);
  EXPECT_EQ(tables.table, (std::vector<OperatorId>{OperatorId(0), OperatorId(1), OperatorId(0)}));
  EXPECT_EQ(tables.bytes, 16);
}

TEST(ConstantTables, ThereIsNoneWhereAllCallsPassTheSame) {
  EXPECT_TRUE(Find(Chain({{0, 1}}).program).empty());
  EXPECT_TRUE(Find(Chain({{0, 1}, {0, 1}}).program).empty());
}

TEST(ConstantTables, ASingleConstantIsPassed) {
  const ConstantTables tables = Find(Chain({{0, 1}, {0, 2}}).program);
  EXPECT_EQ(tables.fields, std::vector<Fields>{Fields()});
  EXPECT_EQ(tables.table, std::vector<OperatorId>(2));
}

TEST(ConstantTables, ConstantsInRamAreInNone) {
  const ProgramBuilder b = Chain({{0, 1}, {2, 3}});
  const TensorId copied = b.program.operators[1].arguments[2];
  EXPECT_TRUE(FindConstantTables(b.program, [&](TensorId id) { return id == copied; }).empty());
}

TEST(ConstantTables, AnotherElementTypeIsInNone) {
  ProgramBuilder b = Chain({{0, 1}, {2, 3}});
  b.program[b.program.operators[1].arguments[2]].type = test::TypeOf("int32");
  EXPECT_TRUE(Find(b.program).empty());
}

TEST(ConstantTables, AKernelThatIsCarriedOverHasNone) {
  ProgramBuilder b = Chain({{0, 1}, {2, 3}});
  b.program.kernels[0].body = PackedBody{};
  EXPECT_TRUE(Find(b.program).empty());
}

}  // namespace
}  // namespace utvmc::ir
