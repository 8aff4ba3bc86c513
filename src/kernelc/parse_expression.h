// Expressions: precedence climbing over typed operands. Types are checked while parsing, so that an
// Expr that exists is well typed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kernelc/ast.h"
#include "kernelc/build.h"
#include "kernelc/parse_context.h"

namespace utvmc::kernelc {

class ExpressionParser : public ParseContext {
 public:
  using ParseContext::ParseContext;

 protected:
  /// An expression and the height of its tree. Height is bounded together with the depth of the
  /// statement around it, because left-deep operator chains make trees without recursion here.
  struct Parsed {
    Expr expr;
    int height = 1;
  };

  /// Everything but assignment and comma.
  bool ParseExpression(Parsed& out);
  /// An operand of a unary operator: what may stand on the left of an assignment.
  bool ParseUnary(Parsed& out);

  /// Checks that `value` may be assigned to a `type`, as C99 6.5.16.1 has it; a literal 0 becomes
  /// NULL where a pointer is wanted.
  bool ConvertTo(Type type, Parsed& value);
  /// Checks that `condition` can be compared with 0.
  bool CheckCondition(const Parsed& condition);

  /// Reads a type, pointers included. Rejects what is outside the subset.
  bool ParseTypeName(Type& type);
  bool ParseScalar(Scalar& scalar);
  bool ParsePointers(Scalar scalar, Type& type);

  /// A name that is no local: rejects what the file or a header declares, else reports it.
  bool FailOnName(const Token& name, bool is_call);
  /// The same for a name where a type is wanted.
  bool FailOnTypeName(const Token& name);

  bool CombineBinary(BinaryOp op, const Token& token, Parsed& left, Parsed right);
  /// Parses what is assigned: `token` is the operator, just read. `a = b = c` is passed over.
  bool ParseAssigned(const Token& token, const Parsed& target, Parsed& value);
  /// Checks that `target` may stand on the left of an assignment.
  bool CheckTarget(const Expr& target);

 private:
  bool ParseBinary(int min_precedence, Parsed& out);
  bool ParsePostfix(Parsed& out);
  bool ParsePrimary(Parsed& out);
  bool ParsePrefix(UnaryOp op, Parsed& out);
  bool ParseAddressOf(Parsed& out);
  bool ParseCount(Parsed& out);
  bool ParseSizeof(Parsed& out);
  bool ParseRestOfParenthesis(Parsed& out);
  bool CheckCount(const Token& token, const Parsed& operand);
  bool ParseNegation(Parsed& out);
  bool ParseDereference(Parsed& out);
  bool ParseParenthesis(Parsed& out);
  bool ParseCast(Position where, Parsed& out);
  bool ParseName(Parsed& out);
  bool ParseNumber(Parsed& out);
  bool ParseString(Parsed& out);
  bool ParseCall(const Token& name, Parsed& out);
  bool ParseArguments(const Token& name, const KnownFunction& function, Parsed& out);
  bool ParseSubscript(Parsed& out);
  bool ParseMember(bool is_arrow, Parsed& out);

  bool CombineConditional(Position where, Parsed& condition, Parsed if_true, Parsed if_false);
  /// Checks the height of `parsed` after an operator was put on top.
  bool CheckHeight(const Parsed& parsed);
  bool CheckCast(Type type, const Parsed& operand, Position where);
};

}  // namespace utvmc::kernelc
