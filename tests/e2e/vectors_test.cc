// Every model, every vector, in every build: what the emitted C computes is what TVM computed.
#include <gtest/gtest.h>

#include <tuple>

#include "emitted_model.h"

namespace utvmc {
namespace {

struct BuildKind {
  const char* name;
  std::vector<std::string> compiler;
};

const std::vector<BuildKind>& Builds() {
  static const std::vector<BuildKind> builds = {
      {"gcc_O0", {"gcc", "-O0"}},
      {"gcc_O2", {"gcc", "-O2"}},
      // The exemption in network.c does not reach link time (docs/GENERATED_CODE.md).
      {"gcc_O3_lto", {"gcc", "-O3", "-flto", "-Wno-stringop-overflow", "-Wno-stringop-overread"}},
      {"gcc_sanitized",
       {"gcc", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"}},
      {"clang_O0", {"clang", "-O0"}},
      {"clang_O2", {"clang", "-O2"}},
      {"clang_O3_lto", {"clang", "-O3", "-flto", "-fuse-ld=lld"}},
      {"clang_sanitized",
       {"clang", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"}},
  };
  return builds;
}

/// Integer outputs must match to the bit, and so must floats that are sums and products only; where
/// libm comes in the expected values were computed with another one (shared/models/README.md).
double Tolerance(const std::string& model) {
  const bool uses_libm = model.ends_with("lstm") || model.ends_with("wide_fan") ||
                         model.ends_with("inception") || model.ends_with("digits_f32") ||
                         model.ends_with("digits_f32_linked_params");
  return uses_libm ? 1e-6 : 0.0;
}

using Parameters = std::tuple<std::string, std::size_t>;

class VectorsTest : public testing::TestWithParam<Parameters> {};

TEST_P(VectorsTest, MatchTvm) {
  const auto& [name, build_index] = GetParam();
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";
  const BuildKind& build = Builds()[build_index];
  if (!HasProgram(build.compiler[0])) GTEST_SKIP() << build.compiler[0] << " is not installed";

  const EmittedModel model(folder, CompileOptions{});
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_FALSE(vectors->empty());

  std::vector<std::string> compiler = build.compiler;
  compiler.insert(compiler.end(), {"-std=c99", "-o", model.Path("run")});
  ASSERT_EQ(model.Build(compiler, {UTVMC_SOURCE_DIR "/tests/e2e/guarded_main.c", "-lm"}), "");
  for (const char* placement : {"begin", "end"}) {
    EXPECT_EQ(RunVectors(model, *vectors, model.Path("run"), placement, Tolerance(name)), "")
        << placement;
  }
}

std::vector<std::string> Models() {
  std::vector<std::string> models;
  const std::vector<std::pair<std::string, std::vector<std::string>>> folders = {
      {"own/",
       {"autoencoder_ad", "depthwise", "digits_f32", "digits_f32_linked_params", "digits_int8",
        "dscnn_kws", "dtypes", "inception", "lstm", "mobilenet_vww", "multi_io", "passthrough",
        "reshape_chain", "residual", "resnet8", "sine", "transpose_pad", "wide_fan"}},
      {"own_v08/",
       {"digits_f32", "digits_int8", "dscnn_kws", "inception", "lstm", "multi_io", "passthrough",
        "reshape_chain", "sine", "transpose_pad"}},
      {"own_v018/",
       {"digits_f32", "digits_int8", "dscnn_kws", "dtypes", "inception", "lstm", "multi_io",
        "passthrough", "reshape_chain", "sine", "transpose_pad"}},
      {"thirdparty/",
       {"hello_world_f32", "hello_world_int8", "kws_int8", "micro_speech", "person_detect",
        "toycar_int8"}}};
  for (const auto& [folder, names] : folders) {
    for (const std::string& name : names) models.push_back(folder + name);
  }
  return models;
}

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  std::string name = std::get<0>(info.param) + "_" + Builds()[std::get<1>(info.param)].name;
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, VectorsTest,
                         testing::Combine(testing::ValuesIn(Models()),
                                          testing::Range<std::size_t>(0, 8)),
                         TestName);

}  // namespace
}  // namespace utvmc
