// Pools on a real compiler: constants in RAM, plans that go out and come in again, budgets.
#include <gtest/gtest.h>

#include "builds.h"
#include "emitted_model.h"
#include "models.h"
#include "pooled.h"

namespace utvmc {
namespace {

// --- constants in RAM ---

class ConstantsInRamTest : public testing::TestWithParam<const char*> {};

TEST_P(ConstantsInRamTest, AreCopiedOnceAndSurviveEveryRun) {
  const std::string name = GetParam(), folder = FindModel(name);
  CompileOptions options = WithTwoPools(folder, {});
  for (const char* constant : {"p0", "p1", "p2"})
    if (HasNode(folder, constant)) options.pins.push_back({constant, "slow", {}, {}});
  ASSERT_FALSE(options.pins.empty());
  const EmittedModel model(folder, options);
  EXPECT_EQ(model.report().init_pools, std::vector<std::string>{"slow"});
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  for (const char* build : {"gcc_O2", "gcc_sanitized"}) {
    ASSERT_EQ(model.BuildRunner(BuildNamed(build).compiler), "");
    EXPECT_EQ(RunVectors(model, *vectors, "end", Tolerance(name)), "") << build;
  }
}

INSTANTIATE_TEST_SUITE_P(Some, ConstantsInRamTest,
                         testing::Values("own/digits_int8", "own/lstm", "own/inception",
                                         "own_v08/dscnn_kws", "own_v018/digits_f32"),
                         [](const auto& test) { return ModelTestName(test.param); });

// --- plans as data ---

class PlanFileTest : public testing::TestWithParam<std::string> {};

TEST_P(PlanFileTest, ThePlanThatGoesOutComesInAsTheSameCode) {
  const std::string folder = FindModel(GetParam());
  if (folder.empty()) GTEST_SKIP() << GetParam() << " is not here: ../shared is absent";
  for (const bool has_pools : {false, true}) {
    CompileOptions options = has_pools ? WithSections(folder, {}) : CompileOptions{};
    const EmittedModel own(folder, options);
    const std::string text = FormatPlan(own.compilation().plan);
    const Result<std::vector<PlanFile>> plans = ReadPlans({"plan.json", text});
    ASSERT_TRUE(plans.ok()) << Format(plans.error());
    options.plan = plans->front();
    const EmittedModel given(folder, options);
    EXPECT_EQ(FormatPlan(given.compilation().plan), text);
    ASSERT_EQ(given.compilation().files.size(), own.compilation().files.size());
    for (std::size_t i = 0; i < own.compilation().files.size(); ++i)
      EXPECT_EQ(given.compilation().files[i].text, own.compilation().files[i].text);
  }
}

INSTANTIATE_TEST_SUITE_P(All, PlanFileTest, testing::ValuesIn(AllModels()),
                         [](const auto& test) { return ModelTestName(test.param); });

// --- the firmware's own limit ---

class RamBudgetTest : public testing::TestWithParam<const char*> {};

TEST_P(RamBudgetTest, IsCheckedWhereTheHeaderIsCompiled) {
  const std::string folder = FindModel("own/digits_int8");
  for (const bool has_pools : {false, true}) {
    const EmittedModel model(folder, has_pools ? WithTwoPools(folder, {}) : CompileOptions{});
    const auto compile = [&](std::int64_t budget) {
      const std::string standard = GetParam();
      return model.CompileFiles(
          {standard.find("++") == std::string::npos ? "gcc" : "g++", "-std=" + standard,
           "-fsyntax-only", "-DNETWORK_RAM_BUDGET=" + std::to_string(budget), "-x",
           standard.find("++") == std::string::npos ? "c" : "c++", "-include", "network.h"},
          {"/dev/null"});
    };
    const std::int64_t bytes = model.report().arena_bytes;
    EXPECT_EQ(compile(bytes), "");
    EXPECT_NE(compile(bytes - 1).find("ram_budget"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Standards, RamBudgetTest, testing::Values("c99", "c11", "c++17"),
                         [](const auto& test) {
                           const std::string name = test.param;
                           return name == "c++17" ? std::string("cxx17") : name;
                         });

}  // namespace
}  // namespace utvmc
