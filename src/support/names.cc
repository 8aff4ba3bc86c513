// Name mangling; the numbered rules are those of names.h.
#include "support/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "support/checksum.h"

namespace utvmc {
namespace {

// Grouped by where the words come from.
// clang-format off
constexpr std::string_view kReserved[] = {
    // Keywords of C99 and C11 (those that begin with an underscore are never produced), and of C23.
    "alignas", "alignof", "asm", "auto", "bool", "break", "case", "char", "const", "constexpr",
    "continue", "default", "do", "double", "else", "enum", "extern", "false", "float", "for",
    "goto", "if", "inline", "int", "long", "nullptr", "register", "restrict", "return", "short",
    "signed", "sizeof", "static", "static_assert", "struct", "switch", "thread_local", "true",
    "typedef", "typeof", "typeof_unqual", "union", "unsigned", "void", "volatile", "while",
    // Keywords of C++17 and later that C lacks, and its alternative tokens.
    "and", "and_eq", "bitand", "bitor", "catch", "char16_t", "char32_t", "char8_t", "class",
    "co_await", "co_return", "co_yield", "compl", "concept", "const_cast", "consteval",
    "constinit", "decltype", "delete", "dynamic_cast", "explicit", "export", "friend",
    "mutable", "namespace", "new", "noexcept", "not", "not_eq", "operator", "or", "or_eq",
    "private", "protected", "public", "reinterpret_cast", "requires", "static_cast", "template",
    "this", "throw", "try", "typeid", "typename", "using", "virtual", "wchar_t", "xor",
    "xor_eq",
    // What compilers for small targets predefine or treat as keywords.
    "arm", "far", "huge", "i386", "interrupt", "linux", "near", "riscv", "unix", "vfp",
    // <stddef.h>, <stdbool.h>, <assert.h>, <errno.h>.
    "NULL", "assert", "errno", "max_align_t", "nullptr_t", "offsetof", "ptrdiff_t", "size_t",
    "ssize_t",
    // <stdint.h>; the sized families are recognised by IsStdintName.
    "PTRDIFF_MAX", "PTRDIFF_MIN", "SIG_ATOMIC_MAX", "SIG_ATOMIC_MIN", "SIZE_MAX", "WCHAR_MAX",
    "WCHAR_MIN", "WINT_MAX", "WINT_MIN", "intmax_t", "intptr_t", "uintmax_t", "uintptr_t",
    "INTMAX_C", "INTMAX_MAX", "INTMAX_MIN", "INTPTR_MAX", "INTPTR_MIN", "UINTMAX_C",
    "UINTMAX_MAX", "UINTPTR_MAX",
    // <math.h>: macros and types.
    "FP_FAST_FMA", "FP_FAST_FMAF", "FP_FAST_FMAL", "FP_ILOGB0", "FP_ILOGBNAN", "FP_INFINITE",
    "FP_NAN", "FP_NORMAL", "FP_SUBNORMAL", "FP_ZERO", "HUGE_VAL", "HUGE_VALF", "HUGE_VALL",
    "INFINITY", "MATH_ERREXCEPT", "MATH_ERRNO", "NAN", "double_t", "float_t", "fpclassify",
    "isfinite", "isgreater", "isgreaterequal", "isinf", "isless", "islessequal",
    "islessgreater", "isnan", "isnormal", "isunordered", "math_errhandling", "signbit",
    "signgam", "M_1_PI", "M_2_PI", "M_2_SQRTPI", "M_E", "M_LN10", "M_LN2", "M_LOG10E",
    "M_LOG2E", "M_PI", "M_PI_2", "M_PI_4", "M_SQRT1_2", "M_SQRT2", "MAXFLOAT", "OVERFLOW",
    "UNDERFLOW", "DOMAIN", "SING", "PLOSS", "TLOSS", "exception",
    // <math.h>: functions without suffix; those with suffix f or l are recognised by IsMathName.
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "copysign",
    "cos", "cosh", "erf", "erfc", "exp", "exp2", "expm1", "fabs", "fdim", "floor", "fma",
    "fmax", "fmin", "fmod", "frexp", "gamma", "hypot", "ilogb", "j0", "j1", "jn", "ldexp",
    "lgamma", "llrint", "llround", "log", "log10", "log1p", "log2", "logb", "lrint", "lround",
    "modf", "nan", "nearbyint", "nextafter", "nexttoward", "pow", "remainder", "remquo", "rint",
    "round", "scalbln", "scalbn", "sin", "sinh", "sqrt", "tan", "tanh", "tgamma", "trunc", "y0",
    "y1", "yn",
    // <string.h> and what compilers know without a header.
    "abort", "abs", "calloc", "exit", "free", "labs", "llabs", "main", "malloc", "memchr",
    "memcmp", "memcpy", "memmove", "memset", "printf", "puts", "realloc", "strcat", "strchr",
    "strcmp", "strcpy", "strlen", "strncmp", "strncpy", "index", "rindex", "bcmp", "bcopy",
    "bzero",
    // Type names that emitted code declares itself.
    "float16_t", "half",
};
// clang-format on

const std::set<std::string_view>& ReservedWords() {
  static const std::set<std::string_view> words(std::begin(kReserved), std::end(kReserved));
  return words;
}

bool ConsumePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// int8_t, uint_least16_t, int_fast32_t, UINT64_MAX, INT_LEAST8_MIN, INT32_C...
bool IsStdintName(std::string_view word) {
  const bool is_type = word.ends_with("_t");
  const bool is_macro = word.ends_with("_MAX") || word.ends_with("_MIN") || word.ends_with("_C");
  if (!is_type && !is_macro) return false;
  std::string_view rest = word.substr(0, word.rfind('_'));
  ConsumePrefix(rest, is_type ? "u" : "U");
  if (!ConsumePrefix(rest, is_type ? "int" : "INT")) return false;
  if (!ConsumePrefix(rest, is_type ? "_least" : "_LEAST")) {
    ConsumePrefix(rest, is_type ? "_fast" : "_FAST");
  }
  return rest == "8" || rest == "16" || rest == "32" || rest == "64";
}

/// expf, expl: a reserved function with the suffix of float or long double.
bool IsMathName(std::string_view word) {
  if (word.size() < 2 || (word.back() != 'f' && word.back() != 'l')) return false;
  return ReservedWords().contains(word.substr(0, word.size() - 1));
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWordCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Rule 1.
bool IsFine(std::string_view name, std::size_t max_length) {
  if (name.empty() || name.size() > max_length || name[0] == '_' || IsDigit(name[0])) return false;
  if (name.find("__") != std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), IsWordCharacter) && !IsReservedWord(name);
}

void DropTrailingUnderscores(std::string& text) {
  while (!text.empty() && text.back() == '_') text.pop_back();
}

/// The first part of rule 2: what is readable of `name`. Empty if nothing is.
std::string Readable(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const char next = IsWordCharacter(c) ? c : '_';
    if (next == '_' && (text.empty() || text.back() == '_')) continue;
    text.push_back(next);
  }
  DropTrailingUnderscores(text);
  if (text.empty() || IsDigit(text[0])) text = std::string("n").append(text);
  return text;
}

}  // namespace

