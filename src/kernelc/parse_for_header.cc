#include "kernelc/parse_for_header.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/parse_assignment.h"
#include "kernelc/parse_declaration.h"
#include "kernelc/parse_expression.h"
#include "kernelc/parse_name.h"
#include "kernelc/parse_type.h"
#include "kernelc/type_name.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

constexpr std::string_view kForeignLoop = "a for loop of another form than `v = a; v < b; v += c`";
/// What the readers of an affine header return where the loop is another one: false without a
/// failure, upon which the header is read again.
constexpr bool kForeign = false;

/// Turns the `end` of `v <= end` into that of `v < end`, v being of type `variable`. False: that is
/// another loop, as `end` may be the largest value of its type.
bool IncludeEnd(Scalar variable, Expr& end) {
  const Scalar type = Promote(end.type.scalar);
  if (const auto value = IntegerValue(end)) {
    if (static_cast<std::uint64_t>(*value) == MaxOf(type)) return false;
    end = MakeInt(*value + 1, type, end.where);
    return true;
  }
  // A signed variable cannot count beyond the largest value of the type that both are compared in,
  // so that `v <= end` never ended.
  const Scalar common = UsualArithmetic(variable, type);
  if (!IsSignedInteger(common)) return false;
  if (common != type) end = MakeCast(Type{common, 0}, std::move(end));
  end = MakeBinary(BinaryOp::kAdd, std::move(end), MakeInt(1, common, end.where));
  return true;
}

bool ParseStep(ParseContext& in, std::int64_t& step) {
  std::optional<std::int64_t> value;
  if (!ParseConstant(in, value)) return false;
  if (!value || *value <= 0) return kForeign;
  step = *value;
  return true;
}

bool ParseForCondition(ParseContext& in, For& loop) {
  if (in.Peek().Is(Punct::kSemicolon)) return kForeign;
  ParsedExpr condition;
  if (!ParseExpression(in, condition) || !CheckCondition(in, condition)) return false;
  auto* comparison = As<Binary>(condition.expr);
  const bool is_less = comparison != nullptr && comparison->op == BinaryOp::kLess;
  const bool is_less_equal = comparison != nullptr && comparison->op == BinaryOp::kLessEqual;
  if (!is_less && !is_less_equal) return kForeign;
  const auto* left = As<VarRef>(*comparison->left);
  if (left == nullptr || left->symbol != loop.variable) return kForeign;
  Expr end = std::move(*comparison->right);
  bool names_variable = false;
  ForEachExpr(end, [&](const Expr& expr) {
    const auto* reference = As<VarRef>(expr);
    names_variable |= reference != nullptr && reference->symbol == loop.variable;
  });
  if (names_variable || !IsInteger(end.type.scalar)) return kForeign;
  if (is_less_equal && !IncludeEnd(in.function()[loop.variable].type.scalar, end)) return kForeign;
  loop.end = std::move(end);
  return true;
}

/// Whether `next` is the loop's variable and a step, which it stores.
bool IsStepTo(const Expr& next, For& loop) {
  const auto* sum = As<Binary>(next);
  if (sum == nullptr || sum->op != BinaryOp::kAdd) return kForeign;
  const auto* variable = As<VarRef>(*sum->left);
  Expr step = *sum->right;
  Rewrite(step, FoldNode);
  const auto value = IntegerValue(step);
  if (variable == nullptr || variable->symbol != loop.variable || !value || *value <= 0)
    return kForeign;
  loop.step = *value;
  return true;
}

