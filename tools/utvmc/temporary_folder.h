// A folder that disappears with its owner.
#pragma once

#include <string>

#include "utvmc/result.h"

namespace utvmc::tools {

class TemporaryFolder {
 public:
  /// A new, empty folder in $TMPDIR (default /tmp) that only this user can enter.
  static Result<TemporaryFolder> Create();

  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit TemporaryFolder(std::string path);
  std::string path_;
};

}  // namespace utvmc::tools
