// Firmware that was written against TVM's interfaces computes the same with utvmc's code behind
// them, and everything compiles without a warning.
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

#include "builds.h"
#include "emitted_image.h"
#include "emitted_model.h"
#include "models.h"
#include "static_runtime_command.h"
#include "vectors.h"

namespace utvmc {
namespace {

const std::string kTests = UTVMC_SOURCE_DIR "/tests/e2e/";
const std::string kRuntime = UTVMC_SOURCE_DIR "/runtime/";

/// Of Builds(): what optimises most on each compiler, and what finds wrong accesses.
const std::vector<std::string> kBuilds = {"gcc_O2", "gcc_sanitized", "clang_O2", "clang_O3_lto"};

MemoryPool Sram() { return {.name = "sram", .size = 100000, .alignment = 8}; }

CompileOptions Options(Api api, IoPlacement io) {
  CompileOptions options;
  options.io = io;
  options.api.api = api;
  return options;
}

std::vector<tools::TestVector> Vectors(const std::string& folder, const Report& report) {
  DiskFileSystem disk;
  auto vectors = tools::ReadVectors(disk, folder + "/vectors", report);
  EXPECT_TRUE(vectors.ok()) << Format(vectors.error());
  return vectors.ok() ? *std::move(vectors) : std::vector<tools::TestVector>();
}

/// Links `extra` with the emitted code, runs all vectors.
void ExpectVectorsMatch(const EmittedModel& model, const std::string& folder,
                        const std::string& build, std::vector<std::string> extra) {
  std::vector<std::string> compiler = BuildNamed(build).compiler;
  if (!HasProgram(compiler[0])) GTEST_SKIP() << compiler[0] << " is not installed";
  compiler.insert(compiler.end(), {"-std=c99", "-o", model.Path("run")});
  extra.push_back("-lm");
  ASSERT_EQ(model.Build(compiler, extra), "");
  EXPECT_EQ(RunVectors(model, Vectors(folder, model.report()), "", 0), "");
}

std::vector<std::string> Stm32Sources() { return {kRuntime + "utvm_stm32.c"}; }

/// With firmware of one model, which is written as for TVM's runtime.
std::vector<std::string> Stm32Firmware() {
  return {kRuntime + "utvm_stm32.c", kTests + "api_stm32_direct_main.c"};
}

// --- stm32, tvmwrap: every kind of input and output ---

/// Models whose outputs are exact: several inputs and outputs, outputs that are inputs or
/// constants, every type.
const std::vector<std::string> kModels = {"own/digits_int8", "own/multi_io", "own/passthrough",
                                          "own/dtypes"};

using Parameters = std::tuple<std::string, IoPlacement, std::string>;

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  const auto& [model, io, build] = info.param;
  return ModelTestName(model) + (io == IoPlacement::kArena ? "_arena_" : "_caller_") + build;
}

class FirmwareApiTest : public testing::TestWithParam<Parameters> {};

TEST_P(FirmwareApiTest, Stm32ComputesWhatTvmDoes) {
  const auto& [name, io, build] = GetParam();
  const std::string folder = FindModel(name);
  const EmittedModel model(folder, Options(Api::kStm32, io));
  std::vector<std::string> sources = Stm32Sources();
  sources.push_back(kTests + "api_stm32_main.c");
  ExpectVectorsMatch(model, folder, build, sources);
}

TEST_P(FirmwareApiTest, Stm32FunctionsOfTheModelWorkWithoutAiCreate) {
  const auto& [name, io, build] = GetParam();
  const std::string folder = FindModel(name);
  const EmittedModel model(folder, Options(Api::kStm32, io));
  ExpectVectorsMatch(model, folder, build, Stm32Firmware());
}

TEST_P(FirmwareApiTest, TvmWrapComputesWhatTvmDoes) {
  const auto& [name, io, build] = GetParam();
  const std::string folder = FindModel(name);
  const EmittedModel model(folder, Options(Api::kTvmWrap, io));
  std::vector<std::string> extra = {kTests + "api_tvmwrap_main.c"};
  if (io == IoPlacement::kCaller) extra.push_back("-DINPUTS_SURVIVE");
  ExpectVectorsMatch(model, folder, build, extra);
}

INSTANTIATE_TEST_SUITE_P(All, FirmwareApiTest,
                         testing::Combine(testing::ValuesIn(kModels),
                                          testing::Values(IoPlacement::kArena,
                                                          IoPlacement::kCaller),
                                          testing::ValuesIn(kBuilds)),
                         TestName);

TEST(Stm32, FailedKernelIsToldByTheModelsOwnRunAndTheGenericOne) {
  const EmittedModel model(UTVMC_SOURCE_DIR "/tests/golden/kernel_can_fail",
                           Options(Api::kStm32, IoPlacement::kArena));
  DiskFileSystem disk;
  ASSERT_TRUE(
      disk.Write(model.Path("main_failing.c"),
                 "#include \"ai_runtime_api.h\"\n"
                 "#include \"network.h\"\n"
                 "#include <string.h>\n"
                 "AI_ALIGNED(8) static uint8_t act[AI_NETWORK_DATA_ACTIVATIONS_SIZE];\n"
                 "static int tells(const char *text) {\n"
                 "  return strcmp(ai_network_get_error(network_network.network), text) == 0;\n"
                 "}\n"
                 "static ai_status run(float value) {\n"
                 "  float *x = network_network.inputs[0]->dltensor.data;\n"
                 "  x[0] = value; x[1] = value;\n"
                 "  return ai_network_run(network_network.inputs, network_network.outputs);\n"
                 "}\n"
                 "int main(void) {\n"
                 "  if (ai_network_create(NULL, act) != AI_STATUS_OK) return 1;\n"
                 "  if (run(-1.0f) != AI_STATUS_DELEGATE_ERROR) return 2;\n"
                 "  if (!tells(\"A kernel failed\")) return 3;\n"
                 "  if (run(1.0f) != AI_STATUS_OK || !tells(\"\")) return 4;\n"
                 "  ((float *)network_network.inputs[0]->dltensor.data)[0] = -1.0f;\n"
                 "  if (ai_run(network_network.network) != AI_STATUS_DELEGATE_ERROR) return 5;\n"
                 "  return tells(\"A kernel failed\") ? 0 : 6;\n"
                 "}\n")
          .ok());
  ASSERT_EQ(model.Build({"gcc", "-std=c99", "-O1", "-fsanitize=address,undefined",
                         "-fno-sanitize-recover=all", "-o", model.Path("run")},
                        {kRuntime + "utvm_stm32.c", model.Path("main_failing.c"), "-lm"}),
            "");
  EXPECT_EQ(RunQuietly({model.Path("run")}), "");
}

TEST(Stm32, NothingPointsIntoActivationsThatWereGivenBack) {
  const EmittedModel model(FindModel("own/digits_int8"), Options(Api::kStm32, IoPlacement::kArena));
  DiskFileSystem disk;
  ASSERT_TRUE(disk.Write(model.Path("main_destroy.c"),
                         "#include <stddef.h>\n"
                         "#include \"ai_runtime_api.h\"\n"
                         "#include \"network.h\"\n"
                         "AI_ALIGNED(8) static uint8_t act[AI_NETWORK_DATA_ACTIVATIONS_SIZE];\n"
                         "int main(void) {\n"
                         "  const ai_model_info *info = &network_network;\n"
                         "  int round;\n"
                         "  for (round = 0; round < 2; ++round) {\n"
                         "    if (ai_network_create(NULL, act) != AI_STATUS_OK) return 1;\n"
                         "    if (info->inputs[0]->dltensor.data == NULL) return 2;\n"
                         "    if (info->outputs[0]->dltensor.data == NULL) return 3;\n"
                         "    if (ai_network_destroy() != AI_STATUS_OK) return 4;\n"
                         "    if (info->inputs[0]->dltensor.data != NULL) return 5;\n"
                         "    if (info->outputs[0]->dltensor.data != NULL) return 6;\n"
                         "  }\n"
                         "  return 0;\n"
                         "}\n")
                  .ok());
  ASSERT_EQ(model.Build({"gcc", "-std=c99", "-o", model.Path("run")},
                        {kRuntime + "utvm_stm32.c", model.Path("main_destroy.c"), "-lm"}),
            "");
  EXPECT_EQ(RunQuietly({model.Path("run")}), "");
}

TEST(TvmWrap, FirmwareThatDeclaresVoidFunctionsItselfLinks) {
  const std::string folder = FindModel("own/digits_int8");
  const EmittedModel model(folder, Options(Api::kTvmWrap, IoPlacement::kCaller));
  ExpectVectorsMatch(model, folder, "gcc_O2",
                     {kTests + "api_tvmwrap_main.c", "-DWITHOUT_HEADER", "-DINPUTS_SURVIVE"});
}

// --- tvm-c: the header of TVM and that of utvmc ---

class TvmCTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {
 protected:
  std::string Define() const { return "-DMODEL_" + std::get<0>(GetParam()); }
  std::string Folder() const { return FindModel("own/" + std::get<0>(GetParam())); }
  std::string Build() const { return std::get<1>(GetParam()); }

