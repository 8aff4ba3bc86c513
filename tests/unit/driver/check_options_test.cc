#include <gtest/gtest.h>

#include <string>

#include "utvmc/compiler.h"

namespace utvmc {
namespace {

std::string ErrorOf(const CompileOptions& options) {
  const Status status = CheckOptions(options);
  return status.ok() ? "ok" : Format(status.error());
}

std::string NameError(const std::string& name) {
  CompileOptions options;
  options.name = name;
  return ErrorOf(options);
}

std::string AlignError(std::int64_t align) {
  CompileOptions options;
  options.align = align;
  return ErrorOf(options);
}

TEST(CheckOptions, DefaultsAreFine) { EXPECT_EQ(ErrorOf({}), "ok"); }

TEST(CheckOptions, NamesAreCIdentifiersOfTheUser) {
  EXPECT_EQ(NameError("kws_2"), "ok");
  EXPECT_EQ(NameError(std::string(20, 'a')), "ok");
  for (const char* name :
       {"", "2nd", "_net", "net_", "net__2", "a-b", "a b", "n\xc3\xa9", "while", "class"}) {
    EXPECT_EQ(NameError(name),
              "error: --name: \"" + std::string(name) +
                  "\" cannot begin C names\n"
                  "  hint: use letters, digits and single underscores, a letter first, and no "
                  "keyword");
  }
}

TEST(CheckOptions, LongNamesAreRefused) {
  EXPECT_EQ(NameError("aaaaaaaaaabbbbbbbbbbc"),
            "error: --name: \"aaaaaaaaaabbbbbbbbbbc\" is longer than 20 characters\n"
            "  hint: external names must differ within their first 31 characters (C99 5.2.4.1); "
            "choose a shorter prefix");
}

TEST(CheckOptions, NamesAreNotThoseOfTheInterface) {
  CompileOptions options;
  const auto error = [&](Api api, const char* name) {
    options.api.api = api;
    options.name = name;
    return ErrorOf(options);
  };
  EXPECT_EQ(error(Api::kStm32, "ai_net"),
            "error: --api=stm32: with the name \"ai_net\" the model's files or functions would be "
            "those of the interface\n"
            "  hint: choose another --name");
  for (const char* name : {"ai", "models"}) EXPECT_NE(error(Api::kStm32, name), "ok");
  for (const char* name : {"tvmgen", "tvmgen_x"}) EXPECT_NE(error(Api::kTvmC, name), "ok");
  EXPECT_NE(error(Api::kTvmWrap, "tvm_wrapper"), "ok");
  for (const char* name : {"ai", "models", "tvmgen", "tvm_wrapper"})
    EXPECT_EQ(error(Api::kNative, name), "ok");
  EXPECT_EQ(error(Api::kTvmC, "default"),
            "error: --name: \"default\" cannot begin C names\n"
            "  hint: leave the option out: the interface then has TVM's name \"default\"");
}

TEST(CheckOptions, InterfacesWithoutAPlaceForThemRefuseQuantizationAndNames) {
  CompileOptions options;
  options.api.quantization = {{"x", {{1.0f}, {0}, -1}}};
  EXPECT_EQ(ErrorOf(options),
            "error: --quantization: --api=native has no place for scales and zero points\n"
            "  hint: add --api=stm32, or leave the option out");
  options.api.api = Api::kStm32;
  EXPECT_EQ(ErrorOf(options), "ok");
  options.api = {.api = Api::kTvmWrap, .module = {}, .output_names = {"a"}, .quantization = {}};
  EXPECT_EQ(ErrorOf(options),
            "error: --output-names: --api=tvmwrap does not name outputs\n"
            "  hint: leave the option out");
  options.api = {.api = Api::kTvmC, .module = "a-b", .output_names = {}, .quantization = {}};
  EXPECT_EQ(ErrorOf(options),
            "error: --api=tvm-c: \"a-b\" cannot be part of C names\n"
            "  hint: use up to 20 letters, digits and underscores");
}

TEST(CheckOptions, AlignmentIsAPowerOfTwoUpTo4096) {
  for (std::int64_t align : {0, 1, 2, 64, 4096}) EXPECT_EQ(AlignError(align), "ok");
  for (std::int64_t align : {-4, 3, 12, 8192}) {
    EXPECT_EQ(AlignError(align),
              "error: --align: " + std::to_string(align) +
                  " is not a power of two up to 4096\n"
                  "  hint: leave the option out to align each buffer as its element type needs");
  }
}

TEST(CheckOptions, StackLimitIsNotNegative) {
  CompileOptions options;
  options.stack_limit = 0;
  EXPECT_EQ(ErrorOf(options), "ok");
  options.stack_limit = -1;
  EXPECT_EQ(ErrorOf(options),
            "error: --stack-limit: -1 is negative\n"
            "  hint: 0 moves every local array into the arena");
}

TEST(CheckOptions, PlanBudgetIsNotNegative) {
  CompileOptions options;
  options.plan_budget = 0;
  EXPECT_EQ(ErrorOf(options), "ok");
  options.plan_budget = -1;
  EXPECT_EQ(ErrorOf(options),
            "error: --plan-budget: -1 is negative\n  hint: 0 leaves the plan to heuristics");
}

CompileOptions RamAndFlash() {
  CompileOptions options;
  options.pools = {{.name = "dtcm", .size = 64},
                   {.name = "qspi", .kind = MemoryPool::Kind::kFlash, .size = 64}};
  return options;
}

TEST(CheckOptions, PoolsAreChecked) {
  CompileOptions options = RamAndFlash();
  EXPECT_EQ(ErrorOf(options), "ok");
  options.pools[0].size = 0;
  EXPECT_EQ(ErrorOf(options),
            "error: --pools: size of pool \"dtcm\": 0 bytes is no size of a memory");
  options = RamAndFlash();
  options.pools[1].name = "dtcm";
  EXPECT_EQ(ErrorOf(options), "error: --pools: there are two pools \"dtcm\"");
}

TEST(CheckOptions, LimitsAreOfPoolsThatAreThere) {
  CompileOptions options = RamAndFlash();
  options.limits = {.ram = 0, .flash = 0, .ram_pools = {{"dtcm", 0}}, .flash_pools = {{"qspi", 0}}};
  EXPECT_EQ(ErrorOf(options), "ok");
  options.limits.ram_pools = {{"qspi", 1}};
  EXPECT_EQ(ErrorOf(options),
            "error: --ram-limit: there is no RAM pool \"qspi\"\n"
            "  hint: RAM pools are \"dtcm\"");
  options.limits.ram_pools = {{"arena", 1}};
  EXPECT_EQ(ErrorOf(options),
            "error: --ram-limit: there is no RAM pool \"arena\"\n"
            "  hint: RAM pools are \"dtcm\"");
  options.limits.ram_pools.clear();
  options.limits.flash_pools = {{"dtcm", 1}};
  EXPECT_EQ(ErrorOf(options),
            "error: --flash-limit: there is no flash pool \"dtcm\"\n"
            "  hint: flash pools are \"qspi\"");
}

TEST(CheckOptions, WithoutRamPoolsThereIsTheArena) {
  CompileOptions options;
  options.limits.ram_pools = {{"arena", 1}};
  EXPECT_EQ(ErrorOf(options), "ok");
}

TEST(CheckOptions, LimitsAreNotNegative) {
  CompileOptions options = RamAndFlash();
  options.limits.ram = -1;
  EXPECT_EQ(ErrorOf(options), "error: --ram-limit: -1 is negative");
  options.limits = {.flash_pools = {{"qspi", -2}}};
  EXPECT_EQ(ErrorOf(options), "error: --flash-limit: -2 is negative");
}

}  // namespace
}  // namespace utvmc
