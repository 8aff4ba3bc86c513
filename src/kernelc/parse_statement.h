// Statements: builds a function's body, declaring names on the way.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernelc/ast.h"
#include "kernelc/parse_expression.h"
#include "kernelc/signature.h"

namespace utvmc::kernelc {

class StatementParser : public ExpressionParser {
 public:
  using ExpressionParser::ExpressionParser;

  /// Parses the body; the tokens begin behind its `{`.
  bool ParseBody(std::string_view name, Position where, const Signature& signature);

  /// The function, after ParseBody() returned true.
  Function Take() { return std::move(function_); }

 private:
  bool DeclareParameters(const Signature& signature);
  bool ParseStatement(Block& block);
  bool ParseStatementOf(const Token& token, Block& block);
  /// A statement of its own block: the body of a loop or a branch.
  bool ParseNested(Block& block);
  bool ParseBlockContents(Block& block);
  bool ParseIf(Block& block);
  bool ParseWhile(Block& block);
  bool ParseReturn(Block& block);

  // Statements outside the subset whose extent is known.
  bool ParseForeignStatement(const Token& token, Block& block);
  bool ParseDo();
  bool ParseSwitch();
  bool ParseCase(const Token& token, Block& block);
  bool ParseGoto();
  bool ParseContinue(const Token& token);
  bool ParseLabel(Block& block);
  bool ParseStorageClass(const Token& token, Block& block);
  /// Every goto has its label.
  bool CheckLabels();

  bool ParseFor(Block& block);
  /// The header of a loop of any other form; what ParseForHeader left behind was undone.
  bool ParseForeignForHeader(Position where);
  bool ParseEffects();
  /// Returns false without a failure; ParseFor starts again.
  bool RejectForHeader();
  bool ParseForHeader(For& loop);
  bool ParseForCondition(For& loop);
  bool ParseForStep(For& loop, const Token& variable);
  bool ParseStep(std::int64_t& step);

  bool ParseDeclaration(Block& block);
  bool ParseDeclarator(Scalar scalar, Block& block);
  bool ParseArray(const Token& name, Type type, Block& block);
  bool ParseConstant(std::optional<std::int64_t>& value);
  /// Of an array or a struct: expressions in braces.
  bool ParseInitializer();

  bool ParseExpressionStatement(Block& block);
  bool ParseIncrement(Block& block);
  bool ParseAssignment(Parsed target, Position where, Block& block);
  bool Increment(Parsed target, BinaryOp op, Position where, Block& block);
  bool AddAssignment(Parsed target, Parsed value, Position where, Block& block);

  int loop_depth_ = 0;
  int switch_depth_ = 0;
  bool is_foreign_header_ = false;
  std::set<std::string_view> labels_;
  std::vector<Token> gotos_;  ///< the labels they name
};

}  // namespace utvmc::kernelc
