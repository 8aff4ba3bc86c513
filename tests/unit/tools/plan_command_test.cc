// `utvmc plan` as its users run it.
#include "plan_command.h"

#include <gtest/gtest.h>

#include "process.h"
#include "temporary_folder.h"

namespace utvmc::tools {
namespace {

/// Three buffers of 4, 4 and 8 bytes; the two small ones share time with the large one only.
constexpr const char* kInstance = "id,lower,upper,size\na,0,2,4\nb,2,4,4\nc,0,4,8\n";

class PlanVerb : public ::testing::Test {
 protected:
  PlanVerb() { Write("i.csv", kInstance); }

  std::string Path(const std::string& name) const { return *folder_ / name; }

  void Write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(files_.Write(Path(name), text).ok());
  }

  /// Exit code and what was printed, paths relative to the temporary folder.
  std::string Run(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {
        "sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", Path(""), UTVMC_PROGRAM, "plan"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Result<ProcessResult> result = RunProcess(words);
    if (!result.ok()) return Format(result.error());
    return std::to_string(result->exit_code) + ": " + result->output;
  }

  DiskFileSystem files_;
  Result<TemporaryFolder> folder_ = TemporaryFolder::Create();
};

TEST_F(PlanVerb, PlansAndWritesWhatItThenFindsValid) {
  EXPECT_EQ(Run({"i.csv", "-o", "o.csv"}), "0: 3 buffers, height 12: optimal (proved) (0 nodes)\n");
  EXPECT_EQ(Run({"i.csv", "--validate", "o.csv"}),
            "0: 3 buffers, height 12: valid, lower bound 12\n");
  const auto solution = files_.Read(Path("o.csv"));
  ASSERT_TRUE(solution.ok());
  EXPECT_TRUE(solution->starts_with("id,lower,upper,size,offset\na,0,2,4,")) << *solution;
}

TEST_F(PlanVerb, CapacityMayHaveAUnit) {
  EXPECT_EQ(Run({"i.csv", "--capacity", "1K"}),
            "0: 3 buffers, height 12: optimal (proved) (0 nodes)\n");
}

TEST_F(PlanVerb, OneBufferIsOne) {
  Write("one.csv", "id,lower,upper,size\na,0,1,5\n");
  EXPECT_EQ(Run({"one.csv"}), "0: 1 buffer, height 5: optimal (proved) (0 nodes)\n");
}

TEST_F(PlanVerb, FixedOffsetsThatCollideAreTheFilesFault) {
  Write("f.csv", "id,lower,upper,size,offset\na,0,10,8,16\nb,3,7,8,20\nc,0,9,4,\n");
  EXPECT_EQ(Run({"f.csv"}),
            "1: f.csv: error: fixed offsets: buffer \"a\" of 8 bytes at 16, live [0, 10) collides "
            "with buffer \"b\" of 8 bytes at 20, live [3, 7)\n");
}

TEST_F(PlanVerb, CapacityThatHoldsTheBuffersIsEnough) {
  EXPECT_EQ(Run({"i.csv", "--capacity", "12"}),
            "0: 3 buffers, height 12: optimal (proved) (0 nodes)\n");
}

TEST_F(PlanVerb, CapacityBelowTheLowerBoundIsExitCode2) {
  EXPECT_EQ(Run({"i.csv", "--capacity", "11", "-o", "o.csv"}),
            "2: i.csv: error: no plan fits 11 bytes: the lower bound is 12\n");
  EXPECT_FALSE(files_.Exists(Path("o.csv")));
}

TEST_F(PlanVerb, CollisionNamesBothBuffers) {
  Write("o.csv", "id,offset\na,0\nb,0\nc,2\n");
  EXPECT_EQ(Run({"i.csv", "--validate", "o.csv"}),
            "1: o.csv: error: memory plan: buffer \"a\" of 4 bytes at 0, live [0, 2) collides with "
            "buffer \"c\" of 8 bytes at 2, live [0, 4)\n");
}

TEST_F(PlanVerb, PlanAboveTheCapacityIsExitCode2) {
  Write("o.csv", "id,offset\na,8\nb,8\nc,0\n");
  EXPECT_EQ(Run({"i.csv", "--validate", "o.csv", "--capacity", "11"}),
            "2: o.csv: error: the plan has 12 bytes, more than 11\n");
}

TEST_F(PlanVerb, MistakesAreExplained) {
  EXPECT_EQ(Run({}), "1: error: no instance\n  hint: name a CSV file\n");
  EXPECT_EQ(Run({"none.csv"}), "1: none.csv: error: cannot read: no such file or directory\n");
  EXPECT_EQ(Run({"i.csv", "--capacity", "1k"}),
            "1: error: --capacity: \"1k\" is not a number of bytes\n"
            "  hint: write it in digits, as in --capacity=64\n");
  EXPECT_EQ(Run({"i.csv", "--capacity", "0"}), "1: error: --capacity: 0 bytes hold nothing\n");
  EXPECT_EQ(
      Run({"i.csv", "-o", "a", "--validate", "b"}),
      "1: error: --output and --validate exclude each other\n  hint: leave out one of them\n");
  EXPECT_EQ(Run({"i.csv", "--capcity", "1"}),
            "1: error: unknown option \"--capcity\"\n  hint: did you mean \"--capacity\"?\n");
  Write("bad.csv", "id,lower,upper,size\na,0,1,0\n");
  EXPECT_EQ(Run({"bad.csv"}),
            "1: bad.csv:2:7: error: a size of 0 bytes\n  hint: 1 to 2^48 are possible\n");
}

}  // namespace
}  // namespace utvmc::tools
