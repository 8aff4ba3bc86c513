// Statements by C99 6.8; a statement that is in C but not in the subset is rejected by its name.
#include "kernelc/parse_statement.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/type_name.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

constexpr std::string_view kForeignLoop = "a for loop of another form than `v = a; v < b; v += c`";
constexpr std::int64_t kMaxArrayBytes = std::int64_t{1} << 31;

/// What a keyword that begins a declaration outside the subset stands for; empty: none.
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

/// Turns the `end` of `v <= end` into that of `v < end`. False: that is another loop, as `end` may
/// be the largest value of its type.
bool IncludeEnd(Expr& end) {
  const Scalar type = Promote(end.type.scalar);
  if (const auto value = IntegerValue(end)) {
    if (static_cast<std::uint64_t>(*value) == MaxOf(type)) return false;
    end = MakeInt(*value + 1, type, end.where);
    return true;
  }
  // A signed variable cannot count beyond the largest value, so that `v <= end` never ended.
  if (!IsSignedInteger(type)) return false;
  end = MakeBinary(BinaryOp::kAdd, std::move(end), MakeInt(1, type, end.where));
  return true;
}

/// True for the operators that change what stands before them.
bool IsAssignment(const Token& token) {
  return token.Is(Punct::kAssign) || token.Is(Punct::kCompoundAssign) ||
         token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement);
}

Stmt MakeStmt(Stmt::Node node, Position where) { return Stmt{std::move(node), where}; }

}  // namespace

bool StatementParser::ParseBody(std::string_view name, Position where, const Signature& signature) {
  function_.name = name;
  function_.where = where;
  function_.result = signature.result;
  // Parameters and the outermost block share a scope (C99 6.2.1).
  OpenScope();
  if (!DeclareParameters(signature) || !ParseBlockContents(function_.body)) return false;
  CloseScope();
  if (!AtEnd()) return ErrorExpected("a statement");
  return CheckLabels();
}

bool StatementParser::DeclareParameters(const Signature& signature) {
  for (const Signature::Parameter& parameter : signature.parameters) {
    if (parameter.name.empty()) {
      function_.parameters.push_back(
          function_.Add({{}, SymbolKind::kParameter, parameter.type, 0, false}));
      continue;
    }
    SymbolId id;
    if (!Bind(parameter.name, parameter.where,
              {{}, SymbolKind::kParameter, parameter.type, 0, false}, id)) {
      return false;
    }
    function_.parameters.push_back(id);
  }
  return true;
}

bool StatementParser::ParseBlockContents(Block& block) {
  while (!AtEnd() && !Peek().Is(Punct::kRightBrace)) {
    if (!ParseStatement(block)) return false;
  }
  return true;
}

bool StatementParser::ParseNested(Block& block) {
  OpenScope();
  if (Accept(Punct::kLeftBrace)) {
    if (!ParseBlockContents(block) || !Expect(Punct::kRightBrace, "'}'")) return false;
  } else if (!ParseStatement(block)) {
    return false;
  }
  CloseScope();
  return true;
}

bool StatementParser::ParseStatement(Block& block) {
  const Token& token = Peek();
  if (AtEnd()) return ErrorExpected("a statement");
  if (!Enter(token.where())) return false;
  ++statement_depth_;
  if (!ParseStatementOf(token, block)) return false;
  --statement_depth_;
  Leave();
  return true;
}

bool StatementParser::ParseStatementOf(const Token& token, Block& block) {
  if (Accept(Punct::kSemicolon)) return true;
  if (token.Is(Punct::kLeftBrace)) {
    Compound compound;
    if (!ParseNested(compound.body)) return false;
    block.push_back(MakeStmt(std::move(compound), token.where()));
    return true;
  }
  switch (token.word) {
    case Word::kIf:
      return ParseIf(block);
    case Word::kFor:
      return ParseFor(block);
    case Word::kWhile:
      return ParseWhile(block);
    case Word::kReturn:
      return ParseReturn(block);
    case Word::kBreak:
      Advance();
      if (loop_depth_ + switch_depth_ == 0) return Error(token.where(), "break outside a loop");
      block.push_back(MakeStmt(Break{}, token.where()));
      return Expect(Punct::kSemicolon, "';' after break");
    default:
      return ParseForeignStatement(token, block);
  }
}

