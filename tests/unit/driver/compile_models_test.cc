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
using ::testing::StartsWith;

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
      "  hint: 8112 bytes of \"qspi\" would do; --share-constants emits what several models "
      "have once");
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

std::string ErrorOf(const std::vector<Model>& models, const ImageOptions& options) {
  const Result<ImageCompilation> image = CompileModels(models, options);
  return image.ok() ? "ok" : Format(image.error());
}

TEST(CompileModels, EachModelHasItsOwnPins) {
  std::vector<Model> models = Models({"a", "b"});
  for (Model& model : models) {
    model.options.pools = {{.name = "dtcm", .size = 64, .speed = {.byte_cost = 1}},
                           {.name = "sram", .size = 64, .speed = {.byte_cost = 4}}};
  }
  models[1].options.pins = {{"x", "sram", 4}};
  const ImageCompilation image = Compiled(models, {.share_arena = true});
  ASSERT_THAT(image.plans, SizeIs(2));
  EXPECT_EQ(image.plans[0].buffers[0].pool, "dtcm");
  EXPECT_EQ(image.plans[1].buffers[0].pool, "sram");
  EXPECT_EQ(image.plans[1].buffers[0].offset, 4);
  models[1].options.pins[0].model = "a";
  EXPECT_EQ(ErrorOf(models, {}),
            "error: the pin is for model \"a\", this one is \"b\"\n"
            "  hint: leave out \"model\", or name the model like that");
}

TEST(CompileModels, PinsDoNotStandInTheWayOfPlanningTogether) {
  std::vector<Model> models = Models({"a", "b"});
  for (Model& model : models) {
    model.options.pools = {{.name = "dtcm", .size = 2, .speed = {.byte_cost = 1}},
                           {.name = "sram", .size = 8, .speed = {.byte_cost = 4}}};
  }
  models[1].options.pins = {{"x", "dtcm"}};
  const ImageCompilation image = Compiled(models, {});  // alone, both would take dtcm
  ASSERT_THAT(image.plans, SizeIs(2));
  EXPECT_EQ(image.plans[0].buffers[0].pool, "sram");
  EXPECT_EQ(image.plans[1].buffers[0].pool, "dtcm");
}

/// The same models with the plans that a compilation of them has, as files.
std::vector<Model> WithPlans(std::vector<Model> models, const ImageCompilation& image) {
  const auto plans = ReadPlans({"plan.json", FormatPlans(image.plans)});
  EXPECT_TRUE(plans.ok()) << Format(plans.error());
  for (std::size_t i = 0; i < models.size(); ++i) models[i].options.plan = plans->at(i);
  return models;
}

TEST(CompileModels, PlansThatGoOutComeInAsTheSameCode) {
  DiskFileSystem files;
  std::vector<Model> models;
  for (const char* name : {"sine", "reshape_chain", "lstm"}) {
    const auto sources = ingest::ReadModelSources(
        files, {.folder = UTVMC_SOURCE_DIR "/tests/models/own/" + std::string(name)});
    ASSERT_TRUE(sources.ok()) << Format(sources.error());
    models.push_back({*sources, {}});
    models.back().options.name = name;
  }
  const ImageOptions apart;
  const ImageOptions shared = {.share_arena = true, .concurrent = {{"sine", "lstm"}}};
  for (const bool has_pools : {false, true}) {
    for (Model& model : models) {
      if (!has_pools) break;
      model.options.pools = {{.name = "dtcm", .size = 512, .speed = {.byte_cost = 1}},
                             {.name = "sram", .size = 4096, .speed = {.byte_cost = 4}}};
    }
    for (const ImageOptions& options : {apart, shared}) {
      const ImageCompilation own = Compiled(models, options);
      const ImageCompilation given = Compiled(WithPlans(models, own), options);
      EXPECT_EQ(FormatPlans(given.plans), FormatPlans(own.plans));
      ASSERT_EQ(given.files.size(), own.files.size());
      for (std::size_t i = 0; i < own.files.size(); ++i)
        EXPECT_EQ(given.files[i].text, own.files[i].text) << own.files[i].name;
    }
  }
}

TEST(CompileModels, AModelWithoutAGivenPlanGetsOneAroundTheOthers) {
  const ImageOptions options = {.share_arena = true, .concurrent = {{"a", "b"}}};
  std::vector<Model> models = Models({"a", "b"});
  models = WithPlans(models, Compiled(models, options));
  models[0].options.plan->arenas = {{"arena", 1, {}}};
  models[1].options.plan.reset();
  const ImageCompilation image = Compiled(models, options);
  ASSERT_THAT(image.plans[1].arenas, SizeIs(1));
  EXPECT_EQ(image.plans[0].arenas[0].offset, 1);
  EXPECT_EQ(image.plans[1].arenas[0].offset, 3);
}

