// Every model, every vector, on every board that has the memory for it: what emitted C computes
// there is what TVM computed, in the memory that its header announces.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
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

/// Models that 16 KB of RAM, less a stack, are too small for, or 256 KB of flash.
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

class BoardTest : public testing::TestWithParam<Parameters> {};

TEST_P(BoardTest, ComputesWhatTvmComputed) {
  const Target& target = *FindTarget(std::get<0>(GetParam()));
  const std::string& name = std::get<1>(GetParam());
  if (const std::string missing = MissingFor(target); !missing.empty())
    GTEST_SKIP() << missing << " is not installed";
  const std::string model_folder = FindModel(name);
  if (model_folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";

  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  const auto model = CompileModel(model_folder, *folder / "emitted");
  ASSERT_TRUE(model.ok()) << Format(model.error());
  const Report& report = model->compilation.report;

  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, model_folder + "/vectors", report);
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_FALSE(vectors->empty());

  const auto image = BuildImage(target, model->subject, "-O2", folder->path());
  if (!image.ok() && image.error().error_class == ErrorClass::kBudget) {
    EXPECT_FALSE(Fits(target, name)) << image.error().message;
    std::cout << "does not fit: " << image.error().message << "\n";
    return;
  }
  ASSERT_TRUE(image.ok()) << Format(image.error());
  EXPECT_TRUE(Fits(target, name)) << "it fits now: take it off the list";

  const auto inferences = RunVectors(target, model->subject, *image, *vectors, UTVMC_COUNTER);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, *vectors, report, kRelativeTolerance), "");
  ExpectMemoryIsAsAnnounced(*model, *image);
  ExpectStackIsAsComputed(target, *image, *inferences);
  EXPECT_LT(PaintedStack(*inferences), MostStack(target, name) + LocalArraysOf(*model));
}

std::vector<std::string> TargetNames() {
  std::vector<std::string> names;
  for (const Target& target : Targets()) names.push_back(target.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(On, BoardTest,
                         testing::Combine(testing::ValuesIn(TargetNames()),
                                          testing::ValuesIn(AllModels())),
                         [](const auto& test) {
                           return std::get<0>(test.param) + "_" +
                                  ModelTestName(std::get<1>(test.param));
                         });

}  // namespace
}  // namespace utvmc::target