bool StatementParser::ParseForeignStatement(const Token& token, Block& block) {
  switch (token.word) {
    case Word::kDo:
      PassOver(token.where(), "a do loop");
      return ParseDo();
    case Word::kSwitch:
      PassOver(token.where(), "a switch");
      return ParseSwitch();
    case Word::kCase:
    case Word::kDefault:
      return ParseCase(token, block);
    case Word::kGoto:
      PassOver(token.where(), "goto");
      return ParseGoto();
    case Word::kContinue:
      PassOver(token.where(), "continue");
      return ParseContinue(token);
    case Word::kStatic:
    case Word::kExtern:
    case Word::kRegister:
      return ParseStorageClass(token, block);
    default:
      break;
  }
  if (const std::string_view construct = ForeignDeclaration(token.word); !construct.empty()) {
    return Reject(token.where(), std::string(construct));
  }
  return StartsType(token) ? ParseDeclaration(block) : ParseExpressionStatement(block);
}

bool StatementParser::ParseDo() {
  Advance();
  Block body;
  ++loop_depth_;
  if (!ParseNested(body)) return false;
  --loop_depth_;
  Parsed condition;
  if (!Accept(Word::kWhile)) return ErrorExpected("while after the body of do");
  return Expect(Punct::kLeftParen, "'(' after while") && ParseExpression(condition) &&
         CheckCondition(condition) && Expect(Punct::kRightParen, "')' after the condition") &&
         Expect(Punct::kSemicolon, "';' after the condition");
}

bool StatementParser::ParseSwitch() {
  Advance();
  Block body;
  Parsed value;
  if (!Expect(Punct::kLeftParen, "'(' after switch") || !ParseExpression(value) ||
      !Expect(Punct::kRightParen, "')' after the value of switch")) {
    return false;
  }
  if (value.expr.type.IsPointer() || !IsInteger(value.expr.type.scalar)) {
    return Error(value.expr.where, fmt::format("a switch over a {}", Spell(value.expr.type)));
  }
  ++switch_depth_;
  if (!ParseNested(body)) return false;
  --switch_depth_;
  return true;
}

bool StatementParser::ParseCase(const Token& token, Block& block) {
  if (switch_depth_ == 0) {
    return Error(token.where(), fmt::format("{} outside a switch", Text(token)));
  }
  Advance();
  std::optional<std::int64_t> value;
  if (token.Is(Word::kCase) && !ParseConstant(value)) return false;
  return Expect(Punct::kColon, "':' after the case") && ParseStatement(block);
}

bool StatementParser::ParseGoto() {
  Advance();
  const Token& label = Peek();
  if (label.kind != TokenKind::kIdentifier || !label.Is(Word::kNone)) {
    return ErrorExpected("a label after goto");
  }
  gotos_.push_back(label);
  Advance();
  return Expect(Punct::kSemicolon, "';' after goto");
}

bool StatementParser::ParseContinue(const Token& token) {
  Advance();
  if (loop_depth_ == 0) return Error(token.where(), "continue outside a loop");
  return Expect(Punct::kSemicolon, "';' after continue");
}

bool StatementParser::ParseLabel(Block& block) {
  const Token& label = Peek();
  PassOver(label.where(), "a label");
  if (!labels_.insert(Text(label)).second) {
    return Error(label.where(), fmt::format("the label '{}' occurs twice", Text(label)));
  }
  Advance();
  Advance();
  if (StartsType(Peek())) return ErrorExpected("a statement after the label");
  return ParseStatement(block);
}

bool StatementParser::CheckLabels() {
  for (const Token& label : gotos_) {
    if (!labels_.contains(Text(label))) {
      return Error(label.where(), fmt::format("the label '{}' is missing", Text(label)));
    }
  }
  return true;
}

bool StatementParser::ParseStorageClass(const Token& token, Block& block) {
  PassOver(token.where(), std::string(ForeignDeclaration(token.word)));
  Advance();
  const Token& type = Peek();
  if (const std::string_view construct = ForeignDeclaration(type.word); !construct.empty()) {
    return Reject(type.where(), std::string(construct));
  }
  if (type.kind == TokenKind::kIdentifier && type.Is(Word::kNone)) return FailOnTypeName(type);
  return ParseDeclaration(block);
}

