#include "single_file.h"

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

  void Append(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      const auto header = texts_.find(IncludedName(line));
      if (header == texts_.end()) {
        AppendLine(line);
      } else if (included_.insert(header->first).second) {
        Append(header->second);
      }
    }
  }

  std::string Take() { return std::move(joined_); }

 private:
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
    joiner.Append(file.text);
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
