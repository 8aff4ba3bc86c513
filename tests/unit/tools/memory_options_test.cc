#include "memory_options.h"

#include <gtest/gtest.h>

#include <string>

#include "support/fake_file_system.h"

namespace utvmc::tools {
namespace {

class ReadMemoryOptionsTest : public ::testing::Test {
 protected:
  CompileOptions Read(const MemoryWords& words) {
    CompileOptions options;
    const Status status = ReadMemoryOptions(files_, words, options);
    EXPECT_TRUE(status.ok()) << Format(status.error());
    return options;
  }

  std::string ErrorOf(const MemoryWords& words) {
    CompileOptions options;
    const Status status = ReadMemoryOptions(files_, words, options);
    return status.ok() ? "ok" : Format(status.error());
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

TEST(FilesOf, AreThoseThatAreRead) {
  EXPECT_TRUE(FilesOf({}).empty());
  MemoryWords words;
  words.pools = "a";
  words.plan = "b";
  EXPECT_EQ(FilesOf(words), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace utvmc::tools
