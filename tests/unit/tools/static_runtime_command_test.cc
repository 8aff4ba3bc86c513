#include "static_runtime_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/fake_file_system.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;

bool IsOne(const std::vector<std::string>& words) {
  const auto command = ParseStaticRuntimeCommand(words);
  return command.ok() && command->has_value();
}

TEST(ParseStaticRuntimeCommand, TakesTheWordsOfTheTool) {
  const auto command = ParseStaticRuntimeCommand({"g.json", "p.bin", "out.c", "1024"});
  ASSERT_TRUE(command.ok() && command->has_value());
  EXPECT_EQ((*command)->graph, "g.json");
  EXPECT_EQ((*command)->params, "p.bin");
  EXPECT_EQ((*command)->output, "out.c");
  EXPECT_EQ((*command)->workspace, "1024");
  EXPECT_TRUE(IsOne({"g.json", "p.bin", "out.c"}));
  EXPECT_TRUE(IsOne({"default.graph", "default.params", "/tmp/out", "0x400"}));
}

TEST(ParseStaticRuntimeCommand, LeavesAllOtherLinesAlone) {
  EXPECT_FALSE(IsOne({"compile", "model", "out.c"}));
  EXPECT_FALSE(IsOne({"validate", "model", "out.c", "3"}));
  EXPECT_FALSE(IsOne({"plan", "a.csv", "out.c"}));
  EXPECT_FALSE(IsOne({"complie", "model", "-o", "out.c"}));
  EXPECT_FALSE(IsOne({"g.json", "p.bin", "out"}));
  EXPECT_FALSE(IsOne({"g.json", "p.bin"}));
  EXPECT_FALSE(IsOne({"g.json", "p.bin", "out.c", "1", "2"}));
}

TEST(ParseStaticRuntimeCommand, WorkspaceIsANumber) {
  for (const char* word : {"12k", "0x", "1.5"}) {
    const auto command = ParseStaticRuntimeCommand({"g.json", "p.bin", "out.c", word});
    ASSERT_FALSE(command.ok());
    EXPECT_EQ(Format(command.error()),
              "error: the workspace size \"" + std::string(word) +
                  "\" is no number of bytes\n"
                  "  hint: usage: utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]");
  }
}

class FindKernelsTest : public ::testing::Test {
 protected:
  utvmc::testing::FakeFileSystem files_;
};

TEST_F(FindKernelsTest, AreBesideTheGraph) {
  for (const char* name : {"m/graph.json", "m/kernels.c", "m/b.c", "m/b.h"}) files_.Put(name, "");
  const auto kernels = FindKernels(files_, {"m/graph.json", "", "o.c", ""});
  ASSERT_TRUE(kernels.ok());
  EXPECT_THAT(*kernels, ElementsAre("m/b.c", "m/kernels.c"));
}

TEST_F(FindKernelsTest, MissingOnesAreAnError) {
  files_.Put("m/graph.json", "");
  const auto kernels = FindKernels(files_, {"m/graph.json", "", "o.c", ""});
  ASSERT_FALSE(kernels.ok());
  EXPECT_EQ(Format(kernels.error()),
            "m/graph.json: error: no C source of the kernels is beside the graph\n"
            "  hint: utvmc compiles the kernels as well: put kernels.c there, or use utvmc compile "
            "--api=tvmwrap --graph FILE --params FILE --kernels FILE...");
}

}  // namespace
}  // namespace utvmc::tools
