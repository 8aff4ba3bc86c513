// Reads function heads; everything that is not a plain list of parameters is left to the C
// compiler.
#include "kernelc/signature.h"

#include <cstddef>
#include <cstdint>
#include <variant>

#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

constexpr Type kIntPointer = {Scalar::kInt32, 1};
constexpr Type kValuePointer = {Scalar::kTvmValue, 1};

bool HoldsValues(Type type) { return type == kVoidPointer || type == kValuePointer; }
bool HoldsCodes(Type type) { return type == kVoidPointer || type == kIntPointer; }

/// Offset behind the group of brackets that opens at `at`; the tokens are balanced.
std::size_t SkipGroup(std::span<const Token> tokens, std::size_t at) {
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].Is(Punct::kLeftParen)) ++depth;
    if (tokens[at].Is(Punct::kRightParen) && --depth == 0) return at + 1;
  }
  return at;
}

/// Specifiers that say nothing about the type. `at` moves behind them.
void SkipSpecifiers(std::string_view text, std::span<const Token> tokens, std::size_t& at) {
  while (at < tokens.size()) {
    const Token& token = tokens[at];
    if (token.Is(Word::kStatic) || token.Is(Word::kExtern) || token.Is(Word::kInline) ||
        TextOf(text, token) == "TVM_DLL") {
      ++at;
    } else if (token.Is(Word::kAttribute)) {
      at = SkipGroup(tokens, at + 1);
    } else {
      return;
    }
  }
}

std::optional<Type> ReadType(std::span<const Token> tokens, std::size_t& at) {
  const auto read = ReadTypeSpecifier(tokens, at);
  const auto* specifier = std::get_if<TypeSpecifier>(&read);
  if (specifier == nullptr) return std::nullopt;
  const int pointers = ReadPointers(tokens, at);
  if (pointers > kMaxPointers) return std::nullopt;
  return Type{specifier->scalar, static_cast<std::uint8_t>(pointers)};
}

std::optional<Signature::Parameter> ReadParameter(std::string_view text,
                                                  std::span<const Token> tokens, std::size_t& at) {
  const std::optional<Type> type = ReadType(tokens, at);
  if (!type || *type == Type{}) return std::nullopt;
  Signature::Parameter parameter{{}, *type, {}};
  if (at < tokens.size() && tokens[at].kind == TokenKind::kIdentifier &&
      tokens[at].Is(Word::kNone)) {
    parameter.name = TextOf(text, tokens[at]);
    parameter.where = tokens[at].where();
    ++at;
  }
  if (at < tokens.size() && tokens[at].Is(Punct::kLeftBracket)) {
    // `float x[4]` as a parameter is a pointer; two dimensions would be a pointer to an array.
    while (at < tokens.size() && !tokens[at].Is(Punct::kRightBracket)) ++at;
    if (at == tokens.size() || parameter.type.IsPointer()) return std::nullopt;
    ++at;
    parameter.type.pointers = 1;
  }
  return parameter;
}

}  // namespace

bool Signature::IsPacked() const {
  const std::size_t count = parameters.size();
  if (result != kInt32Type || (count != 3 && count != 5 && count != 6)) return false;
  const bool starts_packed = HoldsValues(parameters[0].type) && HoldsCodes(parameters[1].type) &&
                             parameters[2].type == kInt32Type;
  if (!starts_packed || count == 3) return starts_packed;
  return HoldsValues(parameters[3].type) && HoldsCodes(parameters[4].type) &&
         (count == 5 || parameters[5].type == kVoidPointer);
}

std::optional<Signature> ReadSignature(std::string_view text, std::span<const Token> before,
                                       std::span<const Token> parameters) {
  Signature signature;
  std::size_t at = 0;
  SkipSpecifiers(text, before, at);
  const std::optional<Type> result = ReadType(before, at);
  SkipSpecifiers(text, before, at);
  if (!result || at != before.size()) return std::nullopt;
  signature.result = *result;

  at = 0;
  if (parameters.size() == 1 && parameters[0].Is(Word::kVoid)) return signature;
  while (at < parameters.size()) {
    std::optional<Signature::Parameter> parameter = ReadParameter(text, parameters, at);
    if (!parameter) return std::nullopt;
    signature.parameters.push_back(std::move(*parameter));
    if (at == parameters.size()) break;
    if (!parameters[at].Is(Punct::kComma) || at + 1 == parameters.size()) return std::nullopt;
    ++at;
  }
  return signature;
}

}  // namespace utvmc::kernelc
