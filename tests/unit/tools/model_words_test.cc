// The words of several models, by way of the whole command line.
#include "model_words.h"

#include <gmock/gmock.h>

#include <string>
#include <variant>
#include <vector>

#include "command_line.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;

CompileCommand Compile(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "compile");
  const Result<CommandLine> line = ParseCommandLine(arguments);
  EXPECT_TRUE(line.ok()) << Format(line.error());
  return line.ok() ? std::get<CompileCommand>(line->command) : CompileCommand();
}

std::vector<std::string> NamesAndFolders(const CompileCommand& command) {
  std::vector<std::string> words;
  for (const NamedModel& model : command.models) {
    words.push_back(model.name + " in " + model.paths.folder);
  }
  return words;
}

std::string ModelsError(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "compile");
  arguments.insert(arguments.end(), {"-o", "out"});
  const Result<CommandLine> line = ParseCommandLine(arguments);
  return line.ok() ? "ok" : Format(line.error());
}

TEST(ParseSeveralModels, EachHasItsNameBeforeTheEqualsSign) {
  const CompileCommand command = Compile({"kws=a/", "vww=b/x=y", "-o", "out", "--align=8"});
  EXPECT_THAT(NamesAndFolders(command), ElementsAre("kws in a/", "vww in b/x=y"));
  EXPECT_EQ(command.options.align, 8);
  EXPECT_FALSE(command.image.share_arena);
  EXPECT_FALSE(command.image.share_constants);
  EXPECT_THAT(command.image.concurrent, ElementsAre());
}

TEST(ParseSeveralModels, OptionsMayStandAnywhere) {
  const CompileCommand command =
      Compile({"--share-arena", "kws=a", "--concurrent", "kws+vww", "vww=b",
               "--concurrent=vww+wake", "-oout", "--share-constants", "wake=a"});
  EXPECT_THAT(NamesAndFolders(command), ElementsAre("kws in a", "vww in b", "wake in a"));
  EXPECT_TRUE(command.image.share_arena);
  EXPECT_TRUE(command.image.share_constants);
  EXPECT_THAT(command.image.concurrent,
              ElementsAre(ElementsAre("kws", "vww"), ElementsAre("vww", "wake")));
}

TEST(ParseSeveralModels, SharingOfTheArenaIsYesOrNo) {
  EXPECT_TRUE(Compile({"a=x", "b=y", "-oout", "--share-arena=yes"}).image.share_arena);
  EXPECT_FALSE(Compile({"a=x", "b=y", "-oout", "--share-arena=no"}).image.share_arena);
  EXPECT_EQ(ModelsError({"a=x", "b=y", "--share-arena=maybe"}),
            "error: --share-arena: \"maybe\" is not a choice\n  hint: use one of: yes, no");
}

TEST(ParseSeveralModels, OneWithANameIsAsWithTheOption) {
  const CompileCommand command = Compile({"kws=a/", "-o", "out"});
  EXPECT_THAT(NamesAndFolders(command), ElementsAre("kws in a/"));
  EXPECT_EQ(command.options.name, "kws");
  EXPECT_EQ(ModelsError({"kws=a", "--name", "vww"}),
            "error: both --name and \"kws=a\" name the model\n  hint: leave out one of them");
}

TEST(ParseSeveralModels, AFolderWithAnEqualsSignIsNamedByAPath) {
  EXPECT_THAT(NamesAndFolders(Compile({"./a=b", "-o", "out"})), ElementsAre("network in ./a=b"));
  EXPECT_THAT(NamesAndFolders(Compile({"/m/a=b", "-o", "out"})), ElementsAre("network in /m/a=b"));
  EXPECT_EQ(ModelsError({"my-model=b"}),
            "error: my-model=b: \"my-model\" cannot begin C names\n"
            "  hint: use letters, digits and single underscores, a letter first, and no keyword; "
            "a folder of that name is ./my-model=b");
}

TEST(ParseSeveralModels, NamesAreCompleteAndDistinct) {
  EXPECT_EQ(ModelsError({"model", "other"}),
            "error: \"model\" has no name, and there are 2 models\n"
            "  hint: write NAME=model: each of several models has a prefix of its own, as in utvmc "
            "compile kws=model_a/ vww=model_b/");
  EXPECT_EQ(ModelsError({"kws=a", "other", "vww=b"}),
            "error: \"other\" has no name, and there are 3 models\n"
            "  hint: write NAME=other: each of several models has a prefix of its own, as in utvmc "
            "compile kws=model_a/ vww=model_b/");
  EXPECT_EQ(ModelsError({"kws=a", "vww="}),
            "error: vww=: no folder behind the name\n  hint: write vww=FOLDER");
  EXPECT_EQ(ModelsError({"kws=a", "kws=b"}),
            "error: two models are named \"kws\"\n  hint: give each a name of its own");
  EXPECT_EQ(ModelsError({"kws=a", "vww=b", "--name", "net"}),
            "error: --name cannot name several models\n"
            "  hint: leave it out: each model has its name before the '='");
  EXPECT_EQ(ModelsError({"kws=a", "vww=b", "--graph", "g.json"}),
            "error: both a model folder (\"a\") and files of a model are named\n"
            "  hint: leave out one of them");
  EXPECT_EQ(ModelsError({"kws=a", "vww=b.tar"}),
            "b.tar: error: Model Library Format archives are not read yet\n"
            "  hint: unpack it and pass its graph with --graph, its params with --params "
            "and its .c files with --kernels");
}

TEST(ParseSeveralModels, OneModelSharesNothing) {
  const std::string hint =
      " needs several models\n"
      "  hint: name them, as in utvmc compile kws=model_a/ vww=model_b/ -o out/";
  EXPECT_EQ(ModelsError({"a", "--share-arena"}), "error: --share-arena" + hint);
  EXPECT_EQ(ModelsError({"a", "--concurrent", "a+b"}), "error: --concurrent" + hint);
  EXPECT_EQ(ModelsError({"a", "--share-constants"}), "error: --share-constants" + hint);
  EXPECT_EQ(ModelsError({"a", "--share-arena=no"}), "ok");
}

TEST(ParseSeveralModels, GroupsAreChecked) {
  EXPECT_EQ(ModelsError({"a=x", "b=y", "--concurrent", "a+b"}),
            "error: --concurrent: models share no arena\n"
            "  hint: add --share-arena, or leave --concurrent out: models with arenas of their own "
            "may always run at the same time");
  EXPECT_EQ(ModelsError({"a=x", "b=y", "--share-arena", "--concurrent", "a+"}),
            "error: --concurrent: no model is named \"\"\n  hint: use two or more of: a, b");
}

}  // namespace
}  // namespace utvmc::tools
