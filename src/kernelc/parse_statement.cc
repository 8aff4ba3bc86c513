// A statement that is in C but not in the subset is passed over or rejected by its name.
#include "kernelc/parse_statement.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kernelc/parse_assignment.h"
#include "kernelc/parse_declaration.h"
#include "kernelc/parse_expression.h"
#include "kernelc/parse_for_header.h"
#include "kernelc/parse_name.h"
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

/// Parses the statements of one function; knows what surrounds them.
class StatementParser {
 public:
  explicit StatementParser(ParseContext& in) : in_(in) {}

  bool ParseBlockContents(Block& block);
  /// Every goto has its label.
  bool CheckLabels();

 private:
  bool ParseStatement(Block& block);
  bool ParseStatementOf(const Token& token, Block& block);
  /// A statement of its own block: the body of a loop or a branch.
  bool ParseNested(Block& block);
  bool ParseLoopBody(Block& block);
  /// `opening` says where the '(' is missing.
  bool ParseCondition(std::string_view opening, Expr& condition);
  bool ParseIf(Block& block);
  bool ParseFor(Block& block);
  bool ParseWhile(Block& block);
  bool ParseReturn(Block& block);
  bool ParseBreak(Block& block);
  bool ParseExpressionStatement(Block& block);
  bool EndAssignment(Assign assign, Position where, Block& block);

  // Statements outside the subset whose extent is known.
  bool ParseForeignStatement(const Token& token, Block& block);
  bool ParseDo();
  bool ParseSwitch();
  bool ParseCase(const Token& token, Block& block);
  bool ParseGoto();
  bool ParseContinue(const Token& token);
  bool ParseLabel(Block& block);

  ParseContext& in_;
  int loop_depth_ = 0;
  int switch_depth_ = 0;
  std::set<std::string_view> labels_;
  std::vector<Token> gotos_;  ///< the labels they name
};

bool StatementParser::ParseBlockContents(Block& block) {
  while (!in_.AtEnd() && !in_.Peek().Is(Punct::kRightBrace)) {
    if (!ParseStatement(block)) return false;
  }
  return true;
}

bool StatementParser::CheckLabels() {
  for (const Token& label : gotos_) {
    if (!labels_.contains(in_.Text(label))) {
      return in_.Error(label.where(), fmt::format("the label '{}' is missing", in_.Text(label)));
    }
  }
  return true;
}

bool StatementParser::ParseStatement(Block& block) {
  const Token& token = in_.Peek();
  if (in_.AtEnd()) return in_.ErrorExpected("a statement");
  if (!in_.EnterStatement(token.where()) || !ParseStatementOf(token, block)) return false;
  in_.LeaveStatement();
  return true;
}

bool StatementParser::ParseStatementOf(const Token& token, Block& block) {
  if (in_.Accept(Punct::kSemicolon)) return true;
  if (token.Is(Punct::kLeftBrace)) {
    Compound compound;
    if (!ParseNested(compound.body)) return false;
    block.push_back({std::move(compound), token.where()});
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
      return ParseBreak(block);
    default:
      return ParseForeignStatement(token, block);
  }
}

bool StatementParser::ParseNested(Block& block) {
  in_.OpenScope();
  if (in_.Accept(Punct::kLeftBrace)) {
    if (!ParseBlockContents(block) || !in_.Expect(Punct::kRightBrace, "'}'")) return false;
  } else if (!ParseStatement(block)) {
    return false;
  }
  in_.CloseScope();
  return true;
}

bool StatementParser::ParseLoopBody(Block& block) {
  ++loop_depth_;
  if (!ParseNested(block)) return false;
  --loop_depth_;
  return true;
}

bool StatementParser::ParseCondition(std::string_view opening, Expr& condition) {
  ParsedExpr parsed;
  if (!in_.Expect(Punct::kLeftParen, opening) || !ParseExpression(in_, parsed) ||
      !CheckCondition(in_, parsed) || !in_.Expect(Punct::kRightParen, "')' after the condition")) {
    return false;
  }
  condition = std::move(parsed.expr);
  return true;
}

bool StatementParser::ParseIf(Block& block) {
  const Position where = in_.Peek().where();
  in_.Advance();
  If branch;
  if (!ParseCondition("'(' after if", branch.condition) || !ParseNested(branch.then_block)) {
    return false;
  }
  if (in_.Accept(Word::kElse) && !ParseNested(branch.else_block)) return false;
  block.push_back({std::move(branch), where});
  return true;
}

