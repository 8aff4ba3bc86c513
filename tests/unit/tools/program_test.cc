// utvmc as its users run it, on disks that do not take what it writes: one message, exit code 1,
// and no file that was not there before.
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>
#include <vector>

#include "support/add_one.h"
#include "process.h"
#include "support/file_system.h"
#include "temporary_folder.h"

namespace utvmc::tools {
namespace {

constexpr const char* kNames[] = {"network.h",   "network.c",      "operators.h",
                                  "operators.c", "network_data.h", "network_data.c"};

class Program : public ::testing::Test {
 protected:
  Program() {
    Must(files_.MakeFolders(Path("model")));
    Must(files_.Write(Path("model/graph.json"), testing::kAddOneGraph));
    Must(files_.Write(Path("model/kernels.c"), testing::kAddOneKernels));
  }

  void Must(const Status& status) { ASSERT_TRUE(status.ok()) << Format(status.error()); }

  std::string Path(const std::string& name) const { return *folder_ / name; }

  /// What utvmc printed, its exit code before it, paths relative to the temporary folder. A shell
  /// runs it: `script` ends in "$@".
  std::string Run(const std::vector<std::string>& arguments,
                  const std::string& script = "exec \"$@\"") {
    std::vector<std::string> words = {"sh", "-c", script, "sh", UTVMC_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Result<ProcessResult> result = RunProcess(words);
    if (!result.ok()) return Format(result.error());
    std::string text = std::to_string(result->exit_code) + ": " + result->output;
    for (std::size_t at = 0; (at = text.find(Path(""), at)) != std::string::npos;) {
      text.erase(at, Path("").size());
    }
    return text;
  }

  /// Files and links in a folder with what they hold; a link's is empty.
  std::map<std::string, std::string> Contents(const std::string& name) {
    std::map<std::string, std::string> contents;
    const auto names = files_.List(Path(name));
    EXPECT_TRUE(names.ok());
    for (const std::string& file : *names) contents[file] = *files_.Read(Path(name + "/" + file));
    return contents;
  }

  DiskFileSystem files_;
  Result<TemporaryFolder> folder_ = TemporaryFolder::Create();
};

TEST_F(Program, AFolderThatCannotBeMadeIsAnError) {
  Must(files_.Write(Path("file"), "not a folder"));
  const std::map<std::string, std::string> before = Contents("");
  EXPECT_EQ(Run({"compile", Path("model"), "-o", Path("file/out")}),
            "1: file/out: error: cannot create the folder: not a directory\n"
            "  hint: choose another output folder\n");
  EXPECT_EQ(Run({"compile", Path("model"), "-o", "/proc/out"}),
            "1: /proc/out: error: cannot create the folder: no such file or directory\n"
            "  hint: choose another output folder\n");
  EXPECT_EQ(Contents(""), before);
}

TEST_F(Program, AFolderThatTakesNoFilesIsAnError) {
  if (access("/proc/self", F_OK) != 0) GTEST_SKIP() << "no /proc";
  EXPECT_EQ(Run({"compile", Path("model"), "-o", "/proc/self"}),
            "1: /proc/self/network.h: error: cannot write: no such file or directory\n"
            "  hint: make room or choose another output folder; no file was changed\n");
}

/// A link to /dev/full, which takes no byte, lies where utvmc writes first.
TEST_F(Program, AFullDiskLeavesEveryFileAsItWas) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  ASSERT_EQ(Run({"compile", Path("model"), "-o", Path("out"), "-q"}), "0: ");
  for (const char* name : kNames) Must(files_.Write(Path("out/") + name, "old"));
  const std::map<std::string, std::string> before = Contents("out");
  ASSERT_EQ(before.size(), std::size(kNames));
  for (const std::string name : kNames) {
    ASSERT_EQ(::symlink("/dev/full", Path("out/" + name + ".utvmc-tmp").c_str()), 0);
    EXPECT_EQ(Run({"compile", Path("model"), "-o", Path("out"), "--depfile", Path("deps")}),
              "1: out/" + name +
                  ": error: cannot write: no space left on device\n"
                  "  hint: make room or choose another output folder; no file was changed\n");
    EXPECT_EQ(Contents("out"), before) << name;
    EXPECT_NE(::access(Path("out/" + name + ".utvmc-tmp").c_str(), F_OK), 0) << name;
    EXPECT_FALSE(files_.Exists(Path("deps")));
  }
}

TEST_F(Program, NoSpaceForTheDepfileIsAnError) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  ASSERT_EQ(::symlink("/dev/full", Path("deps.utvmc-tmp").c_str()), 0);
  EXPECT_EQ(Run({"compile", Path("model"), "-o", Path("out"), "--depfile", Path("deps")}),
            "1: deps: error: cannot write: no space left on device\n");
  EXPECT_FALSE(files_.Exists(Path("out")));
  EXPECT_EQ(Contents(""), (std::map<std::string, std::string>()));
}

/// As on a disk that takes the first files and not the rest.
TEST_F(Program, AFileThatMayNotGrowLeavesNothingBehind) {
  const std::string limited = "ulimit -f 2; exec \"$@\"";  // 1 KiB
  EXPECT_EQ(Run({"compile", Path("model"), "-o", Path("out")}, limited),
            "1: out/network.h: error: cannot write: file too large\n"
            "  hint: make room or choose another output folder; no file was changed\n");
  EXPECT_EQ(Contents("out"), (std::map<std::string, std::string>()));
}

TEST_F(Program, AFullStandardOutputIsAnError) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  EXPECT_EQ(Run({"compile", Path("model"), "-o", Path("out")}, "exec \"$@\" > /dev/full"),
            "1: error: cannot write to standard output\n");
}

}  // namespace
}  // namespace utvmc::tools
