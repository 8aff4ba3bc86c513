#include "memory_options.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/fake_file_system.h"

namespace utvmc::tools {
namespace {

class ReadMemoryOptionsTest : public ::testing::Test {
 protected:
  CompileOptions Read(const MemoryWords& words) {
    return ReadAll(words, {"network"}).front().options;
  }

  std::vector<Model> ReadAll(const MemoryWords& words, const std::vector<std::string>& names) {
    std::vector<Model> models = Named(names);
    const Status status = ReadMemoryOptions(files_, words, models);
    EXPECT_TRUE(status.ok()) << Format(status.error());
    return models;
  }

  std::string ErrorOf(const MemoryWords& words,
                      const std::vector<std::string>& names = {"network"}) {
    std::vector<Model> models = Named(names);
    const Status status = ReadMemoryOptions(files_, words, models);
    return status.ok() ? "ok" : Format(status.error());
  }

  static std::vector<Model> Named(const std::vector<std::string>& names) {
    std::vector<Model> models;
    for (const std::string& name : names) models.emplace_back().options.name = name;
    return models;
  }

  utvmc::testing::FakeFileSystem files_;
};

TEST_F(ReadMemoryOptionsTest, NoWordsAreNoOptions) {
  const CompileOptions options = Read({});
  EXPECT_TRUE(options.pools.empty());
  EXPECT_TRUE(options.pins.empty());
  EXPECT_FALSE(options.plan.has_value());
  EXPECT_EQ(options.limits.ram, std::nullopt);
}

TEST_F(ReadMemoryOptionsTest, PinsOfTheCommandLineComeAfterThoseOfTheFile) {
  files_.Put("chip.json", R"({"pools": [{"name": "sram", "size": 64}],
                              "pins": [{"tensor": "a", "pool": "sram"}]})");
  MemoryWords words;
  words.pools = "chip.json";
  words.pins = {"x=sram", "y=sram@1K", "z=caller"};
  const CompileOptions options = Read(words);
  ASSERT_EQ(options.pools.size(), 1U);
  ASSERT_EQ(options.pins.size(), 4U);
  EXPECT_EQ(options.pins[0].tensor, "a");
  EXPECT_EQ(options.pins[1].tensor, "x");
  EXPECT_EQ(options.pins[1].offset, std::nullopt);
  EXPECT_EQ(options.pins[1].where.pointer, "--pin");
  EXPECT_EQ(options.pins[2].pool, "sram");
  EXPECT_EQ(options.pins[2].offset, 1024);
}

TEST_F(ReadMemoryOptionsTest, NamesOfTensorsMayHoldEqualsAndAt) {
  MemoryWords words;
  words.pins = {"a=b@c:0=sram@8"};
  const CompileOptions options = Read(words);
  EXPECT_EQ(options.pins[0].tensor, "a=b@c:0");
  EXPECT_EQ(options.pins[0].pool, "sram");
  EXPECT_EQ(options.pins[0].offset, 8);
}

TEST_F(ReadMemoryOptionsTest, PinsThatDoNotSayWhereAreRefused) {
  for (const char* word : {"x", "=sram", "x="}) {
    MemoryWords words;
    words.pins = {word};
    EXPECT_EQ(ErrorOf(words), "error: --pin: \"" + std::string(word) +
                                  "\" does not say where\n"
                                  "  hint: write --pin TENSOR=POOL or --pin TENSOR=POOL@OFFSET");
  }
  MemoryWords words;
  words.pins = {"x=sram@end"};
  EXPECT_EQ(
      ErrorOf(words),
      "error: --pin: \"end\" is not a number of bytes\n"
      "  hint: write TENSOR=POOL@65536, TENSOR=POOL@64K, TENSOR=POOL@1M or TENSOR=POOL@0x10000");
}

TEST_F(ReadMemoryOptionsTest, LimitsAreOfAllOrOfAPool) {
  MemoryWords words;
  words.ram_limits = {"64K", "dtcm=0x100"};
  words.flash_limits = {"qspi=1M", "2M"};
  const MemoryLimits limits = Read(words).limits;
  EXPECT_EQ(limits.ram, 65536);
  EXPECT_EQ(limits.flash, 2 << 20);
  EXPECT_EQ(limits.ram_pools, (std::map<std::string, std::int64_t>{{"dtcm", 256}}));
  EXPECT_EQ(limits.flash_pools, (std::map<std::string, std::int64_t>{{"qspi", 1 << 20}}));
}

TEST_F(ReadMemoryOptionsTest, OfSeveralLimitsTheLowestCounts) {
  MemoryWords words;
  words.ram_limits = {"64K", "1K", "2K", "a=5", "a=3", "a=4"};
  const MemoryLimits limits = Read(words).limits;
  EXPECT_EQ(limits.ram, 1024);
  EXPECT_EQ(limits.ram_pools.at("a"), 3);
}

TEST_F(ReadMemoryOptionsTest, LimitsThatAreNoNumbersAreRefused) {
  MemoryWords words;
  words.ram_limits = {"lots"};
  EXPECT_EQ(ErrorOf(words),
            "error: --ram-limit: \"lots\" is not a number of bytes\n"
            "  hint: write --ram-limit=65536, --ram-limit=64K, --ram-limit=1M or "
            "--ram-limit=0x10000");
  words.ram_limits.clear();
  words.flash_limits = {"qspi="};
  EXPECT_EQ(ErrorOf(words),
            "error: --flash-limit: \"\" is not a number of bytes\n"
            "  hint: write --flash-limit=65536, --flash-limit=64K, --flash-limit=1M or "
            "--flash-limit=0x10000");
}

TEST_F(ReadMemoryOptionsTest, FilesThatAreMissingOrWrongAreNamed) {
  MemoryWords words;
  words.pools = "chip.json";
  EXPECT_NE(ErrorOf(words).find("chip.json"), std::string::npos);
  files_.Put("chip.json", R"({"pools": 1})");
  EXPECT_EQ(ErrorOf(words), "chip.json: error: /pools: expected a list, found an integer");
  words = {};
  words.plan = "plan.json";
  EXPECT_NE(ErrorOf(words).find("plan.json"), std::string::npos);
  files_.Put("plan.json", R"({"buffers": [{"id": 0, "pool": "a", "offset": 4}]})");
  const CompileOptions options = Read(words);
  ASSERT_TRUE(options.plan.has_value());
  EXPECT_EQ(options.plan->path, "plan.json");
  EXPECT_EQ(options.plan->buffers[0].offset, 4);
}

TEST_F(ReadMemoryOptionsTest, OfSeveralModelsEachGetsItsPins) {
  files_.Put("chip.json", R"({"pools": [{"name": "sram", "size": 64}],
                              "pins": [{"model": "vww", "tensor": "a", "pool": "sram"}]})");
  MemoryWords words;
  words.pools = "chip.json";
  words.pins = {"kws:x:0=sram@4", "vww:y=sram"};
  const std::vector<Model> models = ReadAll(words, {"kws", "vww"});
  ASSERT_EQ(models[0].options.pins.size(), 1U);
  EXPECT_EQ(models[0].options.pins[0].tensor, "x:0");
  EXPECT_EQ(models[0].options.pins[0].offset, 4);
  ASSERT_EQ(models[1].options.pins.size(), 2U);
  EXPECT_EQ(models[1].options.pins[0].tensor, "a");
  EXPECT_EQ(models[1].options.pins[1].tensor, "y");
  EXPECT_EQ(models[0].options.pools.size(), 1U);
  EXPECT_EQ(models[1].options.pools.size(), 1U);
}

