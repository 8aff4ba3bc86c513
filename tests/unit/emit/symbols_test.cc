#include "emit/symbols.h"

#include <gmock/gmock.h>

#include <set>

#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::PlanApart;
using test::ProgramBuilder;
using test::SumKernel;
using ::testing::ElementsAre;
using ::testing::MatchesRegex;

Symbols Name(const ir::Program& program, IoPlacement io = IoPlacement::kArena) {
  CompileOptions options;
  options.name = program.name;
  options.io = io;
  return NameEverything(program, PlanApart(program, options).Get());
}

/// inputs -> one operator -> output
ProgramBuilder WithInputs(const std::vector<std::string>& names, std::string prefix = "network") {
  ProgramBuilder builder(std::move(prefix));
  std::vector<test::Buffer> buffers;
  std::vector<ir::TensorId> arguments;
  for (const std::string& name : names) {
    arguments.push_back(builder.Input(name, "float32", {2}));
    buffers.push_back({Role::kInput, "p" + std::to_string(buffers.size())});
  }
  buffers.push_back({Role::kScratch, "acc"});
  buffers.push_back({Role::kOutput, "out"});
  arguments.push_back(builder.Activation("tvmgen_default_fused_nn_dense_add", "float32", {2}));
  const auto kernel =
      builder.Kernel(SumKernel("op00_dense_add", Scalar::kFloat, 2, std::move(buffers)).Get());
  builder.Call("tvmgen_default_fused_nn_dense_add", kernel, arguments);
  builder.Output(arguments.back());
  return builder;
}

TEST(SymbolsTest, DefaultNameHasTheFamiliarFiles) {
  const Symbols symbols = Name(WithInputs({"x"}).program);
  EXPECT_EQ(symbols.network_header, "network.h");
  EXPECT_EQ(symbols.network_source, "network.c");
  EXPECT_EQ(symbols.operators_header, "operators.h");
  EXPECT_EQ(symbols.operators_source, "operators.c");
  EXPECT_EQ(symbols.data_header, "network_data.h");
  EXPECT_EQ(symbols.data_source, "network_data.c");
}

TEST(SymbolsTest, OtherNamesAreInEveryFileSoThatModelsShareAFolder) {
  ProgramBuilder builder = WithInputs({"x"}, "kws");
  builder.program.carried.resize(2);
  const Symbols symbols = Name(builder.program);
  EXPECT_EQ(symbols.operators_header, "kws_operators.h");
  EXPECT_EQ(symbols.operators_source, "kws_operators.c");
  EXPECT_EQ(symbols.data_header, "kws_data.h");
  EXPECT_THAT(symbols.packed_sources, ElementsAre("kws_packed.c", "kws_packed_2.c"));
  EXPECT_EQ(symbols.macro, "KWS");
  EXPECT_EQ(symbols.run, "kws_run");
  EXPECT_EQ(symbols.arenas[0].type, "kws_arena_t");
}

TEST(SymbolsTest, MembersAreNamedAfterInputsOperatorsAndScratch) {
  const Symbols symbols = Name(WithInputs({"x"}).program);
  EXPECT_THAT(symbols.members, ElementsAre("x", "op00_dense_add", "op00_acc"));
  EXPECT_THAT(symbols.inputs, ElementsAre("network_in_x"));
  EXPECT_THAT(symbols.outputs, ElementsAre("network_out_dense_add"));
  EXPECT_THAT(symbols.kernels, ElementsAre("network_op00_dense_add"));
}

TEST(SymbolsTest, MemberOfASharedKernelsResultHasTheNumberOfItsOwnOperator) {
  ProgramBuilder builder = WithInputs({"x"});
  const auto y = builder.Activation("later", "float32", {2});
  builder.Call("later", ir::KernelId(0), {ir::TensorId(1), y});
  const Symbols symbols = Name(builder.program);
  EXPECT_THAT(symbols.members,
              ElementsAre("x", "op00_dense_add", "op01_dense_add", "op00_acc", "op01_acc"));
}

TEST(SymbolsTest, CallersBuffersAreParametersNamedAsInTheGraph) {
  const Symbols symbols = Name(WithInputs({"x"}).program, IoPlacement::kCaller);
  EXPECT_THAT(symbols.inputs, ElementsAre("x"));
  EXPECT_THAT(symbols.outputs, ElementsAre("dense_add"));
  EXPECT_THAT(symbols.members, ElementsAre("op00_acc"));
}

TEST(SymbolsTest, ParametersHideNothingThatRunNeeds) {
  const Symbols symbols =
      Name(WithInputs({"arena", "status", "memcpy", "network_run", "network_op00_dense_add",
                       "NETWORK_IN_COUNT", "UTVM_RT_ABI", "network_arena_t"})
               .program,
           IoPlacement::kCaller);
  EXPECT_THAT(symbols.inputs,
              ElementsAre("arena_2", "status_2", MatchesRegex("memcpy_[0-9a-f]+"), "network_run_2",
                          "network_op00_dense_add_2", "NETWORK_IN_COUNT_2",
                          MatchesRegex("UTVM_RT_ABI_[0-9a-f]+"), "network_arena_t_2"));
}