bool ParseForStep(ParseContext& in, For& loop, const Token& variable) {
  const bool is_prefix = in.Accept(Punct::kIncrement);
  if (in.Text(in.Peek()) != in.Text(variable)) {
    if (in.Peek().Is(Punct::kRightParen) || in.Peek().Is(Punct::kDecrement)) return kForeign;
    return in.ErrorExpected(fmt::format("'{}' in the loop's step", in.Text(variable)));
  }
  in.Advance();
  if (is_prefix || in.Accept(Punct::kIncrement)) return true;
  if (in.Peek().Is(Punct::kCompoundAssign) && in.Text(in.Peek()) == "+=") {
    in.Advance();
    return ParseStep(in, loop.step);
  }
  if (in.Accept(Punct::kAssign)) {
    ParsedExpr next;
    return ParseExpression(in, next) && IsStepTo(next.expr, loop);
  }
  if (in.Peek().Is(Punct::kDecrement) || in.Peek().Is(Punct::kCompoundAssign)) return kForeign;
  return in.ErrorExpected("the loop's step");
}

bool ParseAffineHeader(ParseContext& in, For& loop) {
  if (!StartsType(in.Peek())) return kForeign;
  Type type;
  if (!ParseTypeName(in, type)) return false;
  const Token& variable = in.Peek();
  if (variable.kind != TokenKind::kIdentifier || !variable.Is(Word::kNone)) {
    return in.ErrorExpected("the name of the loop variable");
  }
  if (type.IsPointer() || !IsInteger(type.scalar) || type.scalar == Scalar::kBool) {
    return kForeign;
  }
  in.Advance();
  if (!in.Bind(in.Text(variable), variable.where(), {{}, SymbolKind::kLoop, type, 0, false},
               loop.variable)) {
    return false;
  }
  ParsedExpr begin;
  if (!in.Expect(Punct::kAssign, "'=' after the loop variable") || !ParseExpression(in, begin) ||
      !ConvertTo(in, type, begin)) {
    return false;
  }
  loop.begin = std::move(begin.expr);
  if (in.Peek().Is(Punct::kComma)) return kForeign;
  return in.Expect(Punct::kSemicolon, "';' after the loop's begin") &&
         ParseForCondition(in, loop) &&
         in.Expect(Punct::kSemicolon, "';' after the loop's condition") &&
         ParseForStep(in, loop, variable);
}

/// Assignments, counts and calls, separated by commas.
bool ParseEffects(ParseContext& in) {
  do {
    const Position where = in.Peek().where();
    Assign ignored;
    ParsedExpr effect;
    if (!ParseUnary(in, effect)) return false;
    if (IsAssignment(in.Peek()) && !ParseAssignment(in, std::move(effect), where, ignored))
      return false;
  } while (in.Accept(Punct::kComma));
  return true;
}

/// The header of a loop of any other form.
bool ParseForeignHeader(ParseContext& in, Position where) {
  in.PassOver(where, std::string(kForeignLoop));
  if (StartsType(in.Peek())) {
    Block declarations;
    if (!ParseDeclaration(in, declarations)) return false;
  } else if (in.Peek().kind == TokenKind::kIdentifier &&
             in.Peek(1).kind == TokenKind::kIdentifier) {
    return FailOnTypeName(in, in.Peek());
  } else if (!in.Accept(Punct::kSemicolon)) {
    if (!ParseEffects(in) || !in.Expect(Punct::kSemicolon, "';' after the loop's begin"))
      return false;
  }
  if (!in.Accept(Punct::kSemicolon)) {
    ParsedExpr condition;
    if (!ParseExpression(in, condition) || !CheckCondition(in, condition) ||
        !in.Expect(Punct::kSemicolon, "';' after the loop's condition")) {
      return false;
    }
  }
  return in.Peek().Is(Punct::kRightParen) || ParseEffects(in);
}

}  // namespace

bool ParseForHeader(ParseContext& in, Position where, For& loop) {
  const ParseContext::Mark begin = in.SetMark();
  if (ParseAffineHeader(in, loop)) return true;
  if (in.failure()) return false;
  in.CloseScope();
  in.Rewind(begin);
  in.OpenScope();
  return ParseForeignHeader(in, where);
}

}  // namespace utvmc::kernelc
