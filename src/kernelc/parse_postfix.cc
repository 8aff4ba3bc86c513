#include "kernelc/parse_postfix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kernelc/build.h"
#include "kernelc/number.h"
#include "kernelc/parse_assignment.h"
#include "kernelc/parse_expression.h"
#include "kernelc/parse_name.h"
#include "kernelc/parse_type.h"
#include "kernelc/tvm_structs.h"
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

bool ParseNumberLiteral(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  const auto read = ParseNumber(in.Text(token));
  if (const auto* problem = std::get_if<NumberProblem>(&read)) {
    return in.Error(token.where(), fmt::format("{}: '{}'", problem->message, in.Text(token)));
  }
  in.Advance();
  const Number& number = std::get<Number>(read);
  out = {IsFloating(number.type) ? MakeFloat(number.floating, number.type, token.where())
                                 : MakeInt(number.integer, number.type, token.where()),
         1};
  return true;
}

bool ParseString(ParseContext& in, ParsedExpr& out) {
  const Position where = in.Peek().where();
  std::string text;
  for (; in.Peek().kind == TokenKind::kString; in.Advance()) {
    if (!text.empty()) text += ' ';
    text += in.Text(in.Peek());
  }
  out = {Expr{StringLiteral{std::move(text)}, Type{Scalar::kChar, 1}, where}, 1};
  return true;
}

bool ParseArguments(ParseContext& in, const Token& name, const KnownFunction& function,
                    ParsedExpr& out) {
  Call call{function.name, {}};
  int height = 0;
  std::size_t count = 0;
  if (!in.Peek().Is(Punct::kRightParen)) {
    do {
      ParsedExpr argument;
      if (!ParseExpression(in, argument)) return false;
      if (count < function.parameters.size() &&
          !ConvertTo(in, function.parameters[count], argument)) {
        return false;
      }
      height = std::max(height, argument.height);
      call.arguments.push_back(std::move(argument.expr));
      ++count;
    } while (in.Accept(Punct::kComma));
  }
  if (!in.Expect(Punct::kRightParen, fmt::format("')' of the call of {}()", function.name))) {
    return false;
  }
  if (count != function.parameters.size()) {
    return in.Error(name.where(), fmt::format("{}() takes {} argument{}, not {}", function.name,
                                              function.parameters.size(),
                                              function.parameters.size() == 1 ? "" : "s", count));
  }
  out = {Expr{std::move(call), function.result, name.where()}, height + 1};
  return CheckHeight(in, out);
}

bool ParseCall(ParseContext& in, const Token& name, ParsedExpr& out) {
  const std::string_view text = in.Text(name);
  const KnownFunction* function = FindKnownFunction(text);
  // A definition in the file may differ from the function that its name suggests; a prototype of a
  // known function says nothing new.
  if (function == nullptr || in.file().defined_functions.contains(text))
    return FailOnName(in, name, true);
  in.Advance();
  return ParseArguments(in, name, *function, out);
}

bool ParseName(ParseContext& in, ParsedExpr& out) {
  const Token& name = in.Peek();
  in.Advance();
  const bool is_call = name.Is(Word::kNone) && in.Peek().Is(Punct::kLeftParen);
  if (is_call && !in.FindLocal(in.Text(name))) return ParseCall(in, name, out);
  out.height = 1;
  return ResolveName(in, name, out.expr);
}

/// Assignments and commas, after the first expression.
bool ParseRestOfParenthesis(ParseContext& in, ParsedExpr& out) {
  while (true) {
    const Token& token = in.Peek();
    if (token.Is(Punct::kAssign) || token.Is(Punct::kCompoundAssign)) {
      in.PassOver(token.where(), "an assignment inside an expression");
      in.Advance();
      ParsedExpr value;
      if (!ParseAssigned(in, token, out, value)) return false;
    } else if (token.Is(Punct::kComma)) {
      in.PassOver(token.where(), "the comma operator");
      in.Advance();
      if (!ParseExpression(in, out)) return false;
    } else {
      return true;
    }
  }
}