TEST(SymbolsTest, NamesForTuningAreTakenOnlyWhereTheyAreThere) {
  const ProgramBuilder builder = WithInputs({"network_op_begin", "network_tensors"});
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  const plan::MemoryPlan plan = PlanApart(builder.program, options).Get();
  EXPECT_THAT(NameEverything(builder.program, plan).inputs,
              ElementsAre("network_op_begin", "network_tensors"));
  const Symbols symbols = NameEverything(builder.program, plan, {true, true, true});
  EXPECT_EQ(symbols.extras.op_begin, "network_op_begin");
  EXPECT_THAT(symbols.inputs, ElementsAre("network_op_begin_2", "network_tensors_2"));
}

TEST(SymbolsTest, TheLongestPrefixLeavesNamesForTuningWhole) {
  const ProgramBuilder builder = WithInputs({"x"}, "a_prefix_of_20_chars");
  const plan::MemoryPlan plan = PlanApart(builder.program, CompileOptions{}).Get();
  const ExtraSymbols extras = NameEverything(builder.program, plan, {true, true, true}).extras;
  EXPECT_EQ(extras.op_costs, "a_prefix_of_20_chars_op_costs");
  EXPECT_EQ(extras.on_tensor, "a_prefix_of_20_chars_on_tensor");
}

TEST(SymbolsTest, AnyBytesBecomeDistinctIdentifiers) {
  const std::vector<std::string> hostile = {"a*/b",
                                            "a\nb",
                                            "gr\xc3\xbc\xc3\x9f",
                                            "int",
                                            "class",
                                            "",
                                            std::string(200, 'x'),
                                            std::string(200, 'x') + "y",
                                            "a.b",
                                            "a-b",
                                            "a_b",
                                            "1st",
                                            "bytes",
                                            "_x",
                                            "a__b"};
  for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
    const Symbols symbols = Name(WithInputs(hostile).program, io);
    std::set<std::string> distinct;
    for (const std::string& name : symbols.inputs) {
      EXPECT_THAT(name, MatchesRegex("[A-Za-z][A-Za-z0-9_]*"));
      EXPECT_TRUE(distinct.insert(name.substr(0, 63)).second) << name;
    }
    distinct.clear();
    for (const std::string& name : symbols.members) {
      EXPECT_THAT(name, MatchesRegex("[A-Za-z][A-Za-z0-9_]*"));
      EXPECT_LE(name.size(), 40u);
      EXPECT_TRUE(distinct.insert(name).second) << name;
    }
    EXPECT_FALSE(distinct.contains("bytes"));
  }
}

TEST(SymbolsTest, ExternalNamesDifferInTheirFirst31Characters) {
  ProgramBuilder builder("a_prefix_of_20_chars");
  std::vector<test::Buffer> buffers;
  std::vector<ir::TensorId> arguments;
  const std::string stem(60, 'w');
  for (const char* tail : {"", "1", "2", "/3", ".3"}) {
    arguments.push_back(builder.Constant(stem + tail, "float32", {1}, BytesOf<float>({1.0f})));
    buffers.push_back({Role::kInput, "p" + std::to_string(buffers.size())});
  }
  buffers.push_back({Role::kOutput, "out"});
  arguments.push_back(builder.Activation("y", "float32", {1}));
  for (const char* name : {"op00_convolution_a", "op00_convolution_b"}) {
    const auto kernel = builder.Kernel(SumKernel(name, Scalar::kFloat, 1, buffers).Get());
    builder.Call(name, kernel, arguments);
  }
  const Symbols symbols = Name(builder.program);
  std::set<std::string> distinct = {symbols.run.substr(0, 31)};
  for (const auto* names : {&symbols.kernels, &symbols.constants}) {
    for (const std::string& name : *names) {
      if (name.empty()) continue;
      EXPECT_TRUE(distinct.insert(name.substr(0, 31)).second) << name;
    }
  }
  EXPECT_EQ(distinct.size(), 8u);
}

TEST(SymbolsTest, PrefixInCapitalsDoesNotMeetItsOwnMacros) {
  ProgramBuilder builder = WithInputs({"x"}, "NET");
  const auto c = builder.Constant("ARENA_BYTES", "float32", {2}, BytesOf<float>({1, 2}));
  const auto y = builder.Activation("y", "float32", {2});
  builder.Copy("y", c, y);
  const Symbols symbols = Name(builder.program);
  EXPECT_EQ(symbols.constants[c.index()], "NET_ARENA_BYTES_2");
}

TEST(SymbolsTest, ConstantsThatNothingReadsHaveNoName) {
  ProgramBuilder builder = WithInputs({"x"});
  const auto c = builder.Constant("c", "float32", {2}, BytesOf<float>({1, 2}));
  EXPECT_EQ(Name(builder.program).constants[c.index()], "");
}

TEST(SymbolsTest, RepeatedHeadsAndNumberedOutputsAreDistinct) {
  ProgramBuilder builder = WithInputs({"x"});
  const auto second = builder.Activation("tvmgen_default_fused_split#1", "float32", {2});
  builder.Call("split", ir::KernelId(0), {ir::TensorId(0), second});
  builder.Output(second);
  builder.Output(builder.program.outputs[0]);
  const Symbols symbols = Name(builder.program);
  EXPECT_THAT(symbols.outputs, ElementsAre("network_out_dense_add", "network_out_split_out1",
                                           "network_out_dense_add_2"));
}

}  // namespace
}  // namespace utvmc::emit
