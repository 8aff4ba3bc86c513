#include "kernelc/parse_declaration.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "kernelc/parse_expression.h"
#include "kernelc/parse_name.h"
#include "kernelc/parse_type.h"
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

constexpr std::int64_t kMaxArrayBytes = std::int64_t{1} << 31;

/// Of an array or a struct: expressions in braces.
bool ParseInitializer(ParseContext& in) {
  const Position where = in.Peek().where();
  if (!in.Accept(Punct::kLeftBrace)) {
    ParsedExpr value;
    return ParseExpression(in, value);
  }
  if (!in.Enter(where)) return false;
  while (!in.Peek().Is(Punct::kRightBrace)) {
    if (in.Peek().Is(Punct::kDot) || in.Peek().Is(Punct::kLeftBracket)) {
      return in.Reject(in.Peek().where(), "a designated initializer");
    }
    if (!ParseInitializer(in)) return false;
    if (!in.Accept(Punct::kComma)) break;
  }
  in.Leave();
  return in.Expect(Punct::kRightBrace, "'}' of the initializer");
}

bool ParseArray(ParseContext& in, const Token& name, Type type, Block& block) {
  const Position where = in.Peek().where();
  std::optional<std::int64_t> length;
  if (in.Peek().Is(Punct::kRightBracket)) return in.Reject(where, "an array without a length");
  if (!ParseConstant(in, length) ||
      !in.Expect(Punct::kRightBracket, "']' after the array's length")) {
    return false;
  }
  if (!length || *length <= 0) {
    return in.Error(
        where, fmt::format("the length of array '{}' is not a positive constant", in.Text(name)));
  }
  const int element_bytes = IsArithmetic(type) ? SizeOf(type.scalar) : 64;
  if (*length > kMaxArrayBytes / element_bytes) {
    return in.Error(where, fmt::format("array '{}' is larger than 2 GiB", in.Text(name)));
  }
  if (in.Peek().Is(Punct::kLeftBracket)) return in.Reject(name.where(), "an array of arrays");
  Declare declaration;
  if (!in.Bind(in.Text(name), name.where(), {{}, SymbolKind::kArray, type, *length, false},
               declaration.symbol)) {
    return false;
  }
  block.push_back({std::move(declaration), name.where()});
  if (!in.Accept(Punct::kAssign)) return true;
  in.PassOver(name.where(), "an initialized local array");
  return ParseInitializer(in);
}

/// The rest of the declaration of a variable that is no array: its value.
bool ParseScalarVariable(ParseContext& in, const Token& name, Type type, Block& block) {
  if (!IsScalar(type)) in.PassOver(name.where(), fmt::format("a local {}", Spell(type)));
  Declare declaration;
  if (!in.Bind(in.Text(name), name.where(), {{}, SymbolKind::kScalar, type, 0, false},
               declaration.symbol)) {
    return false;
  }
  if (in.Accept(Punct::kAssign)) {
    if (in.Peek().Is(Punct::kLeftBrace)) {
      in.PassOver(in.Peek().where(), "a braced initializer");
      return ParseInitializer(in);
    }
    ParsedExpr value;
    if (!ParseExpression(in, value) || !ConvertTo(in, type, value)) return false;
    declaration.value = std::move(value.expr);
  }
  block.push_back({std::move(declaration), name.where()});
  return true;
}

bool ParseDeclarator(ParseContext& in, Scalar scalar, Block& block) {
  Type type;
  if (!ParsePointers(in, scalar, type)) return false;
  const Token& name = in.Peek();
  if (name.Is(Punct::kLeftParen) && in.Peek(1).Is(Punct::kStar)) {
    return in.Reject(name.where(), "a pointer to a function or array");
  }
  if (name.kind != TokenKind::kIdentifier || !name.Is(Word::kNone)) {
    return in.ErrorExpected("the name of a variable");
  }
  in.Advance();
  if (type == Type{Scalar::kVoid, 0} || type == Type{Scalar::kChar, 0}) {
    return in.Error(name.where(),
                    fmt::format("variable '{}' of type {}", in.Text(name), Spell(type)));
  }
  if (in.Peek().Is(Punct::kLeftParen)) {
    const Token& parameter = in.Peek(1);
    if (StartsType(parameter) || parameter.Is(Punct::kRightParen) ||
        parameter.kind == TokenKind::kIdentifier) {
      return in.Reject(name.where(), "a local declaration of a function");
    }
    return in.ErrorExpected("'=' or ';'");
  }
  return in.Accept(Punct::kLeftBracket) ? ParseArray(in, name, type, block)
                                        : ParseScalarVariable(in, name, type, block);
}

}  // namespace

bool ParseDeclaration(ParseContext& in, Block& block) {
  std::size_t after_type = 0;
  while (StartsType(in.Peek(after_type))) ++after_type;
  const Token& next = in.Peek(after_type);
  if (const std::string_view construct = ForeignDeclaration(next.word); !construct.empty()) {
    return in.Reject(next.where(), std::string(construct));
  }
  Scalar scalar = Scalar::kVoid;
  if (!ParseScalar(in, scalar)) return false;
  do {
    if (!ParseDeclarator(in, scalar, block)) return false;
  } while (in.Accept(Punct::kComma));
  if (in.Peek().Is(Word::kAttribute)) return in.Reject(in.Peek().where(), "an attribute");
  return in.Expect(Punct::kSemicolon, "';' after the declaration");
}

bool ParseStorageClass(ParseContext& in, const Token& token, Block& block) {
  in.PassOver(token.where(), std::string(ForeignDeclaration(token.word)));
  in.Advance();
  const Token& type = in.Peek();
  if (const std::string_view construct = ForeignDeclaration(type.word); !construct.empty()) {
    return in.Reject(type.where(), std::string(construct));
  }
  if (type.kind == TokenKind::kIdentifier && type.Is(Word::kNone)) return FailOnTypeName(in, type);
  return ParseDeclaration(in, block);
}

std::string_view ForeignDeclaration(Word word) {
  switch (word) {
    case Word::kStruct:
      return "a struct";
    case Word::kUnion:
      return "a union";
    case Word::kEnum:
      return "an enum";
    case Word::kTypedef:
      return "a typedef";
    case Word::kStatic:
      return "a static local variable";
    case Word::kExtern:
      return "a local declaration of an external name";
    case Word::kRegister:
      return "a register variable";
    case Word::kAttribute:
      return "an attribute";
    case Word::kAsm:
      return "inline assembly";
    default:
      return {};
  }
}

}  // namespace utvmc::kernelc
