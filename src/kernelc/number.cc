// Literals by C99 6.4.4.1 and 6.4.4.2, read independently of the locale.
#include "kernelc/number.h"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace utvmc::kernelc {
namespace {

constexpr NumberProblem kMalformed = {"malformed number"};
constexpr NumberProblem kIntegerTooLarge = {"integer literal too large"};
constexpr NumberProblem kFloatTooLarge = {"floating-point literal too large"};
constexpr NumberProblem kLongDouble = {"long double is not supported"};

bool IsHex(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

bool EndsWithAny(std::string_view text, std::string_view letters) {
  return !text.empty() && letters.find(text.back()) != std::string_view::npos;
}

/// True where the exponent of the literal says that it is tiny rather than huge.
bool HasNegativeExponent(std::string_view digits, bool is_hex) {
  const std::size_t exponent = digits.find_first_of(is_hex ? "pP" : "eE");
  return exponent != std::string_view::npos && exponent + 1 < digits.size() &&
         digits[exponent + 1] == '-';
}

template <class T>
std::variant<Number, NumberProblem> ReadFloating(std::string_view digits, bool is_hex,
                                                 Scalar type) {
  T value = 0;
  const char* const last = digits.data() + digits.size();
  const auto format = is_hex ? std::chars_format::hex : std::chars_format::general;
  const auto [end, error] = std::from_chars(digits.data(), last, value, format);
  if (error == std::errc::invalid_argument || end != last) return kMalformed;
  if (error == std::errc::result_out_of_range) {
    if (!HasNegativeExponent(digits, is_hex)) return kFloatTooLarge;
    // Too small for from_chars to round: a double still holds what a float cannot.
    double wide = 0;
    std::from_chars(digits.data(), last, wide, format);
    value = static_cast<T>(wide);
  }
  return Number{type, 0, static_cast<double>(value)};
}

std::variant<Number, NumberProblem> ParseFloating(std::string_view text) {
  const bool is_hex = IsHex(text);
  std::string_view digits = is_hex ? text.substr(2) : text;
  if (is_hex && digits.find_first_of("pP") == std::string_view::npos) return kMalformed;
  if (EndsWithAny(digits, "lL")) return kLongDouble;
  const bool is_float = EndsWithAny(digits, "fF");
  if (is_float) digits.remove_suffix(1);
  if (digits.empty()) return kMalformed;
  if (is_float) return ReadFloating<float>(digits, is_hex, Scalar::kFloat);
  return ReadFloating<double>(digits, is_hex, Scalar::kDouble);
}

struct IntegerSuffix {
  bool is_unsigned = false;
  bool is_long = false;
};

/// Removes the suffix from `text`; false if it is none of C's.
bool TakeSuffix(std::string_view& text, bool is_hex, IntegerSuffix& suffix) {
  const std::size_t digits_end = is_hex ? text.find_first_not_of("0123456789abcdefABCDEF", 2)
                                        : text.find_first_not_of("0123456789");
  if (digits_end == std::string_view::npos) return true;
  std::string_view rest = text.substr(digits_end);
  text = text.substr(0, digits_end);
  const auto take_unsigned = [&] {
    if (rest.empty() || (rest[0] != 'u' && rest[0] != 'U')) return;
    suffix.is_unsigned = true;
    rest.remove_prefix(1);
  };
  take_unsigned();
  if (!rest.empty() && (rest[0] == 'l' || rest[0] == 'L')) {
    suffix.is_long = true;
    rest.remove_prefix(rest.size() > 1 && rest[1] == rest[0] ? 2 : 1);
    if (!suffix.is_unsigned) take_unsigned();
  }
  return rest.empty();
}

/// C99 6.4.4.1: the first type of the literal's list that holds its value.
std::variant<Number, NumberProblem> TypeInteger(std::uint64_t value, IntegerSuffix suffix,
                                                bool is_decimal) {
  for (const Scalar type : {Scalar::kInt32, Scalar::kUint32, Scalar::kInt64, Scalar::kUint64}) {
    const bool is_unsigned = IsUnsignedInteger(type);
    if (suffix.is_long && SizeOf(type) < 8) continue;
    if (suffix.is_unsigned && !is_unsigned) continue;
    if (is_unsigned && is_decimal && !suffix.is_unsigned) continue;
    if (value <= MaxOf(type)) return Number{type, static_cast<std::int64_t>(value), 0};
  }
  return kIntegerTooLarge;
}

std::variant<Number, NumberProblem> ParseInteger(std::string_view text) {
  const bool is_hex = IsHex(text);
  const bool is_octal = !is_hex && text.size() > 1 && text[0] == '0';
  IntegerSuffix suffix;
  if (!TakeSuffix(text, is_hex, suffix)) return kMalformed;
  const std::string_view digits = is_hex ? text.substr(2) : text;
  std::uint64_t value = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, error] =
      std::from_chars(digits.data(), last, value, is_hex ? 16 : (is_octal ? 8 : 10));
  if (error == std::errc::result_out_of_range) return kIntegerTooLarge;
  if (error != std::errc() || end != last) return kMalformed;
  return TypeInteger(value, suffix, !is_hex && !is_octal);
}

}  // namespace

std::variant<Number, NumberProblem> ParseNumber(std::string_view text) {
  const bool is_floating =
      text.find_first_of(IsHex(text) ? ".pP" : ".eE") != std::string_view::npos;
  return is_floating ? ParseFloating(text) : ParseInteger(text);
}

}  // namespace utvmc::kernelc
