// C identifiers from names that may hold any bytes: injective, readable, stable.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace utvmc {

/// True for keywords of C99, C11 and C++17, for the macros, typedefs and functions of the headers
/// that emitted code includes, and for the runtime's own names (utvm_*, UTVM_*).
bool IsReservedWord(std::string_view word);

/// Rule 1: a C identifier that is not reserved, without leading underscore or double underscore and
/// within
///         `max_length`, stays as it is.
/// Rule 2: else every byte outside [A-Za-z0-9_] becomes '_', runs of '_' become one, outer ones go,
/// a leading digit gets "n", the text
///         is cut to max_length - 9, and "_" + the CRC-32 of the original name (8 hex digits) is
///         appended.
/// Depends on `name` alone, so that a C name does not change when an unrelated node is added.
std::string MangleName(std::string_view name, std::size_t max_length);

/// ASCII letters in capitals, as macros have them.
std::string Upper(std::string_view text);

/// The names of one scope. Case-sensitive.
class NameScope {
 public:
  /// `significant`: two names that agree in their first so many characters count as the same
  /// (C99 5.2.4.1: 31 for external names).
  explicit NameScope(std::size_t significant = 63) : significant_(significant) {}

  /// Rule 3: claims `name`, or name_2, name_3... where it is taken (shortened to keep the suffix
  /// significant).
  std::string Claim(std::string name);

 private:
  std::size_t significant_;
  std::set<std::string> taken_;
  std::map<std::string, int> last_number_;  ///< so that n equal names cost n log n
};

}  // namespace utvmc
