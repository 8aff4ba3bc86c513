#include "support/pool_fault.h"

#include <gtest/gtest.h>

#include <string>

namespace utvmc {
namespace {

MemoryPool Named(const std::string& name) { return {.name = name, .size = 64}; }

/// "field: message; hint", "ok".
std::string FaultOf(const MemoryPool& pool) {
  const std::optional<PoolFault> fault = FindFault(pool);
  if (!fault) return "ok";
  return std::string(fault->field) + ": " + fault->message +
         (fault->hint.empty() ? "" : "; " + fault->hint);
}

TEST(FindFault, NamesArePartsOfCNames) {
  for (const char* name :
       {"a", "dtcm", "sram2", "axi_sram", "arena", "global_workspace", "in", "out"})
    EXPECT_EQ(FaultOf(Named(name)), "ok") << name;
  for (const char* name : {"", "2nd", "_a", "a_", "a__b", "DTCM", "a-b", "a b", "\xc3\xa9", "while",
                           "class", "memcpy", "uint8_t", "size_t"}) {
    EXPECT_EQ(FaultOf(Named(name)),
              "name: \"" + std::string(name) +
                  "\" cannot be part of C names; use lower-case letters, digits and single "
                  "underscores, a letter first, and no keyword");
  }
}

TEST(FindFault, NamesAreShort) {
  EXPECT_EQ(FaultOf(Named(std::string(32, 'a'))), "ok");
  EXPECT_EQ(FaultOf(Named(std::string(33, 'a'))),
            "name: \"" + std::string(33, 'a') + "\" is longer than 32 characters");
}

TEST(FindFault, NamesAreNotThoseOfOtherThings) {
  for (const char* name : {"caller", "status", "run", "init", "tensors", "on_tensor", "in_0",
                           "out_1", "op00", "operators", "sram_t"}) {
    EXPECT_EQ(FaultOf(Named(name)),
              "name: \"" + std::string(name) +
                  "\" is the name of something else in emitted code; choose another name, such as "
                  "\"sram\"");
  }
}

TEST(FindFault, SizesAreAtLeastOneByteAndFit63Bits) {
  for (const std::int64_t size : {std::int64_t{1}, std::int64_t{1} << 62})
    EXPECT_EQ(FaultOf({.name = "a", .size = size}), "ok");
  EXPECT_EQ(FaultOf({.name = "a", .size = 0}), "size: 0 bytes is no size of a memory");
  EXPECT_EQ(FaultOf({.name = "a", .size = -1}), "size: -1 bytes is no size of a memory");
  EXPECT_EQ(FaultOf({.name = "a", .size = (std::int64_t{1} << 62) + 1}),
            "size: 4611686018427387905 bytes is no size of a memory");
}

TEST(FindFault, AlignmentsArePowersOfTwoUpTo4096) {
  for (const std::int64_t alignment : {1, 2, 4096}) {
    EXPECT_EQ(FaultOf({.name = "a", .size = 1, .alignment = alignment}), "ok");
  }
  for (const std::int64_t alignment : {-4, 0, 3, 8192}) {
    EXPECT_EQ(FaultOf({.name = "a", .size = 1, .alignment = alignment}),
              "alignment: " + std::to_string(alignment) + " is not a power of two up to 4096");
  }
}

TEST(FindFault, AddressesAreAligned) {
  EXPECT_EQ(FaultOf({.name = "a", .size = 1, .address = 0x20000000, .alignment = 64}), "ok");
  EXPECT_EQ(FaultOf({.name = "a", .size = 1, .address = 0x20, .alignment = 64}),
            "address: 0x20 is no multiple of the alignment 64");
}

TEST(FindClash, PoolsWithAddressesHaveMemoryOfTheirOwn) {
  const MemoryPool low = {.name = "low", .size = 64, .address = 0x100};
  const auto clash = [](const MemoryPool& pool, const MemoryPool& other) {
    const std::optional<PoolFault> fault = FindClash(pool, other);
    return fault ? fault->message : "ok";
  };
  EXPECT_EQ(clash({.name = "b", .size = 1, .address = 0x140}, low), "ok");
  EXPECT_EQ(clash({.name = "b", .size = 0x100, .address = 0}, low), "ok");
  EXPECT_EQ(clash({.name = "b", .size = 1}, low), "ok");
  EXPECT_EQ(clash(low, {.name = "b", .size = 1}), "ok");
  EXPECT_EQ(clash({.name = "b", .size = 1, .address = 0x13f}, low),
            "1 byte from 0x13f on are partly those of pool \"low\", 64 bytes from 0x100 on");
  EXPECT_EQ(clash({.name = "b", .size = 0x101, .address = 0}, low),
            "257 bytes from 0x0 on are partly those of pool \"low\", 64 bytes from 0x100 on");
  const std::int64_t most = std::int64_t{1} << 62;
  EXPECT_EQ(clash({.name = "b", .size = most, .address = most}, low), "ok");
}

TEST(FindFault, SectionsAreNamesThatALinkerScriptAndACStringTake) {
  EXPECT_EQ(FaultOf({.name = "a", .size = 1, .section = ".bss$DTCM_2.x"}), "ok");
  for (const char* section : {"a b", "a\"b", "a\\", "a,b", "\n"}) {
    EXPECT_EQ(FaultOf({.name = "a", .size = 1, .section = section}),
              "section: \"" + std::string(section) +
                  "\" is no name of a section; sections have letters, digits, '.', '_' and '$'");
  }
}

TEST(FindFault, CostsAreNotNegative) {
  EXPECT_EQ(FaultOf({.name = "a", .size = 1, .speed = {.byte_cost = -1}}), "rank: a negative cost");
  EXPECT_EQ(FaultOf({.name = "a", .size = 1, .speed = {.access_cost = -1}}),
            "rank: a negative cost");
}

}  // namespace
}  // namespace utvmc
