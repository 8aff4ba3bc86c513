// Every model, every vector, on every board that has the memory for it: what emitted C computes
// there is what TVM computed, in the memory that its header announces.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <tuple>

#include "figures.h"
#include "models.h"
#include "run.h"
#include "stack.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

std::string FindModel(const std::string& name) {
  DiskFileSystem disk;
  for (const std::string& root : {std::string(UTVMC_SOURCE_DIR "/tests/models/"),
                                  std::string(UTVMC_SOURCE_DIR "/../shared/models/")}) {
    if (disk.Exists(root + name + "/graph.json")) return root + name;
  }
  return "";
}

/// Fused multiply-add and other C libraries than that of TVM's machine.
constexpr double kRelativeTolerance = 1e-5;

/// False for models that 16 KB of RAM, less a stack, are too small for, or 256 KB of flash.
bool Fits(const Target& target, const std::string& model) {
  static const std::set<std::string> too_large_for_ram = {
      "own/dscnn_kws",      "own/inception",       "own/mobilenet_vww",       "own/residual",
      "own/resnet8",        "own_v08/dscnn_kws",   "own_v08/inception",       "own_v018/dscnn_kws",
      "own_v018/inception", "thirdparty/kws_int8", "thirdparty/person_detect"};
  static const std::set<std::string> too_large_for_flash = {"own/autoencoder_ad",
                                                            "thirdparty/toycar_int8"};
  if (target.flash.bytes <= 256 * 1024 && too_large_for_flash.contains(model)) return false;
  return target.ram.bytes > 16 * 1024 || !too_large_for_ram.contains(model);
}

/// The head of the emitted header, compared with what the linker made of the files.
void ExpectMemoryIsAsAnnounced(const CompiledModel& model, const Image& image) {
  const Report& report = model.compilation.report;
  const auto& files = model.compilation.files;
  const auto header = std::ranges::find(files, report.name + ".h", &OutputFile::name);
  ASSERT_NE(header, files.end());
  const auto map = ReadMap(image);
  ASSERT_TRUE(map.ok()) << Format(map.error());
  const Sizes sizes = SizesOf(*map, model.subject);
  const std::string constants = fmt::format("\n *   Flash  {} B constants", sizes.constants);
  EXPECT_NE(header->text.find(constants), std::string::npos) << constants;
  const std::string arena =
      fmt::format("\n *   RAM    {} B arena", image.symbols.at(report.name + "_arena").bytes);
  EXPECT_NE(header->text.find(arena), std::string::npos) << arena;
  EXPECT_EQ(sizes.subject_ram, 0) << "variables beside the arena";
}

/// N of "local arrays of one operator at most: N B" at the head of the header; 0: "none".
std::int64_t LocalArraysOf(const CompiledModel& model) {
  constexpr std::string_view kWords = "local arrays of one operator at most: ";
  for (const OutputFile& file : model.compilation.files) {
    const std::size_t at = file.text.find(kWords);
    if (at != std::string::npos)
      return std::strtoll(file.text.c_str() + at + kWords.size(), nullptr, 10);
  }
  ADD_FAILURE() << "no header says what is on the stack";
  return 0;
}

/// What a run overwrites of the stack is what the compiler's frames add up to, within the frame of
/// the caller.
void ExpectStackIsAsComputed(const Target& target, const Image& image,
                             const std::vector<Inference>& inferences) {
  const auto frames = ComputeStack(target, image, inferences);
  ASSERT_TRUE(frames.ok()) << Format(frames.error());
  EXPECT_EQ(StackDisagreement(*frames, PaintedStack(inferences)), "");
}

/// What a run may take of the stack beside local arrays. In wide_fan an operator has 25 arguments,
/// for which compilers set 68 to 84 bytes aside throughout: on three boards without FPU the rest
/// does not suffice for another kernel and tanhf().
std::int64_t MostStack(const Target& target, const std::string& model) {
  static const std::set<std::string> boards = {"m0", "sifive_e", "rv32imac"};
  return model == "own/wide_fan" && boards.contains(target.name) ? 384 : 256;
}

using Parameters = std::tuple<std::string, std::string>;

/// A model, compiled for a board.
class BoardTest : public testing::TestWithParam<Parameters> {
 protected:
  void SetUp() override {
    if (const std::string missing = MissingFor(target_); !missing.empty())
      GTEST_SKIP() << missing << " is not installed";
    model_folder_ = FindModel(name_);
    if (model_folder_.empty()) GTEST_SKIP() << name_ << " is not here: ../shared is absent";
    auto folder = tools::TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    folder_.emplace(*std::move(folder));
    auto model = CompileModel(model_folder_, *folder_ / "emitted");
    ASSERT_TRUE(model.ok()) << Format(model.error());
    model_.emplace(*std::move(model));
  }

  const Target& target_ = *FindTarget(std::get<0>(GetParam()));
  const std::string& name_ = std::get<1>(GetParam());
  std::string model_folder_;
  std::optional<tools::TemporaryFolder> folder_;
  std::optional<CompiledModel> model_;
};

class ModelThatFits : public BoardTest {};

TEST_P(ModelThatFits, ComputesWhatTvmComputed) {
  const Report& report = model_->compilation.report;
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, model_folder_ + "/vectors", report);
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_FALSE(vectors->empty());

  const auto image = BuildImage(target_, model_->subject, "-O2", folder_->path());
  ASSERT_TRUE(image.ok()) << Format(image.error());
  const auto inferences = RunVectors(target_, model_->subject, *image, *vectors, UTVMC_COUNTER);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, *vectors, report, kRelativeTolerance), "");
  ExpectMemoryIsAsAnnounced(*model_, *image);
  ExpectStackIsAsComputed(target_, *image, *inferences);
  EXPECT_LT(PaintedStack(*inferences), MostStack(target_, name_) + LocalArraysOf(*model_));
}

class ModelThatIsTooLarge : public BoardTest {};

TEST_P(ModelThatIsTooLarge, IsRefusedByTheLinker) {
  const auto image = BuildImage(target_, model_->subject, "-O2", folder_->path());
  ASSERT_FALSE(image.ok()) << "it fits now: take it off the list";
  EXPECT_EQ(image.error().error_class, ErrorClass::kBudget) << Format(image.error());
}

std::vector<Parameters> ModelsOnBoards(bool that_fit) {
  std::vector<Parameters> parameters;
  for (const Target& target : Targets())
    for (const std::string& model : AllModels())
      if (Fits(target, model) == that_fit) parameters.emplace_back(target.name, model);
  return parameters;
}

std::string NameOf(const testing::TestParamInfo<Parameters>& test) {
  return std::get<0>(test.param) + "_" + ModelTestName(std::get<1>(test.param));
}

INSTANTIATE_TEST_SUITE_P(On, ModelThatFits, testing::ValuesIn(ModelsOnBoards(true)), NameOf);
INSTANTIATE_TEST_SUITE_P(On, ModelThatIsTooLarge, testing::ValuesIn(ModelsOnBoards(false)), NameOf);

}  // namespace
}  // namespace utvmc::target
