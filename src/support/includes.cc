#include "support/includes.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace utvmc {
namespace {

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t", at), text.size());
}

/// The include of the line [begin, end).
std::optional<QuotedInclude> ParseLine(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kInclude = "include";
  const std::string_view line = text.substr(0, end);
  std::size_t at = SkipBlanks(line, begin);
  if (at >= end || line[at] != '#') return std::nullopt;
  at = SkipBlanks(line, at + 1);
  if (line.substr(at, kInclude.size()) != kInclude) return std::nullopt;
  at = SkipBlanks(line, at + kInclude.size());
  if (at >= end || line[at] != '"') return std::nullopt;
  const std::size_t close = line.find('"', at + 1);
  if (close == std::string_view::npos || close == at + 1) return std::nullopt;
  return QuotedInclude{std::string(line.substr(at + 1, close - at - 1)), at + 1, close};
}

}  // namespace

std::vector<QuotedInclude> FindQuotedIncludes(std::string_view text) {
  std::vector<QuotedInclude> includes;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (auto include = ParseLine(text, begin, end)) includes.push_back(*std::move(include));
    begin = end + 1;
  }
  return includes;
}

std::string IncludedPath(const std::string& includer, const std::string& name) {
  const std::filesystem::path path = name;
  if (path.is_absolute()) return {};
  return (std::filesystem::path(includer).parent_path() / path).lexically_normal().string();
}

}  // namespace utvmc
