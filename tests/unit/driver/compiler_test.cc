// Compile() from text to text, with a model small enough to read.
#include "utvmc/compiler.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/add_one.h"

namespace utvmc {
namespace {

using ::testing::Contains;
using ::testing::SizeIs;

ModelSources AddOne() {
  ModelSources sources;
  sources.graph = {"graph.json", testing::kAddOneGraph};
  sources.kernels = {{"kernels.c", testing::kAddOneKernels}};
  return sources;
}

std::vector<std::string> FileNames(const Compilation& compilation) {
  std::vector<std::string> names;
  for (const OutputFile& file : compilation.files) names.push_back(file.name);
  return names;
}

TEST(Compile, TurnsAModelIntoCFilesAndFigures) {
  const Result<Compilation> compilation = Compile(AddOne(), {});
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_THAT(FileNames(*compilation), Contains("network.h"));
  EXPECT_THAT(FileNames(*compilation), Contains("network.c"));
  EXPECT_EQ(compilation->report.operators, 1);
  EXPECT_EQ(compilation->report.lower_bound, 4);
  EXPECT_EQ(compilation->report.constant_bytes, 0);
  ASSERT_THAT(compilation->report.kernels, SizeIs(1));
  EXPECT_TRUE(compilation->report.kernels[0].native);
}

TEST(Compile, TheNameIsThePrefixOfEveryFile) {
  CompileOptions options;
  options.name = "kws";
  const Result<Compilation> compilation = Compile(AddOne(), options);
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_EQ(compilation->report.name, "kws");
  for (const OutputFile& file : compilation->files) EXPECT_EQ(file.name.substr(0, 3), "kws");
}

TEST(Compile, TheSameInputGivesTheSameBytes) {
  const Result<Compilation> first = Compile(AddOne(), {});
  const Result<Compilation> second = Compile(AddOne(), {});
  ASSERT_TRUE(first.ok() && second.ok());
  ASSERT_EQ(first->files.size(), second->files.size());
  for (std::size_t i = 0; i < first->files.size(); ++i) {
    EXPECT_EQ(first->files[i].name, second->files[i].name);
    EXPECT_EQ(first->files[i].text, second->files[i].text);
  }
}

TEST(Compile, BadOptionsAreRefusedBeforeTheModelIsRead) {
  CompileOptions options;
  options.align = 3;
  const Result<Compilation> compilation = Compile({}, options);
  ASSERT_FALSE(compilation.ok());
  EXPECT_EQ(Format(compilation.error()),
            "error: --align: 3 is not a power of two up to 4096\n"
            "  hint: leave the option out to align each buffer as its element type needs");
}

TEST(Version, HasThreeParts) {
  const std::string version = Version();
  EXPECT_EQ(std::count(version.begin(), version.end(), '.'), 2);
}

}  // namespace
}  // namespace utvmc
