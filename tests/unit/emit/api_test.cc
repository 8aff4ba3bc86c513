// What --api checks against a model, and what it makes of names.
#include "emit/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "emit/api_files.h"
#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// y = x + w, z = y + w; types of all are `type`.
ir::Program Sums(const std::string& input = "x", const char* type = "int16",
                 Scalar element = Scalar::kInt16) {
  test::ProgramBuilder b;
  const auto x = b.Input(input, type, {1, 2});
  const auto w =
      b.Constant("w", type, {1, 2},
                 std::string(element == Scalar::kInt16 || element == Scalar::kUint16 ? 4 : 8, 0));
  const auto y = b.Activation("y", type, {1, 2});
  const auto z = b.Activation("z", type, {1, 2});
  const auto kernel =
      b.Kernel(test::SumKernel("op00_sum", element, 2,
                               {{Role::kInput, "a"}, {Role::kInput, "b"}, {Role::kOutput, "out"}})
                   .Get());
  b.Call("y", kernel, {x, w, y});
  b.Call("z", kernel, {y, w, z});
  b.Output(y);
  b.Output(z);
  return b.program;
}

CompileOptions Options(Api api, IoPlacement io = IoPlacement::kArena) {
  CompileOptions options;
  options.api.api = api;
  options.io = io;
  return options;
}

Result<ApiPlan> Plan(const ir::Program& program, const CompileOptions& options) {
  const Result<plan::MemoryPlan> plan = plan::PlanMemory(program, options);
  EXPECT_TRUE(plan.ok()) << Format(plan.error());
  return PlanApi(program, *plan, options);
}

ApiPlan PlanOf(const ir::Program& program, const CompileOptions& options) {
  Result<ApiPlan> api = Plan(program, options);
  EXPECT_TRUE(api.ok()) << Format(api.error());
  return api.ok() ? *std::move(api) : ApiPlan();
}

std::string ErrorOf(const ir::Program& program, const CompileOptions& options) {
  const Result<ApiPlan> api = Plan(program, options);
  return api.ok() ? "ok" : Format(api.error());
}

// --- tvm-c ---

TEST(PlanTvmC, OutputsHaveTheNamesOfTvmsAotCode) {
  const ApiPlan api = PlanOf(Sums("data:0"), Options(Api::kTvmC, IoPlacement::kCaller));
  EXPECT_EQ(api.module, "network");
  EXPECT_THAT(api.inputs, ElementsAre("data_0"));
  EXPECT_THAT(api.outputs, ElementsAre("output0", "output1"));
  EXPECT_FALSE(api.has_pools);
  EXPECT_FALSE(api.maps_io);
}

TEST(PlanTvmC, InputsAndOutputsInTheArenaAreMapped) {
  const ApiPlan api = PlanOf(Sums(), Options(Api::kTvmC));
  EXPECT_TRUE(api.has_pools);
  EXPECT_TRUE(api.maps_io);
}

TEST(PlanTvmC, ExternalNamesDifferInTheir31Characters) {
  CompileOptions options = Options(Api::kTvmC);
  options.api.module = "abcdefghijklmnopqr";
  EXPECT_EQ(ErrorOf(Sums(), options), "ok");
  options.api.module = "abcdefghijklmnopqrs";
  EXPECT_EQ(ErrorOf(Sums(), options),
            "error: --api=tvm-c: tvmgen_abcdefghijklmnopqrs_map_inputs and "
            "tvmgen_abcdefghijklmnopqrs_map_outputs are the same in their first 31 characters\n"
            "  hint: name the module with up to 18 characters, as in --module=kws");
  options.io = IoPlacement::kCaller;
  EXPECT_EQ(ErrorOf(Sums(), options), "ok");
}

TEST(PlanTvmC, NamedPoolsArePassed) {
  CompileOptions options = Options(Api::kTvmC, IoPlacement::kCaller);
  options.pools = {{.name = "sram", .size = 100}};
  const ApiPlan api = PlanOf(Sums(), options);
  EXPECT_TRUE(api.has_pools);
  EXPECT_FALSE(api.maps_io);
}

TEST(PlanTvmC, ModuleIsInSmallLettersAsTvmPrintsIt) {
  CompileOptions options = Options(Api::kTvmC);
  options.api.module = "Kws";
  EXPECT_EQ(PlanOf(Sums(), options).module, "kws");
}

TEST(PlanTvmC, NamesThatNoCCodeCanHaveAreMangled) {
  EXPECT_THAT(PlanOf(Sums("while"), Options(Api::kTvmC)).inputs[0], HasSubstr("while_"));
  EXPECT_THAT(PlanOf(Sums("0"), Options(Api::kTvmC)).inputs[0], HasSubstr("n0_"));
}

