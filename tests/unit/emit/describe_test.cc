#include "emit/describe.h"

#include <gtest/gtest.h>

#include <numeric>

#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::ProgramBuilder;
using test::SumKernel;

TEST(DescribeTypeTest, NamesDtypeAndShape) {
  ProgramBuilder builder;
  builder.Input("x", "float32", {1, 4});
  builder.Input("s", "int8", {});
  builder.Input("b", "uint1", {0, 3});
  EXPECT_EQ(DescribeType(builder.program.tensors[0]), "float32[1,4]");
  EXPECT_EQ(DescribeType(builder.program.tensors[1]), "int8[]");
  EXPECT_EQ(DescribeType(builder.program.tensors[2]), "bool[0,3]");
}

TEST(ShortNodeNameTest, LosesWhatEveryNodeOfTvmHas) {
  EXPECT_EQ(ShortNodeName("tvmgen_default_fused_nn_conv2d_add"), "conv2d_add");
  EXPECT_EQ(ShortNodeName("fused_nn_softmax"), "softmax");
  EXPECT_EQ(ShortNodeName("tvmgen_kws_fused_nn_contrib_dense_pack_add_1"), "dense_pack_add");
}

TEST(ShortNodeNameTest, KeepsTheNumberOfAnOutput) {
  EXPECT_EQ(ShortNodeName("tvmgen_default_fused_split#1"), "split#1");
}

TEST(ShortNodeNameTest, LeavesOtherNamesAlone) {
  EXPECT_EQ(ShortNodeName("probs"), "probs");
  EXPECT_EQ(ShortNodeName("my fused_thing*/"), "my fused_thing*/");
  EXPECT_EQ(ShortNodeName("tvmgen_default_run"), "tvmgen_default_run");
  EXPECT_EQ(ShortNodeName(""), "");
}

TEST(NameLiteralTest, IsNoLongerThanC99PromisesToTake) {
  EXPECT_EQ(NameLiteral("add"), "\"add\"");
  EXPECT_EQ(NameLiteral(std::string(1001, 'x')).size(), 1002u);
  EXPECT_LE(NameLiteral(std::string(1001, '?')).size(), 4095u);
}

TEST(ListOperatorsTest, NamesAtMostTwelve) {
  EXPECT_EQ(ListOperators(std::vector<int>{3}), "op 3");
  EXPECT_EQ(ListOperators(std::vector<int>{3, 5}), "op 3, 5");
  std::vector<int> many(15);
  std::iota(many.begin(), many.end(), 0);
  EXPECT_EQ(ListOperators(many), "op 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more");
}

TEST(UsersTest, ConstantsAreUsedByCallsAndCopiesOfThem) {
  ProgramBuilder builder;
  const auto x = builder.Input("x", "float32", {2});
  const auto w = builder.Constant("w", "float32", {2}, BytesOf<float>({1, 2}));
  const auto unused = builder.Constant("u", "float32", {2}, BytesOf<float>({1, 2}));
  const auto h = builder.Activation("h", "float32", {2});
  const auto y = builder.Activation("y", "float32", {2});
  const auto add =
      builder.Kernel(SumKernel("op00_add", Scalar::kFloat, 2,
                               {{Role::kInput, "p0"}, {Role::kInput, "p1"}, {Role::kOutput, "out"}})
                         .Get());
  builder.Call("a", add, {x, w, h});
  builder.Call("b", add, {w, w, y});
  const auto copy = builder.Activation("w", "float32", {2});
  builder.Copy("w", w, copy);

  const auto users = ConstantUsers(builder.program);
  EXPECT_EQ(users[w.index()], (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(users[unused.index()].empty());
  EXPECT_TRUE(users[x.index()].empty());
  EXPECT_EQ(KernelUsers(builder.program)[add.index()], (std::vector<int>{0, 1}));
}

TEST(HeadersTest, FollowTheTypesOfParametersAndBody) {
  Headers declaration;
  const ir::Kernel kernel =
      SumKernel("op00_add", Scalar::kFloat, 2, {{Role::kInput, "p0"}, {Role::kOutput, "out"}})
          .Get();
  declaration.AddParameters(kernel);
  EXPECT_FALSE(declaration.integer);
  Headers definition;
  definition.AddBody(std::get<ir::NativeBody>(kernel.body).function);
  EXPECT_TRUE(definition.integer);  // the loop's variable
  EXPECT_FALSE(definition.math);
  EXPECT_FALSE(definition.boolean);
  Headers half;
  half.Add(Scalar::kHalf);
  EXPECT_TRUE(half.half);
  half.Add(Scalar::kBool);
  EXPECT_TRUE(half.boolean);
}

}  // namespace
}  // namespace utvmc::emit