bool ParseCast(ParseContext& in, Position where, ParsedExpr& out) {
  Type type;
  if (!ParseTypeName(in, type)) return false;
  if (in.Peek().Is(Punct::kLeftParen) && in.Peek(1).Is(Punct::kStar)) {
    return in.Reject(where, "a pointer to a function or array");
  }
  if (!in.Expect(Punct::kRightParen, "')' of the cast")) return false;
  if (in.Peek().Is(Punct::kLeftBrace)) return in.Reject(where, "a compound literal");
  if (!in.Enter(where) || !ParseUnary(in, out)) return false;
  in.Leave();
  return ApplyCast(in, type, where, out);
}

bool ParseParenthesis(ParseContext& in, ParsedExpr& out) {
  const Position where = in.Peek().where();
  in.Advance();
  if (StartsType(in.Peek())) return ParseCast(in, where, out);
  return ParseExpression(in, out) && ParseRestOfParenthesis(in, out) &&
         in.Expect(Punct::kRightParen, "')'");
}

bool ParsePrimary(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  if (in.AtEnd()) return in.ErrorExpected("an expression");
  switch (token.kind) {
    case TokenKind::kNumber:
      return ParseNumberLiteral(in, out);
    case TokenKind::kString:
      return ParseString(in, out);
    case TokenKind::kCharacter:
      in.PassOver(token.where(), "a character constant");
      in.Advance();
      out = {MakeInt(0, Scalar::kInt32, token.where()), 1};
      return true;
    case TokenKind::kIdentifier:
      return ParseName(in, out);
    default:
      if (token.Is(Punct::kLeftParen)) return ParseParenthesis(in, out);
      return in.ErrorExpected("an expression");
  }
}

bool ParseSubscript(ParseContext& in, ParsedExpr& out) {
  const Type base = out.expr.type;
  const Position where = out.expr.where;
  if (!base.IsPointer() || base == kVoidPointer) {
    return in.Error(where, fmt::format("subscript of a {}", Spell(base)),
                    base == kVoidPointer ? "cast it to a pointer to its elements" : "");
  }
  ParsedExpr index;
  if (!ParseExpression(in, index) || !in.Expect(Punct::kRightBracket, "']' of the subscript"))
    return false;
  if (!IsInteger(index.expr.type)) {
    return in.Error(index.expr.where,
                    fmt::format("subscript by a {}, which is no integer", Spell(index.expr.type)));
  }
  out.expr = MakeSubscript(std::move(out.expr), std::move(index.expr));
  out.height = std::max(out.height, index.height) + 1;
  return CheckHeight(in, out);
}

bool ParseMember(ParseContext& in, bool is_arrow, ParsedExpr& out) {
  if (is_arrow) {
    if (!out.expr.type.IsPointer()) {
      return in.Error(in.Peek().where(), fmt::format("'->' after a {}", Spell(out.expr.type)));
    }
    out.expr = MakeSubscript(std::move(out.expr), MakeInt(0, Scalar::kInt32, in.Peek().where()));
    ++out.height;
  }
  const Token& field = in.Peek();
  if (field.kind != TokenKind::kIdentifier) return in.ErrorExpected("the name of a member");
  in.Advance();
  const Type base = out.expr.type;
  const auto member = base.IsPointer() ? std::nullopt : FindMember(base.scalar, in.Text(field));
  if (!member) {
    return in.Error(field.where(),
                    fmt::format("{} has no member '{}'", Spell(base), in.Text(field)));
  }
  const Position where = out.expr.where;
  out.expr = Expr{Member{std::move(out.expr), std::string(member->field)}, member->type, where};
  ++out.height;
  return CheckHeight(in, out);
}

}  // namespace

bool ParsePostfix(ParseContext& in, ParsedExpr& out) {
  if (!ParsePrimary(in, out)) return false;
  while (true) {
    const Token& token = in.Peek();
    if (in.Accept(Punct::kLeftBracket)) {
      if (!ParseSubscript(in, out)) return false;
    } else if (token.Is(Punct::kDot) || token.Is(Punct::kArrow)) {
      in.Advance();
      if (!ParseMember(in, token.Is(Punct::kArrow), out)) return false;
    } else if (token.Is(Punct::kLeftParen)) {
      return in.Error(token.where(), fmt::format("a {} cannot be called", Spell(out.expr.type)));
    } else {
      return true;
    }
  }
}

}  // namespace utvmc::kernelc
