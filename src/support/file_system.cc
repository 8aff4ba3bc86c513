// The disk, by POSIX calls: every error of write and close has to be seen.
#include "support/file_system.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace utvmc {
namespace {

/// Above every model that fits a microcontroller; bounds what a device such as /dev/zero can cost.
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;

/// The system's words, in the case of our messages.
std::string Reason(const std::error_code& code) {
  std::string text = code.message();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

Diagnostic Failure(const std::string& path, const char* action, const std::error_code& code) {
  return UserError({.file = path}, fmt::format("cannot {}: {}", action, Reason(code)));
}

std::error_code LastError() { return {errno, std::generic_category()}; }

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

  /// False with errno set where the system reports a late write error.
  bool Close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd) == 0 || errno == EINTR;  // after EINTR the descriptor is closed all the same
  }

 private:
  int fd_;
};

bool WriteAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(fd, content.data(), content.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Result<std::string> DiskFileSystem::Read(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return Failure(path, "read", LastError());
  struct stat status {};
  std::size_t expected = 0;
  if (::fstat(file.get(), &status) == 0 && status.st_size > 0) {
    expected = static_cast<std::size_t>(status.st_size);
  }
  // One byte more than expected, so that a regular file ends after two reads.
  std::string content(expected <= kMaxFileBytes ? std::max(expected + 1, std::size_t{4096}) : 0, 0);
  std::size_t size = 0;
  while (size <= kMaxFileBytes && !content.empty()) {
    if (size == content.size()) content.resize(2 * size);
    const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failure(path, "read", LastError());
    if (count == 0) {
      content.resize(size);
      return content;
    }
    size += static_cast<std::size_t>(count);
  }
  return UserError({.file = path}, "cannot read: larger than 1 GiB");
}

Result<std::vector<std::string>> DiskFileSystem::List(const std::string& folder) {
  std::error_code code;
  std::filesystem::directory_iterator entry(folder, code);
  std::vector<std::string> names;
  while (!code && entry != std::filesystem::directory_iterator()) {
    std::error_code ignored;  // a dangling link is no regular file
    if (entry->is_regular_file(ignored)) names.push_back(entry->path().filename().string());
    entry.increment(code);
  }
  if (code) return Failure(folder, "read the folder", code);
  std::sort(names.begin(), names.end());
  return names;
}

bool DiskFileSystem::IsFolder(const std::string& path) {
  std::error_code code;
  return std::filesystem::is_directory(path, code);
}

bool DiskFileSystem::Exists(const std::string& path) {
  std::error_code code;
  return std::filesystem::exists(path, code);
}

Status DiskFileSystem::MakeFolders(const std::string& folder) {
  if (IsFolder(folder)) return Ok();
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (IsFolder(folder)) return Ok();  // perhaps made by another process in the meantime
  if (!code) code = std::make_error_code(std::errc::not_a_directory);
  return Failure(folder, "create the folder", code);
}

Status DiskFileSystem::Write(const std::string& path, std::string_view content) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.ok()) return Failure(path, "write", LastError());
  // Some file systems report a full disk only on close. No fsync: at 10 ms a file it would take
  // longer than the whole compilation.
  if (!WriteAll(file.get(), content) || !file.Close()) {
    return Failure(path, "write", LastError());
  }
  return Ok();
}

Status DiskFileSystem::Rename(const std::string& from, const std::string& to) {
  namespace fs = std::filesystem;
  std::error_code code;  // a target that does not exist yet is none
  std::string target = to;
  if (fs::is_symlink(fs::symlink_status(to, code))) {
    target = fs::weakly_canonical(to, code).string();
    if (code) return Failure(to, "replace", code);
  }
  const fs::file_status status = fs::status(target, code);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    return UserError({.file = to, .pointer = {}}, "cannot replace: is not a regular file",
                     "name another file");
  }
  if (std::rename(from.c_str(), target.c_str()) != 0) return Failure(to, "replace", LastError());
  return Ok();
}

void DiskFileSystem::Remove(const std::string& path) { ::unlink(path.c_str()); }

}  // namespace utvmc
