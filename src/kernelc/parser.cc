// The front door of the function parser, and the scan before it.
#include "kernelc/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "kernelc/parse_context.h"
#include "kernelc/parse_statement.h"
#include "kernelc/top_level.h"

namespace utvmc::kernelc {
namespace {

const Token& At(std::span<const Token> tokens, std::size_t index) {
  return tokens[index < tokens.size() ? index : tokens.size() - 1];
}

/// True if the name at `index`, which looks like a vector type, can be nothing else.
bool IsUsedAsType(std::span<const Token> body, std::size_t index) {
  const Token& next = At(body, index + 1);
  return next.kind == TokenKind::kIdentifier || next.Is(Punct::kLeftParen) ||
         (next.Is(Punct::kStar) && At(body, index + 2).Is(Punct::kRightParen));
}

/// The packed function that is looked up or called at `index`: the string among the arguments.
std::string PackedCall(std::string_view text, std::span<const Token> body, std::size_t index) {
  for (; index < body.size() && !body[index].Is(Punct::kSemicolon); ++index) {
    if (body[index].kind == TokenKind::kString && body[index].size > 2) {
      const std::string_view literal = TextOf(text, body[index]);
      return fmt::format("a packed call of {}", literal.substr(1, literal.size() - 2));
    }
  }
  return "a packed call";
}

bool IsMacro(const FileScope& file, std::string_view name, const Token& next) {
  return file.object_macros.contains(name) ||
         (next.Is(Punct::kLeftParen) && file.function_macros.contains(name));
}

/// What is foreign about the token at `index`; empty: nothing, or its context must tell.
std::string ForeignToken(const FileScope& file, std::span<const Token> body, std::size_t index) {
  const Token& token = body[index];
  if (token.kind == TokenKind::kDirective) return "a preprocessor line";
  if (token.Is(Punct::kLeftParen) && At(body, index + 1).Is(Punct::kLeftBrace)) {
    return "a GNU statement expression";
  }
  if (token.kind != TokenKind::kIdentifier) return {};
  if (token.Is(Word::kAsm)) return "inline assembly";
  const std::string_view name = TextOf(file.text, token);
  if (IsMacro(file, name, At(body, index + 1))) return fmt::format("the macro {}", name);
  if (name == "TVMBackendGetFuncFromEnv" || name == "TVMFuncCall") {
    return PackedCall(file.text, body, index);
  }
  return {};
}

}  // namespace

std::optional<Unsupported> FindForeignConstruct(const FileScope& file,
                                                std::span<const Token> body) {
  std::optional<Unsupported> found;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const Token& token = body[i];
    if (token.kind == TokenKind::kIdentifier && token.Is(Word::kNone) &&
        IsVectorType(TextOf(file.text, token)) && IsUsedAsType(body, i)) {
      return Unsupported{token.where(),
                         fmt::format("the vector type {}", TextOf(file.text, token))};
    }
    if (found) continue;
    std::string construct = ForeignToken(file, body, i);
    if (!construct.empty()) found = Unsupported{token.where(), std::move(construct)};
  }
  return found;
}

namespace {

ParsedFunction ParseTokens(const FileScope& file, std::string_view name, Position where,
                           const Signature& signature, std::span<const Token> body) {
  ParseContext context(file, body);
  if (ParseBody(context, name, where, signature)) {
    if (context.outside()) return *context.outside();
    return std::move(context.function());
  }
  Failure failure = *context.failure();
  if (auto* unsupported = std::get_if<Unsupported>(&failure)) return std::move(*unsupported);
  return std::get<Diagnostic>(std::move(failure));
}

/// True for a line without which the rest of the body means the same.
bool CanBeLeftOut(const FileScope& file, std::span<const Token> body, const Token& directive) {
  const DirectiveLine line = SplitDirective(TextOf(file.text, directive));
  if (line.keyword == "pragma") return true;
  if (line.keyword == "include") return IsKnownHeader(IncludedName(line.rest));
  if (line.keyword != "define" && line.keyword != "undef") return false;
  const std::string_view name = MacroName(line.rest);
  return std::none_of(body.begin(), body.end(), [&](const Token& token) {
    return token.kind == TokenKind::kIdentifier && TextOf(file.text, token) == name;
  });
}

/// The body without the preprocessor lines that can be left out.
std::vector<Token> LeaveOutDirectives(const FileScope& file, std::span<const Token> body) {
  std::vector<Token> tokens;
  for (const Token& token : body) {
    if (token.kind == TokenKind::kDirective && CanBeLeftOut(file, body, token)) continue;
    tokens.push_back(token);
  }
  return tokens;
}

}  // namespace

ParsedFunction ParseFunction(const FileScope& file, std::string_view name, Position where,
                             const Signature& signature, std::span<const Token> body) {
  auto foreign = FindForeignConstruct(file, body);
  if (!foreign) return ParseTokens(file, name, where, signature, body);
  const std::vector<Token> plain = LeaveOutDirectives(file, body);
  if (plain.size() < body.size() && !FindForeignConstruct(file, plain)) {
    ParsedFunction parsed = ParseTokens(file, name, where, signature, plain);
    if (auto* error = std::get_if<Diagnostic>(&parsed)) return std::move(*error);
  }
  return std::move(*foreign);
}

}  // namespace utvmc::kernelc
