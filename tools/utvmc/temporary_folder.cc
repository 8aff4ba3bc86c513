#include "temporary_folder.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace utvmc::tools {

Result<TemporaryFolder> TemporaryFolder::Create() {
  const char* parent = std::getenv("TMPDIR");
  std::string path = parent != nullptr && parent[0] != '\0' ? parent : "/tmp";
  path += "/utvmc-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    const std::error_code reason(errno, std::generic_category());
    return UserError({.file = path, .pointer = {}},
                     fmt::format("cannot create a temporary folder: {}", reason.message()),
                     "let $TMPDIR name a folder that you can write");
  }
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::TemporaryFolder(std::string path) : path_(std::move(path)) {}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace utvmc::tools
