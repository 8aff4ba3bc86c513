// Layout of emitted C: 4 spaces, at most kMaxColumns columns, LF.
#include "emit/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace utvmc::emit {
namespace {

constexpr std::size_t kIndent = 4;

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

/// Breaks one line of a comment between words, so that no part but a single long word exceeds
/// `width`.
void BreakLine(std::string_view line, std::size_t width, std::vector<std::string>& lines) {
  const std::size_t mark = line.find('\t');
  std::string rest(line);
  std::size_t hang = line.find_first_not_of(' ');
  if (hang == std::string_view::npos) hang = 0;
  if (mark != std::string_view::npos) {
    rest.erase(mark, 1);
    hang = mark;
  }
  while (rest.size() > width) {
    std::size_t space = rest.rfind(' ', width);
    if (space == std::string::npos || space <= hang) space = rest.find(' ', hang + 1);
    if (space == std::string::npos) break;
    lines.push_back(rest.substr(0, space));
    rest = std::string(hang, ' ') + rest.substr(space + 1);
  }
  lines.push_back(std::move(rest));
}

bool IsSafeInComment(std::string_view name, std::size_t i) {
  const unsigned char c = static_cast<unsigned char>(name[i]);
  if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') return false;
  const char previous = i > 0 ? name[i - 1] : '\0';
  if (c == '/') return previous != '*' && previous != '/';
  if (c == '*') return previous != '/';
  if (c == '?') return previous != '?';
  return true;
}

}  // namespace

std::string EscapeForComment(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (IsSafeInComment(name, i)) {
      result += name[i];
    } else {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(name[i]));
    }
  }
  return result;
}

std::string Quote(std::string_view name) { return fmt::format("\"{}\"", EscapeForComment(name)); }

std::string StringLiteral(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte <= 0x7e && c != '"' && c != '\\' && c != '?';
    result += plain ? std::string(1, c) : fmt::format("\\{:03o}", byte);
  }
  return result + "\"";
}

void Writer::Line(std::string_view text) {
  text_.append(kIndent * static_cast<std::size_t>(depth_), ' ');
  text_ += text;
  text_ += '\n';
  at_start_ = false;
}

void Writer::Blank() {
  if (at_start_ || text_.ends_with("\n\n")) return;
  text_ += '\n';
}

void Writer::OpenBlock(std::string_view head) {
  Line(std::string(head) + " {");
  ++depth_;
  at_start_ = true;
}

void Writer::OpenBrace() {
  Line("{");
  ++depth_;
  at_start_ = true;
}

void Writer::Close(std::string_view tail) {
  --depth_;
  Line(fmt::format("}}{}", tail));
}

void Writer::Comment(std::string_view text) { WriteComment(text, false); }

void Writer::FileComment(std::string_view text) { WriteComment(text, true); }

void Writer::WriteComment(std::string_view text, bool end_on_own_line) {
  const std::size_t indent = kIndent * static_cast<std::size_t>(depth_);
  const std::size_t room = kMaxColumns - indent - 3;  // behind the marks at the line's begin
  std::vector<std::string> lines;
  for (std::string_view line : Split(text, '\n')) BreakLine(line, room, lines);
  // The last line has to hold the end mark as well.
  if (!end_on_own_line || lines.size() == 1) {
    const std::string last = std::move(lines.back());
    lines.pop_back();
    if (last.size() <= room && last.size() > room - 3) {
      BreakLine(last, room - 3, lines);
    } else {
      lines.push_back(last);
    }
  }
  const bool own_line = end_on_own_line && lines.size() > 1;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line = (i == 0 ? "/* " : " * ") + lines[i];
    line.erase(line.find_last_not_of(' ') + 1);
    if (i + 1 == lines.size() && !own_line) line += " */";
    Line(line);
  }
  if (own_line) Line(" */");
}

void Writer::List(std::string_view head, std::span<const std::string> items,
                  std::string_view tail) {
  const std::size_t indent = kIndent * static_cast<std::size_t>(depth_);
  std::size_t longest = 0;
  for (const std::string& item : items) longest = std::max(longest, item.size());
  std::size_t column = indent + head.size();
  if (column + longest + tail.size() > kMaxColumns) column = indent + 2 * kIndent;

  std::string line = std::string(indent, ' ') + std::string(head);
  bool line_has_items = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string after = i + 1 == items.size() ? std::string(tail) : ",";
    const std::size_t space = line_has_items ? 1 : 0;
    if (line.size() + space + items[i].size() + after.size() > kMaxColumns &&
        (line_has_items || i == 0)) {
      text_ += line + '\n';
      line.assign(column, ' ');
      line_has_items = false;
    }
    if (line_has_items) line += ' ';
    line += items[i] + after;
    line_has_items = true;
  }
  if (items.empty()) line += tail;
  text_ += line + '\n';
  at_start_ = false;
}

void Writer::OpenGuard(std::string_view guard) {
  Line(fmt::format("#ifndef {}", guard));
  Line(fmt::format("#define {}", guard));
  Blank();
}

void Writer::CloseGuard(std::string_view guard) {
  Blank();
  Line(fmt::format("#endif /* {} */", guard));
}

void Writer::OpenExternC() {
  Blank();
  Raw("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
}

void Writer::CloseExternC() {
  Blank();
  Raw("#ifdef __cplusplus\n}\n#endif\n");
}

void Writer::Raw(std::string_view text) {
  text_ += text;
  if (!text.empty()) at_start_ = false;
}

}  // namespace utvmc::emit