bool StatementParser::ParseIf(Block& block) {
  const Position where = Peek().where();
  Advance();
  Parsed condition;
  If branch;
  if (!Expect(Punct::kLeftParen, "'(' after if") || !ParseExpression(condition) ||
      !CheckCondition(condition) || !Expect(Punct::kRightParen, "')' after the condition") ||
      !ParseNested(branch.then_block)) {
    return false;
  }
  if (Accept(Word::kElse) && !ParseNested(branch.else_block)) return false;
  branch.condition = std::move(condition.expr);
  block.push_back(MakeStmt(std::move(branch), where));
  return true;
}

bool StatementParser::ParseWhile(Block& block) {
  const Position where = Peek().where();
  Advance();
  Parsed condition;
  While loop;
  if (!Expect(Punct::kLeftParen, "'(' after while") || !ParseExpression(condition) ||
      !CheckCondition(condition) || !Expect(Punct::kRightParen, "')' after the condition")) {
    return false;
  }
  ++loop_depth_;
  if (!ParseNested(loop.body)) return false;
  --loop_depth_;
  loop.condition = std::move(condition.expr);
  block.push_back(MakeStmt(std::move(loop), where));
  return true;
}

bool StatementParser::ParseReturn(Block& block) {
  const Position where = Peek().where();
  Advance();
  Return statement;
  const bool is_void = function_.result == Type{Scalar::kVoid, 0};
  if (Peek().Is(Punct::kSemicolon)) {
    if (!is_void) return Error(where, "return without a value");
  } else {
    Parsed value;
    if (!ParseExpression(value)) return false;
    if (is_void) return Error(where, "return of a value from a void function");
    if (!ConvertTo(function_.result, value)) return false;
    statement.value = std::move(value.expr);
  }
  block.push_back(MakeStmt(std::move(statement), where));
  return Expect(Punct::kSemicolon, "';' after return");
}

bool StatementParser::ParseFor(Block& block) {
  const Position where = Peek().where();
  Advance();
  if (!Expect(Punct::kLeftParen, "'(' after for")) return false;
  For loop;
  const std::size_t header = Mark();
  const int depth = depth_;
  OpenScope();
  if (!ParseForHeader(loop)) {
    if (!is_foreign_header_) return false;
    is_foreign_header_ = false;
    CloseScope();
    Rewind(header);
    depth_ = depth;
    OpenScope();
    if (!ParseForeignForHeader(where)) return false;
  }
  if (!Expect(Punct::kRightParen, "')' after the loop's step")) return false;
  ++loop_depth_;
  if (!ParseNested(loop.body)) return false;
  --loop_depth_;
  CloseScope();
  block.push_back(MakeStmt(std::move(loop), where));
  return true;
}

bool StatementParser::ParseForeignForHeader(Position where) {
  PassOver(where, std::string(kForeignLoop));
  if (StartsType(Peek())) {
    Block declarations;
    if (!ParseDeclaration(declarations)) return false;
  } else if (Peek().kind == TokenKind::kIdentifier && Peek(1).kind == TokenKind::kIdentifier) {
    return FailOnTypeName(Peek());
  } else if (!Accept(Punct::kSemicolon)) {
    if (!ParseEffects() || !Expect(Punct::kSemicolon, "';' after the loop's begin")) return false;
  }
  if (!Accept(Punct::kSemicolon)) {
    Parsed condition;
    if (!ParseExpression(condition) || !CheckCondition(condition) ||
        !Expect(Punct::kSemicolon, "';' after the loop's condition")) {
      return false;
    }
  }
  return Peek().Is(Punct::kRightParen) || ParseEffects();
}

/// Assignments, counts and calls, separated by commas.
bool StatementParser::ParseEffects() {
  do {
    const Position where = Peek().where();
    Block ignored;
    Parsed effect;
    if (!ParseUnary(effect)) return false;
    if (IsAssignment(Peek()) && !ParseAssignment(std::move(effect), where, ignored)) return false;
  } while (Accept(Punct::kComma));
  return true;
}

