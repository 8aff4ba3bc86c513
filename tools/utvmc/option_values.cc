#include "option_values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <locale>
#include <sstream>
#include <system_error>

namespace utvmc::tools {

Diagnostic BadValue(const char* option, std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = option}, std::move(message), std::move(hint));
}

Result<std::int64_t> ParseCount(const char* option, const std::string& word, const char* what) {
  std::int64_t value = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error != std::errc() || stop != end) {
    return BadValue(option, fmt::format("\"{}\" is not a {}", word, what),
                    fmt::format("write it in digits, as in {}=64", option));
  }
  return value;
}

Result<double> ParseTolerance(const char* option, const std::string& word) {
  std::istringstream stream(word);
  stream.imbue(std::locale::classic());
  double value = 0;
  stream >> value;
  if (stream.fail() || !stream.eof() || !std::isfinite(value) || value < 0) {
    return BadValue(option, fmt::format("\"{}\" is not a tolerance", word),
                    fmt::format("write a number of at least 0, as in {}=1e-5", option));
  }
  return value;
}

}  // namespace utvmc::tools
