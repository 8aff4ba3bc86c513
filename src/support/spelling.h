// "did you mean": the nearest of the words that would have been right.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace utvmc {

/// Insertions, deletions, substitutions and swaps of neighbours that turn `from` into `to` (optimal
/// string alignment).
std::size_t EditDistance(std::string_view from, std::string_view to);

/// The candidate nearest to `word`, the earliest of equals; empty if none is near enough to be what
/// was meant (at most one edit for every three letters).
std::string Closest(std::string_view word, const std::vector<std::string>& candidates);

/// `did you mean "compile"?`, or, without a near candidate, `use one of: compile, validate`.
std::string SpellingHint(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace utvmc
