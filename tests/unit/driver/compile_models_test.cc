// CompileModels() from text to text, with a model small enough to read.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/ingest.h"
#include "support/add_one.h"
#include "support/file_system.h"
#include "utvmc/compiler.h"

namespace utvmc {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<Model> Models(const std::vector<std::string>& names) {
  std::vector<Model> models;
  for (const std::string& name : names) {
    models.push_back({testing::AddOne(), {}});
    models.back().options.name = name;
  }
  return models;
}

ImageCompilation Compiled(const std::vector<Model>& models, const ImageOptions& options) {
  Result<ImageCompilation> compilation = CompileModels(models, options);
  EXPECT_TRUE(compilation.ok()) << Format(compilation.error());
  return compilation.ok() ? *std::move(compilation) : ImageCompilation();
}

TEST(CompileModels, ModelsHaveTheFilesThatTheyHaveAlone) {
  const std::vector<Model> models = Models({"kws", "vww"});
  const ImageCompilation image = Compiled(models, {.share_arena = true});
  for (const Model& model : models) {
    const Result<Compilation> alone = Compile(model.sources, model.options);
    ASSERT_TRUE(alone.ok());
    for (const OutputFile& file : alone->files) {
      const auto found = std::ranges::find(image.files, file.name, &OutputFile::name);
      ASSERT_NE(found, image.files.end()) << file.name;
      EXPECT_EQ(found->text, file.text);
    }
  }
  EXPECT_EQ(image.files.front().name, "models.h");
}

TEST(CompileModels, ReportsEachAndAllTogether) {
  const ImageCompilation image =
      Compiled(Models({"a", "b", "c"}),
               {.share_arena = true, .concurrent = {{"c", "a"}}, .share_constants = true});
  ASSERT_THAT(image.reports, SizeIs(3));
  EXPECT_EQ(image.reports[1].name, "b");
  EXPECT_EQ(image.reports[1].arena_bytes, 2);
  EXPECT_THAT(image.image.models, ElementsAre("a", "b", "c"));
  ASSERT_THAT(image.image.arenas, SizeIs(1));
  EXPECT_EQ(image.image.arenas[0].type, "models_arena_t");
  EXPECT_EQ(image.image.arenas[0].bytes, 4);
  EXPECT_EQ(image.image.arenas[0].lower_bound, 4);
  EXPECT_EQ(image.image.arenas[0].separate_bytes, 6);
  EXPECT_EQ(image.image.arena_bytes, 4);
  EXPECT_EQ(image.image.kernels, 1);
  EXPECT_EQ(image.image.saved_kernels, 2);
  EXPECT_EQ(image.image.constant_bytes, 0);
}

TEST(CompileModels, WithoutSharingArenasAddUp) {
  const ImageCompilation image = Compiled(Models({"a", "b"}), {});
  EXPECT_THAT(image.image.arenas, SizeIs(0));
  EXPECT_EQ(image.image.arena_bytes, 4);
  EXPECT_EQ(image.image.kernels, 2);
}

TEST(CompileModels, LimitsHoldForAllModelsTogether) {
  std::vector<Model> models = Models({"a", "b"});
  for (Model& model : models) model.options.limits.ram = 3;
  EXPECT_TRUE(CompileModels(models, {.share_arena = true}).ok());
  const auto image = CompileModels(models, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(image.error().error_class, ErrorClass::kBudget);
  EXPECT_EQ(Format(image.error()),
            "error: --ram-limit of 3 bytes (2 of them for a) is 1 byte too small for b: op 0 "
            "(op00_add_one) needs 2 bytes at once (x 2, op00_add_one 2, which share bytes)\n"
            "  hint: 4 bytes would do; --share-arena gives models that never run at the same time "
            "the same bytes");
}

TEST(CompileModels, ASharedConstantCountsOnceInItsPool) {
  DiskFileSystem files;
  const auto digits =
      ingest::ReadModelSources(files, {.folder = UTVMC_SOURCE_DIR "/tests/models/own/digits_int8"});
  ASSERT_TRUE(digits.ok());
  std::vector<Model> models(2, {*digits, {}});
  models[0].options.name = "a";
  models[1].options.name = "b";
  for (Model& model : models) {
    model.options.pools = {
        {.name = "qspi", .kind = MemoryPool::Kind::kFlash, .size = 5000}};  // 4,056 each
  }
  EXPECT_TRUE(CompileModels(models, {.share_constants = true}).ok());
  const auto image = CompileModels(models, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(
      Format(image.error()),
      "error: b: constant \"p7\" of 2304 bytes has no room in flash: pool \"qspi\" has 704 of "
      "5000 bytes left, 1600 too few\n"
      "  hint: the constants take 4056 bytes without padding; --share-constants emits what "
      "several models have once");
}

TEST(CompileModels, TheFlashLimitIsThatOfAllConstantsTogether) {
  DiskFileSystem files;
  const auto sine =
      ingest::ReadModelSources(files, {.folder = UTVMC_SOURCE_DIR "/tests/models/own/sine"});
  ASSERT_TRUE(sine.ok());
  std::vector<Model> models(2, {*sine, {}});
  models[0].options.name = "a";
  models[1].options.name = "b";
  for (Model& model : models) model.options.limits.flash = 1284;  // of each
  EXPECT_TRUE(CompileModels(models, {.share_constants = true}).ok());
  const auto image = CompileModels(models, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(Format(image.error()),
            "error: --flash-limit of 1284 bytes is 1284 bytes too small: the constants of all "
            "models take 2568 bytes\n"
            "  hint: 2568 bytes would do; code comes on top of that");
}

TEST(CompileModels, PoolsAreFilledModelAfterModel) {
  std::vector<Model> models = Models({"a", "b"});
  for (Model& model : models) {
    model.options.pools = {{.name = "dtcm", .size = 2, .speed = {.byte_cost = 1}},
                           {.name = "sram", .size = 2, .speed = {.byte_cost = 4}}};
  }
  const ImageCompilation image = Compiled(models, {});
  ASSERT_THAT(image.reports, SizeIs(2));
  EXPECT_EQ(image.reports[0].arenas[0].pool, "dtcm");
  EXPECT_EQ(image.reports[1].arenas[0].pool, "sram");
}

TEST(CompileModels, PinsAreAboutOneModel) {
  std::vector<Model> models = Models({"a", "b"});
  for (Model& model : models) model.options.pins.emplace_back();
  const Status status = CheckModels(models, {});
  ASSERT_FALSE(status.ok());
}

TEST(CompileModels, AnErrorIsThatOfTheModelWithItsHint) {
  std::vector<Model> models = Models({"a", "b"});
  models[1].sources.graph = {"b/graph.json", "{"};
  const auto image = CompileModels(models, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(Format(image.error()),
            "b/graph.json:1:2: error: not valid JSON: the file ends too early\n"
            "  hint: save lib.get_graph_json() again, together with the kernels of the same build");
}

TEST(CompileModels, BadNamesAreRefusedBeforeAModelIsRead) {
  std::vector<Model> models = Models({"a", "a"});
  models[0].sources = {};
  const auto image = CompileModels(models, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(Format(image.error()),
            "error: two models are named \"a\"\n  hint: give each a name of its own");
}

TEST(CompileModels, TheSameInputGivesTheSameBytes) {
  const ImageOptions options = {.share_arena = true, .share_constants = true};
  const ImageCompilation first = Compiled(Models({"a", "b"}), options);
  const ImageCompilation second = Compiled(Models({"a", "b"}), options);
  ASSERT_EQ(first.files.size(), second.files.size());
  for (std::size_t i = 0; i < first.files.size(); ++i) {
    EXPECT_EQ(first.files[i].text, second.files[i].text) << first.files[i].name;
  }
}

}  // namespace
}  // namespace utvmc
