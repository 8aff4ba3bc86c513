// Expressions as fully parenthesised text with the type of each literal and cast, independent of
// the printer under test elsewhere.
#pragma once

#include <fmt/format.h>

#include <string>
#include <variant>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

inline std::string_view DumpOp(BinaryOp op) {
  constexpr std::string_view kTexts[] = {"*", "/",  "%",  "+",  "-", "<<", ">>", "<",  "<=",
                                         ">", ">=", "==", "!=", "&", "^",  "|",  "&&", "||"};
  return kTexts[static_cast<std::size_t>(op)];
}

inline std::string_view DumpOp(UnaryOp op) {
  constexpr std::string_view kTexts[] = {"-", "+", "!", "~", "&", "*"};
  return kTexts[static_cast<std::size_t>(op)];
}

inline std::string Dump(const Function& function, const Expr& expr) {
  const auto dump = [&](const Expr& child) { return Dump(function, child); };
  if (const auto* literal = As<IntLiteral>(expr)) {
    return fmt::format("{}:{}", literal->value, Spell(expr.type));
  }
  if (const auto* literal = As<FloatLiteral>(expr)) {
    return fmt::format("{}:{}", literal->value, Spell(expr.type));
  }
  if (const auto* literal = As<StringLiteral>(expr)) return literal->text;
  if (const auto* constant = As<NamedConstant>(expr)) return constant->name;
  if (const auto* reference = As<VarRef>(expr)) return function[reference->symbol].name;
  if (const auto* subscript = As<Subscript>(expr)) {
    return fmt::format("{}[{}]", dump(*subscript->base), dump(*subscript->index));
  }
  if (const auto* member = As<Member>(expr)) {
    return fmt::format("{}.{}", dump(*member->base), member->field);
  }
  if (const auto* unary = As<Unary>(expr)) {
    return fmt::format("({}{})", DumpOp(unary->op), dump(*unary->operand));
  }
  if (const auto* binary = As<Binary>(expr)) {
    return fmt::format("({} {} {})", dump(*binary->left), DumpOp(binary->op), dump(*binary->right));
  }
  if (const auto* conditional = As<Conditional>(expr)) {
    return fmt::format("({} ? {} : {})", dump(*conditional->condition), dump(*conditional->if_true),
                       dump(*conditional->if_false));
  }
  if (const auto* cast = As<Cast>(expr)) {
    return fmt::format("({}){}", Spell(expr.type), dump(*cast->operand));
  }
  const auto& call = std::get<Call>(expr.node);
  std::string text = call.callee + "(";
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    text += (i > 0 ? ", " : "") + dump(call.arguments[i]);
  }
  return text + ")";
}

}  // namespace utvmc::kernelc