bool StatementParser::RejectForHeader() {
  is_foreign_header_ = true;
  return false;
}

bool StatementParser::ParseForHeader(For& loop) {
  if (!StartsType(Peek())) return RejectForHeader();
  Type type;
  if (!ParseTypeName(type)) return false;
  const Token& variable = Peek();
  if (variable.kind != TokenKind::kIdentifier || !variable.Is(Word::kNone)) {
    return ErrorExpected("the name of the loop variable");
  }
  if (type.IsPointer() || !IsInteger(type.scalar) || type.scalar == Scalar::kBool) {
    return RejectForHeader();
  }
  Advance();
  if (!Bind(Text(variable), variable.where(), {{}, SymbolKind::kLoop, type, 0, false},
            loop.variable)) {
    return false;
  }
  Parsed begin;
  if (!Expect(Punct::kAssign, "'=' after the loop variable") || !ParseExpression(begin) ||
      !ConvertTo(type, begin)) {
    return false;
  }
  loop.begin = std::move(begin.expr);
  if (Peek().Is(Punct::kComma)) return RejectForHeader();
  return Expect(Punct::kSemicolon, "';' after the loop's begin") && ParseForCondition(loop) &&
         Expect(Punct::kSemicolon, "';' after the loop's condition") &&
         ParseForStep(loop, variable);
}

bool StatementParser::ParseForCondition(For& loop) {
  if (Peek().Is(Punct::kSemicolon)) return RejectForHeader();
  Parsed condition;
  if (!ParseExpression(condition) || !CheckCondition(condition)) return false;
  auto* comparison = As<Binary>(condition.expr);
  const bool is_less = comparison != nullptr && comparison->op == BinaryOp::kLess;
  const bool is_less_equal = comparison != nullptr && comparison->op == BinaryOp::kLessEqual;
  if (!is_less && !is_less_equal) return RejectForHeader();
  const auto* left = As<VarRef>(*comparison->left);
  if (left == nullptr || left->symbol != loop.variable) return RejectForHeader();
  Expr end = std::move(*comparison->right);
  bool names_variable = false;
  ForEachExpr(end, [&](const Expr& expr) {
    const auto* reference = As<VarRef>(expr);
    names_variable |= reference != nullptr && reference->symbol == loop.variable;
  });
  if (names_variable || !IsInteger(end.type.scalar)) return RejectForHeader();
  if (is_less_equal && !IncludeEnd(end)) return RejectForHeader();
  loop.end = std::move(end);
  return true;
}

bool StatementParser::ParseForStep(For& loop, const Token& variable) {
  const bool is_prefix = Accept(Punct::kIncrement);
  if (Text(Peek()) != Text(variable)) {
    if (Peek().Is(Punct::kRightParen) || Peek().Is(Punct::kDecrement)) return RejectForHeader();
    return ErrorExpected(fmt::format("'{}' in the loop's step", Text(variable)));
  }
  Advance();
  if (is_prefix || Accept(Punct::kIncrement)) return true;
  if (Peek().Is(Punct::kCompoundAssign) && Text(Peek()) == "+=") {
    Advance();
    return ParseStep(loop.step);
  }
  if (Accept(Punct::kAssign)) {
    if (Text(Peek()) != Text(variable) || !Peek(1).Is(Punct::kPlus)) return RejectForHeader();
    Advance();
    Advance();
    return ParseStep(loop.step);
  }
  if (Peek().Is(Punct::kDecrement) || Peek().Is(Punct::kCompoundAssign)) return RejectForHeader();
  return ErrorExpected("the loop's step");
}

bool StatementParser::ParseStep(std::int64_t& step) {
  std::optional<std::int64_t> value;
  if (!ParseConstant(value)) return false;
  if (!value || *value <= 0) return RejectForHeader();
  step = *value;
  return true;
}

bool StatementParser::ParseConstant(std::optional<std::int64_t>& value) {
  Parsed parsed;
  if (!ParseExpression(parsed)) return false;
  Rewrite(parsed.expr, FoldNode);
  value = IntegerValue(parsed.expr);
  return true;
}