bool IsReservedWord(std::string_view word) {
  if (word.starts_with("utvm_") || word.starts_with("UTVM_")) return true;  // the runtime's names
  return ReservedWords().contains(word) || IsStdintName(word) || IsMathName(word);
}

std::string MangleName(std::string_view name, std::size_t max_length) {
  if (IsFine(name, max_length)) return std::string(name);  // rule 1

  constexpr std::size_t kSuffixLength = 9;  // '_' and eight hex digits
  std::string text = Readable(name);        // rule 2
  text.resize(std::min(text.size(), max_length > kSuffixLength ? max_length - kSuffixLength : 1));
  DropTrailingUnderscores(text);
  return fmt::format("{}_{:08x}", text, Crc32(name));
}

std::string Upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string NameScope::Claim(std::string name) {
  const std::string key = name.substr(0, significant_);
  if (taken_.insert(key).second) return name;
  for (int& number = last_number_.try_emplace(key, 1).first->second;;) {  // rule 3
    const std::string suffix = fmt::format("_{}", ++number);
    std::string base = name;
    if (base.size() + suffix.size() > significant_) {
      base.resize(significant_ > suffix.size() ? significant_ - suffix.size() : 0);
      DropTrailingUnderscores(base);
    }
    std::string candidate = base + suffix;
    if (taken_.insert(candidate).second) return candidate;
  }
}

}  // namespace utvmc
