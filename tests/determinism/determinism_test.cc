// One model, one output: byte by byte, through the library and through the program.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <locale>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include "determinism/shuffle_keys.h"
#include "utvmc/compiler.h"

namespace utvmc::determinism {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(UTVMC_SOURCE_DIR) / "tests/models/own";

/// Small, and between them: constants of every type, aliases, branches, scratch, search by hill
/// climbing.
constexpr const char* kNames[] = {"sine", "multi_io", "passthrough", "dtypes", "inception", "lstm"};

/// File name to content.
using Files = std::map<std::string, std::string>;

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Files ReadFolder(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = ReadFile(entry.path());
  }
  return files;
}

ModelSources LoadModel(const std::string& name) {
  ModelSources sources;
  const auto load = [&](const char* file) {
    return SourceFile{(kModels / name / file).string(), ReadFile(kModels / name / file)};
  };
  sources.graph = load("graph.json");
  sources.params = load("params.bin");
  sources.kernels = {load("kernels.c"), load("registry.c")};
  return sources;
}

Files CompileInProcess(const ModelSources& sources) {
  const Result<Compilation> result = Compile(sources, {});
  EXPECT_TRUE(result.ok()) << Format(result.error());
  Files files;
  if (result.ok()) {
    for (const OutputFile& file : result->files) files[file.name] = file.text;
  }
  return files;
}

/// Names the first line that differs: whole files would drown it.
void ExpectSame(const Files& actual, const Files& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (const auto& [name, text] : expected) {
    const auto found = actual.find(name);
    ASSERT_NE(found, actual.end()) << name;
    if (found->second == text) continue;
    const auto [at, ignored] =
        std::mismatch(text.begin(), text.end(), found->second.begin(), found->second.end());
    ADD_FAILURE() << name << " differs from line " << std::count(text.begin(), at, '\n') + 1;
  }
}

class Determinism : public ::testing::Test {
 protected:
  Determinism() {
    std::string pattern = ::testing::TempDir() + "utvmc_determinism_XXXXXX";
    if (mkdtemp(pattern.data()) != nullptr) scratch_ = pattern;
  }
  ~Determinism() override {
    std::error_code ignored;
    fs::remove_all(scratch_, ignored);
  }

  /// Output of `utvmc compile <arguments>` started in `folder`.
  Files RunProgram(const fs::path& folder, const std::string& arguments,
                   const std::string& environment = "") const {
    const fs::path output = scratch_ / "out";
    fs::remove_all(output);
    const std::string command =
        fmt::format("cd '{}' && {} '{}' compile {} -o '{}' -q", folder.string(), environment,
                    UTVMC_PROGRAM, arguments, output.string());
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return fs::exists(output) ? ReadFolder(output) : Files();
  }

  fs::path scratch_;
};

std::string Quoted(const fs::path& path) { return fmt::format("'{}'", path.string()); }

TEST_F(Determinism, ProgramAndLibraryAgree) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    ExpectSame(RunProgram(scratch_, Quoted(kModels / name)), CompileInProcess(LoadModel(name)));
  }
}

TEST_F(Determinism, HundredRunsInOneProcess) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    const ModelSources sources = LoadModel(name);
    const Files first = CompileInProcess(sources);
    for (int run = 1; run < 100 && !HasFailure(); ++run) {
      ExpectSame(CompileInProcess(sources), first);
    }
  }
}

TEST_F(Determinism, FiveProcesses) {
  // With address space randomisation, pointers as keys would show here.
  const std::string model = Quoted(kModels / "inception");
  const Files first = RunProgram(scratch_, model);
  for (int run = 1; run < 5; ++run) ExpectSame(RunProgram(scratch_, model), first);
}

TEST_F(Determinism, AnyWorkingDirectoryAndAnyPathToTheModel) {
  const std::string name = "multi_io";
  const fs::path model = kModels / name;
  const Files expected = RunProgram("/", Quoted(model));
  ExpectSame(RunProgram(scratch_, Quoted(model)), expected);
  ExpectSame(RunProgram(kModels, name), expected);
  ExpectSame(RunProgram(kModels, name + "/"), expected);
  ExpectSame(RunProgram(kModels, "./" + name), expected);
  ExpectSame(RunProgram(model, "."), expected);
  ExpectSame(RunProgram(scratch_, Quoted(fs::relative(model, fs::canonical(scratch_)))), expected);
  ExpectSame(RunProgram(model,
                        "--graph graph.json --params params.bin --kernels kernels.c "
                        "registry.c"),
             expected);
}

TEST_F(Determinism, AnyFolderThatHoldsTheModel) {
  const fs::path copy = scratch_ / "a \xc3\xa9 b";
  fs::create_directories(copy);
  for (const char* file : {"graph.json", "params.bin", "kernels.c", "registry.c"}) {
    fs::copy_file(kModels / "dtypes" / file, copy / file);
  }
  ExpectSame(RunProgram(scratch_, Quoted(copy)), RunProgram(scratch_, Quoted(kModels / "dtypes")));
}

TEST_F(Determinism, AnyOrderOfJsonKeys) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    const ModelSources sources = LoadModel(name);
    const Files expected = CompileInProcess(sources);
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
      ModelSources shuffled = sources;
      shuffled.graph.text = ShuffleKeys(sources.graph.text, seed);
      ASSERT_NE(shuffled.graph.text, sources.graph.text);
      ExpectSame(CompileInProcess(shuffled), expected);
    }
  }
}

TEST_F(Determinism, AnyOrderOfJsonKeysThroughTheProgram) {
  const fs::path copy = scratch_ / "model";
  fs::copy(kModels / "lstm", copy);
  std::ofstream(copy / "graph.json", std::ios::binary)
      << ShuffleKeys(ReadFile(kModels / "lstm/graph.json"), 7);
  ExpectSame(RunProgram(scratch_, Quoted(copy)), RunProgram(scratch_, Quoted(kModels / "lstm")));
}

/// A locale with decimal commas and thousands points, made for the test: machines have it rarely.
class GermanLocale : public Determinism {
 protected:
  void SetUp() override {
    const std::string command =
        fmt::format("localedef -i de_DE -f UTF-8 --no-archive '{}/de_DE.UTF-8' >'{}/log' 2>&1",
                    scratch_.string(), scratch_.string());
    // localedef also fails for mere warnings; what counts is whether the locale can be used.
    (void)!std::system(command.c_str());
    setenv("LOCPATH", scratch_.c_str(), 1);
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) {
      GTEST_SKIP() << "no locale de_DE.UTF-8 and none could be made: "
                   << ReadFile(scratch_ / "log");
    }
    std::setlocale(LC_ALL, "C");
  }
  void TearDown() override {
    std::locale::global(std::locale::classic());
    unsetenv("LOCPATH");
  }
};

TEST_F(GermanLocale, ChangesNothingInTheLibrary) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    const ModelSources sources = LoadModel(name);
    const Files expected = CompileInProcess(sources);
    std::locale::global(std::locale("de_DE.UTF-8"));
    ASSERT_EQ(std::localeconv()->decimal_point, std::string_view(","));
    const Files german = CompileInProcess(sources);
    std::locale::global(std::locale::classic());
    ExpectSame(german, expected);
  }
}

TEST_F(GermanLocale, ChangesNothingInTheProgram) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    const std::string model = Quoted(kModels / name);
    const std::string environment =
        fmt::format("LOCPATH='{}' LC_ALL=de_DE.UTF-8", scratch_.string());
    ExpectSame(RunProgram(scratch_, model, environment), RunProgram(scratch_, model, "LC_ALL=C"));
  }
}

}  // namespace
}  // namespace utvmc::determinism