TEST_F(ReadMemoryOptionsTest, OneModelOfAnImageTakesItsOwnPins) {
  files_.Put("chip.json", R"({"pools": [{"name": "sram", "size": 64}], "pins": [
      {"model": "kws", "tensor": "a", "pool": "sram"},
      {"model": "vww", "tensor": "b", "pool": "sram"}]})");
  MemoryWords words;
  words.pools = "chip.json";
  const CompileOptions options = ReadAll(words, {"kws"}).front().options;
  ASSERT_EQ(options.pins.size(), 1U);
  EXPECT_EQ(options.pins[0].tensor, "a");
}

TEST_F(ReadMemoryOptionsTest, PinsOfNoModelAreRefused) {
  const std::vector<std::string> names = {"kws", "vww"};
  MemoryWords words;
  words.pins = {"x=sram"};
  EXPECT_EQ(ErrorOf(words, names),
            "error: --pin: the pin of \"x\" does not say of which model, and there are 2\n"
            "  hint: write --pin MODEL:x=sram");
  words.pins = {"kwz:x=sram"};
  EXPECT_EQ(ErrorOf(words, names),
            "error: --pin: no model is named \"kwz\"\n  hint: did you mean \"kws\"?");
  words.pins = {"kws:x"};
  EXPECT_EQ(ErrorOf(words, names),
            "error: --pin: \"kws:x\" does not say where\n"
            "  hint: write --pin MODEL:TENSOR=POOL or --pin MODEL:TENSOR=POOL@OFFSET");
  words.pins.clear();
  words.pools = "chip.json";
  files_.Put("chip.json", R"({"pools": [], "pins": [{"tensor": "a", "pool": "sram"}]})");
  EXPECT_EQ(
      ErrorOf(words, names),
      "chip.json: error: /pins/0: the pin of \"a\" does not say of which model, and there are "
      "2\n  hint: add \"model\": \"NAME\"");
  files_.Put("chip.json",
             R"({"pools": [], "pins": [{"tensor": "a", "pool": "sram", "model": "c"}]})");
  EXPECT_EQ(ErrorOf(words, names),
            "chip.json: error: /pins/0: no model is named \"c\"\n  hint: use one of: kws, vww");
}

