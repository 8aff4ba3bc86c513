#include "support/spelling.h"

#include <fmt/format.h>

#include <algorithm>

namespace utvmc {
namespace {

/// Longer words are no typos of an option; bounds the work for hostile arguments.
constexpr std::size_t kMaxWordLength = 64;

}  // namespace

std::size_t EditDistance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1);  // row i - 2 of the table
  std::vector<std::size_t> previous(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t substitution = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + substitution});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return previous[to.size()];
}

std::string Closest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kMaxWordLength) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string SpellingHint(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string closest = Closest(word, candidates);
  if (!closest.empty()) return fmt::format("did you mean \"{}\"?", closest);
  return fmt::format("use one of: {}", fmt::join(candidates, ", "));
}

}  // namespace utvmc
