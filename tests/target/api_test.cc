// Firmware interfaces on a Cortex-M4F and an rv32imac: an application that calls the model through
// one gets what TVM computed.
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "api_subject.h"
#include "figures.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// What the head of the interface's header says of static RAM: "156 B static", "832 B workspace,
/// static", "592 B arena + 64 B inputs + 10 B outputs, static".
std::int64_t AnnouncedBytes(Api api, const std::vector<OutputFile>& files) {
  const char* name = api == Api::kStm32  ? "network_ai.h"
                     : api == Api::kTvmC ? "tvmgen_network.h"
                                         : "tvm_wrapper.h";
  const auto header = std::ranges::find(files, name, &OutputFile::name);
  if (header == files.end()) return -1;
  std::size_t begin = header->text.find("RAM ");
  if (api == Api::kStm32) begin = header->text.find("ai_network_t: ", begin);
  const std::size_t end = header->text.find("static", begin);
  std::int64_t sum = 0;
  for (std::size_t at = begin; at < end; ++at) {
    if (header->text[at] < '0' || header->text[at] > '9') continue;
    std::size_t digits = 0;
    sum += std::stoll(header->text.substr(at), &digits);
    at += digits;
  }
  return sum;
}

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
  const auto map = ReadMap(*image);
  ASSERT_TRUE(map.ok()) << Format(map.error());
  EXPECT_EQ(SizesOf(*map, model->subject).subject_ram,
            AnnouncedBytes(api, model->compilation.files));
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