TEST_F(ReadMemoryOptionsTest, OfSeveralModelsEachGetsItsPlan) {
  files_.Put("plan.json", R"({"models": {"vww": {"buffers": []}}})");
  MemoryWords words;
  words.plan = "plan.json";
  const std::vector<Model> models = ReadAll(words, {"kws", "vww"});
  EXPECT_FALSE(models[0].options.plan.has_value());
  ASSERT_TRUE(models[1].options.plan.has_value());
  EXPECT_EQ(models[1].options.plan->model, "vww");
}

TEST_F(ReadMemoryOptionsTest, PlansOfOtherModelsAreRefused) {
  MemoryWords words;
  words.plan = "plan.json";
  files_.Put("plan.json", R"({"models": {"kws": {"buffers": []}}})");
  EXPECT_TRUE(ReadAll(words, {"kws"}).front().options.plan.has_value());
  EXPECT_EQ(ErrorOf(words, {"network"}),
            "plan.json: error: /models: there is no plan for model \"network\"\n"
            "  hint: --name says which model it is");
  EXPECT_EQ(ErrorOf(words, {"a", "b"}),
            "plan.json: error: /models/kws: no model is named \"kws\"\n  hint: use one of: a, b");
  files_.Put("plan.json", R"({"buffers": []})");
  EXPECT_EQ(ErrorOf(words, {"a", "b"}),
            "plan.json: error: the plan is for one model, and there are 2\n"
            "  hint: put it under its model's name, as in {\"models\": {\"kws\": {\"buffers\": "
            "[...]}}}");
}

TEST(FilesOf, AreThoseThatAreRead) {
  EXPECT_TRUE(FilesOf({}).empty());
  MemoryWords words;
  words.pools = "a";
  words.plan = "b";
  EXPECT_EQ(FilesOf(words), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace utvmc::tools
