// Reads the specifiers and the pointer declarators of a type: `const int8_t*`, `unsigned int`.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <variant>

#include "kernelc/token.h"
#include "kernelc/type.h"

namespace utvmc::kernelc {

/// True if `token` can begin a type of the subset, or one of C's that is outside it.
bool StartsType(const Token& token);

struct TypeSpecifier {
  Scalar scalar = Scalar::kVoid;
  bool is_const = false;
};

/// Why a type is outside the subset; completes "uses ...": "the type long".
struct ForeignType {
  std::string construct;
};

/// No type of C.
struct MalformedType {};

/// Reads specifiers and qualifiers from `tokens[at]` on and moves `at` behind them.
std::variant<TypeSpecifier, ForeignType, MalformedType> ReadTypeSpecifier(
    std::span<const Token> tokens, std::size_t& at);

/// Reads `*`s and their qualifiers; the number of `*`s.
int ReadPointers(std::span<const Token> tokens, std::size_t& at);

/// Deepest pointer type that is accepted.
inline constexpr int kMaxPointers = 3;

}  // namespace utvmc::kernelc
