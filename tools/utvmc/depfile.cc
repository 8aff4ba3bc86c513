#include "depfile.h"

#include <algorithm>

namespace utvmc::tools {
namespace {

/// Backslashes directly before a blank or '#' are doubled, since Make would take them as escapes of
/// their own.
Result<std::string> Escape(const std::string& path) {
  std::string text;
  std::size_t backslashes = 0;
  for (char c : path) {
    if (c == '\n' || c == '\r' || c == '\t' || c == '\0') {
      return UserError({.file = path, .pointer = {}},
                       "a dependency file cannot name a path with control characters",
                       "rename the file or leave out --depfile");
    }
    if (c == ' ' || c == '#') text += std::string(backslashes + 1, '\\');
    if (c == ':') text += '\\';
    if (c == '$') text += '$';
    text += c;
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return text;
}

Result<std::vector<std::string>> EscapeAll(const std::vector<std::string>& paths) {
  std::vector<std::string> escaped;
  for (const std::string& path : paths) {
    UTVMC_ASSIGN(std::string text, Escape(path));
    if (std::find(escaped.begin(), escaped.end(), text) == escaped.end()) escaped.push_back(text);
  }
  return escaped;
}

}  // namespace

Result<std::string> DepfileText(const std::vector<std::string>& targets,
                                const std::vector<std::string>& inputs) {
  UTVMC_ASSIGN(const std::vector<std::string> left, EscapeAll(targets));
  UTVMC_ASSIGN(const std::vector<std::string> right, EscapeAll(inputs));
  std::string text;
  for (const std::string& target : left) text += (text.empty() ? "" : " \\\n  ") + target;
  text += ":";
  for (const std::string& input : right) text += " \\\n  " + input;
  text += "\n";
  for (const std::string& input : right) text += "\n" + input + ":\n";
  return text;
}

}  // namespace utvmc::tools
