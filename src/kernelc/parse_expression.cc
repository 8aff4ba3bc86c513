// Expressions by C99 6.5, from the operators down to the primaries.
#include "kernelc/parse_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#include "kernelc/number.h"
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

constexpr Type kVoidPointer = {Scalar::kVoid, 1};
constexpr std::string_view kUndeclaredHint =
    "TVM declares every name that it uses: generate the file anew, or include the header that "
    "declares this one";

struct Operator {
  BinaryOp op;
  int precedence;  ///< 0: no binary operator
};

Operator OperatorOf(Punct punct) {
  switch (punct) {
    case Punct::kStar:
      return {BinaryOp::kMultiply, 10};
    case Punct::kSlash:
      return {BinaryOp::kDivide, 10};
    case Punct::kPercent:
      return {BinaryOp::kModulo, 10};
    case Punct::kPlus:
      return {BinaryOp::kAdd, 9};
    case Punct::kMinus:
      return {BinaryOp::kSubtract, 9};
    case Punct::kShiftLeft:
      return {BinaryOp::kShiftLeft, 8};
    case Punct::kShiftRight:
      return {BinaryOp::kShiftRight, 8};
    case Punct::kLess:
      return {BinaryOp::kLess, 7};
    case Punct::kLessEqual:
      return {BinaryOp::kLessEqual, 7};
    case Punct::kGreater:
      return {BinaryOp::kGreater, 7};
    case Punct::kGreaterEqual:
      return {BinaryOp::kGreaterEqual, 7};
    case Punct::kEqual:
      return {BinaryOp::kEqual, 6};
    case Punct::kNotEqual:
      return {BinaryOp::kNotEqual, 6};
    case Punct::kAnd:
      return {BinaryOp::kBitAnd, 5};
    case Punct::kXor:
      return {BinaryOp::kBitXor, 4};
    case Punct::kOr:
      return {BinaryOp::kBitOr, 3};
    case Punct::kAndAnd:
      return {BinaryOp::kLogicalAnd, 2};
    case Punct::kOrOr:
      return {BinaryOp::kLogicalOr, 1};
    default:
      return {BinaryOp::kAdd, 0};
  }
}

/// The operator of a compound assignment, by its first character.
BinaryOp OperatorOfAssignment(std::string_view text) {
  switch (text[0]) {
    case '+':
      return BinaryOp::kAdd;
    case '-':
      return BinaryOp::kSubtract;
    case '*':
      return BinaryOp::kMultiply;
    case '/':
      return BinaryOp::kDivide;
    case '%':
      return BinaryOp::kModulo;
    case '&':
      return BinaryOp::kBitAnd;
    case '|':
      return BinaryOp::kBitOr;
    case '^':
      return BinaryOp::kBitXor;
    case '<':
      return BinaryOp::kShiftLeft;
    default:
      return BinaryOp::kShiftRight;
  }
}

/// The symbol whose memory `target` is in, casts looked through.
const VarRef* BaseOf(const Expr& target) {
  const Expr* expr = &target;
  while (true) {
    if (const auto* subscript = As<Subscript>(*expr)) {
      expr = &*subscript->base;
    } else if (const auto* member = As<Member>(*expr)) {
      expr = &*member->base;
    } else if (const auto* cast = As<Cast>(*expr)) {
      expr = &*cast->operand;
    } else {
      return As<VarRef>(*expr);
    }
  }
}

/// What has an address and can be assigned to.
bool IsPlace(const Expr& expr) {
  return As<VarRef>(expr) != nullptr || As<Subscript>(expr) != nullptr ||
         As<Member>(expr) != nullptr;
}

bool IsZeroLiteral(const Expr& expr) {
  const auto* literal = As<IntLiteral>(expr);
  return literal != nullptr && literal->value == 0;
}

void MakeNull(Expr& expr) { expr = Expr{NamedConstant{"NULL"}, kVoidPointer, expr.where}; }

/// C99 6.3.2.3: a literal 0 next to a pointer is a null pointer.
void MakeNullNextToPointer(Expr& left, Expr& right) {
  if (left.type.IsPointer() && IsZeroLiteral(right)) MakeNull(right);
  if (right.type.IsPointer() && IsZeroLiteral(left)) MakeNull(left);
}

