// The only way the libraries see the world of files; tests bring a fake one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "utvmc/result.h"

namespace utvmc {

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// Whole content. Error: "cannot read: <reason>" at the path.
  virtual Result<std::string> Read(const std::string& path) = 0;

  /// Names (not paths) of the regular files directly in `folder`, sorted bytewise.
  virtual Result<std::vector<std::string>> List(const std::string& folder) = 0;

  virtual bool IsFolder(const std::string& path) = 0;
  virtual bool Exists(const std::string& path) = 0;

  /// Creates `folder` and its parents; no error where it exists.
  virtual Status MakeFolders(const std::string& folder) = 0;

  /// Writes a new file at `path` (replacing any) and closes it; errors that only show then count.
  /// As with every compiler's output, what a power failure leaves of it is up to the system.
  virtual Status Write(const std::string& path, std::string_view content) = 0;

  /// Atomically replaces `to`, or the file that it is a link to, by `from`. Error: `to` is something
  /// else than a file, such as a device.
  virtual Status Rename(const std::string& from, const std::string& to) = 0;

  /// Best effort; no error where the file does not exist.
  virtual void Remove(const std::string& path) = 0;
};

/// The disk.
class DiskFileSystem final : public FileSystem {
 public:
  Result<std::string> Read(const std::string& path) override;
  Result<std::vector<std::string>> List(const std::string& folder) override;
  bool IsFolder(const std::string& path) override;
  bool Exists(const std::string& path) override;
  Status MakeFolders(const std::string& folder) override;
  Status Write(const std::string& path, std::string_view content) override;
  Status Rename(const std::string& from, const std::string& to) override;
  void Remove(const std::string& path) override;
};

}  // namespace utvmc
