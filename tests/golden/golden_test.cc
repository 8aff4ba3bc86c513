// Checks golden cases, or rewrites what they expect: golden_test [--update] UTVMC CASE_FOLDER...
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
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
  // A case changes the working folder.
  std::vector<std::string> folders;
  for (std::size_t i = first; i < arguments.size(); ++i) {
    std::error_code error;
    folders.push_back(fs::canonical(arguments[i], error).string());
    if (!error) continue;
    fmt::print(stderr, "{}: {}\n", arguments[i], error.message());
    return 2;
  }
  const std::string utvmc = folders.front();
  folders.erase(folders.begin());

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
