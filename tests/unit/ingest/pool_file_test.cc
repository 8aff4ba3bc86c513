// Pool files: what every field means, and what is said about every mistake.
#include <gtest/gtest.h>

#include <string>

#include "utvmc/pools.h"

namespace utvmc {
namespace {

PoolFile Read(const std::string& text) {
  Result<PoolFile> file = ReadPools({"chip.json", text});
  EXPECT_TRUE(file.ok()) << Format(file.error());
  return file.ok() ? *std::move(file) : PoolFile{};
}

std::string ErrorOf(const std::string& text) {
  const Result<PoolFile> file = ReadPools({"chip.json", text});
  return file.ok() ? "ok" : Format(file.error());
}

/// The error of a file whose only pool has these fields.
std::string PoolError(const std::string& fields) {
  return ErrorOf(R"({"pools": [{)" + fields + "}]}");
}

TEST(ReadPools, APoolNeedsNameAndSizeOnly) {
  const PoolFile file = Read(R"({"pools": [{"name": "sram", "size": 65536}]})");
  ASSERT_EQ(file.pools.size(), 1U);
  const MemoryPool& pool = file.pools[0];
  EXPECT_EQ(pool.name, "sram");
  EXPECT_EQ(pool.kind, MemoryPool::Kind::kRam);
  EXPECT_EQ(pool.size, 65536);
  EXPECT_EQ(pool.address, std::nullopt);
  EXPECT_EQ(pool.alignment, 1);
  EXPECT_EQ(pool.section, "");
  EXPECT_TRUE(file.pins.empty());
}

TEST(ReadPools, ReadsEveryField) {
  const PoolFile file = Read(R"({
    "$schema": "pools.schema.json",
    "pools": [
      {"name": "dtcm", "kind": "ram", "size": "16K", "address": "0x20000000", "alignment": 32,
       "section": ".dtcm", "bandwidth": 1600, "latency": 2},
      {"name": "qspi", "kind": "flash", "size": "8M", "rank": 3}
    ],
    "pins": [{"tensor": "x", "pool": "dtcm", "offset": "1K"}, {"tensor": "y", "pool": "caller"}]
  })");
  ASSERT_EQ(file.pools.size(), 2U);
  EXPECT_EQ(file.pools[0].size, 16384);
  EXPECT_EQ(file.pools[0].address, 0x20000000);
  EXPECT_EQ(file.pools[0].alignment, 32);
  EXPECT_EQ(file.pools[0].section, ".dtcm");
  EXPECT_EQ(file.pools[0].speed.byte_cost, 625);     // ps a byte at 1600 MB/s
  EXPECT_EQ(file.pools[0].speed.access_cost, 2000);  // ps
  EXPECT_EQ(file.pools[1].kind, MemoryPool::Kind::kFlash);
  EXPECT_EQ(file.pools[1].size, 8 << 20);
  EXPECT_EQ(file.pools[1].speed.byte_cost, 3);
  EXPECT_EQ(file.pools[1].speed.access_cost, 0);
  ASSERT_EQ(file.pins.size(), 2U);
  EXPECT_EQ(file.pins[0].tensor, "x");
  EXPECT_EQ(file.pins[0].pool, "dtcm");
  EXPECT_EQ(file.pins[0].offset, 1024);
  EXPECT_EQ(file.pins[0].where.pointer, "/pins/0");
  EXPECT_EQ(file.pins[1].pool, kCallerPool);
  EXPECT_EQ(file.pins[1].offset, std::nullopt);
  EXPECT_EQ(file.pins[1].where.file, "chip.json");
}

TEST(ReadPools, WithoutRanksTheFirstPoolIsTheFastest) {
  const PoolFile file = Read(R"({"pools": [{"name": "a", "size": 1}, {"name": "b", "size": 1}]})");
  EXPECT_LT(file.pools[0].speed.byte_cost, file.pools[1].speed.byte_cost);
}

TEST(ReadPools, RanksDecideWhateverTheOrder) {
  const PoolFile file = Read(
      R"({"pools": [{"name": "a", "size": 1, "rank": 2}, {"name": "b", "size": 1, "rank": 1}]})");
  EXPECT_GT(file.pools[0].speed.byte_cost, file.pools[1].speed.byte_cost);
}

TEST(ReadPools, TheFileIsAnObjectWithPools) {
  EXPECT_EQ(ErrorOf("[]"), "chip.json: error: expected an object, found a list");
  EXPECT_EQ(ErrorOf("{}"), "chip.json: error: the key \"pools\" is missing");
  EXPECT_EQ(ErrorOf(R"({"pools": {}})"),
            "chip.json: error: /pools: expected a list, found an object");
  EXPECT_EQ(ErrorOf(R"({"pools": [7]})"),
            "chip.json: error: /pools/0: expected an object, found an integer");
  EXPECT_EQ(ErrorOf(R"({"pool": []})"),
            "chip.json: error: /pool: unknown key \"pool\"\n"
            "  hint: keys are \"pools\", \"pins\"");
  EXPECT_EQ(ErrorOf(R"({"pools": [})"), "chip.json:1:12: error: not valid JSON: unexpected '}'");
}

TEST(ReadPools, UnknownKeysAreNotIgnored) {
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "adress": 0)"),
            "chip.json: error: /pools/0/adress: unknown key \"adress\"\n"
            "  hint: keys are \"name\", \"kind\", \"size\", \"address\", \"alignment\", "
            "\"section\", \"rank\", \"bandwidth\", \"latency\"");
  EXPECT_EQ(ErrorOf(R"({"pools": [], "pins": [{"tensor": "x", "pool": "a", "at": 0}]})"),
            "chip.json: error: /pins/0/at: unknown key \"at\"\n"
            "  hint: keys are \"tensor\", \"pool\", \"offset\", \"model\"");
}

