#include "runtime_folder.h"

#include <cstdlib>

namespace utvmc::tools {
namespace {

constexpr const char* kRuntimeHeader = "utvm_rt.h";

bool IsRuntime(FileSystem& files, const std::string& folder) {
  return files.Exists(folder + "/" + kRuntimeHeader);
}

}  // namespace

Result<std::string> FindRuntimeFolder(FileSystem& files, const std::string& requested) {
  std::string named = requested;
  if (const char* variable = std::getenv("UTVMC_RUNTIME"); named.empty() && variable != nullptr) {
    named = variable;
  }
  if (!named.empty()) {
    if (IsRuntime(files, named)) return named;
    return UserError({.file = named, .pointer = {}}, "utvm_rt.h is not in this folder",
                     "name utvmc's runtime folder with --runtime or $UTVMC_RUNTIME");
  }
  for (const char* folder : {UTVMC_BUILD_RUNTIME, UTVMC_INSTALL_RUNTIME}) {
    if (IsRuntime(files, folder)) return std::string(folder);
  }
  return UserError({}, "cannot find utvmc's C runtime",
                   "name its folder with --runtime or $UTVMC_RUNTIME");
}

}  // namespace utvmc::tools
