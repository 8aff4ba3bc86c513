// What the words after options mean: one of several names, a count, a tolerance.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/spelling.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// An error at the value of `option` ("--align").
Diagnostic BadValue(const char* option, std::string message, std::string hint);

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

/// The value whose name `word` is. Error: it is none of them.
template <class T>
Result<T> ParseChoice(const char* option, const std::string& word, const Choices<T>& choices) {
  std::vector<std::string> names;
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    names.push_back(name);
  }
  return BadValue(option, "\"" + word + "\" is not a choice", SpellingHint(word, names));
}

/// A decimal number, as a `what`. Error: anything else, and what does not fit.
Result<std::int64_t> ParseCount(const char* option, const std::string& word,
                                const char* what = "number of bytes");

/// A finite number of at least 0, in C's notation whatever the locale.
Result<double> ParseTolerance(const char* option, const std::string& word);

}  // namespace utvmc::tools