TEST(ReadPools, NameKindAndSizeAreChecked) {
  EXPECT_EQ(PoolError(R"("size": 1)"), "chip.json: error: /pools/0: the key \"name\" is missing");
  EXPECT_EQ(PoolError(R"("name": 3, "size": 1)"),
            "chip.json: error: /pools/0/name: expected a string, found an integer");
  EXPECT_EQ(PoolError(R"("name": "DTCM", "size": 1)"),
            "chip.json: error: /pools/0/name: \"DTCM\" cannot be part of C names\n"
            "  hint: use lower-case letters, digits and single underscores, a letter first, and no "
            "keyword");
  EXPECT_EQ(PoolError(R"("name": "a")"), "chip.json: error: /pools/0: the key \"size\" is missing");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 0)"),
            "chip.json: error: /pools/0/size: 0 bytes is no size of a memory");
  EXPECT_EQ(PoolError(R"("name": "a", "size": -1)"),
            "chip.json: error: /pools/0/size: -1 is no number of bytes");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1.5)"),
            "chip.json: error: /pools/0/size: expected a 64-bit integer, found another number");
  EXPECT_EQ(PoolError(R"("name": "a", "size": "64 KB")"),
            "chip.json: error: /pools/0/size: \"64 KB\" is no number of bytes\n"
            "  hint: write 65536, \"64K\", \"1M\" or \"0x10000\"");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 4611686018427387905)"),
            "chip.json: error: /pools/0/size: 4611686018427387905 is no number of bytes");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "kind": "rom")"),
            "chip.json: error: /pools/0/kind: \"rom\" is no kind of memory\n"
            "  hint: kinds are \"ram\" and \"flash\"");
  EXPECT_EQ(ErrorOf(R"({"pools": [{"name": "a", "size": 1}, {"name": "a", "size": 2}]})"),
            "chip.json: error: /pools/1/name: there are two pools \"a\"");
}

TEST(ReadPools, AddressAlignmentAndSectionAreChecked) {
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "alignment": 12)"),
            "chip.json: error: /pools/0/alignment: 12 is not a power of two up to 4096");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "alignment": 16, "address": "0x8")"),
            "chip.json: error: /pools/0/address: 0x8 is no multiple of the alignment 16");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "section": "a b")"),
            "chip.json: error: /pools/0/section: \"a b\" is no name of a section\n"
            "  hint: sections have letters, digits, '.', '_' and '$'");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "section": 5)"),
            "chip.json: error: /pools/0/section: expected a string, found an integer");
}

TEST(ReadPools, AddressesOfTwoPoolsDoNotOverlap) {
  const std::string flash = R"({"name": "b", "kind": "flash", "size": 4, "address": )";
  const auto error = [&](const std::string& address) {
    return ErrorOf(R"({"pools": [{"name": "a", "size": 16, "address": "0x20"}, )" + flash +
                   address + "}]}");
  };
  EXPECT_EQ(error("\"0x30\""), "ok");
  EXPECT_EQ(error("\"0x2c\""),
            "chip.json: error: /pools/1/address: 4 bytes from 0x2c on are partly those of pool "
            "\"a\", 16 bytes from 0x20 on\n"
            "  hint: give each pool memory of its own");
}

