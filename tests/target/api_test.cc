// Firmware interfaces on a Cortex-M4F and an rv32imac: an application that calls the model through
// one gets what TVM computed.
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "api_subject.h"
#include "figures.h"
#include "pooled.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// What the head of the interface's header says of static RAM: "156 B static", "832 B workspace,
/// static", "592 B arena + 64 B inputs + 10 B outputs, static"; none where the application
/// provides it.
std::int64_t AnnouncedBytes(Api api, const std::vector<OutputFile>& files) {
  const char* name = api == Api::kStm32  ? "network_ai.h"
                     : api == Api::kTvmC ? "tvmgen_network.h"
                                         : "tvm_wrapper.h";
  const auto header = std::ranges::find(files, name, &OutputFile::name);
  if (header == files.end()) return -1;
  if (header->text.find("no static RAM") != std::string::npos) return 0;
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

/// A form of an interface.
struct Form {
  const char* name;
  Api api;
  // As the command line has it: tvm-c and tvmwrap leave inputs and outputs to the caller.
  IoPlacement io = IoPlacement::kCaller;
  bool has_pools = false;  ///< two, so that members of structs may not change places
};

constexpr Form kStm32 = {"stm32", Api::kStm32, IoPlacement::kArena};
constexpr Form kTvmC = {"tvmc", Api::kTvmC};
constexpr Form kTvmCMapped = {"tvmc_mapped", Api::kTvmC, IoPlacement::kArena};
constexpr Form kTvmCPools = {"tvmc_pools", Api::kTvmC, IoPlacement::kCaller, true};
constexpr Form kTvmCMappedPools = {"tvmc_mapped_pools", Api::kTvmC, IoPlacement::kArena, true};
constexpr Form kTvmWrap = {"tvmwrap", Api::kTvmWrap};

void PrintTo(const Form& form, std::ostream* out) { *out << form.name; }

using Parameters = std::tuple<std::string, Form, std::string>;

class ApiTest : public testing::TestWithParam<Parameters> {};

CompileOptions OptionsOf(const Form& form, const std::string& model_folder) {
  CompileOptions options;
  options.io = form.io;
  if (form.has_pools) options = WithTwoPools(model_folder, options);
  options.api.api = form.api;
  return options;
}

TEST_P(ApiTest, ComputesWhatTvmComputed) {
  const auto& [target_name, form, name] = GetParam();
  const Target& target = *FindTarget(target_name);
  if (const std::string missing = MissingFor(target); !missing.empty())
    GTEST_SKIP() << missing << " is not installed";
  const std::string model_folder = std::string(UTVMC_SOURCE_DIR "/tests/models/own/") + name;

  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  const auto model =
      CompileModelBehind(OptionsOf(form, model_folder), model_folder, *folder / "emitted");
  ASSERT_TRUE(model.ok()) << Format(model.error());
  const Report& report = model->compilation.report;
  ASSERT_EQ(report.arenas.size(), form.has_pools ? 2u : 1u);
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
            AnnouncedBytes(form.api, model->compilation.files));
}

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  const auto& [target, form, model] = info.param;
  return target + "_" + form.name + "_" + model;
}

INSTANTIATE_TEST_SUITE_P(On, ApiTest,
                         testing::Combine(testing::Values("m4f", "rv32imac"),
                                          testing::Values(kStm32, kTvmC, kTvmCMappedPools,
                                                          kTvmWrap),
                                          testing::Values("digits_int8", "multi_io", "lstm")),
                         TestName);

INSTANTIATE_TEST_SUITE_P(FurtherForms, ApiTest,
                         testing::Combine(testing::Values("m4f", "rv32imac"),
                                          testing::Values(kTvmCMapped, kTvmCPools),
                                          testing::Values("digits_int8")),
                         TestName);

}  // namespace
}  // namespace utvmc::target
