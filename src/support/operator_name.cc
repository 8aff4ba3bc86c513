#include "support/operator_name.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace utvmc {
namespace {

constexpr std::size_t kMaxLength = 32;

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view AfterPrefix(std::string_view symbol) {
  constexpr std::string_view kFused = "fused_";
  const auto fused = symbol.find(kFused);
  if (fused != std::string_view::npos) return symbol.substr(fused + kFused.size());
  constexpr std::string_view kModule = "tvmgen_default_";
  if (symbol.starts_with(kModule)) return symbol.substr(kModule.size());
  return symbol;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    if (IsLetterOrDigit(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// TVM's hashes are 16 hex digits (decimal before v0.9); counters are plain numbers.
bool IsHashOrCounter(const std::string& word) {
  const bool digits = std::all_of(word.begin(), word.end(), IsDigit);
  const bool hex = word.size() >= 12 && std::all_of(word.begin(), word.end(), [](char c) {
                     return IsDigit(c) || (c >= 'a' && c <= 'f');
                   });
  return digits || hex;
}

/// fixed_point_multiply[_per_axis] is what a quantised layer does at its end.
void ReplaceRequantisation(std::vector<std::string>& words) {
  const std::array<std::string, 3> phrase = {"fixed", "point", "multiply"};
  auto found = words.begin();
  while ((found = std::search(words.begin(), words.end(), phrase.begin(), phrase.end())) !=
         words.end()) {
    found = words.erase(found, found + 3);
    if (words.end() - found >= 2 && found[0] == "per" && found[1] == "axis")
      found = words.erase(found, found + 2);
    words.insert(found, "requant");
  }
}

}  // namespace

std::string ShortOperatorName(std::string_view symbol) {
  std::vector<std::string> words = Words(AfterPrefix(symbol));
  ReplaceRequantisation(words);
  const std::set<std::string> dropped = {"nn", "contrib", "fused"};
  std::set<std::string> seen;
  std::string name;
  for (const std::string& word : words) {
    if (IsHashOrCounter(word) || dropped.contains(word) || !seen.insert(word).second) continue;
    const std::size_t length = name.size() + word.size() + (name.empty() ? 0 : 1);
    if (length > kMaxLength) break;
    if (!name.empty()) name += '_';
    name += word;
  }
  if (name.empty() || IsDigit(name[0]))
    return name.empty() ? "op" : "op_" + name.substr(0, kMaxLength - 3);
  return name;
}

}  // namespace utvmc