TEST(ReadPools, SpeedsAreChecked) {
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "rank": 1001)"),
            "chip.json: error: /pools/0/rank: 1001 is not between 0 and 1000");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "bandwidth": 0)"),
            "chip.json: error: /pools/0/bandwidth: 0 is not between 1 and 1000000");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "bandwidth": 1, "latency": 1000001)"),
            "chip.json: error: /pools/0/latency: 1000001 is not between 0 and 1000000");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "rank": 1, "bandwidth": 5)"),
            "chip.json: error: /pools/0/rank: \"rank\" and \"bandwidth\" exclude each other\n"
            "  hint: leave out one of them");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "rank": 1, "latency": 5)"),
            "chip.json: error: /pools/0/rank: \"rank\" and \"latency\" exclude each other\n"
            "  hint: leave out one of them");
  EXPECT_EQ(PoolError(R"("name": "a", "size": 1, "latency": 5)"),
            "chip.json: error: /pools/0/latency: \"latency\" needs \"bandwidth\"");
}

TEST(ReadPools, SpeedsOfOneKindOfMemoryAreInOneUnit) {
  EXPECT_EQ(
      ErrorOf(R"({"pools": [{"name": "a", "size": 1, "rank": 1},
                                  {"name": "f", "size": 1, "kind": "flash"},
                                  {"name": "b", "size": 1, "bandwidth": 5}]})"),
      "chip.json: error: /pools/2: its speed cannot be compared with that of the pools before it\n"
      "  hint: give all pools of a kind a \"rank\", or all a \"bandwidth\", or none either");
  EXPECT_EQ(ErrorOf(R"({"pools": [{"name": "a", "size": 1, "rank": 1},
                                  {"name": "f", "size": 1, "kind": "flash"}]})"),
            "ok");
}

TEST(ReadPools, PinsAreChecked) {
  const auto pin_error = [](const std::string& pin) {
    return ErrorOf(R"({"pools": [], "pins": [)" + pin + "]}");
  };
  EXPECT_EQ(pin_error("1"), "chip.json: error: /pins/0: expected an object, found an integer");
  EXPECT_EQ(pin_error(R"({"pool": "a"})"),
            "chip.json: error: /pins/0: the key \"tensor\" is missing");
  EXPECT_EQ(pin_error(R"({"tensor": "x"})"),
            "chip.json: error: /pins/0: the key \"pool\" is missing");
  EXPECT_EQ(pin_error(R"({"tensor": "x", "pool": 1})"),
            "chip.json: error: /pins/0/pool: expected a string, found an integer");
  EXPECT_EQ(pin_error(R"({"tensor": "x", "pool": "a", "offset": "end"})"),
            "chip.json: error: /pins/0/offset: \"end\" is no number of bytes\n"
            "  hint: write 65536, \"64K\", \"1M\" or \"0x10000\"");
  EXPECT_EQ(ErrorOf(R"({"pools": [], "pins": {}})"),
            "chip.json: error: /pins: expected a list, found an object");
}

TEST(ReadPools, EveryPrefixOfAFileIsRefused) {
  const std::string text =
      R"({"pools": [{"name": "dtcm", "size": "16K", "rank": 0}], "pins": [{"tensor": "x", "pool": "dtcm"}]})";
  ASSERT_EQ(ErrorOf(text), "ok");
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_NE(ErrorOf(text.substr(0, length)), "ok") << length;
}

TEST(ParseSize, KnowsUnitsAndHexadecimal) {
  EXPECT_EQ(ParseSize("0"), 0);
  EXPECT_EQ(ParseSize("65536"), 65536);
  EXPECT_EQ(ParseSize("64K"), 65536);
  EXPECT_EQ(ParseSize("2M"), 2 << 20);
  EXPECT_EQ(ParseSize("3G"), std::int64_t{3} << 30);
  EXPECT_EQ(ParseSize("0x1F"), 31);
  EXPECT_EQ(ParseSize("0X10"), 16);
  EXPECT_EQ(ParseSize("4611686018427387904"), std::int64_t{1} << 62);
}

TEST(ParseSize, RefusesEverythingElse) {
  for (const char* text : {"", "K", "0x", "-1", "+1", " 1", "1 ", "1k", "1KB", "1.5K", "0x1K",
                           "1e3", "4611686018427387905", "4294967297G", "99999999999999999999"}) {
    EXPECT_EQ(ParseSize(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace utvmc
