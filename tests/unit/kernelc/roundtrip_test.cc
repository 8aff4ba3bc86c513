// print(parse(x)) means what x means: for random kernels, which are compiled and run, and for every
// kernel of the shared models, whose printed form must be a fixpoint.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kernelc/conversions.h"
#include "kernelc/printer.h"
#include "kernelc/translation_unit.h"
#include "unit/kernelc/random_kernel.h"

namespace utvmc::kernelc {
namespace {

namespace fs = std::filesystem;

/// What TVM's headers and the runtime give to a kernel.
constexpr std::string_view kPrelude = R"(#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
typedef union { void *v_handle; } TVMValue;
)";

constexpr std::string_view kStrict =
    "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align "
    "-Wstrict-prototypes -Wmissing-prototypes -Wshadow -Wundef -Wdouble-promotion -Werror "
    // What the random kernels do and printing cannot help: operands that equal each other.
    "-Wno-tautological-compare -Wno-unused-variable -Wno-unused-parameter";

/// A folder that is removed again.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::temp_directory_path() /
            ("utvmc_" + std::string(test->name()) + "_" + std::to_string(getpid()));
    fs::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  /// Runs a shell command inside; what it printed if it failed.
  ::testing::AssertionResult Run(const std::string& command) const {
    const std::string line = "cd '" + path_.string() + "' && { " + command + " ; } > log.txt 2>&1";
    if (std::system(line.c_str()) == 0) return ::testing::AssertionSuccess();
    std::stringstream log;
    log << std::ifstream(path_ / "log.txt").rdbuf();
    return ::testing::AssertionFailure() << command << "\n" << log.str().substr(0, 4000);
  }

 private:
  fs::path path_;
};

std::vector<Function> ParseAll(const std::string& text) {
  Result<TranslationUnit> unit = ParseTranslationUnit({"test.c", text});
  if (!unit.ok()) {
    ADD_FAILURE() << Format(unit.error());
    return {};
  }
  std::vector<Function> functions;
  for (Item& item : unit->items) {
    auto* function = std::get_if<FunctionItem>(&item.node);
    if (function == nullptr) continue;
    if (auto* body = std::get_if<Function>(&function->body)) {
      functions.push_back(std::move(*body));
    } else {
      ADD_FAILURE() << function->name << " uses "
                    << std::get<Unsupported>(function->body).construct;
    }
  }
  return functions;
}

/// The kernels as written, as printed, and as printed with explicit conversions; numbered with one
/// letter each in front.
struct Variants {
  std::string written;
  std::string printed;
  std::string converted;
  int count = 0;
};

Variants MakeVariants(std::uint32_t seed, int count) {
  testing::RandomKernels kernels(seed);
  std::string text;
  for (int k = 0; k < count; ++k) text += kernels.Next("a" + std::to_string(k)) + "\n";
  Variants variants{std::string(kPrelude) + text, std::string(kPrelude), std::string(kPrelude),
                    count};
  const std::string include = "#include \"tvm/runtime/c_runtime_api.h\"\n#include <math.h>\n";
  std::vector<Function> functions = ParseAll(include + text);
  EXPECT_EQ(functions.size(), static_cast<std::size_t>(count));
  for (Function& function : functions) {
    function.name[0] = 'b';
    variants.printed += PrintFunction(function) + "\n";
    function.name[0] = 'c';
    MakeConversionsExplicit(function);
    const std::string definition = PrintFunction(function);
    std::string prototype = definition.substr(0, definition.find(" {"));
    variants.converted += prototype + ";\n" + definition + "\n";
  }
  return variants;
}

/// A program that runs the three variants of every kernel on the same random buffers and returns 1
/// if a bit differs (any two NaNs are equal).
std::string MakeComparison(int count) {
  std::string text(kPrelude);
  text +=
      "#include <stdio.h>\n#include <string.h>\n"
      "typedef int32_t kernel(void*, int32_t*, int32_t, void*, int32_t*, void*);\n";
  std::string table = "static kernel* const kernels[][3] = {\n";
  for (int k = 0; k < count; ++k) {
    const std::string number = std::to_string(k);
    text += "kernel a" + number + ", b" + number + ", c" + number + ";\n";
    table += "  {a" + number + ", b" + number + ", c" + number + "},\n";
  }
  return text + table + R"(};
enum { kTypes = 10, kLength = 8, kBytes = 8 * kLength };
static const size_t kSizes[kTypes] = {1, 2, 4, 8, 1, 2, 4, 8, 4, 8};
static uint64_t state = 88172645463325252u;
static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}
static void fill(void *buffer, int type, int round) {
  for (int i = 0; i < kLength; ++i) {
    uint64_t bits = round % 2 == 0 ? next() : (uint64_t)((int64_t)(next() % 41) - 20);
    float f = (float)((int64_t)(next() % 4001) - 2000) * (i == 3 ? 1e30f : 0.0371f);
    double d = (double)f * 1.000001;
    if (type < 8) memcpy((char *)buffer + i * kSizes[type], &bits, kSizes[type]);
    if (type == 8) memcpy((char *)buffer + i * 4, &f, 4);
    if (type == 9) memcpy((char *)buffer + i * 8, &d, 8);
  }
}
static int same(const char *left, const char *right, int type) {
  float f[2];
  double d[2];
  for (int i = 0; i < kLength; ++i, left += kSizes[type], right += kSizes[type]) {
    memcpy(&f[0], left, 4), memcpy(&f[1], right, 4);
    memcpy(&d[0], left, 8), memcpy(&d[1], right, 8);
    if (type == 8 && isnan(f[0]) && isnan(f[1])) continue;
    if (type == 9 && isnan(d[0]) && isnan(d[1])) continue;
    if (memcmp(left, right, kSizes[type]) != 0) return 0;
  }
  return 1;
}
int main(void) {
  static uint64_t in[kTypes][kLength], out[3][kTypes][kLength + 1];
  int failures = 0;
  for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; ++k) {
    for (int round = 0; round < 20; ++round) {
      for (int t = 0; t < kTypes; ++t) fill(in[t], t, round);
      memset(out, 0, sizeof out);
      for (int variant = 0; variant < 3; ++variant) {
        TVMValue args[2 * kTypes];
        for (int t = 0; t < kTypes; ++t) args[t].v_handle = in[t];
        for (int t = 0; t < kTypes; ++t) args[kTypes + t].v_handle = out[variant][t];
        kernels[k][variant](args, 0, 2 * kTypes, 0, 0, 0);
      }
      for (int t = 0; t < kTypes; ++t) {
        for (int variant = 1; variant < 3; ++variant) {
          if (same((char *)out[0][t], (char *)out[variant][t], t)) continue;
          printf("kernel %d, variant %d, type %d differs\n", (int)k, variant, t);
          ++failures;
        }
      }
    }
  }
  return failures != 0;
}
)";
}