bool StatementParser::ParseFor(Block& block) {
  const Position where = in_.Peek().where();
  in_.Advance();
  if (!in_.Expect(Punct::kLeftParen, "'(' after for")) return false;
  For loop;
  in_.OpenScope();
  if (!ParseForHeader(in_, where, loop) ||
      !in_.Expect(Punct::kRightParen, "')' after the loop's step") || !ParseLoopBody(loop.body)) {
    return false;
  }
  in_.CloseScope();
  block.push_back({std::move(loop), where});
  return true;
}

bool StatementParser::ParseWhile(Block& block) {
  const Position where = in_.Peek().where();
  in_.Advance();
  While loop;
  if (!ParseCondition("'(' after while", loop.condition) || !ParseLoopBody(loop.body)) return false;
  block.push_back({std::move(loop), where});
  return true;
}

bool StatementParser::ParseReturn(Block& block) {
  const Position where = in_.Peek().where();
  in_.Advance();
  Return statement;
  const Type result = in_.function().result;
  const bool is_void = result == Type{Scalar::kVoid, 0};
  if (in_.Peek().Is(Punct::kSemicolon)) {
    if (!is_void) return in_.Error(where, "return without a value");
  } else {
    ParsedExpr value;
    if (!ParseExpression(in_, value)) return false;
    if (is_void) return in_.Error(where, "return of a value from a void function");
    if (!ConvertTo(in_, result, value)) return false;
    statement.value = std::move(value.expr);
  }
  block.push_back({std::move(statement), where});
  return in_.Expect(Punct::kSemicolon, "';' after return");
}

bool StatementParser::ParseBreak(Block& block) {
  const Position where = in_.Peek().where();
  in_.Advance();
  if (loop_depth_ + switch_depth_ == 0) return in_.Error(where, "break outside a loop");
  block.push_back({Break{}, where});
  return in_.Expect(Punct::kSemicolon, "';' after break");
}

/// True if a name that stands for nothing here begins what looks like a declaration.
bool LooksLikeDeclaration(const ParseContext& in) {
  if (in.Peek(1).kind == TokenKind::kIdentifier) return true;
  return in.Peek(1).Is(Punct::kStar) && in.Peek(2).kind == TokenKind::kIdentifier &&
         (in.Peek(3).Is(Punct::kAssign) || in.Peek(3).Is(Punct::kSemicolon));
}

bool StatementParser::EndAssignment(Assign assign, Position where, Block& block) {
  block.push_back({std::move(assign), where});
  return in_.Expect(Punct::kSemicolon, "';' after the assignment");
}

bool StatementParser::ParseExpressionStatement(Block& block) {
  const Token& first = in_.Peek();
  const Position where = first.where();
  Assign assign;
  if (first.Is(Punct::kIncrement) || first.Is(Punct::kDecrement)) {
    return ParseIncrement(in_, assign) && EndAssignment(std::move(assign), where, block);
  }
  if (first.kind == TokenKind::kIdentifier && first.Is(Word::kNone)) {
    if (in_.Peek(1).Is(Punct::kColon)) return ParseLabel(block);
    if (LooksLikeDeclaration(in_) && !in_.FindLocal(in_.Text(first))) {
      return FailOnTypeName(in_, first);
    }
  }
  ParsedExpr target;
  if (!ParseUnary(in_, target)) return false;
  if (IsAssignment(in_.Peek())) {
    return ParseAssignment(in_, std::move(target), where, assign) &&
           EndAssignment(std::move(assign), where, block);
  }
  // `(void)f();` is a call, and `(void)x;` nothing at all.
  Expr* expr = &target.expr;
  auto* cast = As<Cast>(*expr);
  const bool is_discarded = cast != nullptr && expr->type == Type{Scalar::kVoid, 0};
  if (is_discarded) expr = &*cast->operand;
  if (!in_.Peek().Is(Punct::kSemicolon)) return in_.ErrorExpected("'=' or ';'");
  in_.Advance();
  if (As<Call>(*expr) != nullptr) {
    block.push_back({Evaluate{std::move(*expr)}, where});
    return true;
  }
  return is_discarded || in_.Error(where, "a statement without an effect");
}

