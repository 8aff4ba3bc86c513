#include "api_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/fake_file_system.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;

std::string ErrorOf(const ApiWords& words) {
  const Result<ApiOptions> options = ParseApiWords(words);
  return options.ok() ? "ok" : Format(options.error());
}

TEST(ParseApiWords, KnowsEveryInterface) {
  EXPECT_EQ(ParseApiWords({})->api, Api::kNative);
  for (const Api api : {Api::kNative, Api::kStm32, Api::kTvmC, Api::kTvmWrap}) {
    ApiWords words;
    words.api = Spell(api);
    EXPECT_EQ(ParseApiWords(words)->api, api);
  }
}

TEST(ParseApiWords, ErrorsSayWhatWouldBeRight) {
  ApiWords words;
  words.api = "tvmc";
  EXPECT_EQ(ErrorOf(words),
            "error: --api: \"tvmc\" is not a choice\n  hint: did you mean \"tvm-c\"?");
  words.api = "stm32";
  words.module = "default";
  EXPECT_EQ(ErrorOf(words),
            "error: --module: --api=stm32 has no modules\n"
            "  hint: add --api=tvm-c, or leave the option out");
  words.api = "tvm-c";
  EXPECT_EQ(ParseApiWords(words)->module, "default");
  words.output_names = {"a", ""};
  EXPECT_EQ(ErrorOf(words),
            "error: --output-names: a name is empty\n"
            "  hint: separate names with commas, as in --output-names a,b");
  words.output_names = {};
  words.quantization = {"q.json"};
  EXPECT_EQ(ErrorOf(words),
            "error: --quantization: --api=tvm-c has no place for scales and zero points\n"
            "  hint: add --api=stm32, or leave the option out");
}

TEST(DefaultIo, IsInTheArenaUnlessTheInterfaceLeavesInputsAlone) {
  EXPECT_EQ(DefaultIo(Api::kNative), IoPlacement::kArena);
  EXPECT_EQ(DefaultIo(Api::kStm32), IoPlacement::kArena);
  EXPECT_EQ(DefaultIo(Api::kTvmC), IoPlacement::kCaller);
  EXPECT_EQ(DefaultIo(Api::kTvmWrap), IoPlacement::kCaller);
}

class ReadQuantizationsTest : public ::testing::Test {
 protected:
  ReadQuantizationsTest() {
    files_.Put("q.json", R"({"x": {"scale": 1, "zero_point": 2}})");
    files_.Put("a=b/q.json", R"({"y": {"scale": 1, "zero_point": 2}})");
  }

  std::string Read(const std::vector<std::string>& words, const std::vector<std::string>& names) {
    models_.assign(names.size(), {});
    for (std::size_t i = 0; i < names.size(); ++i) models_[i].options.name = names[i];
    ApiWords api;
    api.quantization = words;
    const Status status = ReadQuantizations(files_, api, models_);
    return status.ok() ? "ok" : Format(status.error());
  }

  utvmc::testing::FakeFileSystem files_;
  std::vector<Model> models_;
};

TEST_F(ReadQuantizationsTest, OneModelNeedsNoName) {
  EXPECT_EQ(Read({"a=b/q.json"}, {"network"}), "ok");
  EXPECT_EQ(models_[0].options.api.quantization[0].tensor, "y");
}

TEST_F(ReadQuantizationsTest, SeveralModelsAreNamed) {
  EXPECT_EQ(Read({"vww=q.json"}, {"kws", "vww"}), "ok");
  EXPECT_TRUE(models_[0].options.api.quantization.empty());
  EXPECT_EQ(models_[1].options.api.quantization[0].tensor, "x");
  EXPECT_EQ(Read({"q.json"}, {"kws", "vww"}),
            "error: --quantization: \"q.json\" is of no model, and there are 2\n"
            "  hint: write NAME=q.json");
  EXPECT_EQ(Read({"vwv=q.json"}, {"kws", "vww"}),
            "error: --quantization: no model is named \"vwv\"\n  hint: did you mean \"vww\"?");
}

TEST_F(ReadQuantizationsTest, TwoFilesForOneModelAreAnError) {
  EXPECT_EQ(Read({"q.json", "q.json"}, {"network"}),
            "error: --quantization: two files for model \"network\"\n"
            "  hint: put all tensors into one");
}

TEST_F(ReadQuantizationsTest, MissingFileIsAnError) {
  EXPECT_NE(Read({"other.json"}, {"network"}).find("other.json: error: cannot read"),
            std::string::npos);
}

TEST(FilesOfApi, LeavesOutTheNames) {
  ApiWords words;
  words.quantization = {"kws=a.json", "vww=dir/b=c.json"};
  EXPECT_THAT(FilesOf(words, 2), ElementsAre("a.json", "dir/b=c.json"));
  words.quantization = {"k=a.json"};
  EXPECT_THAT(FilesOf(words, 1), ElementsAre("k=a.json"));
}

}  // namespace
}  // namespace utvmc::tools