bool StatementParser::ParseInitializer() {
  const Position where = Peek().where();
  if (!Accept(Punct::kLeftBrace)) {
    Parsed value;
    return ParseExpression(value);
  }
  if (!Enter(where)) return false;
  while (!Peek().Is(Punct::kRightBrace)) {
    if (Peek().Is(Punct::kDot) || Peek().Is(Punct::kLeftBracket)) {
      return Reject(Peek().where(), "a designated initializer");
    }
    if (!ParseInitializer()) return false;
    if (!Accept(Punct::kComma)) break;
  }
  Leave();
  return Expect(Punct::kRightBrace, "'}' of the initializer");
}

bool StatementParser::ParseDeclaration(Block& block) {
  std::size_t after_type = 0;
  while (StartsType(Peek(after_type))) ++after_type;
  const Token& next = Peek(after_type);
  if (const std::string_view construct = ForeignDeclaration(next.word); !construct.empty()) {
    return Reject(next.where(), std::string(construct));
  }
  Scalar scalar = Scalar::kVoid;
  if (!ParseScalar(scalar)) return false;
  do {
    if (!ParseDeclarator(scalar, block)) return false;
  } while (Accept(Punct::kComma));
  if (Peek().Is(Word::kAttribute)) return Reject(Peek().where(), "an attribute");
  return Expect(Punct::kSemicolon, "';' after the declaration");
}

bool StatementParser::ParseDeclarator(Scalar scalar, Block& block) {
  Type type;
  if (!ParsePointers(scalar, type)) return false;
  const Token& name = Peek();
  if (name.Is(Punct::kLeftParen) && Peek(1).Is(Punct::kStar)) {
    return Reject(name.where(), "a pointer to a function or array");
  }
  if (name.kind != TokenKind::kIdentifier || !name.Is(Word::kNone)) {
    return ErrorExpected("the name of a variable");
  }
  Advance();
  if (type == Type{Scalar::kVoid, 0} || type == Type{Scalar::kChar, 0}) {
    return Error(name.where(), fmt::format("variable '{}' of type {}", Text(name), Spell(type)));
  }
  if (Peek().Is(Punct::kLeftParen)) {
    const Token& parameter = Peek(1);
    if (StartsType(parameter) || parameter.Is(Punct::kRightParen) ||
        parameter.kind == TokenKind::kIdentifier) {
      return Reject(name.where(), "a local declaration of a function");
    }
    return ErrorExpected("'=' or ';'");
  }
  if (Accept(Punct::kLeftBracket)) return ParseArray(name, type, block);
  if (!type.IsPointer() && !IsArithmetic(type.scalar)) {
    PassOver(name.where(), fmt::format("a local {}", Spell(type)));
  }

  Declare declaration;
  if (!Bind(Text(name), name.where(), {{}, SymbolKind::kScalar, type, 0, false},
            declaration.symbol)) {
    return false;
  }
  if (Accept(Punct::kAssign)) {
    if (Peek().Is(Punct::kLeftBrace)) {
      PassOver(Peek().where(), "a braced initializer");
      return ParseInitializer();
    }
    Parsed value;
    if (!ParseExpression(value) || !ConvertTo(type, value)) return false;
    declaration.value = std::move(value.expr);
  }
  block.push_back(MakeStmt(std::move(declaration), name.where()));
  return true;
}

bool StatementParser::ParseArray(const Token& name, Type type, Block& block) {
  const Position where = Peek().where();
  std::optional<std::int64_t> length;
  if (Peek().Is(Punct::kRightBracket)) return Reject(where, "an array without a length");
  if (!ParseConstant(length) || !Expect(Punct::kRightBracket, "']' after the array's length")) {
    return false;
  }
  if (!length || *length <= 0) {
    return Error(where,
                 fmt::format("the length of array '{}' is not a positive constant", Text(name)));
  }
  const int element_bytes =
      type.IsPointer() || !IsArithmetic(type.scalar) ? 64 : SizeOf(type.scalar);
  if (*length > kMaxArrayBytes / element_bytes) {
    return Error(where, fmt::format("array '{}' is larger than 2 GiB", Text(name)));
  }
  if (Peek().Is(Punct::kLeftBracket)) return Reject(name.where(), "an array of arrays");
  Declare declaration;
  if (!Bind(Text(name), name.where(), {{}, SymbolKind::kArray, type, *length, false},
            declaration.symbol)) {
    return false;
  }
  block.push_back(MakeStmt(std::move(declaration), name.where()));
  if (!Accept(Punct::kAssign)) return true;
  PassOver(name.where(), "an initialized local array");
  return ParseInitializer();
}