bool StatementParser::ParseForeignStatement(const Token& token, Block& block) {
  switch (token.word) {
    case Word::kDo:
      in_.PassOver(token.where(), "a do loop");
      return ParseDo();
    case Word::kSwitch:
      in_.PassOver(token.where(), "a switch");
      return ParseSwitch();
    case Word::kCase:
    case Word::kDefault:
      return ParseCase(token, block);
    case Word::kGoto:
      in_.PassOver(token.where(), "goto");
      return ParseGoto();
    case Word::kContinue:
      in_.PassOver(token.where(), "continue");
      return ParseContinue(token);
    case Word::kStatic:
    case Word::kExtern:
    case Word::kRegister:
      return ParseStorageClass(in_, token, block);
    default:
      break;
  }
  if (const std::string_view construct = ForeignDeclaration(token.word); !construct.empty()) {
    return in_.Reject(token.where(), std::string(construct));
  }
  return StartsType(token) ? ParseDeclaration(in_, block) : ParseExpressionStatement(block);
}

bool StatementParser::ParseDo() {
  in_.Advance();
  Block body;
  Expr condition;
  if (!ParseLoopBody(body)) return false;
  if (!in_.Accept(Word::kWhile)) return in_.ErrorExpected("while after the body of do");
  return ParseCondition("'(' after while", condition) &&
         in_.Expect(Punct::kSemicolon, "';' after the condition");
}

bool StatementParser::ParseSwitch() {
  in_.Advance();
  Block body;
  ParsedExpr value;
  if (!in_.Expect(Punct::kLeftParen, "'(' after switch") || !ParseExpression(in_, value) ||
      !in_.Expect(Punct::kRightParen, "')' after the value of switch")) {
    return false;
  }
  if (!IsInteger(value.expr.type)) {
    return in_.Error(value.expr.where, fmt::format("a switch over a {}", Spell(value.expr.type)));
  }
  ++switch_depth_;
  if (!ParseNested(body)) return false;
  --switch_depth_;
  return true;
}

bool StatementParser::ParseCase(const Token& token, Block& block) {
  if (switch_depth_ == 0) {
    return in_.Error(token.where(), fmt::format("{} outside a switch", in_.Text(token)));
  }
  in_.Advance();
  std::optional<std::int64_t> value;
  if (token.Is(Word::kCase) && !ParseConstant(in_, value)) return false;
  return in_.Expect(Punct::kColon, "':' after the case") && ParseStatement(block);
}

bool StatementParser::ParseGoto() {
  in_.Advance();
  const Token& label = in_.Peek();
  if (label.kind != TokenKind::kIdentifier || !label.Is(Word::kNone)) {
    return in_.ErrorExpected("a label after goto");
  }
  gotos_.push_back(label);
  in_.Advance();
  return in_.Expect(Punct::kSemicolon, "';' after goto");
}

bool StatementParser::ParseContinue(const Token& token) {
  in_.Advance();
  if (loop_depth_ == 0) return in_.Error(token.where(), "continue outside a loop");
  return in_.Expect(Punct::kSemicolon, "';' after continue");
}

bool StatementParser::ParseLabel(Block& block) {
  const Token& label = in_.Peek();
  in_.PassOver(label.where(), "a label");
  if (!labels_.insert(in_.Text(label)).second) {
    return in_.Error(label.where(), fmt::format("the label '{}' occurs twice", in_.Text(label)));
  }
  in_.Advance();
  in_.Advance();
  if (StartsType(in_.Peek())) return in_.ErrorExpected("a statement after the label");
  return ParseStatement(block);
}

bool BindParameters(ParseContext& in, const Signature& signature) {
  Function& function = in.function();
  for (const Signature::Parameter& parameter : signature.parameters) {
    Symbol symbol{{}, SymbolKind::kParameter, parameter.type, 0, false};
    SymbolId id;
    if (parameter.name.empty()) {
      id = function.Add(std::move(symbol));
    } else if (!in.Bind(parameter.name, parameter.where, std::move(symbol), id)) {
      return false;
    }
    function.parameters.push_back(id);
  }
  return true;
}

}  // namespace

bool ParseBody(ParseContext& in, std::string_view name, Position where,
               const Signature& signature) {
  Function& function = in.function();
  function.name = name;
  function.where = where;
  function.result = signature.result;
  StatementParser statements(in);
  // Parameters and the outermost block share a scope (C99 6.2.1).
  in.OpenScope();
  if (!BindParameters(in, signature) || !statements.ParseBlockContents(function.body)) return false;
  in.CloseScope();
  if (!in.AtEnd()) return in.ErrorExpected("a statement");
  return statements.CheckLabels();
}

}  // namespace utvmc::kernelc