TEST(RoundTrip, PrintedKernelsComputeTheSameBitsAndConvertedOnesCompileWithoutWarnings) {
  const Variants variants = MakeVariants(20240607, 40);
  const TemporaryFolder folder;
  folder.Write("written.c", variants.written);
  folder.Write("printed.c", variants.printed);
  folder.Write("converted.c", variants.converted);
  folder.Write("main.c", MakeComparison(variants.count));
  ASSERT_TRUE(folder.Run("${CC:-cc} -O1 -c converted.c " + std::string(kStrict)));
  ASSERT_TRUE(
      folder.Run("${CC:-cc} -std=c99 -w written.c printed.c converted.o main.c -lm -o compare"));
  EXPECT_TRUE(folder.Run("./compare"));
}

struct Compiler {
  std::string name;
  std::string command;
};
void PrintTo(const Compiler& compiler, std::ostream* out) { *out << compiler.command; }

/// Compilers differ in what they warn of, and int32_t is long on Arm and RISC-V.
class StrictCompilerTest : public ::testing::TestWithParam<Compiler> {};

TEST_P(StrictCompilerTest, ConvertedKernelsCompileWithoutWarnings) {
  const TemporaryFolder folder;
  folder.Write("none.c", "#include <math.h>\n#include <stdint.h>\n");
  const std::string compile = GetParam().command + " -c ";
  if (!folder.Run(compile + "none.c")) GTEST_SKIP() << GetParam().name << " is not installed";
  folder.Write("converted.c", MakeVariants(7, 10).converted);
  for (const char* level : {"-O0 ", "-O3 "}) {
    EXPECT_TRUE(folder.Run(compile + level + std::string(kStrict) + " converted.c"));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compilers, StrictCompilerTest,
    ::testing::Values(Compiler{"gcc", "gcc"}, Compiler{"clang", "clang"},
                      Compiler{"arm", "arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb"},
                      Compiler{"riscv",
                               "riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 "
                               "--specs=picolibc.specs"}),
    [](const auto& test) { return test.param.name; });

/// Every function of the source that is inside the subset, printed.
std::string PrintAll(const std::string& path, const std::string& text, int& functions) {
  const Result<TranslationUnit> unit = ParseTranslationUnit({path, text});
  if (!unit.ok()) {
    ADD_FAILURE() << Format(unit.error());
    return {};
  }
  std::string printed = "#include \"tvm/runtime/c_runtime_api.h\"\n#include <math.h>\n";
  for (const Item& item : unit->items) {
    if (const auto* constant = std::get_if<ConstantItem>(&item.node)) {
      printed += text.substr(item.range.begin, item.range.end - item.range.begin) + "\n";
      EXPECT_GT(constant->elements, 0);
    }
    if (const auto* other = std::get_if<OtherItem>(&item.node);
        other != nullptr && other->kind == OtherKind::kVariable) {
      printed += text.substr(item.range.begin, item.range.end - item.range.begin) + "\n";
    }
    const auto* function = std::get_if<FunctionItem>(&item.node);
    if (function == nullptr) continue;
    const auto* body = std::get_if<Function>(&function->body);
    if (body == nullptr) continue;
    printed += PrintFunction(*body) + "\n";
    ++functions;
  }
  return printed;
}

/// TVM's name for the runtime's half type, which the parser reads.
std::string WithTvmNames(std::string text) {
  const std::string name = "utvm_half_t";
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    text.replace(at, name.size(), "half");
  }
  return text;
}

TEST(RoundTrip, PrintingEveryKernelOfTheSharedModelsIsAFixpoint) {
  const fs::path models = fs::path(UTVMC_SOURCE_DIR) / ".." / "shared" / "models";
  if (!fs::exists(models)) GTEST_SKIP() << "no shared models beside the project";
  int functions = 0;
  for (const auto& entry : fs::recursive_directory_iterator(models)) {
    if (entry.path().filename() != "kernels.c") continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    int again = 0;
    int first = 0;
    const std::string once = PrintAll(entry.path().string(), text.str(), first);
    EXPECT_EQ(PrintAll(entry.path().string(), WithTvmNames(once), again), once) << entry.path();
    EXPECT_EQ(first, again) << entry.path();
    functions += first;
  }
  EXPECT_GT(functions, 100);
}

}  // namespace
}  // namespace utvmc::kernelc