bool StatementParser::ParseExpressionStatement(Block& block) {
  const Token& first = Peek();
  const Position where = first.where();
  if (first.Is(Punct::kIncrement) || first.Is(Punct::kDecrement)) return ParseIncrement(block);
  if (first.kind == TokenKind::kIdentifier && first.Is(Word::kNone)) {
    if (Peek(1).Is(Punct::kColon)) return ParseLabel(block);
    const bool is_type = Peek(1).kind == TokenKind::kIdentifier ||
                         (Peek(1).Is(Punct::kStar) && Peek(2).kind == TokenKind::kIdentifier &&
                          (Peek(3).Is(Punct::kAssign) || Peek(3).Is(Punct::kSemicolon)));
    if (is_type && !FindLocal(Text(first))) return FailOnTypeName(first);
  }
  Parsed target;
  if (!ParseUnary(target)) return false;
  if (IsAssignment(Peek())) {
    if (!ParseAssignment(std::move(target), where, block)) return false;
    return Expect(Punct::kSemicolon, "';' after the assignment");
  }
  // `(void)f();` is a call, and `(void)x;` nothing at all.
  Expr* expr = &target.expr;
  auto* cast = As<Cast>(*expr);
  const bool is_discarded = cast != nullptr && expr->type == Type{Scalar::kVoid, 0};
  if (is_discarded) expr = &*cast->operand;
  if (!Peek().Is(Punct::kSemicolon)) return ErrorExpected("'=' or ';'");
  Advance();
  if (As<Call>(*expr) != nullptr) {
    block.push_back(MakeStmt(Evaluate{std::move(*expr)}, where));
    return true;
  }
  return is_discarded || Error(where, "a statement without an effect");
}

bool StatementParser::ParseIncrement(Block& block) {
  const Token& token = Peek();
  Advance();
  Parsed target;
  if (!ParseUnary(target)) return false;
  const BinaryOp op = token.Is(Punct::kIncrement) ? BinaryOp::kAdd : BinaryOp::kSubtract;
  return Increment(std::move(target), op, token.where(), block) &&
         Expect(Punct::kSemicolon, "';' after the assignment");
}

bool StatementParser::Increment(Parsed target, BinaryOp op, Position where, Block& block) {
  if (!CheckTarget(target.expr)) return false;
  if (target.expr.type.IsPointer()) PassOver(where, "pointer arithmetic");
  Parsed value{target.expr, target.height + 1};
  if (!TypeOf(op, value.expr.type, Type{Scalar::kInt32, 0})) {
    return Error(where, fmt::format("a {} cannot be counted", Spell(value.expr.type)));
  }
  value.expr = MakeBinary(op, std::move(value.expr), MakeInt(1, Scalar::kInt32, where));
  return AddAssignment(std::move(target), std::move(value), where, block);
}

bool StatementParser::ParseAssignment(Parsed target, Position where, Block& block) {
  const Token& token = Peek();
  Advance();
  if (token.Is(Punct::kIncrement) || token.Is(Punct::kDecrement)) {
    const BinaryOp op = token.Is(Punct::kIncrement) ? BinaryOp::kAdd : BinaryOp::kSubtract;
    return Increment(std::move(target), op, where, block);
  }
  Parsed value;
  return ParseAssigned(token, target, value) &&
         AddAssignment(std::move(target), std::move(value), where, block);
}

bool StatementParser::AddAssignment(Parsed target, Parsed value, Position where, Block& block) {
  if (!ConvertTo(target.expr.type, value)) return false;
  block.push_back(MakeStmt(Assign{std::move(target.expr), std::move(value.expr)}, where));
  return true;
}

}  // namespace utvmc::kernelc
