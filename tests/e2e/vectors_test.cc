// Every model, every vector, in every build and under every option: what the emitted C computes is
// what TVM computed.
#include <gtest/gtest.h>

#include <tuple>

#include "builds.h"
#include "emitted_model.h"
#include "models.h"
#include "pooled.h"

namespace utvmc {
namespace {

void ExpectVectorsMatch(const std::string& name, const BuildKind& build,
                        const CompileOptions& options) {
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";
  if (!HasProgram(build.compiler[0])) GTEST_SKIP() << build.compiler[0] << " is not installed";

  const EmittedModel model(folder, options);
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_FALSE(vectors->empty());

  ASSERT_EQ(model.BuildRunner(build.compiler), "");
  for (const char* placement : {"begin", "end"}) {
    EXPECT_EQ(RunVectors(model, *vectors, placement, Tolerance(name)), "") << placement;
  }
}

// --- every build ---

using Parameters = std::tuple<std::string, std::size_t>;

class VectorsTest : public testing::TestWithParam<Parameters> {};

TEST_P(VectorsTest, MatchTvm) {
  const auto& [name, build] = GetParam();
  ExpectVectorsMatch(name, Builds()[build], CompileOptions{});
}

INSTANTIATE_TEST_SUITE_P(All, VectorsTest,
                         testing::Combine(testing::ValuesIn(AllModels()),
                                          testing::Range<std::size_t>(0, 8)),
                         [](const auto& test) {
                           return ModelTestName(std::get<0>(test.param)) + "_" +
                                  Builds()[std::get<1>(test.param)].name;
                         });

// --- every option ---

/// One option each, in the build that is cheapest, for the models of one version of TVM; all
/// together, and pools, for every model where a stray access shows.
struct OptionsCase {
  const char* name;
  CompileOptions options;
  const char* build;
  bool has_pools = false;
};

const std::vector<OptionsCase>& OptionsCases() {
  const CompileOptions none;
  static const std::vector<OptionsCase> cases = [&] {
    std::vector<OptionsCase> list = {{"io_caller", none, "gcc_O2"},
                                     {"align_64", none, "gcc_O2"},
                                     {"stack_limit_0", none, "gcc_O2"},
                                     {"name", none, "gcc_O2"},
                                     {"all_options", none, "clang_sanitized"},
                                     {"pools", none, "clang_sanitized", true}};
    CompileOptions& all = list[4].options;
    all.io = list[0].options.io = IoPlacement::kCaller;
    all.align = list[1].options.align = 64;
    all.stack_limit = list[2].options.stack_limit = 0;
    all.name = list[3].options.name = "kws_net";
    return list;
  }();
  return cases;
}

class OptionsTest : public testing::TestWithParam<Parameters> {};

TEST_P(OptionsTest, MatchTvm) {
  const auto& [name, index] = GetParam();
  const OptionsCase& options = OptionsCases()[index];
  const std::string folder = FindModel(name);
  ExpectVectorsMatch(name, BuildNamed(options.build),
                     options.has_pools && !folder.empty() ? WithTwoPools(folder, options.options)
                                                          : options.options);
}

std::string OptionsTestName(const testing::TestParamInfo<Parameters>& test) {
  return ModelTestName(std::get<0>(test.param)) + "_" +
         OptionsCases()[std::get<1>(test.param)].name;
}

INSTANTIATE_TEST_SUITE_P(One, OptionsTest,
                         testing::Combine(testing::ValuesIn(ModelsIn("own/")),
                                          testing::Range<std::size_t>(0, 4)),
                         OptionsTestName);

INSTANTIATE_TEST_SUITE_P(All, OptionsTest,
                         testing::Combine(testing::ValuesIn(AllModels()),
                                          testing::Range<std::size_t>(4, 6)),
                         OptionsTestName);

}  // namespace
}  // namespace utvmc
