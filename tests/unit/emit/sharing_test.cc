#include "emit/sharing.h"

#include <gmock/gmock.h>

#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::ProgramBuilder;
using test::SumKernel;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Member = SharedItem::Member;

/// y = x + `constant`; the kernel and its buffers have the names given.
ir::Program AddsConstant(const std::string& constant_name, const std::string& data,
                         const char* type = "float32", const std::string& input_name = "p0") {
  ProgramBuilder builder("m");
  const std::int64_t elements = static_cast<std::int64_t>(data.size()) / test::TypeOf(type).Bytes();
  const auto x = builder.Input("x", type, {elements});
  const auto c = builder.Constant(constant_name, type, {elements}, data);
  const auto y = builder.Activation("y", type, {elements});
  const auto kernel = builder.Kernel(
      SumKernel("op00_" + input_name, ir::ElementType(test::TypeOf(type)), elements,
                {{Role::kInput, input_name}, {Role::kInput, "c"}, {Role::kOutput, "out"}})
          .Get());
  builder.Call("add", kernel, {x, c, y});
  builder.Output(y);
  return builder.program;
}

Sharing Find(const std::vector<ir::Program>& programs) {
  std::vector<const ir::Program*> pointers;
  for (const ir::Program& program : programs) pointers.push_back(&program);
  return FindShared(pointers);
}

TEST(FindShared, KernelsAreComparedWithoutTheirNamesAndThoseOfTheirVariables) {
  const std::string data = BytesOf<float>({1, 2});
  const Sharing sharing =
      Find({AddsConstant("a", data), AddsConstant("b", data, "float32", "other")});
  ASSERT_EQ(sharing.kernels.size(), 1u);
  EXPECT_THAT(sharing.kernels[0].members, ElementsAre(Member{0, 0}, Member{1, 0}));
}

TEST(FindShared, KernelsOfOtherTypesOrSizesDiffer) {
  EXPECT_THAT(
      Find({AddsConstant("a", BytesOf<float>({1, 2})), AddsConstant("a", BytesOf<float>({1, 2, 3})),
            AddsConstant("a", BytesOf<double>({1, 2}), "float64")})
          .kernels,
      IsEmpty());
}

TEST(FindShared, ConstantsAreComparedByTypeAndBytes) {
  const std::string data = BytesOf<std::int32_t>({1, 2});
  const Sharing sharing = Find({AddsConstant("a", data, "int32"), AddsConstant("b", data, "int32"),
                                AddsConstant("c", data, "uint32"),
                                AddsConstant("d", BytesOf<std::int32_t>({1, 3}), "int32")});
  ASSERT_EQ(sharing.constants.size(), 1u);
  EXPECT_THAT(sharing.constants[0].members, ElementsAre(Member{0, 1}, Member{1, 1}));
}

TEST(FindShared, WhatOneModelHasTwiceAndNoOtherIsItsOwn) {
  ProgramBuilder builder("m");
  const auto x = builder.Input("x", "float32", {2});
  const auto kernel = builder.Kernel(SumKernel("op00_add", Scalar::kFloat, 2,
                                               {{Role::kInput, "p0"},
                                                {Role::kInput, "p1"},
                                                {Role::kInput, "p2"},
                                                {Role::kOutput, "out"}})
                                         .Get());
  const auto y = builder.Activation("y", "float32", {2});
  builder.Call("add", kernel,
               {x, builder.Constant("a", "float32", {2}, BytesOf<float>({1, 2})),
                builder.Constant("b", "float32", {2}, BytesOf<float>({1, 2})), y});
  builder.Output(y);
  const ir::Program& twice = builder.program;
  EXPECT_THAT(Find({twice}).constants, IsEmpty());
  EXPECT_THAT(Find({twice, AddsConstant("c", BytesOf<float>({3, 4}))}).constants, IsEmpty());

  const Sharing sharing = Find({twice, AddsConstant("c", BytesOf<float>({1, 2}))});
  ASSERT_EQ(sharing.constants.size(), 1u);
  EXPECT_EQ(sharing.constants[0].members.size(), 3u);
}

TEST(FindShared, ConstantsThatNobodyReadsAndKernelsThatAreCarriedOverAreNotShared) {
  std::vector<ir::Program> programs(2, AddsConstant("a", BytesOf<float>({1, 2})));
  for (ir::Program& program : programs) {
    program.kernels[0].body = ir::PackedBody{0, "f", 6, "inline assembly"};
    ir::Tensor unread;
    unread.name = "unread";
    unread.kind = ir::Tensor::Kind::kConstant;
    unread.type = test::TypeOf("float32");
    unread.shape = {1};
    unread.data = BytesOf<float>({9});
    program.Add(unread);
  }
  const Sharing sharing = Find(programs);
  EXPECT_THAT(sharing.kernels, IsEmpty());
  EXPECT_EQ(sharing.constants.size(), 1u);
}

}  // namespace
}  // namespace utvmc::emit