/// The type of a member of TVM's structs, and the name that the newest TVM gives it.
struct MemberType {
  std::string_view field;
  Type type;
};
std::optional<MemberType> FindMember(Scalar base, std::string_view field) {
  struct Entry {
    Scalar base;
    std::string_view spelling;
    MemberType member;
  };
  static constexpr Entry kEntries[] = {
      {Scalar::kTvmValue, "v_int64", {"v_int64", {Scalar::kInt64, 0}}},
      {Scalar::kTvmValue, "v_float64", {"v_float64", {Scalar::kDouble, 0}}},
      {Scalar::kTvmValue, "v_handle", {"v_handle", {Scalar::kVoid, 1}}},
      {Scalar::kTvmValue, "v_str", {"v_str", {Scalar::kChar, 1}}},
      {Scalar::kTvmValue, "v_type", {"v_type", {Scalar::kDlDataType, 0}}},
      {Scalar::kTvmValue, "v_device", {"v_device", {Scalar::kDlDevice, 0}}},
      {Scalar::kTvmValue, "v_ctx", {"v_device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "data", {"data", {Scalar::kVoid, 1}}},
      {Scalar::kDlTensor, "device", {"device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "ctx", {"device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "ndim", {"ndim", {Scalar::kInt32, 0}}},
      {Scalar::kDlTensor, "dtype", {"dtype", {Scalar::kDlDataType, 0}}},
      {Scalar::kDlTensor, "shape", {"shape", {Scalar::kInt64, 1}}},
      {Scalar::kDlTensor, "strides", {"strides", {Scalar::kInt64, 1}}},
      {Scalar::kDlTensor, "byte_offset", {"byte_offset", {Scalar::kUint64, 0}}},
      {Scalar::kDlDataType, "code", {"code", {Scalar::kUint8, 0}}},
      {Scalar::kDlDataType, "bits", {"bits", {Scalar::kUint8, 0}}},
      {Scalar::kDlDataType, "lanes", {"lanes", {Scalar::kUint16, 0}}},
      {Scalar::kDlDevice, "device_type", {"device_type", {Scalar::kInt32, 0}}},
      {Scalar::kDlDevice, "device_id", {"device_id", {Scalar::kInt32, 0}}},
  };
  for (const Entry& entry : kEntries) {
    if (entry.base == base && entry.spelling == field) return entry.member;
  }
  return std::nullopt;
}

}  // namespace

bool ExpressionParser::ParseExpression(Parsed& out) {
  const Position where = Peek().where();
  if (!Enter(where)) return false;
  if (!ParseBinary(1, out)) return false;
  if (Accept(Punct::kQuestion)) {
    Parsed if_true;
    Parsed if_false;
    if (!CheckCondition(out) || !ParseExpression(if_true) ||
        !Expect(Punct::kColon, "':' of the conditional") || !ParseExpression(if_false) ||
        !CombineConditional(where, out, std::move(if_true), std::move(if_false))) {
      return false;
    }
  }
  Leave();
  return true;
}

bool ExpressionParser::CheckHeight(const Parsed& parsed) {
  return statement_depth_ + parsed.height <= kMaxNesting || ErrorTooDeep(parsed.expr.where);
}

bool ExpressionParser::ParseBinary(int min_precedence, Parsed& out) {
  if (!ParseUnary(out)) return false;
  while (true) {
    const Token& token = Peek();
    if (IsPlace(out.expr) && (token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement))) {
      if (!CheckCount(token, out)) return false;
      Advance();
      continue;
    }
    const Operator binary = OperatorOf(token.punct);
    if (binary.precedence < min_precedence || binary.precedence == 0) return true;
    Advance();
    Parsed right;
    if (!Enter(token.where()) || !ParseBinary(binary.precedence + 1, right)) return false;
    Leave();
    if (!CombineBinary(binary.op, token, out, std::move(right))) return false;
  }
}

bool ExpressionParser::CombineBinary(BinaryOp op, const Token& token, Parsed& left, Parsed right) {
  const bool is_equality = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
  if (is_equality) MakeNullNextToPointer(left.expr, right.expr);
  const Type left_type = left.expr.type;
  const Type right_type = right.expr.type;
  if (!TypeOf(op, left_type, right_type)) {
    return Error(token.where(), fmt::format("'{}' has no meaning for operands of types {} and {}",
                                            Text(token), Spell(left_type), Spell(right_type)));
  }
  const bool is_additive = op == BinaryOp::kAdd || op == BinaryOp::kSubtract;
  if (is_additive && (left_type.IsPointer() || right_type.IsPointer())) {
    PassOver(token.where(), "pointer arithmetic");
  }
  left.expr = MakeBinary(op, std::move(left.expr), std::move(right.expr));
  left.height = std::max(left.height, right.height) + 1;
  return CheckHeight(left);
}

bool ExpressionParser::CombineConditional(Position where, Parsed& condition, Parsed if_true,
                                          Parsed if_false) {
  MakeNullNextToPointer(if_true.expr, if_false.expr);
  if (!TypeOfConditional(if_true.expr.type, if_false.expr.type)) {
    return Error(where, fmt::format("'?:' has no meaning for arms of types {} and {}",
                                    Spell(if_true.expr.type), Spell(if_false.expr.type)));
  }
  condition.height = std::max({condition.height, if_true.height, if_false.height}) + 1;
  condition.expr =
      MakeConditional(std::move(condition.expr), std::move(if_true.expr), std::move(if_false.expr));
  return CheckHeight(condition);
}

bool ExpressionParser::ParseUnary(Parsed& out) {
  const Token& token = Peek();
  switch (token.punct) {
    case Punct::kMinus:
      return ParseNegation(out);
    case Punct::kPlus:
      return ParsePrefix(UnaryOp::kPlus, out);
    case Punct::kNot:
      return ParsePrefix(UnaryOp::kLogicalNot, out);
    case Punct::kTilde:
      return ParsePrefix(UnaryOp::kBitNot, out);
    case Punct::kStar:
      return ParseDereference(out);
    case Punct::kAnd:
      return ParseAddressOf(out);
    case Punct::kIncrement:
    case Punct::kDecrement:
      return ParseCount(out);
    default:
      return token.Is(Word::kSizeof) ? ParseSizeof(out) : ParsePostfix(out);
  }
}

bool ExpressionParser::ParsePrefix(UnaryOp op, Parsed& out) {
  const Token& token = Peek();
  Advance();
  if (!Enter(token.where()) || !ParseUnary(out)) return false;
  Leave();
  if (!TypeOf(op, out.expr.type)) {
    return Error(token.where(), fmt::format("'{}' has no meaning for an operand of type {}",
                                            Text(token), Spell(out.expr.type)));
  }
  out.expr = MakeUnary(op, std::move(out.expr));
  out.expr.where = token.where();
  ++out.height;
  return CheckHeight(out);
}

bool ExpressionParser::ParseAddressOf(Parsed& out) {
  const Token& token = Peek();
  PassOver(token.where(), "an address-of expression");
  Advance();
  if (!Enter(token.where()) || !ParseUnary(out)) return false;
  Leave();
  if (!IsPlace(out.expr)) return Error(token.where(), "the address of what is no variable");
  Type type = out.expr.type;
  const auto* variable = As<VarRef>(out.expr);
  const bool is_array =
      variable != nullptr && function_[variable->symbol].kind == SymbolKind::kArray;
  if (is_array || type.pointers == kMaxPointers) {
    return Reject(token.where(), "an address-of expression");
  }
  ++type.pointers;
  out.expr = Expr{NamedConstant{"NULL"}, type, token.where()};
  return true;
}

/// ++ or -- before its operand.
bool ExpressionParser::ParseCount(Parsed& out) {
  const Token& token = Peek();
  Advance();
  if (!Enter(token.where()) || !ParseUnary(out)) return false;
  Leave();
  return CheckCount(token, out);
}

bool ExpressionParser::CheckCount(const Token& token, const Parsed& operand) {
  PassOver(token.where(), fmt::format("'{}' inside an expression", Text(token)));
  if (!CheckTarget(operand.expr)) return false;
  if (IsScalar(operand.expr.type)) return true;
  return Error(token.where(), fmt::format("a {} cannot be counted", Spell(operand.expr.type)));
}

bool ExpressionParser::ParseSizeof(Parsed& out) {
  const Position where = Peek().where();
  PassOver(where, "sizeof");
  Advance();
  const Word word = Peek(1).word;
  if (word == Word::kStruct || word == Word::kUnion || word == Word::kEnum) {
    return Reject(where, "sizeof");
  }
  if (Peek().Is(Punct::kLeftParen) && StartsType(Peek(1))) {
    Type type;
    Advance();
    if (!ParseTypeName(type) || !Expect(Punct::kRightParen, "')' of sizeof")) return false;
  } else {
    if (!Enter(where) || !ParseUnary(out)) return false;
    Leave();
  }
  out = {MakeInt(1, Scalar::kUint64, where), 1};
  return true;
}

bool ExpressionParser::ParseNegation(Parsed& out) {
  // TVM prints the least int64_t as -9223372036854775808. C has no such literal, though compilers
  // let it pass.
  constexpr std::string_view kMinInt64 = "9223372036854775808";
  const Token& literal = Peek(1);
  const std::string_view digits = literal.kind == TokenKind::kNumber ? Text(literal) : "";
  if (digits.starts_with(kMinInt64) &&
      digits.substr(kMinInt64.size()).find_first_not_of("lL") == std::string_view::npos) {
    out = {MakeInt(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64, Peek().where()), 1};
    Advance();
    Advance();
    return true;
  }
  return ParsePrefix(UnaryOp::kNegate, out);
}

bool ExpressionParser::ParseDereference(Parsed& out) {
  const Token& token = Peek();
  Advance();
  if (!Enter(token.where()) || !ParseUnary(out)) return false;
  Leave();
  if (!TypeOf(UnaryOp::kDereference, out.expr.type)) {
    return Error(token.where(),
                 fmt::format("'*' has no meaning for an operand of type {}", Spell(out.expr.type)));
  }
  // *p is p[0]: later stages know one form of access.
  out.expr = MakeSubscript(std::move(out.expr), MakeInt(0, Scalar::kInt32, token.where()));
  ++out.height;
  return CheckHeight(out);
}

bool ExpressionParser::ParsePostfix(Parsed& out) {
  if (!ParsePrimary(out)) return false;
  while (true) {
    const Token& token = Peek();
    if (Accept(Punct::kLeftBracket)) {
      if (!ParseSubscript(out)) return false;
    } else if (token.Is(Punct::kDot) || token.Is(Punct::kArrow)) {
      Advance();
      if (!ParseMember(token.Is(Punct::kArrow), out)) return false;
    } else if (token.Is(Punct::kLeftParen)) {
      return Error(token.where(), fmt::format("a {} cannot be called", Spell(out.expr.type)));
    } else {
      return true;
    }
  }
}

bool ExpressionParser::ParseSubscript(Parsed& out) {
  const Type base = out.expr.type;
  const Position where = out.expr.where;
  if (!base.IsPointer() || base == kVoidPointer) {
    return Error(where, fmt::format("subscript of a {}", Spell(base)),
                 base == kVoidPointer ? "cast it to a pointer to its elements" : "");
  }
  Parsed index;
  if (!ParseExpression(index) || !Expect(Punct::kRightBracket, "']' of the subscript"))
    return false;
  if (!IsInteger(index.expr.type)) {
    return Error(index.expr.where,
                 fmt::format("subscript by a {}, which is no integer", Spell(index.expr.type)));
  }
  out.expr = MakeSubscript(std::move(out.expr), std::move(index.expr));
  out.height = std::max(out.height, index.height) + 1;
  return CheckHeight(out);
}

bool ExpressionParser::ParseMember(bool is_arrow, Parsed& out) {
  if (is_arrow) {
    if (!out.expr.type.IsPointer()) {
      return Error(Peek().where(), fmt::format("'->' after a {}", Spell(out.expr.type)));
    }
    out.expr = MakeSubscript(std::move(out.expr), MakeInt(0, Scalar::kInt32, Peek().where()));
    ++out.height;
  }
  const Token& field = Peek();
  if (field.kind != TokenKind::kIdentifier) return ErrorExpected("the name of a member");
  Advance();
  const Type base = out.expr.type;
  const auto member = base.IsPointer() ? std::nullopt : FindMember(base.scalar, Text(field));
  if (!member) {
    return Error(field.where(), fmt::format("{} has no member '{}'", Spell(base), Text(field)));
  }
  const Position where = out.expr.where;
  out.expr = Expr{Member{std::move(out.expr), std::string(member->field)}, member->type, where};
  ++out.height;
  return CheckHeight(out);
}

bool ExpressionParser::ParsePrimary(Parsed& out) {
  const Token& token = Peek();
  if (AtEnd()) return ErrorExpected("an expression");
  switch (token.kind) {
    case TokenKind::kNumber:
      return ParseNumber(out);
    case TokenKind::kString:
      return ParseString(out);
    case TokenKind::kCharacter:
      PassOver(token.where(), "a character constant");
      Advance();
      out = {MakeInt(0, Scalar::kInt32, token.where()), 1};
      return true;
    case TokenKind::kIdentifier:
      return ParseName(out);
    default:
      if (token.Is(Punct::kLeftParen)) return ParseParenthesis(out);
      return ErrorExpected("an expression");
  }
}

bool ExpressionParser::ParseParenthesis(Parsed& out) {
  const Position where = Peek().where();
  Advance();
  if (StartsType(Peek())) return ParseCast(where, out);
  return ParseExpression(out) && ParseRestOfParenthesis(out) && Expect(Punct::kRightParen, "')'");
}

/// Assignments and commas, after the first expression.
bool ExpressionParser::ParseRestOfParenthesis(Parsed& out) {
  while (true) {
    const Token& token = Peek();
    if (token.Is(Punct::kAssign) || token.Is(Punct::kCompoundAssign)) {
      PassOver(token.where(), "an assignment inside an expression");
      Advance();
      Parsed value;
      if (!ParseAssigned(token, out, value)) return false;
    } else if (token.Is(Punct::kComma)) {
      PassOver(token.where(), "the comma operator");
      Advance();
      if (!ParseExpression(out)) return false;
    } else {
      return true;
    }
  }
}

bool ExpressionParser::ParseAssigned(const Token& token, const Parsed& target, Parsed& value) {
  if (!CheckTarget(target.expr) || !ParseExpression(value)) return false;
  if (Peek().Is(Punct::kAssign)) {
    const Token& next = Peek();
    PassOver(next.where(), "an assignment inside an expression");
    Advance();
    Parsed inner;
    if (!Enter(next.where()) || !ParseAssigned(next, value, inner)) return false;
    Leave();
  }
  if (token.Is(Punct::kCompoundAssign)) {
    // The target has no effects, so that it may be evaluated twice.
    Parsed left{target.expr, target.height};
    if (!CombineBinary(OperatorOfAssignment(Text(token)), token, left, std::move(value))) {
      return false;
    }
    value = std::move(left);
  }
  return ConvertTo(target.expr.type, value);
}

bool ExpressionParser::ParseCast(Position where, Parsed& out) {
  Type type;
  if (!ParseTypeName(type)) return false;
  if (Peek().Is(Punct::kLeftParen) && Peek(1).Is(Punct::kStar)) {
    return Reject(where, "a pointer to a function or array");
  }
  if (!Expect(Punct::kRightParen, "')' of the cast")) return false;
  if (Peek().Is(Punct::kLeftBrace)) return Reject(where, "a compound literal");
  if (!Enter(where) || !ParseUnary(out)) return false;
  Leave();
  if (type.IsPointer() && IsZeroLiteral(out.expr)) MakeNull(out.expr);
  if (!CheckCast(type, out, where)) return false;
  out.expr = MakeCast(type, std::move(out.expr));
  out.expr.where = where;
  ++out.height;
  return CheckHeight(out);
}

bool ExpressionParser::CheckCast(Type type, const Parsed& operand, Position where) {
  const Type from = operand.expr.type;
  if (type == Type{Scalar::kVoid, 0}) return true;
  if (!IsScalar(type) || !IsScalar(from)) {
    return Error(where, fmt::format("cannot cast {} to {}", Spell(from), Spell(type)));
  }
  if (type.IsPointer() == from.IsPointer()) return true;
  if (!IsInteger(type.IsPointer() ? from : type)) {
    return Error(where, fmt::format("cannot cast {} to {}", Spell(from), Spell(type)));
  }
  return PassOver(where, "a cast between pointer and integer");
}

bool ExpressionParser::ParseTypeName(Type& type) {
  Scalar scalar = Scalar::kVoid;
  return ParseScalar(scalar) && ParsePointers(scalar, type);
}

bool ExpressionParser::ParseScalar(Scalar& scalar) {
  const Position where = Peek().where();
  std::size_t count = 0;
  const auto read = ReadTypeSpecifier(Rest(), count);
  Skip(count);
  if (const auto* foreign = std::get_if<ForeignType>(&read))
    return Reject(where, foreign->construct);
  const auto* specifier = std::get_if<TypeSpecifier>(&read);
  if (specifier == nullptr)
    return count > 0 ? Error(where, "malformed type") : ErrorExpected("a type");
  scalar = specifier->scalar;
  return true;
}

bool ExpressionParser::ParsePointers(Scalar scalar, Type& type) {
  const Position where = Peek().where();
  std::size_t count = 0;
  const int pointers = ReadPointers(Rest(), count);
  Skip(count);
  if (pointers > kMaxPointers) {
    return Error(where, fmt::format("pointers nested deeper than {} levels", kMaxPointers));
  }
  type = Type{scalar, static_cast<std::uint8_t>(pointers)};
  return true;
}

bool ExpressionParser::ParseNumber(Parsed& out) {
  const Token& token = Peek();
  const auto read = kernelc::ParseNumber(Text(token));
  if (const auto* problem = std::get_if<NumberProblem>(&read)) {
    return Error(token.where(), fmt::format("{}: '{}'", problem->message, Text(token)));
  }
  Advance();
  const Number& number = std::get<Number>(read);
  out = {IsFloating(number.type) ? MakeFloat(number.floating, number.type, token.where())
                                 : MakeInt(number.integer, number.type, token.where()),
         1};
  return true;
}

bool ExpressionParser::ParseString(Parsed& out) {
  const Position where = Peek().where();
  std::string text;
  for (; Peek().kind == TokenKind::kString; Advance()) {
    if (!text.empty()) text += ' ';
    text += Text(Peek());
  }
  out = {Expr{StringLiteral{std::move(text)}, Type{Scalar::kChar, 1}, where}, 1};
  return true;
}

bool ExpressionParser::ParseName(Parsed& out) {
  const Token& name = Peek();
  const std::string_view text = Text(name);
  const Position where = name.where();
  Advance();
  if (name.Is(Word::kNone)) {
    if (const auto local = FindLocal(text)) {
      out = {MakeVar(function_, *local, where), 1};
      return true;
    }
    if (Peek().Is(Punct::kLeftParen)) return ParseCall(name, out);
    if (const auto constant = file_.constants.find(text); constant != file_.constants.end()) {
      const auto& [element, elements] = constant->second;
      const SymbolId id = FileSymbol(text, SymbolKind::kConstant, {element, 0}, elements);
      out = {MakeVar(function_, id, where), 1};
      return true;
    }
    if (file_.module_variables.contains(text)) {
      const SymbolId id = FileSymbol(text, SymbolKind::kModuleVariable, kVoidPointer, 0);
      out = {MakeVar(function_, id, where), 1};
      return true;
    }
    if (const auto value = FindEnumerator(text)) {
      out = {MakeInt(*value, Scalar::kInt32, where), 1};
      return true;
    }
    if (file_.defined_functions.contains(text) || file_.declared_functions.contains(text)) {
      out = {Expr{NamedConstant{"NULL"}, kVoidPointer, where}, 1};
      return PassOver(where, fmt::format("the address of {}()", text));
    }
    return FailOnName(name, false);
  }
  switch (name.word) {
    case Word::kNull:
      out = {Expr{NamedConstant{"NULL"}, kVoidPointer, where}, 1};
      return true;
    case Word::kTrue:
    case Word::kFalse:
      out = {MakeInt(name.Is(Word::kTrue) ? 1 : 0, Scalar::kInt32, where), 1};
      return true;
    case Word::kInfinity:
      out = {MakeFloat(std::numeric_limits<double>::infinity(), Scalar::kFloat, where), 1};
      return true;
    case Word::kNan:
      out = {MakeFloat(std::numeric_limits<double>::quiet_NaN(), Scalar::kFloat, where), 1};
      return true;
    default:
      return Error(where, fmt::format("expected an expression, not '{}'", text));
  }
}

bool ExpressionParser::FailOnName(const Token& name, bool is_call) {
  const std::string_view text = Text(name);
  const Position where = name.where();
  const std::string call = fmt::format("a call of {}()", text);
  if (file_.defined_functions.contains(text) || file_.declared_functions.contains(text)) {
    return Reject(where, call);
  }
  if (IsVectorType(text)) return Reject(where, fmt::format("the vector type {}", text));
  if (IsLibraryMacro(text)) return Reject(where, fmt::format("the macro {}", text));
  if (IsLibraryFunction(text) || text.starts_with("__builtin_")) return Reject(where, call);
  if (file_.variables.contains(text)) return Reject(where, fmt::format("the variable {}", text));
  if (file_.declared_names.contains(text)) {
    return Reject(where, fmt::format("the declaration of {}", text));
  }
  if (file_.has_foreign_includes) {
    return Reject(where, is_call ? call : fmt::format("the macro {}", text));
  }
  return Error(where, fmt::format("undeclared {} '{}'", is_call ? "function" : "name", text),
               std::string(kUndeclaredHint));
}

bool ExpressionParser::FailOnTypeName(const Token& name) {
  const std::string_view text = Text(name);
  if (IsVectorType(text)) return Reject(name.where(), fmt::format("the vector type {}", text));
  // size_t, uintptr_t and the like depend on the target.
  if (file_.declared_names.contains(text) || file_.has_foreign_includes || text == "size_t" ||
      text == "ptrdiff_t" || text == "intptr_t" || text == "uintptr_t") {
    return Reject(name.where(), fmt::format("the type {}", text));
  }
  return Error(name.where(), fmt::format("undeclared type '{}'", text),
               std::string(kUndeclaredHint));
}

bool ExpressionParser::ParseCall(const Token& name, Parsed& out) {
  const std::string_view text = Text(name);
  const KnownFunction* function = FindKnownFunction(text);
  // A definition in the file may differ from the function that its name suggests; a prototype of a
  // known function says nothing new.
  if (function == nullptr || file_.defined_functions.contains(text)) return FailOnName(name, true);
  Advance();
  return ParseArguments(name, *function, out);
}

bool ExpressionParser::ParseArguments(const Token& name, const KnownFunction& function,
                                      Parsed& out) {
  Call call{function.name, {}};
  int height = 0;
  std::size_t count = 0;
  if (!Peek().Is(Punct::kRightParen)) {
    do {
      Parsed argument;
      if (!ParseExpression(argument)) return false;
      if (count < function.parameters.size() && !ConvertTo(function.parameters[count], argument)) {
        return false;
      }
      height = std::max(height, argument.height);
      call.arguments.push_back(std::move(argument.expr));
      ++count;
    } while (Accept(Punct::kComma));
  }
  if (!Expect(Punct::kRightParen, fmt::format("')' of the call of {}()", function.name))) {
    return false;
  }
  if (count != function.parameters.size()) {
    return Error(name.where(), fmt::format("{}() takes {} argument{}, not {}", function.name,
                                           function.parameters.size(),
                                           function.parameters.size() == 1 ? "" : "s", count));
  }
  out = {Expr{std::move(call), function.result, name.where()}, height + 1};
  return CheckHeight(out);
}

bool ExpressionParser::ConvertTo(Type type, Parsed& value) {
  if (type.IsPointer() && IsZeroLiteral(value.expr)) MakeNull(value.expr);
  const Type from = value.expr.type;
  if (type.IsPointer() && from.IsPointer()) {
    if (type == from || type == kVoidPointer || from == kVoidPointer) return true;
  } else if (!type.IsPointer() && !from.IsPointer() && IsArithmetic(type.scalar) &&
             IsArithmetic(from.scalar)) {
    return true;
  } else if (type == from && type.scalar != Scalar::kVoid) {
    return PassOver(value.expr.where, fmt::format("a copy of a {}", Spell(type)));
  }
  return Error(value.expr.where, fmt::format("cannot convert {} to {}", Spell(from), Spell(type)));
}

bool ExpressionParser::CheckTarget(const Expr& target) {
  if (!IsPlace(target)) return Error(target.where, "the left side of an assignment is no variable");
  const VarRef* base = BaseOf(target);
  if (base == nullptr) return true;
  const Symbol& symbol = function_[base->symbol];
  if (symbol.kind == SymbolKind::kLoop) {
    return Error(target.where, fmt::format("assignment to the loop variable '{}'", symbol.name));
  }
  if (symbol.kind == SymbolKind::kConstant) {
    return Error(target.where, fmt::format("assignment to the constant '{}'", symbol.name));
  }
  if (symbol.kind == SymbolKind::kArray && As<VarRef>(target) != nullptr) {
    return Error(target.where, fmt::format("assignment to the array '{}'", symbol.name));
  }
  return true;
}

bool ExpressionParser::CheckCondition(const Parsed& condition) {
  if (IsScalar(condition.expr.type)) return true;
  return Error(condition.expr.where,
               fmt::format("a {} is no condition", Spell(condition.expr.type)));
}

}  // namespace utvmc::kernelc
