// Anybody's C code in the firmware of the tests.
#include "peer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "model_folders.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

const std::string kModel = UTVMC_SOURCE_DIR "/tests/models/own/passthrough";

class PeerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto folder = tools::TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    folder_.emplace(*std::move(folder));
    auto model = CompileModel(kModel, *folder_ / "emitted");
    ASSERT_TRUE(model.ok()) << Format(model.error());
    report_ = model->compilation.report;
  }

  void Write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(disk_.MakeFolders(*folder_ / "peer/include").ok());
    ASSERT_TRUE(disk_.Write(*folder_ / "peer/" + name, text).ok());
  }

  Result<Subject> Peer() { return PeerSubject(*folder_ / "peer", *folder_ / "unpacked", report_); }

  /// What the vectors' outputs differ in.
  Result<std::string> RunOnBoard(const Subject& subject) {
    const Target& target = *FindTarget("m4f");
    UTVMC_ASSIGN(const auto vectors, tools::ReadVectors(disk_, kModel + "/vectors", report_));
    const std::string folder = *folder_ / "image";
    UTVMC_TRY(disk_.MakeFolders(folder));
    UTVMC_ASSIGN(const Image image, BuildImage(target, subject, "-O2", folder));
    UTVMC_ASSIGN(const auto inferences, RunVectors(target, subject, image, vectors));
    return Differences(inferences, vectors, report_, 1e-5);
  }

  DiskFileSystem disk_;
  std::optional<tools::TemporaryFolder> folder_;
  Report report_;
};

bool IsMissing() { return !MissingFor(*FindTarget("m4f")).empty(); }

TEST_F(PeerTest, TheExampleComputesWhatTvmComputed) {
  if (IsMissing()) GTEST_SKIP() << MissingFor(*FindTarget("m4f")) << " is not installed";
  const auto subject = PeerSubject(UTVMC_SOURCE_DIR "/examples/peer", "", report_);
  ASSERT_TRUE(subject.ok()) << Format(subject.error());
  EXPECT_EQ(subject->name, "peer");
  const auto differences = RunOnBoard(*subject);
  ASSERT_TRUE(differences.ok()) << Format(differences.error());
  EXPECT_EQ(*differences, "");
}

TEST_F(PeerTest, SourcesAreAllBelowTheFolderButTheHook) {
  Write("subject.c", "int subject_run(void);\n");
  Write("b.c", "");
  Write("include/a.c", "");
  Write("include/a.h", "");
  const auto subject = Peer();
  ASSERT_TRUE(subject.ok()) << Format(subject.error());
  EXPECT_EQ(subject->call, "int subject_run(void);\n");
  EXPECT_EQ(subject->sources,
            (std::vector<std::string>{*folder_ / "peer/b.c", *folder_ / "peer/include/a.c"}));
}

TEST_F(PeerTest, AFolderWithoutTheHookIsAnError) {
  Write("b.c", "");
  const auto subject = Peer();
  ASSERT_FALSE(subject.ok());
  EXPECT_EQ(Format(subject.error()),
            *folder_ / "peer" +
                ": error: has no subject.c\n"
                "  hint: it defines subject_run(), input_0, output_0...: docs/TESTING.md");
}

TEST_F(PeerTest, BuffersThatAreMissingOrSmallAreErrors) {
  if (IsMissing()) GTEST_SKIP() << MissingFor(*FindTarget("m4f")) << " is not installed";
  Write("subject.c",
        "float output_0[5], output_1[5], output_2[4];\n"
        "int subject_run(void)\n{\n    return output_2[0] > 0.0f;\n}\n");
  const auto missing = RunOnBoard(*Peer());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().message, "the image has no symbol output_0");
  Write("subject.c",
        "float input_0[5], output_0[5], output_1[5], output_2[4];\n"
        "int subject_run(void)\n{\n"
        "    return input_0[0] + output_0[0] + output_1[0] + output_2[0] > 0.0f;\n}\n");
  const auto small = RunOnBoard(*Peer());
  ASSERT_FALSE(small.ok());
  EXPECT_EQ(small.error().message, "output_2 has 16 bytes, 20 are needed");
}

TEST(ModelFolders, AModelIsItselfAndAFolderIsAllBelowIt) {
  EXPECT_EQ(*FindModels(kModel), std::vector{kModel});
  const auto models = FindModels(UTVMC_SOURCE_DIR "/tests/models");
  ASSERT_TRUE(models.ok());
  EXPECT_EQ(std::ranges::count(*models, kModel), 1);
  EXPECT_TRUE(std::ranges::is_sorted(*models));
  EXPECT_EQ(Format(FindModels(UTVMC_SOURCE_DIR "/cmake").error()),
            UTVMC_SOURCE_DIR "/cmake: error: neither is a model nor contains one");
}

}  // namespace
}  // namespace utvmc::target
