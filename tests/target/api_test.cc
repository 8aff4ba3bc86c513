// Firmware interfaces on a Cortex-M4F and an rv32imac: an application that calls the model through
// one gets what TVM computed.
#include <gtest/gtest.h>

#include <tuple>

#include "api_subject.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

using Parameters = std::tuple<const char*, Api, const char*>;

class ApiTest : public testing::TestWithParam<Parameters> {};

TEST_P(ApiTest, ComputesWhatTvmComputed) {
  const auto& [target_name, api, name] = GetParam();
  const Target& target = *FindTarget(target_name);
  if (const std::string missing = MissingFor(target); !missing.empty())
    GTEST_SKIP() << missing << " is not installed";
  const std::string model_folder = std::string(UTVMC_SOURCE_DIR "/tests/models/own/") + name;

  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  const auto model = CompileModelBehind(api, model_folder, *folder / "emitted");
  ASSERT_TRUE(model.ok()) << Format(model.error());
  const Report& report = model->compilation.report;
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, model_folder + "/vectors", report);
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_FALSE(vectors->empty());

  const auto image = BuildImage(target, model->subject, "-Os", folder->path());
  ASSERT_TRUE(image.ok()) << Format(image.error());
  const auto inferences = RunVectors(target, model->subject, *image, *vectors);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, *vectors, report, 1e-5), "");
}

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  std::string api = Spell(std::get<1>(info.param));
  std::erase(api, '-');
  return std::string(std::get<0>(info.param)) + "_" + api + "_" + std::get<2>(info.param);
}

INSTANTIATE_TEST_SUITE_P(On, ApiTest,
                         testing::Combine(testing::Values("m4f", "rv32imac"),
                                          testing::Values(Api::kStm32, Api::kTvmC, Api::kTvmWrap),
                                          testing::Values("digits_int8", "multi_io", "lstm")),
                         TestName);

}  // namespace
}  // namespace utvmc::target
