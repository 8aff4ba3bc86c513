#include "stale_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "support/paths.h"

namespace utvmc::tools {
namespace {

/// Whether a file of this name may be one of the model's at all: others are not even read.
bool MayBeOf(std::string_view file, std::string_view model) {
  if (!file.ends_with(".c") && !file.ends_with(".h")) return false;
  for (const char* start : {"tvmgen_", "tvm_wrapper.", "models_ai."})
    if (file.starts_with(start)) return true;
  return file.starts_with(std::string(model) + "_");
}

/// The comment at the begin, without what breaks its lines.
std::string HeadOf(std::string_view text) {
  if (!text.starts_with("/*")) return {};
  std::string head;
  for (const char c : text.substr(0, text.find("*/"))) {
    const bool breaks = c == '\n' || c == '*' || c == ' ';
    if (!breaks) head += c;
    if (breaks && !head.ends_with(' ')) head += ' ';
  }
  return head;
}

bool IsOf(const std::string& text, const std::string& model) {
  const std::string head = HeadOf(text);
  if (head.find(" Generated") == std::string::npos || head.find("do not edit") == std::string::npos)
    return false;
  // The registry of --api=stm32 has no model in its head.
  return head.find(fmt::format("model \"{}\"", model)) != std::string::npos ||
         (head.find(" models_ai.c ") != std::string::npos &&
          text.find(fmt::format("#include \"{}_ai.h\"", model)) != std::string::npos);
}

}  // namespace

Notes StaleFiles(FileSystem& files, const std::string& folder,
                 const std::vector<std::string>& models, const std::vector<OutputFile>& written) {
  const Result<std::vector<std::string>> names = files.List(folder);
  if (!names.ok()) return {};
  std::vector<std::string> stale;
  for (const std::string& name : *names) {
    if (std::ranges::find(written, name, &OutputFile::name) != written.end()) continue;
    const bool is_stale = std::ranges::any_of(models, [&](const std::string& model) {
      if (!MayBeOf(name, model)) return false;
      const Result<std::string> text = files.Read(JoinPath(folder, name));
      return text.ok() && IsOf(*text, model);
    });
    if (is_stale) stale.push_back(name);
  }
  if (stale.empty()) return {};
  return {Warning({.file = folder},
                  fmt::format("{} {} left from an earlier call with other options",
                              fmt::join(stale, ", "), stale.size() == 1 ? "is" : "are"),
                  "delete what the build should not compile: utvmc deletes nothing")};
}

}  // namespace utvmc::tools
