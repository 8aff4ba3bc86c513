// Four models, one of them with a workspace, each of their files damaged in every way that a disk,
// a network or a hand may damage it: an answer always comes, and it is never wrong code.
//
// Every byte of every file is damaged. Other random choices, more splices, and a C compiler for all
// code that comes of it:
//   export UTVMC_ROBUSTNESS_SEED=2 UTVMC_ROBUSTNESS_SPLICES=5000 UTVMC_ROBUSTNESS_CHECK_EVERY=1
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

#include "robustness/damage.h"
#include "robustness/examiner.h"

namespace utvmc::robustness {
namespace {

constexpr std::size_t kSeed = 20240229;
constexpr std::size_t kSplices = 400;
constexpr std::size_t kCheckEvery = 25;

/// What the environment asks for, else `otherwise`.
std::size_t Setting(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  const int value = text == nullptr ? 0 : std::atoi(text);
  return value > 0 ? static_cast<std::size_t>(value) : otherwise;
}

Random MakeRandom() { return Random(Setting("UTVMC_ROBUSTNESS_SEED", kSeed)); }

std::size_t Splices() { return Setting("UTVMC_ROBUSTNESS_SPLICES", kSplices); }

using Parameters = std::tuple<const char*, ModelFile>;

class DamagedModel : public ::testing::TestWithParam<Parameters> {
 protected:
  DamagedModel() {
    ModelSources sources = LoadModel(std::get<0>(GetParam()));
    text_ = TextOf(sources, file());
  }
  ~DamagedModel() override { std::cout << examiner_.Summary() << "\n"; }

  ModelFile file() const { return std::get<1>(GetParam()); }

  std::string text_;
  Examiner examiner_{LoadModel(std::get<0>(GetParam())), std::get<1>(GetParam()),
                     Setting("UTVMC_ROBUSTNESS_CHECK_EVERY", kCheckEvery)};
};

/// What is cut off may have been a kernel that the graph does not use, and none of it is left. The
/// registry is not used at all.
bool IsFaithful(ModelFile file, Outcome outcome) {
  const bool may_be_ignored = file == ModelFile::kKernels || file == ModelFile::kRegistry;
  return outcome == Outcome::kError || (may_be_ignored && outcome == Outcome::kSameCode);
}

TEST_P(DamagedModel, TruncatedAnywhereIsAnErrorOrLosesNothing) {
  // White space at the end can go. Of params.bin, so can all: a model may have no constants.
  const std::size_t end =
      file() == ModelFile::kParams ? text_.size() : text_.find_last_not_of(" \n") + 1;
  const std::size_t begin = file() == ModelFile::kParams ? 1 : 0;
  for (std::size_t size = begin; size < end; ++size) {
    EXPECT_TRUE(IsFaithful(file(), examiner_.Examine(Truncate(text_, size)))) << size;
  }
  ASSERT_GT(end, begin);
  EXPECT_TRUE(IsFaithful(file(), examiner_.Examine(Truncate(text_, end - 1))));
}

TEST_P(DamagedModel, FlippedBitIsAnErrorOrAnotherModel) {
  Random random = MakeRandom();
  for (std::size_t byte = 0; byte < text_.size(); ++byte) {
    const Outcome outcome =
        examiner_.Examine(FlipBit(text_, byte, static_cast<unsigned>(random.Below(8))));
    EXPECT_TRUE(file() != ModelFile::kRegistry || IsFaithful(file(), outcome)) << byte;
  }
  // A kernel damaged in one place never passes as one that only a C compiler understands.
  EXPECT_EQ(examiner_.wrong_carried(), 0u);
}

std::string NameOf(const ::testing::TestParamInfo<Parameters>& test) {
  constexpr const char* kFiles[] = {"graph", "params", "kernels", "registry"};
  return fmt::format("{}_{}", std::get<0>(test.param),
                     kFiles[static_cast<std::size_t>(std::get<1>(test.param))]);
}

INSTANTIATE_TEST_SUITE_P(
    Model, DamagedModel,
    ::testing::Combine(::testing::Values("depthwise", "multi_io", "dtypes", "passthrough"),
                       ::testing::Values(ModelFile::kGraph, ModelFile::kParams, ModelFile::kKernels,
                                         ModelFile::kRegistry)),
    NameOf);

class SplicedModel : public ::testing::TestWithParam<const char*> {};

TEST_P(SplicedModel, LinesOfKernels) {
  ModelSources sources = LoadModel(GetParam());
  const std::string text = TextOf(sources, ModelFile::kKernels);
  Examiner examiner(sources, ModelFile::kKernels,
                    Setting("UTVMC_ROBUSTNESS_CHECK_EVERY", kCheckEvery));
  Random random = MakeRandom();
  for (std::size_t i = 0; i < Splices(); ++i) examiner.Examine(SpliceLines(text, random));
  std::cout << examiner.Summary() << "\n";
}

TEST_P(SplicedModel, TokensOfKernels) {
  const std::vector<std::string> foreign = {"0",      "-1",  "2147483648", "0xffffffffffffffffULL",
                                            "1e39f",  "\"",  "/*",         "(",
                                            "{",      "++",  "&",          "uint8_t",
                                            "float",  "[",   "*",          "\\\n",
                                            "bool",   "/",   "%",          "<<",
                                            "return", "for", "~",          "NULL"};
  ModelSources sources = LoadModel(GetParam());
  const std::string text = TextOf(sources, ModelFile::kKernels);
  Examiner examiner(sources, ModelFile::kKernels,
                    Setting("UTVMC_ROBUSTNESS_CHECK_EVERY", kCheckEvery));
  Random random = MakeRandom();
  for (std::size_t i = 0; i < Splices(); ++i) examiner.Examine(SpliceTokens(text, foreign, random));
  std::cout << examiner.Summary() << "\n";
}

TEST_P(SplicedModel, TokensOfGraph) {
  const std::vector<std::string> foreign = {"0",           "-1",        "9223372036854775807",
                                            "1e999",       "0.5",       "\"\"",
                                            "null",        "true",      "[]",
                                            "{}",          "[[]]",      "\"",
                                            "\"float16\"", "\"uint1\"", "\"int4\"",
                                            "99",          "65536",     "\"__nop\"",
                                            "\"__copy\""};
  ModelSources sources = LoadModel(GetParam());
  const std::string text = TextOf(sources, ModelFile::kGraph);
  Examiner examiner(sources, ModelFile::kGraph,
                    Setting("UTVMC_ROBUSTNESS_CHECK_EVERY", kCheckEvery));
  Random random = MakeRandom();
  for (std::size_t i = 0; i < Splices(); ++i) examiner.Examine(SpliceTokens(text, foreign, random));
  std::cout << examiner.Summary() << "\n";
}

INSTANTIATE_TEST_SUITE_P(Model, SplicedModel,
                         ::testing::Values("depthwise", "multi_io", "dtypes", "passthrough"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace utvmc::robustness
