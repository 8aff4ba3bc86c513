// Checks golden cases, or rewrites what they expect: golden_test [--update] UTVMC CASE_FOLDER...
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "golden_case.h"

namespace utvmc::golden {
namespace {

namespace fs = std::filesystem;

/// What is wrong with the case, "" if nothing is.
Result<std::string> Check(const std::string& utvmc, const std::string& folder) {
  UTVMC_ASSIGN(const GoldenCase golden, GoldenCase::Run(utvmc, folder));
  UTVMC_ASSIGN(std::string complaints, golden.CompareTexts());
  if (!complaints.empty()) {
    complaints += "If this is as it should be, `cmake --build build --target update-goldens`\n";
  }
  UTVMC_ASSIGN(const std::string more, golden.CheckCode());
  return complaints + more;
}

Result<std::string> Update(const std::string& utvmc, const std::string& folder) {
  UTVMC_ASSIGN(const GoldenCase golden, GoldenCase::Run(utvmc, folder));
  UTVMC_TRY(golden.Update());
  return std::string();
}

int Main(const std::vector<std::string>& arguments) {
  const bool update = !arguments.empty() && arguments[0] == "--update";
  const std::size_t first = update ? 1 : 0;
  if (arguments.size() < first + 2) {
    std::fputs("usage: golden_test [--update] UTVMC CASE_FOLDER...\n", stderr);
    return 2;
  }
  // Absolute, since a case changes the working folder.
  const std::string utvmc = fs::absolute(arguments[first]).string();
  std::vector<std::string> folders;
  for (std::size_t i = first + 1; i < arguments.size(); ++i) {
    folders.push_back(fs::absolute(arguments[i]).string());
  }

  int failed = 0;
  for (const std::string& folder : folders) {
    const Result<std::string> complaints = update ? Update(utvmc, folder) : Check(utvmc, folder);
    const std::string text = complaints.ok() ? *complaints : Format(complaints.error()) + "\n";
    if (text.empty()) continue;
    ++failed;
    fmt::print(stderr, "{}:\n{}\n", fs::path(folder).filename().string(), text);
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace utvmc::golden

int main(int argc, char** argv) {
  return utvmc::golden::Main(std::vector<std::string>(argv + 1, argv + argc));
}
