// Statements: builds a function's body, declaring names on the way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

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

  bool ParseFor(Block& block);
  bool ParseForHeader(For& loop, Position where);
  bool ParseForCondition(For& loop, Position where);
  bool ParseForStep(For& loop, const Token& variable, Position where);
  bool ParseStep(Position where, std::int64_t& step);

  bool ParseDeclaration(Block& block);
  bool ParseDeclarator(Scalar scalar, Block& block);
  bool ParseArray(const Token& name, Type type, Block& block);
  bool ParseConstant(std::optional<std::int64_t>& value);

  bool ParseExpressionStatement(Block& block);
  bool ParseIncrement(Block& block);
  bool ParseAssignment(Parsed target, Position where, Block& block);
  bool Increment(Parsed target, BinaryOp op, Position where, Block& block);
  bool AddAssignment(Parsed target, Parsed value, Position where, Block& block);
  bool CheckTarget(const Expr& target);

  int loop_depth_ = 0;
};

}  // namespace utvmc::kernelc
