#include "lowering/carried.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::lowering {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CarryOverTest : public ::testing::Test {
 protected:
  void Source(const std::string& path, const std::string& text) {
    auto unit = kernelc::ParseTranslationUnit({path, text});
    ASSERT_TRUE(unit.ok()) << Format(unit.error());
    units_.push_back(*std::move(unit));
  }

  static std::string Kernel(const std::string& name, const std::string& body) {
    return "TVM_DLL int32_t " + name +
           "(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
           "int32_t* out_ret_tcode, void* resource_handle) {\n" +
           body + "\n  return 0;\n}\n";
  }

  const std::vector<ir::CarriedSource>& Carry(const std::set<std::string>& kernels) {
    carried_ = CarryOver(units_, headers_, kernels, "network");
    return carried_.sources;
  }

  std::vector<kernelc::TranslationUnit> units_;
  std::vector<SourceFile> headers_;
  Carried carried_;
};

TEST_F(CarryOverTest, ExternalNamesDifferEarlyAndEverywhereAlike) {
  Source("m/k.c", "float helper(float x);\n" +
                      Kernel("tvmgen_default_fused_nn_relu_a", "  helper(1.0f);") +
                      Kernel("tvmgen_default_fused_nn_relu_b", "  helper(2.0f);"));
  Source("m/h.c", "float helper(float x) { return x; }\n");
  const auto& sources = Carry({"tvmgen_default_fused_nn_relu_a", "tvmgen_default_fused_nn_relu_b"});
  EXPECT_EQ(carried_.functions.at("tvmgen_default_fused_nn_relu_a"),
            "network_tvm0_tvmgen_default_fused_nn_relu_a");
  EXPECT_EQ(carried_.functions.at("tvmgen_default_fused_nn_relu_b"),
            "network_tvm1_tvmgen_default_fused_nn_relu_b");
  EXPECT_THAT(sources[0].text, HasSubstr("  network_tvm2_helper(1.0f);"));
  EXPECT_THAT(sources[1].text, HasSubstr("float network_tvm2_helper(float x) {"));
  EXPECT_THAT(sources[0].externals, ElementsAre("network_tvm0_tvmgen_default_fused_nn_relu_a",
                                                "network_tvm1_tvmgen_default_fused_nn_relu_b"));
  EXPECT_THAT(sources[1].externals, ElementsAre("network_tvm2_helper"));
  EXPECT_THAT(sources[0].uses, ElementsAre(1u));
  EXPECT_THAT(sources[1].uses, IsEmpty());
}

TEST_F(CarryOverTest, StaticHelpersKeepTheirNames) {
  Source("m/k.c",
         "static float twice(float x) { return x * 2.0f; }\n"
         "static float unused(float x) { return x; }\n" +
             Kernel("f", "  twice(1.0f);"));
  const auto& sources = Carry({"f"});
  EXPECT_THAT(sources[0].text, HasSubstr("static float twice(float x)"));
  EXPECT_THAT(sources[0].text, Not(HasSubstr("unused")));
}

TEST_F(CarryOverTest, HeadersComeAlongWithTheirHeadersUnderNamesOfTheirOwn) {
  headers_ = {{"m/data.h", "#define A B\n#include \"../lib/data.h\"\n"},
              {"lib/data.h", "#define B 1\nint helper(void);\n"},
              {"m/unused.h", "#error\n"}};
  Source("m/k.c",
         "#include \"data.h\"\n#include \"tvm/runtime/c_runtime_api.h\"\n"
         "int helper(void) { return A; }\n" +
             Kernel("f", "  helper();"));
  const auto& sources = Carry({"f"});
  EXPECT_THAT(sources[0].text, HasSubstr("#include \"network_packed_data.h\"\n"));
  EXPECT_THAT(sources[0].text, HasSubstr("#include \"tvm/runtime/c_runtime_api.h\"\n"));
  ASSERT_EQ(sources[0].headers.size(), 2u);
  EXPECT_EQ(sources[0].headers[0].name, "network_packed_data.h");
  EXPECT_EQ(sources[0].headers[0].file, "data.h");
  EXPECT_EQ(sources[0].headers[0].text, "#define A B\n#include \"network_packed_data_2.h\"\n");
  EXPECT_EQ(sources[0].headers[1].name, "network_packed_data_2.h");
  EXPECT_EQ(sources[0].headers[1].text, "#define B 1\nint network_tvm0_helper(void);\n");
}

TEST_F(CarryOverTest, HeadersThatIncludeEachOtherEnd) {
  headers_ = {{"a.h", "#include \"b.h\"\n"}, {"b.h", "#include \"a.h\"\n"}};
  Source("k.c", "#include \"a.h\"\n" + Kernel("f", "  A();"));
  EXPECT_EQ(Carry({"f"})[0].headers.size(), 2u);
}

TEST_F(CarryOverTest, NothingIsTakenOfASourceThatNobodyNeeds) {
  headers_ = {{"a.h", ""}};
  Source("k.c", "#include \"a.h\"\n" + Kernel("f", "  A();"));
  const auto& sources = Carry({});
  EXPECT_EQ(sources[0].text, "");
  EXPECT_THAT(sources[0].headers, IsEmpty());
}

TEST_F(CarryOverTest, StateIsSeenInFunctionsVariablesAndHeaders) {
  const std::string use = "int use(int x);\n";
  Source("plain.c", use + "static const int limit = 3;\n" + Kernel("plain", "  use(limit);"));
  Source("local.c", Kernel("local", "  static int runs;\n  ++runs;"));
  Source("global.c", use + "int counter;\n" + Kernel("global", "  use(counter);"));
  Source("header.c", "#include \"state.h\"\n" + use + Kernel("header", "  use(state);"));
  headers_ = {{"state.h", "static int state;\n"}};
  const auto& sources = Carry({"plain", "local", "global", "header"});
  EXPECT_FALSE(sources[0].keeps_state);
  EXPECT_TRUE(sources[1].keeps_state);
  EXPECT_TRUE(sources[2].keeps_state);
  EXPECT_TRUE(sources[3].keeps_state);
}

}  // namespace
}  // namespace utvmc::lowering
