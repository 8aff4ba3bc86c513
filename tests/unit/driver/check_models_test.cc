#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "utvmc/compiler.h"

namespace utvmc {
namespace {

std::string ErrorOf(const std::vector<std::string>& names, const ImageOptions& options = {}) {
  std::vector<Model> models(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) models[i].options.name = names[i];
  const Status status = CheckModels(models, options);
  return status.ok() ? "ok" : Format(status.error());
}

std::string GroupError(std::vector<std::string> group) {
  return ErrorOf({"kws", "vww"}, {.share_arena = true, .concurrent = {std::move(group)}});
}

TEST(CheckModels, NamesAreDistinctEvenInCapitals) {
  EXPECT_EQ(ErrorOf({"kws", "vww", "kws_small"}), "ok");
  EXPECT_EQ(ErrorOf({"kws", "vww", "kws"}),
            "error: two models are named \"kws\"\n  hint: give each a name of its own");
  EXPECT_EQ(ErrorOf({"kws", "KWS"}),
            "error: the names \"kws\" and \"KWS\" differ in case only\n"
            "  hint: macros of both would be the same: choose other names");
}

std::string ApiError(const ApiOptions& first, const ApiOptions& second,
                     IoPlacement io = IoPlacement::kCaller, bool share_arena = false) {
  std::vector<Model> models(2);
  models[0].options.name = "kws";
  models[0].options.api = first;
  models[1].options.name = "vww";
  models[1].options.api = second;
  for (Model& model : models) model.options.io = io;
  const Status status = CheckModels(models, {.share_arena = share_arena});
  return status.ok() ? "ok" : Format(status.error());
}

TEST(CheckModels, InterfacesOfOneNameAreForOneModel) {
  const ApiOptions wrap{.api = Api::kTvmWrap};
  EXPECT_EQ(ApiError(wrap, wrap),
            "error: --api=tvmwrap: TVMWrap_Run() is one function, but there are 2 models\n"
            "  hint: use --api=tvm-c or --api=stm32, whose functions have the models' names");
  EXPECT_EQ(ApiError({}, wrap),
            "error: --api=native: the models have different interfaces\n"
            "  hint: compile them one by one");
  const ApiOptions named{.api = Api::kTvmC, .module = {}, .output_names = {"a"}};
  EXPECT_EQ(ApiError(named, named),
            "error: --output-names: names of outputs are about one model\n"
            "  hint: compile that model by itself");
}

TEST(CheckModels, StaticWorkspacesAreNotShared) {
  const ApiOptions tvm_c{.api = Api::kTvmC};
  EXPECT_EQ(ApiError(tvm_c, tvm_c), "ok");
  EXPECT_EQ(ApiError(tvm_c, tvm_c, IoPlacement::kArena, true), "ok");
  EXPECT_EQ(ApiError(tvm_c, tvm_c, IoPlacement::kCaller, true),
            "error: --api=tvm-c: each model has a static workspace, which no other can share\n"
            "  hint: add --pools FILE or --io=arena: the application then passes the memory");
}

TEST(CheckModels, ModelsIsNoName) {
  for (const char* name : {"models", "Models"}) {
    EXPECT_EQ(ErrorOf({"kws", name}),
              "error: \"" + std::string(name) +
                  "\" cannot name one of several models\n"
                  "  hint: models.h is the header of all of them: choose another name");
  }
}

TEST(CheckModels, OptionsOfEachAreChecked) {
  EXPECT_EQ(ErrorOf({"kws", "int"}),
            "error: --name: \"int\" cannot begin C names\n"
            "  hint: use letters, digits and single underscores, a letter first, and no keyword");
  EXPECT_EQ(ErrorOf({}), "error: no model\n  hint: name at least one");
}

TEST(CheckModels, GroupsNameTwoOrMoreOfTheModels) {
  EXPECT_EQ(GroupError({"kws", "vww"}), "ok");
  EXPECT_EQ(GroupError({"kws", "wvw"}),
            "error: --concurrent: no model is named \"wvw\"\n  hint: use two or more of: kws, vww");
  EXPECT_EQ(GroupError({"kws", "kws"}),
            "error: --concurrent: \"kws\" stands twice in one group\n"
            "  hint: two runs of one model at the same time need two arenas");
  EXPECT_EQ(GroupError({"kws"}),
            "error: --concurrent: \"kws\" is one model\n"
            "  hint: name those that may run at the same time, as in --concurrent kws+vww");
  EXPECT_EQ(GroupError({}),
            "error: --concurrent: a group is empty\n"
            "  hint: name those that may run at the same time, as in --concurrent kws+vww");
}

TEST(CheckModels, GroupsNeedASharedArena) {
  EXPECT_EQ(ErrorOf({"kws", "vww"}, {.concurrent = {{"kws", "vww"}}}),
            "error: --concurrent: models share no arena\n"
            "  hint: add --share-arena, or leave --concurrent out: models with arenas of their own "
            "may always run at the same time");
}

}  // namespace
}  // namespace utvmc
