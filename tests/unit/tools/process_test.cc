#include "process.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "temporary_folder.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RunProcess, ReturnsExitCodeAndBothStreams) {
  const auto result = RunProcess({"sh", "-c", "echo out; echo err >&2; exit 7"});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->exit_code, 7);
  EXPECT_EQ(result->signal, 0);
  EXPECT_EQ(result->output, "out\nerr\n");
}

TEST(RunProcess, PassesArgumentsWithoutAShell) {
  EXPECT_EQ(RunProcess({"printf", "%s|", "a b", "$HOME", "`id`"})->output, "a b|$HOME|`id`|");
}

TEST(RunProcess, StdinIsEmpty) { EXPECT_EQ(RunProcess({"cat"})->output, ""); }

TEST(RunProcess, KeepsTheBeginningOfLongOutput) {
  const auto result = RunProcess({"sh", "-c", "yes | head -c 1000000"});
  EXPECT_EQ(result->output.size(), kMaxProcessOutput);
  EXPECT_EQ(result->exit_code, 0);
}

TEST(RunProcess, ReportsTheSignalThatEndedIt) {
  const auto result = RunProcess({"sh", "-c", "kill -9 $$"});
  EXPECT_EQ(result->signal, 9);
  EXPECT_EQ(result->exit_code, 137);
}

TEST(RunProcess, AMissingProgramIsAnError) {
  const auto result = RunProcess({"/nowhere/no-such-cc"});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(Format(result.error()),
            "error: cannot run \"/nowhere/no-such-cc\": No such file or directory\n"
            "  hint: is it installed and in $PATH?");
}

TEST(SplitWords, SplitsAtBlanks) {
  EXPECT_THAT(SplitWords("  ccache gcc\t-m32 "), ElementsAre("ccache", "gcc", "-m32"));
  EXPECT_THAT(SplitWords(" "), IsEmpty());
}

TEST(TemporaryFolder, DisappearsWithItsContent) {
  std::string path;
  {
    const auto folder = TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    path = folder->path();
    EXPECT_TRUE(std::filesystem::create_directories(*folder / "a/b"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace utvmc::tools
