#include "kernelc/parse_expression.h"

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/operators.h"
#include "kernelc/parse_postfix.h"
#include "kernelc/parse_type.h"
#include "kernelc/type_name.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

bool ParsePrefix(ParseContext& in, UnaryOp op, ParsedExpr& out) {
  const Token& token = in.Peek();
  in.Advance();
  if (!in.Enter(token.where()) || !ParseUnary(in, out)) return false;
  in.Leave();
  return ApplyUnary(in, op, token, out);
}

bool ParseAddressOf(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  in.PassOver(token.where(), "an address-of expression");
  in.Advance();
  if (!in.Enter(token.where()) || !ParseUnary(in, out)) return false;
  in.Leave();
  if (!IsPlace(out.expr)) return in.Error(token.where(), "the address of what is no variable");
  Type type = out.expr.type;
  const auto* variable = As<VarRef>(out.expr);
  const bool is_array =
      variable != nullptr && in.function()[variable->symbol].kind == SymbolKind::kArray;
  if (is_array || type.pointers == kMaxPointers) {
    return in.Reject(token.where(), "an address-of expression");
  }
  ++type.pointers;
  out.expr = MakeNull(token.where());
  out.expr.type = type;
  return true;
}

/// ++ or -- before its operand.
bool ParseCount(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  in.Advance();
  if (!in.Enter(token.where()) || !ParseUnary(in, out)) return false;
  in.Leave();
  return ApplyCount(in, token, out);
}

bool ParseSizeof(ParseContext& in, ParsedExpr& out) {
  const Position where = in.Peek().where();
  in.PassOver(where, "sizeof");
  in.Advance();
  const Word word = in.Peek(1).word;
  if (word == Word::kStruct || word == Word::kUnion || word == Word::kEnum) {
    return in.Reject(where, "sizeof");
  }
  if (in.Peek().Is(Punct::kLeftParen) && StartsType(in.Peek(1))) {
    Type type;
    in.Advance();
    if (!ParseTypeName(in, type) || !in.Expect(Punct::kRightParen, "')' of sizeof")) return false;
  } else {
    if (!in.Enter(where) || !ParseUnary(in, out)) return false;
    in.Leave();
  }
  out = {MakeInt(1, Scalar::kUint64, where), 1};
  return true;
}

bool ParseNegation(ParseContext& in, ParsedExpr& out) {
  // TVM prints the least int64_t as -9223372036854775808. C has no such literal, though compilers
  // let it pass.
  constexpr std::string_view kMinInt64 = "9223372036854775808";
  const Token& literal = in.Peek(1);
  const std::string_view digits = literal.kind == TokenKind::kNumber ? in.Text(literal) : "";
  if (digits.starts_with(kMinInt64) &&
      digits.substr(kMinInt64.size()).find_first_not_of("lL") == std::string_view::npos) {
    out = {MakeInt(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64, in.Peek().where()), 1};
    in.Advance();
    in.Advance();
    return true;
  }
  return ParsePrefix(in, UnaryOp::kNegate, out);
}

bool ParseDereference(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  in.Advance();
  if (!in.Enter(token.where()) || !ParseUnary(in, out)) return false;
  in.Leave();
  return ApplyDereference(in, token, out);
}

/// The level of what stands to the right of an operator of `level`.
Level Tighter(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

bool ParseBinary(ParseContext& in, Level loosest, ParsedExpr& out) {
  if (!ParseUnary(in, out)) return false;
  while (true) {
    const Token& token = in.Peek();
    if (IsPlace(out.expr) && (token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement))) {
      if (!ApplyCount(in, token, out)) return false;
      in.Advance();
      continue;
    }
    const std::optional<BinaryOp> op = FindBinaryOp(token.punct);
    if (!op || LevelOf(*op) < loosest) return true;
    in.Advance();
    ParsedExpr right;
    if (!in.Enter(token.where()) || !ParseBinary(in, Tighter(LevelOf(*op)), right)) return false;
    in.Leave();
    if (!ApplyBinary(in, *op, token, out, std::move(right))) return false;
  }
}

}  // namespace

bool ParseExpression(ParseContext& in, ParsedExpr& out) {
  const Position where = in.Peek().where();
  if (!in.Enter(where)) return false;
  if (!ParseBinary(in, Level::kLogicalOr, out)) return false;
  if (in.Accept(Punct::kQuestion)) {
    ParsedExpr if_true;
    ParsedExpr if_false;
    if (!CheckCondition(in, out) || !ParseExpression(in, if_true) ||
        !in.Expect(Punct::kColon, "':' of the conditional") || !ParseExpression(in, if_false) ||
        !ApplyConditional(in, where, out, std::move(if_true), std::move(if_false))) {
      return false;
    }
  }
  in.Leave();
  return true;
}

bool ParseUnary(ParseContext& in, ParsedExpr& out) {
  const Token& token = in.Peek();
  switch (token.punct) {
    case Punct::kMinus:
      return ParseNegation(in, out);
    case Punct::kPlus:
      return ParsePrefix(in, UnaryOp::kPlus, out);
    case Punct::kNot:
      return ParsePrefix(in, UnaryOp::kLogicalNot, out);
    case Punct::kTilde:
      return ParsePrefix(in, UnaryOp::kBitNot, out);
    case Punct::kStar:
      return ParseDereference(in, out);
    case Punct::kAnd:
      return ParseAddressOf(in, out);
    case Punct::kIncrement:
    case Punct::kDecrement:
      return ParseCount(in, out);
    default:
      return token.Is(Word::kSizeof) ? ParseSizeof(in, out) : ParsePostfix(in, out);
  }
}

bool ParseConstant(ParseContext& in, std::optional<std::int64_t>& value) {
  ParsedExpr parsed;
  if (!ParseExpression(in, parsed)) return false;
  Rewrite(parsed.expr, FoldNode);
  value = IntegerValue(parsed.expr);
  return true;
}

}  // namespace utvmc::kernelc
