#include "single_file.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "runtime_text.h"

namespace utvmc::tools {
namespace {

class Joiner {
 public:
  explicit Joiner(const std::vector<OutputFile>& files) {
    for (const OutputFile& file : files) texts_.emplace(file.name, file.text);
  }

  /// With a title for its head, which is about files that there are not.
  void AppendEmitted(std::string_view text) {
    constexpr std::string_view kEnd = "*/\n";
    const std::size_t end = text.starts_with("/*") ? text.find(kEnd) : std::string_view::npos;
    if (end == std::string_view::npos) return Append(text);
    AppendLine("");
    AppendLine(fmt::format("/* --- {} --- */", TitleOf(text.substr(0, end))));
    AppendLine("");
    Append(text.substr(end + kEnd.size()));
  }

  void Append(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      const auto header = texts_.find(IncludedName(line));
      if (header == texts_.end()) {
        AppendLine(line);
      } else if (included_.insert(header->first).second) {
        if (IsEmitted(header->first)) {
          AppendEmitted(header->second);
        } else {
          Append(header->second);
        }
      }
    }
  }

  std::string Take() { return std::move(joined_); }

 private:
  static bool IsEmitted(std::string_view name) { return !name.starts_with("utvm_"); }

  /// "operators of model "kws"" of a head "/* operators.c - operators of model "kws".
  /// Generated...".
  static std::string TitleOf(std::string_view head) {
    constexpr std::string_view kDash = " - ";
    const std::size_t dash = head.find(kDash);
    std::string_view title =
        dash == std::string_view::npos ? head : head.substr(dash + kDash.size());
    title = title.substr(0, title.find_first_of(".\n"));
    return std::string(title);
  }

  /// Of a line `#include "name"`; empty: it is none.
  static std::string IncludedName(std::string_view line) {
    constexpr std::string_view kBegin = "#include \"";
    if (!line.starts_with(kBegin) || !line.ends_with('"')) return {};
    return std::string(line.substr(kBegin.size(), line.size() - kBegin.size() - 1));
  }

  /// What goes leaves no second blank line.
  void AppendLine(std::string_view line) {
    if (line.empty() && (joined_.empty() || joined_.ends_with("\n\n"))) return;
    joined_ += line;
    joined_ += '\n';
  }

  std::map<std::string, std::string_view> texts_;
  std::set<std::string> included_;
  std::string joined_;
};

}  // namespace

std::string JoinFiles(const std::vector<OutputFile>& files) {
  Joiner joiner(files);
  for (const OutputFile& file : files) {
    if (!file.name.ends_with(".c")) continue;
    joiner.AppendEmitted(file.text);
    joiner.Append("\n");
  }
  std::string text = joiner.Take();
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::vector<OutputFile> RuntimeHeaders() {
  return {{"utvm_rt.h", kUtvmRtText},
          {"utvm_portable.h", kUtvmPortableText},
          {"utvm_half.h", kUtvmHalfText}};
}

}  // namespace utvmc::tools