  /// `header`: folder of TVM's tvmgen_default.h. The main knows no other file.
  void ExpectMainBuiltWithTvmsHeaderLinks(const EmittedModel& model, const std::string& header,
                                          const std::string& define) const {
    std::vector<std::string> compiler = BuildNamed(Build()).compiler;
    if (!HasProgram(compiler[0])) GTEST_SKIP() << compiler[0] << " is not installed";
    const std::string object = model.Path("firmware.o");
    compiler.insert(compiler.end(),
                    {"-std=c99", "-Wno-unused-command-line-argument", "-I" + header, Define(),
                     define, "-c", kTests + "api_tvm_c_main.c", "-o", object});
    ASSERT_EQ(RunQuietly(compiler), "");
    ExpectVectorsMatch(model, Folder(), Build(), {object});
  }
};

CompileOptions TvmC(IoPlacement io, bool has_pool) {
  CompileOptions options = Options(Api::kTvmC, io);
  options.api.module = "default";
  if (has_pool) options.pools = {Sram()};
  return options;
}

TEST_P(TvmCTest, FirmwareWithTvmsHeaderRelinks) {
  const EmittedModel model(Folder(), TvmC(IoPlacement::kCaller, false));
  ExpectMainBuiltWithTvmsHeaderLinks(model, Folder() + "/aot", "-DSTATIC_WORKSPACE");
}

TEST_P(TvmCTest, FirmwareRebuildsWithUtvmcsHeader) {
  const EmittedModel model(Folder(), TvmC(IoPlacement::kCaller, false));
  ExpectVectorsMatch(model, Folder(), Build(), {kTests + "api_tvm_c_main.c", Define()});
}

TEST_P(TvmCTest, ApplicationPassesThePool) {
  const EmittedModel model(Folder(), TvmC(IoPlacement::kCaller, true));
  ExpectVectorsMatch(model, Folder(), Build(),
                     {kTests + "api_tvm_c_main.c", Define(), "-DUSES_POOLS"});
}

TEST_P(TvmCTest, PoolMayHaveTheNameThatTvmGivesItsOwn) {
  CompileOptions options = TvmC(IoPlacement::kCaller, true);
  options.pools[0].name = "global_workspace";
  const EmittedModel model(Folder(), options);
  ExpectVectorsMatch(
      model, Folder(), Build(),
      {kTests + "api_tvm_c_main.c", Define(), "-DUSES_POOLS", "-Dsram=global_workspace",
       "-DTVMGEN_DEFAULT_SRAM_WORKSPACE_POOL_SIZE="
       "TVMGEN_DEFAULT_GLOBAL_WORKSPACE_WORKSPACE_POOL_SIZE"});
}

TEST_P(TvmCTest, InputsAndOutputsAreMappedIntoThePool) {
  const EmittedModel model(Folder(), TvmC(IoPlacement::kArena, true));
  ExpectVectorsMatch(model, Folder(), Build(),
                     {kTests + "api_tvm_c_main.c", Define(), "-DMAPS_IO"});
}

TEST_P(TvmCTest, FirmwareWithTvmsHeaderAndMappedIoRelinks) {
  const std::string header = Folder() + "/aot_usmp_io";
  if (!std::ifstream(header + "/tvmgen_default.h").good()) GTEST_SKIP() << "TVM made none";
  const EmittedModel model(Folder(), TvmC(IoPlacement::kArena, true));
  ExpectMainBuiltWithTvmsHeaderLinks(model, header, "-DMAPS_IO");
}

INSTANTIATE_TEST_SUITE_P(All, TvmCTest,
                         testing::Combine(testing::Values("digits_int8", "multi_io"),
                                          testing::ValuesIn(kBuilds)),
                         [](const auto& test) {
                           return std::get<0>(test.param) + "_" + std::get<1>(test.param);
                         });

TEST(TvmC, MisalignedPoolIsAnErrorCode) {
  const EmittedModel model(FindModel("own/multi_io"), TvmC(IoPlacement::kArena, true));
  DiskFileSystem disk;
  ASSERT_TRUE(disk.Write(model.Path("main_misaligned.c"),
                         "#include \"tvmgen_default.h\"\n"
                         "static union { double align; char bytes[100000]; } sram;\n"
                         "int main(void) {\n"
                         "  struct tvmgen_default_workspace_pools pools;\n"
                         "  pools.sram = sram.bytes + 1;\n"
                         "  return tvmgen_default_run(&pools) == -1 ? 0 : 1;\n"
                         "}\n")
                  .ok());
  ASSERT_EQ(model.Build({"gcc", "-std=c99", "-o", model.Path("run")},
                        {model.Path("main_misaligned.c"), "-lm"}),
            "");
  EXPECT_EQ(RunQuietly({model.Path("run")}), "");
}

// --- one file, in the place of utvm_staticrt_codegen ---

TEST(StaticRuntime, OneFileRunsBesideTvmsKernelsThatNobodyCalls) {
  const std::string folder = FindModel("own/digits_int8");
  const EmittedModel model(folder, Options(Api::kTvmWrap, IoPlacement::kCaller));
  const std::string output = model.Path("sub/staticrt.c");
  DiskFileSystem disk;
  tools::Console console(tools::Verbosity::kQuiet, tools::ColorChoice::kNever);
  const Result<int> code = tools::RunStaticRuntime(
      disk, {folder + "/graph.json", folder + "/params.bin", output, "1024"}, console);
  ASSERT_TRUE(code.ok()) << Format(code.error());

  std::vector<std::string> strict = {
      "gcc", "-std=c99", "-O2", "-c", output, "-o", model.Path("staticrt.o")};
  strict.insert(strict.end(), StrictWarnings().begin(), StrictWarnings().end());
  EXPECT_EQ(RunQuietly(strict), "") << "without any include path";
  ASSERT_EQ(RunQuietly({"gcc", "-std=gnu99", "-w", "-I" + kRuntime, "-DWITHOUT_HEADER",
                        "-DINPUTS_SURVIVE", model.Path("staticrt.o"), folder + "/kernels.c",
                        kTests + "api_tvmwrap_main.c", "-lm", "-o", model.Path("run")}),
            "");
  EXPECT_EQ(RunVectors(model, Vectors(folder, model.report()), "", 0), "");
}

// --- warnings ---

void ExpectNoWarnings(const EmittedFiles& model, std::vector<std::string> sources) {
  for (const std::string& source : model.Sources()) sources.push_back(source);
  for (const char* compiler : {"gcc", "clang"}) {
    if (!HasProgram(compiler)) continue;  // said at the end
    for (const char* standard : {"-std=c99", "-std=c11"}) {
      std::vector<std::string> command = {compiler, standard, "-O1"};
      command.insert(command.end(), StrictWarnings().begin(), StrictWarnings().end());
      EXPECT_EQ(model.CompileFiles(command, sources), "") << compiler << " " << standard;
    }
  }
  std::string includes;
  for (const std::string& header : model.Headers()) includes += "#include \"" + header + "\"\n";
  DiskFileSystem disk;
  ASSERT_TRUE(disk.Write(model.Path("headers.cc"), includes).ok());
  EXPECT_EQ(model.CompileFiles({"g++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"},
                               {model.Path("headers.cc")}),
            "");
  for (const char* compiler : {"gcc", "clang"})
    if (!HasProgram(compiler)) GTEST_SKIP() << compiler << " is not installed; the other was asked";
}

class FirmwareApiWarningsTest
    : public testing::TestWithParam<std::tuple<std::string, IoPlacement, Api>> {};

TEST_P(FirmwareApiWarningsTest, None) {
  const auto& [name, io, api] = GetParam();
  const EmittedModel model(FindModel(name), Options(api, io));
  ExpectNoWarnings(model, api == Api::kStm32 ? Stm32Firmware() : std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    All, FirmwareApiWarningsTest,
    testing::Combine(testing::Values("own/multi_io", "own/dtypes", "own/passthrough"),
                     testing::Values(IoPlacement::kArena, IoPlacement::kCaller),
                     testing::Values(Api::kStm32, Api::kTvmC, Api::kTvmWrap)));

TEST(FirmwareApis, QuantizationAndSeveralModelsHaveNoWarnings) {
  CompileOptions options = Options(Api::kStm32, IoPlacement::kArena);
  const EmittedImage image({{"digits", "own/digits_int8"}, {"sine", "own/sine"}},
                           {.share_arena = true, .concurrent = {}, .share_constants = true},
                           options);
  ExpectNoWarnings(image, Stm32Sources());
  options.api.quantization = {
      {"image", {{0.5f}, {-128}, -1}, {}},
      {"output", {std::vector<float>(10, 1.0f), std::vector<std::int32_t>(10, 3), 1}, {}}};
  ExpectNoWarnings(EmittedModel(FindModel("own/digits_int8"), options), Stm32Sources());
}

}  // namespace
}  // namespace utvmc
