#include "support/names.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace utvmc {
namespace {

TEST(IsReservedWord, KnowsKeywordsAndStandardNames) {
  for (const char* word :
       {"int",      "restrict",      "inline", "class",  "and_eq",         "constexpr",
        "nullptr",  "size_t",        "NULL",   "int8_t", "uint_least16_t", "INT32_MAX",
        "UINT64_C", "INT_FAST8_MIN", "NAN",    "exp",    "expf",           "tanhl",
        "memcpy",   "half",          "linux",  "main",   "utvm_half_t",    "UTVM_HANDOVER"}) {
    EXPECT_TRUE(IsReservedWord(word)) << word;
  }
  for (const char* word : {"x", "input", "int7_t", "Int", "expo", "output0", "utvmx", "f", "l",
                           "data", "INT8", "weights_t", "C"}) {
    EXPECT_FALSE(IsReservedWord(word)) << word;
  }
}

TEST(MangleName, KeepsAGoodIdentifier) {
  EXPECT_EQ(MangleName("dense_1", 31), "dense_1");
  EXPECT_EQ(MangleName("Identity", 8), "Identity");
}

TEST(MangleName, MarksEveryChangedNameWithItsChecksum) {
  struct Case {
    std::string name;
    std::size_t max_length;
    std::string mangled;
  };
  const Case cases[] = {
      {"serving_default_x:0", 31, "serving_default_x_0_93889ebe"},
      {"", 31, "n_00000000"},
      {"::", 31, "n_a27c1534"},
      {"int", 31, "int_1451dab1"},
      {"0weird", 31, "n0weird_e262d37a"},
      {"_x", 31, "x_2224aa6a"},
      {"a__b", 31, "a_b_5ba16718"},
      {"a\xc3\xa9z", 31, "a_z_fe22f8e1"},
      {"a_very_long_name_of_a_node", 20, "a_very_long_1739572e"},
      {"a_very_lon_name_of_a_node", 20, "a_very_lon_a25ef9a5"},
  };
  for (const Case& c : cases) EXPECT_EQ(MangleName(c.name, c.max_length), c.mangled);
}

TEST(MangleName, EndsWithTheCrcOfTheOriginalName) {
  EXPECT_EQ(MangleName("123456789", 31), "n123456789_cbf43926");
}

TEST(MangleName, TellsNamesApartThatReadTheSame) {
  std::set<std::string> mangled;
  const std::vector<std::string> names = {"a:0",
                                          "a.0",
                                          "a/0",
                                          "a 0",
                                          "a__0",
                                          "a_0_",
                                          "_a_0",
                                          std::string("a\0"
                                                      "0",
                                                      3),
                                          "a_0"};
  for (const std::string& name : names) mangled.insert(MangleName(name, 31));
  EXPECT_EQ(mangled.size(), names.size());
}

TEST(MangleName, YieldsUsableIdentifiersForAnyBytes) {
  for (int first = 0; first < 256; ++first) {
    for (int second : {0, 0x5f, 0x30, 0x61, 0xff}) {
      const std::string name = {static_cast<char>(first), static_cast<char>(second)};
      for (const std::size_t max_length : {12u, 31u}) {
        const std::string mangled = MangleName(name, max_length);
        ASSERT_FALSE(mangled.empty());
        EXPECT_LE(mangled.size(), max_length);
        EXPECT_EQ(MangleName(mangled, max_length), mangled) << "not stable: " << mangled;
      }
    }
  }
}

TEST(NameScope, NumbersNamesThatAreTaken) {
  NameScope scope;
  EXPECT_EQ(scope.Claim("x"), "x");
  EXPECT_EQ(scope.Claim("x"), "x_2");
  EXPECT_EQ(scope.Claim("x"), "x_3");
  EXPECT_EQ(scope.Claim("X"), "X");
}

TEST(NameScope, SkipsNumbersThatAreTaken) {
  NameScope scope;
  EXPECT_EQ(scope.Claim("x_2"), "x_2");
  EXPECT_EQ(scope.Claim("x"), "x");
  EXPECT_EQ(scope.Claim("x"), "x_3");
  EXPECT_EQ(scope.Claim("x_3"), "x_3_2");
}

TEST(NameScope, ComparesSignificantCharactersOnly) {
  NameScope scope(8);
  EXPECT_EQ(scope.Claim("abcdefgh1"), "abcdefgh1");
  EXPECT_EQ(scope.Claim("abcdefgh2"), "abcdef_2");
  EXPECT_EQ(scope.Claim("abcdefgh"), "abcdef_3");
  EXPECT_EQ(scope.Claim("abcdef_2"), "abcdef_4");
}

TEST(NameScope, IsFastForManyEqualNames) {
  NameScope scope(31);
  std::set<std::string> names;
  for (int i = 0; i < 20000; ++i) names.insert(scope.Claim("reshape_nop"));
  EXPECT_EQ(names.size(), 20000u);
  EXPECT_TRUE(names.contains("reshape_nop_20000"));
}

}  // namespace
}  // namespace utvmc
