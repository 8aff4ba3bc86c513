#include "kernelc/print_expression.h"

#include <fmt/format.h>

#include <vector>

#include "kernelc/literals.h"
#include "kernelc/parentheses.h"

namespace utvmc::kernelc {
namespace {

class Writer {
 public:
  Writer(const Function& function, Layout& layout) : function_(function), layout_(layout) {}

  void Write(const Expr& expr) {
    if (const auto* binary = As<Binary>(expr)) return WriteBinary(*binary);
    if (const auto* conditional = As<Conditional>(expr)) return WriteConditional(*conditional);
    if (const auto* cast = As<Cast>(expr)) {
      layout_.Text(fmt::format("({})", Spell(expr.type)));
      return Write(*cast->operand, LevelOf(*cast->operand) < Level::kUnary);
    }
    if (const auto* unary = As<Unary>(expr)) {
      layout_.Text(Spell(unary->op));
      return Write(*unary->operand, OperandNeedsParentheses(unary->op, *unary->operand));
    }
    if (const auto* subscript = As<Subscript>(expr)) {
      Write(*subscript->base, LevelOf(*subscript->base) < Level::kPostfix);
      layout_.Text("[");
      Write(*subscript->index);
      return layout_.Text("]");
    }
    if (const auto* member = As<Member>(expr)) {
      Write(*member->base, LevelOf(*member->base) < Level::kPostfix);
      return layout_.Text("." + member->field);
    }
    if (const auto* call = As<Call>(expr)) return WriteCall(*call);
    WriteLeaf(expr);
  }

 private:
  void Write(const Expr& expr, bool parenthesised) {
    if (parenthesised) layout_.Text("(");
    Write(expr);
    if (parenthesised) layout_.Text(")");
  }

  /// A chain of operators of one level is one group, and not a level of recursion each.
  void WriteBinary(const Binary& outermost) {
    const Level level = LevelOf(outermost.op);
    std::vector<const Binary*> chain = {&outermost};
    while (!LeftNeedsParentheses(level, *chain.back()->left)) {
      const auto* inner = As<Binary>(*chain.back()->left);
      if (inner == nullptr || LevelOf(inner->op) != level) break;
      chain.push_back(inner);
    }
    const Expr& first = *chain.back()->left;
    layout_.Open();
    Write(first, LeftNeedsParentheses(level, first));
    for (auto node = chain.rbegin(); node != chain.rend(); ++node) {
      layout_.Break();
      layout_.Text(Spell((*node)->op));
      layout_.Text(" ");
      Write(*(*node)->right, RightNeedsParentheses((*node)->op, *(*node)->right));
    }
    layout_.Close();
  }

  /// `a ? b : c ? d : e` is one group.
  void WriteConditional(const Conditional& outermost) {
    layout_.Open();
    const Conditional* node = &outermost;
    while (true) {
      Write(*node->condition, ConditionNeedsParentheses(*node->condition));
      layout_.Break(Layout::BreakKind::kAll);
      layout_.Text("? ");
      Write(*node->if_true, LevelOf(*node->if_true) == Level::kConditional);
      layout_.Break(Layout::BreakKind::kAll);
      layout_.Text(": ");
      const auto* next = As<Conditional>(*node->if_false);
      if (next == nullptr) break;
      node = next;
    }
    Write(*node->if_false);
    layout_.Close();
  }

  void WriteCall(const Call& call) {
    layout_.Open();
    layout_.Text(call.callee + "(");
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
      if (i > 0) layout_.Text(",");
      if (i > 0) layout_.Break();
      Write(call.arguments[i]);
    }
    layout_.Text(")");
    layout_.Close();
  }

  void WriteLeaf(const Expr& expr) {
    if (const auto* variable = As<VarRef>(expr)) {
      layout_.Text(function_[variable->symbol].name);
    } else if (const auto* constant = As<NamedConstant>(expr)) {
      layout_.Text(constant->name);
    } else if (const auto* string = As<StringLiteral>(expr)) {
      layout_.Text(string->text);
    } else {
      layout_.Text(PrintLiteral(expr));
    }
  }

  const Function& function_;
  Layout& layout_;
};

}  // namespace

void WriteExpr(const Function& function, const Expr& expr, Layout& layout) {
  Writer(function, layout).Write(expr);
}

}  // namespace utvmc::kernelc
