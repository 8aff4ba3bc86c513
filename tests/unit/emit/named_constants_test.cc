// Which parameters disappear, and what the kernel then looks like.
#include "emit/named_constants.h"

#include <gtest/gtest.h>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::PlanApart;
using test::ProgramBuilder;
using test::SumKernel;

ir::Kernel AddKernel(const std::string& name) {
  return SumKernel(name, Scalar::kFloat, 2,
                   {{Role::kInput, "p0"}, {Role::kInput, "p1"}, {Role::kOutput, "out"}})
      .Get();
}

/// y = (x + w[0]) + w[1]..., by one kernel; constants are numbered by first use.
ProgramBuilder Chain(const std::vector<int>& constants) {
  ProgramBuilder b;
  const auto kernel = b.Kernel(AddKernel("op00_add"));
  std::vector<ir::TensorId> w;
  auto last = b.Input("x", "float32", {2});
  for (std::size_t i = 0; i < constants.size(); ++i) {
    const auto number = static_cast<std::size_t>(constants[i]);
    if (number == w.size()) {
      w.push_back(b.Constant("w" + std::to_string(number), "float32", {2},
                             BytesOf<float>({static_cast<float>(number), 0.5f})));
    }
    const auto sum = b.Activation("add_" + std::to_string(i), "float32", {2});
    b.Call("add_" + std::to_string(i), kernel, {last, w[number], sum});
    last = sum;
  }
  b.Output(last);
  return b;
}

/// Names of the constants that the only kernel reads by name.
std::vector<std::string> Reads(const ProgramBuilder& b, const plan::MemoryPlan& plan,
                               SharedNames shared = {}) {
  const Symbols symbols = NameEverything(b.program, plan, {}, std::move(shared));
  const NamedConstants named = FindNamedConstants(b.program, plan, symbols);
  return ReplaceParameters(b.program, ir::KernelId(0), {false, false, true}, named, symbols).reads;
}

std::vector<std::string> Reads(const ProgramBuilder& b, SharedNames shared = {}) {
  return Reads(b, PlanApart(b.program, {}).Get(), std::move(shared));
}

std::string TextOf(const ir::Program& program, const std::string& name) {
  for (const OutputFile& file : Emit(program, PlanApart(program, {}).Get())) {
    if (file.name == name) return file.text;
  }
  return "no file " + name;
}

bool Holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(NamedConstants, OneCallPassesOneConstant) {
  EXPECT_EQ(Reads(Chain({0})), std::vector<std::string>{"network_w0"});
}

TEST(NamedConstants, AllCallsMayPassTheSame) {
  EXPECT_EQ(Reads(Chain({0, 0, 0})), std::vector<std::string>{"network_w0"});
}

TEST(NamedConstants, CallsThatPassDifferentOnesNeedTheParameter) {
  EXPECT_EQ(Reads(Chain({0, 1})), std::vector<std::string>());
  EXPECT_EQ(Reads(Chain({0, 1, 1})), std::vector<std::string>());
}

TEST(NamedConstants, ACopyInRamIsPassed) {
  const ProgramBuilder b = Chain({0});
  plan::MemoryPlan plan = PlanApart(b.program, {}).Get();
  plan.tensor_allocation[b.program.operators[0].arguments[1].index()] = 0;
  EXPECT_EQ(Reads(b, plan), std::vector<std::string>());
}

TEST(NamedConstants, AnotherElementTypeNeedsTheParameter) {
  ProgramBuilder b = Chain({0});
  b.program[b.program.operators[0].arguments[1]].type = test::TypeOf("int32");
  EXPECT_EQ(Reads(b), std::vector<std::string>());
}

TEST(NamedConstants, AKernelOfSeveralModelsKeepsItsParameters) {
  const SharedNames shared{{"models_add"}, std::vector<std::string>(3)};
  EXPECT_EQ(Reads(Chain({0}), shared), std::vector<std::string>());
}

TEST(NamedConstants, AKernelThatIsCarriedOverKeepsItsParameters) {
  ProgramBuilder b = Chain({0});
  b.program.kernels[0].body = ir::PackedBody{};
  EXPECT_EQ(Reads(b), std::vector<std::string>());
}

TEST(NamedConstants, TheKernelReadsTheConstantWhereItReadTheParameter) {
  EXPECT_EQ(TextOf(Chain({0}).program, "operators.c"),
            R"(/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_op00_add (kernels.c:12). */
void network_op00_add(const float p0[2], float out[UTVM_RESTRICT 2])
{
    for (int32_t i = 0; i < 2; ++i) {
        out[i] = p0[i] + network_w0[i];
    }
}
)");
}

