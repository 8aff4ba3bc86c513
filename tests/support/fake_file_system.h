// A disk in memory whose failures a test chooses.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace utvmc::testing {

/// Paths are compared as text ("out/a.h"); a folder exists once it was made or holds a file.
class FakeFileSystem final : public FileSystem {
 public:
  /// A file that is there from the beginning.
  void Put(const std::string& path, std::string content) { files_[path] = std::move(content); }

  /// The `nth` call (1-based) of Write from now on fails, after half of the content was written.
  void FailWrite(int nth, std::string reason = "no space left on device") {
    failing_write_ = writes_ + nth;
    reason_ = std::move(reason);
  }
  /// The `nth` call (1-based) of Rename from now on fails.
  void FailRename(int nth) { failing_rename_ = renames_ + nth; }
  /// Nothing can be created in, or directly below, `folder`.
  void MakeUnwritable(const std::string& folder) { unwritable_.insert(folder); }
  /// Reading `path` fails although it exists.
  void MakeUnreadable(const std::string& path) { unreadable_.insert(path); }

  const std::map<std::string, std::string>& files() const { return files_; }
  int writes() const { return writes_; }
  int renames() const { return renames_; }

  Result<std::string> Read(const std::string& path) override {
    if (unreadable_.contains(path)) return Failure(path, "cannot read: permission denied");
    const auto file = files_.find(path);
    if (file == files_.end()) return Failure(path, "cannot read: no such file or directory");
    return file->second;
  }

  Result<std::vector<std::string>> List(const std::string& folder) override {
    if (!IsFolder(folder)) {
      return Failure(folder, "cannot read the folder: no such file or directory");
    }
    std::vector<std::string> names;
    for (const auto& [path, content] : files_) {
      if (Parent(path) == Clean(folder)) names.push_back(path.substr(Clean(folder).size() + 1));
    }
    return names;
  }

  bool IsFolder(const std::string& path) override {
    const std::string prefix = Clean(path) + "/";
    return folders_.contains(Clean(path)) ||
           std::any_of(files_.begin(), files_.end(),
                       [&](const auto& file) { return file.first.starts_with(prefix); });
  }

  bool Exists(const std::string& path) override { return files_.contains(path) || IsFolder(path); }

  Status MakeFolders(const std::string& folder) override {
    if (IsFolder(folder)) return Ok();
    if (files_.contains(Clean(folder))) {
      return Failure(folder, "cannot create the folder: not a directory");
    }
    if (unwritable_.contains(Parent(Clean(folder)))) {
      return Failure(folder, "cannot create the folder: permission denied");
    }
    folders_.insert(Clean(folder));
    return Ok();
  }

  Status Write(const std::string& path, std::string_view content) override {
    ++writes_;
    if (unwritable_.contains(Parent(path))) {
      return Failure(path, "cannot write: permission denied");
    }
    if (writes_ == failing_write_) {
      files_[path] = content.substr(0, content.size() / 2);
      return Failure(path, "cannot write: " + reason_);
    }
    files_[path] = content;
    return Ok();
  }

  Status Rename(const std::string& from, const std::string& to) override {
    if (++renames_ == failing_rename_) return Failure(to, "cannot replace: input/output error");
    files_[to] = files_.at(from);
    files_.erase(from);
    return Ok();
  }

  void Remove(const std::string& path) override { files_.erase(path); }

 private:
  static Diagnostic Failure(const std::string& path, std::string message) {
    return UserError({.file = path}, std::move(message));
  }
  static std::string Clean(const std::string& folder) {
    return folder.size() > 1 && folder.back() == '/' ? folder.substr(0, folder.size() - 1) : folder;
  }
  static std::string Parent(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
  }

  std::map<std::string, std::string> files_;
  std::set<std::string> folders_;
  std::set<std::string> unwritable_;
  std::set<std::string> unreadable_;
  std::string reason_;
  int writes_ = 0;
  int renames_ = 0;
  int failing_write_ = 0;
  int failing_rename_ = 0;
};

}  // namespace utvmc::testing
