// Every C source of the shared models: all kernels but those that cannot be are in the subset.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

std::vector<std::filesystem::path> SharedFiles(const std::string& file_name) {
  const std::filesystem::path root = std::filesystem::path(UTVMC_SOURCE_DIR) / "../shared/models";
  std::vector<std::filesystem::path> paths;
  if (!std::filesystem::is_directory(root)) return paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == file_name) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

SourceFile Read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {path.string(), std::string(std::istreambuf_iterator<char>(stream), {})};
}

/// "function: construct" of each packed function outside the subset, but for __tvm_main__.
std::vector<std::string> UnsupportedKernels(const TranslationUnit& unit) {
  std::vector<std::string> list;
  for (const Item& item : unit.items) {
    const auto* function = std::get_if<FunctionItem>(&item.node);
    if (function == nullptr || function->name == "__tvm_main__") continue;
    const auto* unsupported = std::get_if<Unsupported>(&function->body);
    if (unsupported != nullptr) list.push_back(function->name + ": " + unsupported->construct);
  }
  return list;
}

TEST(SharedModelsTest, AllKernelsButThoseThatCannotBeAreInTheSubset) {
  const auto paths = SharedFiles("kernels.c");
  if (paths.empty()) GTEST_SKIP() << "../shared/models is absent";
  for (const auto& path : paths) {
    SCOPED_TRACE(path.string());
    const auto unit = ParseTranslationUnit(Read(path));
    ASSERT_TRUE(unit.ok()) << Format(unit.error());
    EXPECT_FALSE(unit->is_registry);
    const std::vector<std::string> unsupported = UnsupportedKernels(*unit);
    const std::string model = path.parent_path().filename().string();
    if (model == "argsort_packed_call") {
      EXPECT_EQ(unsupported,
                std::vector<std::string>{"tvmgen_default_fused_argsort: a packed call of "
                                         "tvm.contrib.sort.argsort"});
    } else if (model == "digits_f32_vectorized") {
      EXPECT_FALSE(unsupported.empty());
      for (const std::string& text : unsupported) {
        EXPECT_NE(text.find(": the vector type "), std::string::npos) << text;
      }
    } else {
      EXPECT_EQ(unsupported, std::vector<std::string>{});
    }
  }
}

TEST(SharedModelsTest, RegistriesAreRecognisedByTheirContent) {
  const auto paths = SharedFiles("registry.c");
  if (paths.empty()) GTEST_SKIP() << "../shared/models is absent";
  for (const auto& path : paths) {
    SCOPED_TRACE(path.string());
    const auto unit = ParseTranslationUnit(Read(path));
    ASSERT_TRUE(unit.ok()) << Format(unit.error());
    EXPECT_TRUE(unit->is_registry);
  }
}

}  // namespace
}  // namespace utvmc::kernelc
