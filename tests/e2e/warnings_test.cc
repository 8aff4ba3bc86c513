// Emitted code and runtime compile without a warning as C99 and C11 on four compilers; headers also
// as C++17.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <tuple>

#include "emitted_model.h"
#include "process.h"

namespace utvmc {
namespace {

struct Target {
  const char* name;
  std::vector<std::string> compiler;
};

const std::vector<Target>& Targets() {
  static const std::vector<Target> targets = {
      {"gcc", {"gcc", "-O2"}},
      {"clang", {"clang", "-O1"}},
      {"cortex_m0", {"arm-none-eabi-gcc", "-mcpu=cortex-m0", "-mthumb", "-Os"}},
      {"cortex_m4f",
       {"arm-none-eabi-gcc", "-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard",
        "-O2"}},
      {"rv32imac",
       {"riscv64-unknown-elf-gcc", "-march=rv32imac", "-mabi=ilp32", "--specs=picolibc.specs",
        "-O2"}},
  };
  return targets;
}

/// Names of kernels that are carried over verbatim keep the warnings that TVM's text has.
const std::vector<std::string> kNativeModels = {"own/autoencoder_ad",
                                                "own/depthwise",
                                                "own/digits_f32",
                                                "own/digits_f32_linked_params",
                                                "own/digits_int8",
                                                "own/dscnn_kws",
                                                "own/dtypes",
                                                "own/inception",
                                                "own/lstm",
                                                "own/mobilenet_vww",
                                                "own/multi_io",
                                                "own/passthrough",
                                                "own/reshape_chain",
                                                "own/residual",
                                                "own/resnet8",
                                                "own/sine",
                                                "own/transpose_pad",
                                                "own/wide_fan",
                                                "own_v08/digits_f32",
                                                "own_v08/digits_int8",
                                                "own_v08/dscnn_kws",
                                                "own_v08/inception",
                                                "own_v08/lstm",
                                                "own_v08/transpose_pad",
                                                "own_v018/dscnn_kws",
                                                "own_v018/dtypes",
                                                "own_v018/lstm",
                                                "own_v018/transpose_pad",
                                                "thirdparty/hello_world_f32",
                                                "thirdparty/hello_world_int8",
                                                "thirdparty/kws_int8",
                                                "thirdparty/micro_speech",
                                                "thirdparty/person_detect",
                                                "thirdparty/toycar_int8"};

using Parameters = std::tuple<std::string, std::size_t>;

class WarningsTest : public testing::TestWithParam<Parameters> {};

std::vector<std::string> Strict(const Target& target, const std::string& standard) {
  std::vector<std::string> compiler = target.compiler;
  compiler.push_back(standard);
  compiler.insert(compiler.end(), StrictWarnings().begin(), StrictWarnings().end());
  return compiler;
}

TEST_P(WarningsTest, None) {
  const auto& [name, target_index] = GetParam();
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";
  const Target& target = Targets()[target_index];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  const EmittedModel model(folder, CompileOptions{});
  EXPECT_EQ(model.CompileOnly(Strict(target, "-std=c99")), "");
  EXPECT_EQ(model.CompileOnly(Strict(target, "-std=c11")), "");
}

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  std::string name = std::get<0>(info.param) + "_" + Targets()[std::get<1>(info.param)].name;
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, WarningsTest,
                         testing::Combine(testing::ValuesIn(kNativeModels),
                                          testing::Range<std::size_t>(0, 5)),
                         TestName);

TEST(CallerIo, CompilesWithoutAWarning) {
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  options.name = "kws";
  const EmittedModel model(FindModel("own/multi_io"), options);
  EXPECT_EQ(model.CompileOnly(Strict(Targets()[0], "-std=c99")), "");
}

TEST(Headers, CompileAsCxx17) {
  for (const char* name : {"own/sine", "own/multi_io", "own/dtypes", "own/passthrough"}) {
    const EmittedModel model(FindModel(name), CompileOptions{});
    std::ofstream(model.Path("main.cc"))
        << "#include \"network.h\"\n#include \"operators.h\"\n"
           "#include \"network_data.h\"\nint main() { return 0; }\n";
    const auto result = tools::RunProcess(
        {"g++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion",
         "-Wshadow", "-Werror", "-fsyntax-only", "-I" + model.folder(),
         "-I" UTVMC_SOURCE_DIR "/runtime", model.Path("main.cc")});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->output, "") << name;
  }
}

// --- float16 needs a compiler that has it ---

TEST(Half, WorksWhereTheCompilerHasIt) {
  const EmittedModel model(FindModel("own/float16"), CompileOptions{});
  EXPECT_EQ(model.CompileOnly(Strict(Targets()[0], "-std=c99")), "");
  if (!HasProgram("arm-none-eabi-gcc")) GTEST_SKIP() << "arm-none-eabi-gcc is not installed";
  Target m4f = Targets()[3];
  m4f.compiler.push_back("-mfp16-format=ieee");
  EXPECT_EQ(model.CompileOnly(Strict(m4f, "-std=c99")), "");
}

TEST(Half, IsAClearErrorElsewhere) {
  if (!HasProgram("riscv64-unknown-elf-gcc"))
    GTEST_SKIP() << "riscv64-unknown-elf-gcc is not installed";
  const EmittedModel model(FindModel("own/float16"), CompileOptions{});
  const std::string printed = model.CompileOnly(Strict(Targets()[4], "-std=c99"));
  EXPECT_NE(printed.find("#error"), std::string::npos) << printed;
  EXPECT_NE(printed.find("float16"), std::string::npos) << printed;
}

}  // namespace
}  // namespace utvmc