TEST(PlanTvmC, NamesOfTheSameMacroAreAnError) {
  for (const char* name : {"OUTPUT0", "workspace"}) {
    EXPECT_EQ(ErrorOf(Sums(name), Options(Api::kTvmC)),
              name == std::string("OUTPUT0")
                  ? "error: --api=tvm-c: the name \"output0\" of an input or output is taken: "
                    "macros would be the same\n"
                    "  hint: name the outputs with --output-names, or the inputs otherwise in TVM"
                  : "error: --api=tvm-c: the name \"workspace\" of an input or output is taken: "
                    "macros would be the same\n"
                    "  hint: name the outputs with --output-names, or the inputs otherwise in TVM");
  }
}

TEST(PlanTvmC, OutputNamesAreAsManyAsOutputs) {
  CompileOptions options = Options(Api::kTvmC);
  options.api.output_names = {"a", "b"};
  EXPECT_THAT(PlanOf(Sums(), options).outputs, ElementsAre("a", "b"));
  options.api.output_names = {"a"};
  EXPECT_EQ(ErrorOf(Sums(), options),
            "error: --output-names: 1 names, but the model has 2 outputs\n"
            "  hint: name each, in the order of the graph's heads, as in --output-names a,b");
}

TEST(PlanTvmC, HasNoFunctionThatCopiesConstants) {
  CompileOptions options = Options(Api::kTvmC);
  options.pins = {{"w", kDefaultPool, {}, {}}};
  EXPECT_EQ(ErrorOf(Sums(), options),
            "error: --api=tvm-c: a constant is pinned to RAM, and nothing would copy it there\n"
            "  hint: leave that pin out: TVM's interface has no function to call at the start");
}

TEST(PlanTvmC, InputsAndOutputsAreAllInPoolsOrNone) {
  CompileOptions options = Options(Api::kTvmC);
  options.pins = {{"x", kCallerPool, {}, {}}};
  EXPECT_EQ(ErrorOf(Sums(), options),
            "error: --api=tvm-c: some inputs and outputs are in pools and some with the caller\n"
            "  hint: TVM's interface has all with the caller (--io=caller, its default), or all in "
            "pools (--io=arena)");
}

// --- stm32 ---

CompileOptions Quantized(const std::string& tensor, Quantization quantization) {
  CompileOptions options = Options(Api::kStm32);
  options.api.quantization = {
      {tensor, std::move(quantization), {.file = "q.json", .pointer = "/" + tensor}}};
  return options;
}

TEST(PlanStm32, QuantizationGoesToTheTensorOfThatName) {
  const Quantization one = {{0.5f}, {3}, -1};
  ApiPlan api = PlanOf(Sums(), Quantized("x", one));
  EXPECT_EQ(api.input_quantization[0], one);
  EXPECT_EQ(api.output_quantization[1], std::nullopt);
  const Quantization two = {{0.5f, 1.0f}, {3, 4}, 1};
  api = PlanOf(Sums(), Quantized("output1", two));
  EXPECT_EQ(api.input_quantization[0], std::nullopt);
  EXPECT_EQ(api.output_quantization[1], two);
}

TEST(PlanStm32, UnknownTensorsAreErrors) {
  EXPECT_EQ(ErrorOf(Sums(), Quantized("ouptut1", {{1.0f}, {0}, -1})),
            "q.json: error: /ouptut1: no input or output is named \"ouptut1\"\n"
            "  hint: did you mean \"output1\"?");
  EXPECT_EQ(ErrorOf(Sums(), Quantized("conv2d", {{1.0f}, {0}, -1})),
            "q.json: error: /conv2d: no input or output is named \"conv2d\"\n"
            "  hint: use one of: x, output0, output1");
}

TEST(PlanStm32, AZeroPointIsAValueOfItsTensor) {
  const auto error = [](const char* type, Scalar element, std::int32_t zero_point) {
    return ErrorOf(Sums("x", type, element), Quantized("x", {{1.0f}, {zero_point}, -1}));
  };
  EXPECT_EQ(error("int16", Scalar::kInt16, -32768), "ok");
  EXPECT_EQ(error("int16", Scalar::kInt16, 32768),
            "q.json: error: /x: the zero point 32768 of \"x\" is no int16\n"
            "  hint: write one from -32768 to 32767: it is in the tensor's own numbers");
  EXPECT_EQ(error("uint16", Scalar::kUint16, 65535), "ok");
  EXPECT_EQ(error("uint16", Scalar::kUint16, -1),
            "q.json: error: /x: the zero point -1 of \"x\" is no uint16\n"
            "  hint: write one from 0 to 65535: it is in the tensor's own numbers");
  EXPECT_EQ(ErrorOf(Sums(), Quantized("x", {{1.0f, 1.0f}, {0, 40000}, 1})),
            "q.json: error: /x: the zero point 40000 of \"x\" is no int16\n"
            "  hint: write one from -32768 to 32767: it is in the tensor's own numbers");
}