TEST(CompileModels, WrongPlansAreRefused) {
  const ImageOptions options = {.share_arena = true, .concurrent = {{"a", "b"}}};
  const std::vector<Model> plain = Models({"a", "b"});
  const std::vector<Model> good = WithPlans(plain, Compiled(plain, options));
  EXPECT_EQ(ErrorOf(good, options), "ok");
  EXPECT_EQ(ErrorOf(good, {}),
            "plan.json: error: /models/a/arenas/0: the models share no arena to begin in\n"
            "  hint: add --share-arena, or leave \"arenas\" out of the plan");

  std::vector<Model> bad = good;
  bad[1].options.plan->arenas[0].offset = bad[0].options.plan->arenas[0].offset;
  EXPECT_EQ(ErrorOf(bad, {.share_arena = true}), "ok");  // never at the same time
  EXPECT_EQ(
      ErrorOf(bad, options),
      "plan.json: error: /models/b/arenas/0: \"a\" at 0 (2 bytes) and \"b\" at 0 (2 bytes) may "
      "run at the same time, but share bytes of pool \"arena\"\n"
      "  hint: --plan-out writes where arenas may begin; without \"arenas\" utvmc decides");

  bad = good;
  bad[1].options.plan->buffers[1].offset = 1;  // the in-place kernel may only go down
  EXPECT_THAT(ErrorOf(bad, options),
              StartsWith("plan.json: error: /models/b/buffers: buffer \"x\" of 2 bytes"));
}

TEST(CompileModels, GivenPlansKeepToLimitsToo) {
  const ImageOptions options = {.share_arena = true, .concurrent = {{"a", "b"}}};
  const std::vector<Model> plain = Models({"a", "b"});
  std::vector<Model> models = WithPlans(plain, Compiled(plain, options));
  for (Model& model : models) model.options.limits.ram = 4;
  EXPECT_EQ(ErrorOf(models, options), "ok");
  for (Model& model : models) model.options.limits.ram = 3;
  EXPECT_EQ(
      ErrorOf(models, options),
      "plan.json: error: /models/b/buffers: --ram-limit of 3 bytes (2 of them for a) is 1 byte "
      "too small for this plan: \"x\" (2 bytes) ends at 2; op 0 (op00_add_one) needs 2 bytes "
      "at once (x 2, op00_add_one 2, which share bytes)\n"
      "  hint: 4 bytes would do for this plan; without --plan-in utvmc makes one; models that "
      "are not --concurrent share bytes");
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

Result<ModelSources> OwnModel(const char* name) {
  DiskFileSystem files;
  return ingest::ReadModelSources(
      files, {.folder = std::string(UTVMC_SOURCE_DIR "/tests/models/own/") + name});
}

TEST(CompileModels, FlashThatIsTooSmallAsWellIsNamed) {
  const auto digits = OwnModel("digits_int8");
  ASSERT_TRUE(digits.ok());
  std::vector<Model> models(2, {*digits, {}});
  models[0].options.name = "a";
  models[1].options.name = "b";
  for (Model& model : models) model.options.limits = {.ram = 1183, .flash = 8111};
  const std::string ram =
      "error: --ram-limit of 1183 bytes (592 of them for a) is 1 byte too small for b: op 3 "
      "(op03_conv2d_add_requant_clip_cast) needs 591 bytes at once (op03_pad_temp 576, "
      "op03_conv2d_add_requant_clip_cast 256, which share bytes), and no plan of all buffers there "
      "takes less than 592 (proved)\n"
      "  hint: 1184 bytes would do; --share-arena gives models that never run at the same time the "
      "same bytes";
  EXPECT_EQ(Format(CompileModels(models, {}).error()),
            ram +
                "; besides, --flash-limit of 8111 bytes is 1 byte too small: the constants of "
                "all models take 8112 bytes (8112 bytes would do; code comes on top of that)");
  EXPECT_EQ(Format(CompileModels(models, {.share_constants = true}).error()), ram);
}

TEST(CompileModels, ALimitDoesNotRefuseWhatIsFoundWithoutIt) {
  const auto multi_io = OwnModel("multi_io");
  ASSERT_TRUE(multi_io.ok());
  Model model = {*multi_io, {}};
  model.options.pools = {{.name = "p0", .size = 348},
                         {.name = "p1", .size = 261, .alignment = 32},
                         {.name = "p2", .size = 348}};
  model.options.pins = {{"image", "p2"}};
  const auto unlimited = CompileModels({model}, {});
  ASSERT_TRUE(unlimited.ok());
  EXPECT_EQ(unlimited->image.arena_bytes, 580);
  for (const std::int64_t limit : {580, 840}) {
    model.options.limits.ram = limit;
    EXPECT_TRUE(CompileModels({model}, {}).ok()) << limit;
  }
}

TEST(CompileModels, AnotherPoolThatIsTooSmallIsNamedWhereNoSizeWouldDo) {
  const auto chain = OwnModel("reshape_chain");
  ASSERT_TRUE(chain.ok());
  Model model = {*chain, {}};
  model.options.pools = {{.name = "p0", .size = 86, .alignment = 32}, {.name = "p1", .size = 19}};
  model.options.pins = {{"x", "p1"}};
  EXPECT_EQ(Format(CompileModels({model}, {}).error()),
            "error: pool \"p0\" of 86 bytes is 106 bytes too small: op 1 (op01_sigmoid_reshape) "
            "needs 192 bytes at once (op00_reshape_tanh 96, op01_sigmoid_reshape 96)\n"
            "  hint: pool \"p1\" of 19 bytes is too small as well");
}

}  // namespace
}  // namespace utvmc
