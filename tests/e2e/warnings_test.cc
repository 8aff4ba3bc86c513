// Emitted code and runtime compile without a warning as C99 and C11 on four compilers; headers also
// as C++17.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <tuple>

#include "emitted_image.h"
#include "emitted_model.h"
#include "models.h"
#include "pooled.h"

namespace utvmc {
namespace {

struct Target {
  const char* name;
  std::vector<std::string> compiler;
};

/// clang's warnings come from its front end; gcc's optimiser has some of its own, which it finds
/// on one target as on another.
const std::vector<Target>& Targets() {
  static const std::vector<Target> targets = {
      {"gcc", {"gcc", "-O2"}},
      {"clang", {"clang", "-fsyntax-only"}},
      {"cortex_m0", {"arm-none-eabi-gcc", "-mcpu=cortex-m0", "-mthumb", "-Os"}},
      {"cortex_m4f",
       {"arm-none-eabi-gcc", "-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard",
        "-fsyntax-only"}},
      {"rv32imac",
       {"riscv64-unknown-elf-gcc", "-march=rv32imac", "-mabi=ilp32", "--specs=picolibc.specs",
        "-fsyntax-only"}},
  };
  return targets;
}

std::vector<std::string> Strict(const Target& target, const std::string& standard) {
  std::vector<std::string> compiler = target.compiler;
  compiler.push_back(standard);
  compiler.insert(compiler.end(), StrictWarnings().begin(), StrictWarnings().end());
  return compiler;
}

/// What the optimiser finds does not depend on the standard: C11 goes through the front end alone.
void ExpectNoWarnings(const EmittedFiles& model, const Target& target) {
  EXPECT_EQ(model.CompileFiles(Strict(target, "-std=c99"), model.Sources()), "") << "C99";
  std::vector<std::string> c11 = Strict(target, "-std=c11");
  c11.push_back("-fsyntax-only");
  EXPECT_EQ(model.CompileFiles(c11, model.Sources()), "") << "C11";
}

// --- models whose kernels are all typed ---

using Parameters = std::tuple<std::string, std::size_t>;

std::string TestName(const testing::TestParamInfo<Parameters>& info) {
  return ModelTestName(std::get<0>(info.param)) + "_" + Targets()[std::get<1>(info.param)].name;
}

class WarningsTest : public testing::TestWithParam<Parameters> {};

TEST_P(WarningsTest, None) {
  const auto& [name, target_index] = GetParam();
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";
  const Target& target = Targets()[target_index];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  const EmittedModel model(folder, CompileOptions{});
  for (const KernelReport& kernel : model.report().kernels) ASSERT_TRUE(kernel.native);
  ExpectNoWarnings(model, target);
}

INSTANTIATE_TEST_SUITE_P(All, WarningsTest,
                         testing::Combine(testing::ValuesIn(AllModels()),
                                          testing::Range<std::size_t>(0, 5)),
                         TestName);

/// Models in which options make a difference: several inputs and outputs, outputs that are inputs
/// or constants, arrays that move from the stack, every type, many buffers.
const std::vector<std::string> kModelsForOptions = {"own/digits_int8", "own/dtypes",
                                                    "own/inception",   "own/multi_io",
                                                    "own/passthrough", "own/reshape_chain"};

class OptionWarningsTest : public testing::TestWithParam<Parameters> {};

TEST_P(OptionWarningsTest, None) {
  const auto& [name, target_index] = GetParam();
  const Target& target = Targets()[target_index];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  CompileOptions caller;
  caller.io = IoPlacement::kCaller;
  CompileOptions all = caller;
  all.align = 64;
  all.stack_limit = 0;
  all.name = "kws_net";
  all.extras = {true, true, true};
  for (const CompileOptions& options : {caller, all}) {
    SCOPED_TRACE(options.name);
    const EmittedModel model(FindModel(name), options);
    ExpectNoWarnings(model, target);
  }
}

/// A source that puts every arena where its pool is.
std::string PlaceArenas(const EmittedModel& model) {
  std::ofstream main(model.Path("main.c"));
  main << "#include \"network.h\"\n";
  for (const ArenaReport& arena : model.report().arenas) {
    std::string macro = arena.pool;
    for (char& c : macro) c = static_cast<char>(c - 'a' + 'A');
    main << "static network_" << arena.pool << "_t " << arena.pool << " NETWORK_" << macro
         << "_PLACE;\n";
  }
  main << "int main(void)\n{\n";
  for (const ArenaReport& arena : model.report().arenas)
    main << "    " << arena.pool << ".bytes[0] = 1u;\n";
  main << "    return 0;\n}\n";
  return model.Path("main.c");
}

class PoolWarningsTest : public testing::TestWithParam<Parameters> {};

TEST_P(PoolWarningsTest, None) {
  const auto& [name, target_index] = GetParam();
  const Target& target = Targets()[target_index];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  const std::string folder = FindModel(name);
  const EmittedModel model(folder, WithSections(folder, {}));
  ExpectNoWarnings(model, target);
  const std::string main = PlaceArenas(model);
  for (const char* standard : {"-std=c99", "-std=c11"})
    EXPECT_EQ(model.CompileFiles(Strict(target, standard), {main}), "") << standard;
}

INSTANTIATE_TEST_SUITE_P(Some, PoolWarningsTest,
                         testing::Combine(testing::ValuesIn(kModelsForOptions),
                                          testing::Range<std::size_t>(0, 5)),
                         TestName);

INSTANTIATE_TEST_SUITE_P(Some, OptionWarningsTest,
                         testing::Combine(testing::ValuesIn(kModelsForOptions),
                                          testing::Range<std::size_t>(0, 5)),
                         TestName);

// --- models with carried kernels ---

/// Moves the verbatim part of every emitted file to a header of the folder "system", so that
/// compilers warn of the rest only.
void IsolateTvmsText(const EmittedModel& model) {
  std::filesystem::create_directory(model.Path("system"));
  DiskFileSystem disk;
  int isolated = 0;
  for (const std::string& path : model.Sources()) {
    if (!path.starts_with(model.folder())) continue;
    const auto text = disk.Read(path);
    ASSERT_TRUE(text.ok());
    const std::size_t comment = text->find("\n/* Verbatim");
    if (comment == std::string::npos) continue;
    const std::size_t begin = text->find("*/\n", comment) + 3;
    const std::size_t end = text->find("\n/* From ", begin);
    ASSERT_NE(end, std::string::npos) << path << " has no wrapper";
    const std::string header = "verbatim_" + std::to_string(++isolated) + ".h";
    ASSERT_TRUE(disk.Write(model.Path("system/" + header), text->substr(begin, end - begin)).ok());
    ASSERT_TRUE(
        disk.Write(path, text->substr(0, begin) + "#include <" + header + ">\n" + text->substr(end))
            .ok());
  }
  ASSERT_GT(isolated, 0) << "nothing was carried over";
}

/// TVM's text keeps the warnings that it has; all around it has none.
class CarriedWarningsTest : public testing::TestWithParam<std::size_t> {};

TEST_P(CarriedWarningsTest, NoneAroundTvmsText) {
  const Target& target = Targets()[GetParam()];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
    CompileOptions options;
    options.io = io;
    // One that calls by name, one with a workspace between two typed kernels.
    for (const std::string& folder :
         {FindModel("own/argsort_packed_call"),
          std::string(UTVMC_SOURCE_DIR "/tests/golden/kernel_carried_over")}) {
      const EmittedModel model(folder, options);
      Target isolated = target;
      isolated.compiler.insert(isolated.compiler.end(), {"-isystem", model.Path("system")});
      IsolateTvmsText(model);
      ExpectNoWarnings(model, isolated);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CarriedWarningsTest, testing::Range<std::size_t>(0, 5),
                         [](const auto& test) { return Targets()[test.param].name; });

// --- several models ---

/// What models share: an arena with two of them side by side, kernels and constants.
EmittedImage ThreeModels(IoPlacement io) {
  CompileOptions options;
  options.io = io;
  options.align = 16;
  options.extras = {true, true, true};
  return EmittedImage(
      {{"kws", "own/digits_int8"}, {"vww", "own/dtypes"}, {"net", "own/digits_int8"}},
      {.share_arena = true, .concurrent = {{"kws", "vww"}}, .share_constants = true}, options);
}

class ImageWarningsTest : public testing::TestWithParam<std::size_t> {};

TEST_P(ImageWarningsTest, None) {
  const Target& target = Targets()[GetParam()];
  if (!HasProgram(target.compiler[0])) GTEST_SKIP() << target.compiler[0] << " is not installed";
  for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
    const EmittedImage image = ThreeModels(io);
    DiskFileSystem disk;
    const std::string user = image.Path("user.c");
    ASSERT_TRUE(disk.Write(user, "#include \"models.h\"\n").ok());
    std::vector<std::string> sources = image.Sources();
    sources.push_back(user);
    EXPECT_EQ(image.CompileFiles(Strict(target, "-std=c99"), sources), "");
    EXPECT_EQ(image.CompileFiles(Strict(target, "-std=c11"), sources), "");
  }
}

INSTANTIATE_TEST_SUITE_P(All, ImageWarningsTest, testing::Range<std::size_t>(0, 5),
                         [](const auto& test) { return Targets()[test.param].name; });

// --- headers as C++ ---

/// StrictWarnings() but for two that C++ does not have.
std::vector<std::string> StrictCxx(const std::string& compiler) {
  std::vector<std::string> words = {compiler, "-std=c++17", "-fsyntax-only"};
  for (const std::string& warning : StrictWarnings()) {
    if (!warning.ends_with("-prototypes")) words.push_back(warning);
  }
  return words;
}

void ExpectHeadersCompile(const EmittedFiles& emitted, const std::string& compiler,
                          const std::string& name) {
  std::ofstream main(emitted.Path("main.cc"));
  for (const std::string& header : emitted.Headers()) main << "#include \"" << header << "\"\n";
  main << "int main() { return 0; }\n";
  main.close();
  EXPECT_EQ(emitted.CompileFiles(StrictCxx(compiler), {emitted.Path("main.cc")}), "") << name;
}

class HeadersTest : public testing::TestWithParam<const char*> {};

TEST_P(HeadersTest, CompileAsCxx17) {
  if (!HasProgram(GetParam())) GTEST_SKIP() << GetParam() << " is not installed";
  std::vector<std::pair<std::string, CompileOptions>> cases;
  for (const std::string& name : AllModels()) cases.push_back({name, {}});
  for (const char* name : {"own/argsort_packed_call", "own/float16"}) cases.push_back({name, {}});
  CompileOptions all;
  all.io = IoPlacement::kCaller;
  all.align = 64;
  all.name = "kws_net";
  all.extras = {true, true, true};
  for (const std::string& name : kModelsForOptions) {
    cases.push_back({name, all});
    cases.push_back({name, WithSections(FindModel(name), {})});
  }
  for (const auto& [name, options] : cases) {
    const std::string folder = FindModel(name);
    if (folder.empty()) continue;  // the rest is worth a test without ../shared, too
    ExpectHeadersCompile(EmittedModel(folder, options), GetParam(), name);
  }
  for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
    ExpectHeadersCompile(ThreeModels(io), GetParam(), "several models");
  }
}

INSTANTIATE_TEST_SUITE_P(Compilers, HeadersTest, testing::Values("g++", "clang++"),
                         [](const auto& test) { return *test.param == 'g' ? "gcc" : "clang"; });

// --- float16 needs a compiler that has it ---

TEST(Half, WorksWhereTheCompilerHasIt) {
  const EmittedModel model(FindModel("own/float16"), CompileOptions{});
  EXPECT_EQ(model.CompileFiles(Strict(Targets()[0], "-std=c99"), model.Sources()), "");
  if (!HasProgram("arm-none-eabi-gcc")) GTEST_SKIP() << "arm-none-eabi-gcc is not installed";
  Target m4f = Targets()[3];
  m4f.compiler.push_back("-mfp16-format=ieee");
  EXPECT_EQ(model.CompileFiles(Strict(m4f, "-std=c99"), model.Sources()), "");
}

TEST(Half, IsAClearErrorElsewhere) {
  if (!HasProgram("riscv64-unknown-elf-gcc"))
    GTEST_SKIP() << "riscv64-unknown-elf-gcc is not installed";
  const EmittedModel model(FindModel("own/float16"), CompileOptions{});
  const std::string printed = model.CompileFiles(Strict(Targets()[4], "-std=c99"), model.Sources());
  EXPECT_NE(printed.find("#error"), std::string::npos) << printed;
  EXPECT_NE(printed.find("float16"), std::string::npos) << printed;
}

}  // namespace
}  // namespace utvmc