TEST(NamedConstants, TheDeclarationNamesThem) {
  EXPECT_TRUE(Holds(TextOf(Chain({0}).program, "operators.h"),
                    "/* From tvmgen_default_fused_op00_add (kernels.c:12). Reads network_w0. */\n"
                    "void network_op00_add(const float p0[2], float out[UTVM_RESTRICT 2]);\n"));
}

TEST(NamedConstants, TheCallDoesNotPassThem) {
  EXPECT_TRUE(Holds(TextOf(Chain({0}).program, "network.c"),
                    "    network_op00_add(arena->x.data, arena->op00_add.data);\n"));
}

TEST(NamedConstants, ConstantsThatArePassedAreNotSeenByTheKernels) {
  EXPECT_FALSE(Holds(TextOf(Chain({0, 1}).program, "operators.c"), "network_data.h"));
}

/// Two calls of `out = p0 + p1 + p2` with constants of their own, and two scratch buffers.
ProgramBuilder TwoCallsWithTables() {
  ProgramBuilder b;
  const auto kernel = b.Kernel(SumKernel("op00_add", Scalar::kFloat, 2,
                                         {{Role::kInput, "p0"},
                                          {Role::kInput, "p1"},
                                          {Role::kInput, "p2"},
                                          {Role::kOutput, "out"},
                                          {Role::kScratch, "padded"},
                                          {Role::kScratch, "sum"}})
                                   .Get());
  auto last = b.Input("x", "float32", {2});
  for (const char* name : {"a", "b"}) {
    const auto p1 = b.Constant(name + std::string("1"), "float32", {2}, BytesOf<float>({1, 2}));
    const auto p2 = b.Constant(name + std::string("2"), "float32", {2}, BytesOf<float>({3, 4}));
    const auto sum = b.Activation(name, "float32", {2});
    b.Call(name, kernel, {last, p1, p2, sum});
    last = sum;
  }
  b.Output(last);
  return b;
}

TEST(NamedConstants, AKernelWithATableReadsItOnceAndHasItsFirstScratchLast) {
  const std::string text = TextOf(TwoCallsWithTables().program, "operators.c");
  EXPECT_TRUE(Holds(text,
                    "void network_op00_add(const float p0[2], "
                    "const struct network_op00_constants *constants,\n"
                    "                      float out[UTVM_RESTRICT 2], "
                    "float sum[UTVM_RESTRICT 2],\n"
                    "                      float padded[UTVM_RESTRICT 2])\n"
                    "{\n"
                    "    const float *const p1 = constants->p1;\n"
                    "    const float *const p2 = constants->p2;\n"
                    "\n"))
      << text;
}

TEST(NamedConstants, TablesAreInTheDataFiles) {
  const ir::Program program = TwoCallsWithTables().program;
  EXPECT_TRUE(Holds(TextOf(program, "network_data.h"),
                    "struct network_op00_constants {\n"
                    "    const float *p1; /* [2] */\n"
                    "    const float *p2; /* [2] */\n"
                    "};\n"
                    "\n"
                    "extern const struct network_op00_constants network_op00_table;\n"
                    "extern const struct network_op00_constants network_op01_table;\n"));
  EXPECT_TRUE(Holds(
      TextOf(program, "network_data.c"),
      "/* Constants of op 1 */\n"
      "const struct network_op00_constants network_op01_table = {network_b1, network_b2};\n"));
  EXPECT_TRUE(Holds(TextOf(program, "network.h"),
                    " *   Flash  48 B constants (network_data.c) + code\n"
                    " *          of these 16 B in tables of addresses of 32 bits\n"));
}

TEST(NamedConstants, ALocalCalledLikeTheTableGetsAnotherName) {
  ProgramBuilder b = TwoCallsWithTables();
  auto& function = std::get<ir::NativeBody>(b.program.kernels[0].body).function;
  for (kernelc::Symbol& symbol : function.symbols) {
    if (symbol.name == "i") symbol.name = "constants";
  }
  EXPECT_TRUE(Holds(TextOf(b.program, "operators.c"), "for (int32_t constants_2 = 0;"));
}

TEST(NamedConstants, LocalsThatWouldHideAConstantGetAnotherName) {
  ProgramBuilder b = Chain({0});
  auto& function = std::get<ir::NativeBody>(b.program.kernels[0].body).function;
  for (kernelc::Symbol& symbol : function.symbols) {
    if (symbol.name == "i") symbol.name = "network_w0";
  }
  EXPECT_TRUE(Holds(TextOf(b.program, "operators.c"),
                    "    for (int32_t network_w0_2 = 0; network_w0_2 < 2; ++network_w0_2) {\n"
                    "        out[network_w0_2] = p0[network_w0_2] + network_w0[network_w0_2];\n"));
}

}  // namespace
}  // namespace utvmc::emit
