#include "kernelc/parentheses.h"

#include <string>

#include "kernelc/literals.h"

namespace utvmc::kernelc {
namespace {

bool IsComparison(Level level) { return level == Level::kEquality || level == Level::kRelational; }
bool IsBitwise(Level level) {
  return level == Level::kBitAnd || level == Level::kBitXor || level == Level::kBitOr;
}

/// Binary operators that a reader, and -Wparentheses, want to see grouped where they meet.
bool WantsParentheses(Level outer, Level inner) {
  if (inner < Level::kLogicalOr || inner > Level::kMultiplicative || inner == outer) return false;
  if (outer == Level::kLogicalOr) return inner == Level::kLogicalAnd;
  if (IsComparison(outer)) return IsComparison(inner);
  return outer == Level::kShift || IsBitwise(outer);
}

bool IsLogicalNot(const Expr& expr) {
  const auto* unary = As<Unary>(expr);
  return unary != nullptr && unary->op == UnaryOp::kLogicalNot;
}

}  // namespace

Level LevelOf(const Expr& expr) {
  if (const auto* binary = As<Binary>(expr)) return LevelOf(binary->op);
  if (As<Conditional>(expr) != nullptr) return Level::kConditional;
  if (As<Unary>(expr) != nullptr || As<Cast>(expr) != nullptr) return Level::kUnary;
  const bool is_postfix =
      As<Subscript>(expr) != nullptr || As<Member>(expr) != nullptr || As<Call>(expr) != nullptr;
  if (is_postfix) return Level::kPostfix;
  const std::string text = PrintLiteral(expr);
  const bool is_signed_or_cast = text.starts_with('-') || text.starts_with('(');
  return is_signed_or_cast ? Level::kUnary : Level::kPrimary;
}

bool LeftNeedsParentheses(Level outer, const Expr& left) {
  const Level inner = LevelOf(left);
  if (IsComparison(outer) && IsComparison(inner)) return true;
  // -Wlogical-not-parentheses: `!a < b` looks like `!(a < b)`.
  if ((IsComparison(outer) || IsBitwise(outer)) && IsLogicalNot(left)) return true;
  return inner < outer || WantsParentheses(outer, inner);
}

bool RightNeedsParentheses(BinaryOp op, const Expr& right) {
  const Level outer = LevelOf(op);
  const Level inner = LevelOf(right);
  // `a - -1` is legal and unreadable.
  if (op == BinaryOp::kSubtract && inner == Level::kUnary) {
    const auto* unary = As<Unary>(right);
    if (unary != nullptr ? unary->op == UnaryOp::kNegate : PrintLiteral(right).starts_with('-')) {
      return true;
    }
  }
  return inner <= outer || WantsParentheses(outer, inner);
}

bool OperandNeedsParentheses(UnaryOp op, const Expr& operand) {
  const Level level = LevelOf(operand);
  if (level != Level::kUnary) return level < Level::kUnary;
  if (As<Cast>(operand) != nullptr) return false;
  // Two equal signs in a row would be another token.
  const auto* inner = As<Unary>(operand);
  return inner != nullptr ? inner->op == op
                          : op == UnaryOp::kNegate && PrintLiteral(operand).starts_with('-');
}

bool ConditionNeedsParentheses(const Expr& condition) {
  const Level level = LevelOf(condition);
  return level < Level::kUnary && !IsComparison(level);
}

}  // namespace utvmc::kernelc