TEST(PlanStm32, ScalesFitTheTensor) {
  EXPECT_EQ(ErrorOf(Sums(), Quantized("x", {{1.0f}, {0}, 2})),
            "q.json: error: /x: axis 2 of \"x\", which has 2\n"
            "  hint: axes count from 0");
  EXPECT_EQ(ErrorOf(Sums(), Quantized("x", {{1.0f}, {0}, 1})),
            "q.json: error: /x: 1 scales, but axis 1 of \"x\" has 2\n"
            "  hint: give one scale for each index of the axis, or one for all and no axis");
  EXPECT_EQ(ErrorOf(Sums("x", "float32", Scalar::kFloat), Quantized("x", {{1.0f}, {0}, -1})),
            "q.json: error: /x: \"x\" is float32, which is not quantized\n"
            "  hint: leave it out");
}

TEST(PlanStm32, HasOneBufferOfActivations) {
  CompileOptions options = Options(Api::kStm32);
  options.pools = {{.name = "dtcm", .size = 100}, {.name = "sram", .size = 100}};
  options.pins = {{"x", "dtcm", {}, {}}, {"z", "sram", {}, {}}};
  EXPECT_EQ(ErrorOf(Sums(), options),
            "error: --api=stm32: ai_create() is passed one buffer of activations, but the plan has "
            "2\n"
            "  hint: name one RAM pool, or leave --pools out");
}

// --- files ---

std::vector<std::string> FileNames(Api api) {
  const ir::Program program = Sums();
  const CompileOptions options = Options(api, IoPlacement::kCaller);
  const Result<plan::MemoryPlan> plan = plan::PlanMemory(program, options);
  const Result<ApiPlan> checked = PlanApi(program, *plan, options);
  std::vector<std::string> names;
  for (const OutputFile& file : Emit(program, *plan, {}, *checked)) names.push_back(file.name);
  names.erase(names.begin(), names.begin() + 6);
  return names;
}

TEST(EmitApi, AppendsItsFiles) {
  EXPECT_THAT(FileNames(Api::kNative), ElementsAre());
  EXPECT_THAT(FileNames(Api::kStm32), ElementsAre("network_ai.h", "network_ai.c", "models_ai.c"));
  EXPECT_THAT(FileNames(Api::kTvmC), ElementsAre("tvmgen_network.h", "tvmgen_network.c"));
  EXPECT_THAT(FileNames(Api::kTvmWrap), ElementsAre("tvm_wrapper.h", "tvm_wrapper.c"));
}

TEST(EmitApi, TheLeastZeroPointIsSpeltAsAnExpressionOfItsType) {
  const ir::Program program = Sums("x", "int32", Scalar::kInt32);
  const CompileOptions options = Quantized("x", {{0.5f}, {INT32_MIN}, -1});
  const Result<plan::MemoryPlan> plan = plan::PlanMemory(program, options);
  const ApiPlan api = PlanOf(program, options);
  const std::vector<OutputFile> files = Emit(program, *plan, {}, api);
  const auto source = std::ranges::find(files, "network_ai.c", &OutputFile::name);
  ASSERT_NE(source, files.end());
  EXPECT_THAT(source->text, HasSubstr("static const int32_t in_0_zero_point[1] = {INT32_MIN};\n"));
}

TEST(EmitApi, NothingElseHasItsNames) {
  ir::Program program = Sums();
  program.tensors[1].name = "network";  // a constant that would be network_network
  const CompileOptions options = Options(Api::kStm32);
  const Result<plan::MemoryPlan> plan = plan::PlanMemory(program, options);
  const ApiPlan api = PlanOf(program, options);
  const Symbols symbols = NameEverything(program, *plan, {}, {}, NamesOf(api, program.name));
  EXPECT_EQ(symbols.constants[1], "network_network_2");
  EXPECT_EQ(NameEverything(program, *plan).constants[1], "network_network");
}

}  // namespace
}  // namespace utvmc::emit
