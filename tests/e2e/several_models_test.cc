// Several models in one image compute what each computes alone: in turn in one arena, at the same
// time in one arena, and one model twice at the same time in two.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "builds.h"
#include "emitted_image.h"

namespace utvmc {
namespace {

using Models = std::vector<std::pair<std::string, std::string>>;

/// Outputs of these are exact on every machine (models.h, Tolerance). The first two share kernels
/// and constants, since they are the same model.
const Models kModels = {{"digits", "own/digits_int8"},
                        {"twin", "own/digits_int8"},
                        {"sine", "own/sine"},
                        {"residual", "own/residual"}};

ImageOptions SharingAll() { return {.share_arena = true, .share_constants = true}; }

// --- one after the other ---

class SeveralModelsTest : public testing::TestWithParam<std::size_t> {};

TEST_P(SeveralModelsTest, RunInTurnInOneArena) {
  const BuildKind& build = Builds()[GetParam()];
  if (!HasProgram(build.compiler[0])) GTEST_SKIP() << build.compiler[0] << " is not installed";
  const EmittedImage image(kModels, SharingAll());
  std::int64_t largest = 0;
  for (const Report& report : image.reports()) largest = std::max(largest, report.arena_bytes);
  EXPECT_EQ(image.image_report().arena_bytes, largest);
  EXPECT_GE(image.image_report().saved_constant_bytes, image.reports()[0].constant_bytes);
  EXPECT_GE(image.image_report().saved_kernels, 7);
  ASSERT_EQ(image.BuildRunner(build.compiler), "");
  EXPECT_EQ(image.Run({"alternate"}), "");
}

INSTANTIATE_TEST_SUITE_P(Builds, SeveralModelsTest, testing::Range<std::size_t>(0, 8),
                         [](const auto& test) { return Builds()[test.param].name; });

TEST(SeveralModels, OfDifferentKindsRunInTurnWithBuffersOfEveryAlignment) {
  CompileOptions options;
  options.align = 32;
  options.stack_limit = 0;
  const EmittedImage image({{"types", "own/dtypes"}, {"io", "own/multi_io"}, {"s", "own/sine"}},
                           SharingAll(), options);
  ASSERT_EQ(image.BuildRunner(BuildNamed("gcc_sanitized").compiler), "");
  EXPECT_EQ(image.Run({"alternate"}), "");
}

/// The second expectation shows that the first one proves something.
TEST(SeveralModels, KeepTheirInputsAndOutputsWhileAConcurrentOneRunsAndNoOther) {
  ImageOptions options = SharingAll();
  options.concurrent = {{"digits", "sine"}};
  const EmittedImage image(kModels, options);
  ASSERT_EQ(image.BuildRunner(BuildNamed("gcc_O2").compiler), "");
  EXPECT_EQ(image.Run({"interleave", "digits", "sine"}), "");
  EXPECT_NE(image.Run({"interleave", "digits", "residual"}), "");
}

// --- at the same time ---

/// Flags, and whether the build needs ThreadSanitizer.
struct ThreadBuild {
  const char* name;
  std::vector<std::string> compiler;
};

const std::vector<ThreadBuild>& ThreadBuilds() {
  static const std::vector<ThreadBuild> builds = {
      {"gcc_O2", {"gcc", "-O2"}},
      {"clang_O2", {"clang", "-O2"}},
      {"gcc_tsan", {"gcc", "-O1", "-g", "-fsanitize=thread"}},
      {"clang_tsan", {"clang", "-O1", "-g", "-fsanitize=thread"}},
  };
  return builds;
}

/// Some machines have ThreadSanitizer but not the address space layout that it needs.
bool Works(const std::vector<std::string>& compiler) {
  if (!HasProgram(compiler[0])) return false;
  static std::map<std::vector<std::string>, bool> known;
  const auto [entry, is_new] = known.try_emplace(compiler, false);
  if (is_new) {
    std::vector<std::string> command = {
        "sh", "-c",
        "echo 'int main(void) { return 0; }' >\"$0/t.c\" && \"$@\" \"$0/t.c\" -o \"$0/t\" "
        "&& \"$0/t\""};
    const Result<tools::TemporaryFolder> folder = tools::TemporaryFolder::Create();
    if (!folder.ok()) return false;
    command.push_back(folder->path());
    command.insert(command.end(), compiler.begin(), compiler.end());
    entry->second = RunQuietly(command).empty();
  }
  return entry->second;
}

class ThreadsTest : public testing::TestWithParam<std::size_t> {
 protected:
  const std::vector<std::string>& compiler() const { return ThreadBuilds()[GetParam()].compiler; }
};

TEST_P(ThreadsTest, TwoInstancesOfOneModelNeedTwoArenasAndNothingElse) {
  if (!Works(compiler())) GTEST_SKIP() << "this build does not work here";
  const EmittedImage image(kModels, {});
  ASSERT_EQ(image.BuildRunner(compiler()), "");
  EXPECT_EQ(image.Run({"instances", "digits", "digits"}), "");
  EXPECT_EQ(image.Run({"instances", "residual", "sine", "residual", "sine"}), "");
}

TEST_P(ThreadsTest, ModelsThatShareKernelsAndConstantsRunAtTheSameTime) {
  if (!Works(compiler())) GTEST_SKIP() << "this build does not work here";
  const EmittedImage image(kModels, {.share_constants = true});
  ASSERT_EQ(image.BuildRunner(compiler()), "");
  EXPECT_EQ(image.Run({"instances", "digits", "twin", "twin", "sine"}), "");
}

TEST_P(ThreadsTest, ConcurrentModelsRunAtTheSameTimeInOneArena) {
  if (!Works(compiler())) GTEST_SKIP() << "this build does not work here";
  ImageOptions options = SharingAll();
  options.concurrent = {{"digits", "sine"}, {"sine", "twin"}};
  const EmittedImage image(kModels, options);
  EXPECT_LT(image.image_report().arena_bytes, image.image_report().arenas[0].separate_bytes);
  ASSERT_EQ(image.BuildRunner(compiler()), "");
  EXPECT_EQ(image.Run({"threads", "digits", "sine"}), "");
  EXPECT_EQ(image.Run({"threads", "twin", "sine"}), "");
  EXPECT_EQ(image.Run({"alternate"}), "");
}

INSTANTIATE_TEST_SUITE_P(Builds, ThreadsTest, testing::Range<std::size_t>(0, 4),
                         [](const auto& test) { return ThreadBuilds()[test.param].name; });

}  // namespace
}  // namespace utvmc
