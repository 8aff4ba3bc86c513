#include "kernelc/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "kernelc/compound_assignment.h"
#include "kernelc/layout.h"

namespace utvmc::kernelc {
namespace {

constexpr std::size_t kColumns = 100;
constexpr int kIndent = 4;

/// C99's levels of precedence, the loosest first.
enum class Level {
  kConditional,
  kLogicalOr,
  kLogicalAnd,
  kBitOr,
  kBitXor,
  kBitAnd,
  kEquality,
  kRelational,
  kShift,
  kAdditive,
  kMultiplicative,
  kUnary,
  kPostfix,
  kPrimary,
};

struct Operator {
  std::string_view text;
  Level level;
};

Operator Describe(BinaryOp op) {
  switch (op) {
    case BinaryOp::kMultiply:
      return {"*", Level::kMultiplicative};
    case BinaryOp::kDivide:
      return {"/", Level::kMultiplicative};
    case BinaryOp::kModulo:
      return {"%", Level::kMultiplicative};
    case BinaryOp::kAdd:
      return {"+", Level::kAdditive};
    case BinaryOp::kSubtract:
      return {"-", Level::kAdditive};
    case BinaryOp::kShiftLeft:
      return {"<<", Level::kShift};
    case BinaryOp::kShiftRight:
      return {">>", Level::kShift};
    case BinaryOp::kLess:
      return {"<", Level::kRelational};
    case BinaryOp::kLessEqual:
      return {"<=", Level::kRelational};
    case BinaryOp::kGreater:
      return {">", Level::kRelational};
    case BinaryOp::kGreaterEqual:
      return {">=", Level::kRelational};
    case BinaryOp::kEqual:
      return {"==", Level::kEquality};
    case BinaryOp::kNotEqual:
      return {"!=", Level::kEquality};
    case BinaryOp::kBitAnd:
      return {"&", Level::kBitAnd};
    case BinaryOp::kBitXor:
      return {"^", Level::kBitXor};
    case BinaryOp::kBitOr:
      return {"|", Level::kBitOr};
    case BinaryOp::kLogicalAnd:
      return {"&&", Level::kLogicalAnd};
    case BinaryOp::kLogicalOr:
      return {"||", Level::kLogicalOr};
  }
  return {"", Level::kPrimary};
}

std::string_view Spell(UnaryOp op) {
  switch (op) {
    case UnaryOp::kNegate:
      return "-";
    case UnaryOp::kPlus:
      return "+";
    case UnaryOp::kLogicalNot:
      return "!";
    case UnaryOp::kBitNot:
      return "~";
    case UnaryOp::kAddressOf:
      return "&";
    case UnaryOp::kDereference:
      return "*";
  }
  return "";
}

bool IsComparison(Level level) { return level == Level::kEquality || level == Level::kRelational; }
bool IsBitwise(Level level) {
  return level == Level::kBitAnd || level == Level::kBitXor || level == Level::kBitOr;
}

/// Text of a literal; empty for any other expression.
std::string LiteralText(const Expr& expr) {
  if (const auto* literal = As<IntLiteral>(expr)) {
    return PrintIntLiteral(literal->value, expr.type.scalar);
  }
  if (const auto* literal = As<FloatLiteral>(expr)) {
    return PrintFloatLiteral(literal->value, expr.type.scalar);
  }
  return {};
}

/// Level of the outermost operator in the text of `expr`.
Level LevelOf(const Expr& expr) {
  if (const auto* binary = As<Binary>(expr)) return Describe(binary->op).level;
  if (As<Conditional>(expr) != nullptr) return Level::kConditional;
  if (As<Unary>(expr) != nullptr || As<Cast>(expr) != nullptr) return Level::kUnary;
  const bool is_postfix =
      As<Subscript>(expr) != nullptr || As<Member>(expr) != nullptr || As<Call>(expr) != nullptr;
  if (is_postfix) return Level::kPostfix;
  const std::string text = LiteralText(expr);
  const bool is_signed_or_cast = text.starts_with('-') || text.starts_with('(');
  return is_signed_or_cast ? Level::kUnary : Level::kPrimary;
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

bool LeftNeedsParentheses(Level outer, const Expr& left) {
  const Level inner = LevelOf(left);
  if (IsComparison(outer) && IsComparison(inner)) return true;
  // -Wlogical-not-parentheses: `!a < b` looks like `!(a < b)`.
  if ((IsComparison(outer) || IsBitwise(outer)) && IsLogicalNot(left)) return true;
  return inner < outer || WantsParentheses(outer, inner);
}

bool RightNeedsParentheses(BinaryOp op, Level outer, const Expr& right) {
  const Level inner = LevelOf(right);
  // `a - -1` is legal and unreadable.
  if (op == BinaryOp::kSubtract && inner == Level::kUnary) {
    const auto* unary = As<Unary>(right);
    if (unary != nullptr ? unary->op == UnaryOp::kNegate : LiteralText(right).starts_with('-')) {
      return true;
    }
  }
  return inner <= outer || WantsParentheses(outer, inner);
}

bool ConditionNeedsParentheses(const Expr& condition) {
  const Level level = LevelOf(condition);
  return level < Level::kUnary && !IsComparison(level);
}

bool OperandNeedsParentheses(UnaryOp op, const Expr& operand) {
  const Level level = LevelOf(operand);
  if (level != Level::kUnary) return level < Level::kUnary;
  if (As<Cast>(operand) != nullptr) return false;
  // Two equal signs in a row would be another token.
  const auto* inner = As<Unary>(operand);
  return inner != nullptr ? inner->op == op
                          : op == UnaryOp::kNegate && LiteralText(operand).starts_with('-');
}

/// Writes expressions and the heads of statements to a Layout.
class Writer {
 public:
  Writer(const Function& function, Layout& layout) : function_(function), layout_(layout) {}

  void Write(const Expr& expr) {
    if (const auto* binary = As<Binary>(expr)) return WriteBinary(*binary);
    if (const auto* conditional = As<Conditional>(expr)) return WriteConditional(*conditional);
    if (const auto* cast = As<Cast>(expr)) {
      layout_.Text(fmt::format("({})", kernelc::Spell(expr.type)));
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

  void Write(const Declare& declare) {
    const Symbol& symbol = function_[declare.symbol];
    if (symbol.kind == SymbolKind::kArray) {
      return layout_.Text(
          fmt::format("{} {}[{}]", kernelc::Spell(symbol.type), symbol.name, symbol.elements));
    }
    layout_.Text(fmt::format("{} {}", kernelc::Spell(symbol.type), symbol.name));
    if (declare.value) WriteInitial(*declare.value);
  }

  void Write(const Assign& assign) {
    Write(assign.target);
    if (const Binary* update = AsCompoundAssignment(function_, assign)) {
      WriteInitial(*update->right, Describe(update->op).text);
    } else {
      WriteInitial(assign.value);
    }
  }

  void Write(const For& loop) {
    const Symbol& variable = function_[loop.variable];
    layout_.Open();
    layout_.Text(fmt::format("for ({} {} = ", kernelc::Spell(variable.type), variable.name));
    Write(loop.begin);
    layout_.Text(";");
    layout_.Break();
    layout_.Text(variable.name + " < ");
    Write(loop.end, LeftNeedsParentheses(Level::kRelational, loop.end));
    layout_.Text(";");
    layout_.Break();
    layout_.Text(loop.step == 1 ? "++" + variable.name
                                : fmt::format("{} += {}", variable.name, loop.step));
    layout_.Text(") {");
    layout_.Close();
  }

 private:
  void Write(const Expr& expr, bool parenthesised) {
    if (parenthesised) layout_.Text("(");
    Write(expr);
    if (parenthesised) layout_.Text(")");
  }

  void WriteInitial(const Expr& value, std::string_view compound = "") {
    layout_.Text(fmt::format(" {}=", compound));
    layout_.Break(Layout::BreakKind::kInitial);
    Write(value);
  }

  /// A chain of operators of one level is one group, and not a level of recursion each.
  void WriteBinary(const Binary& outermost) {
    const Level level = Describe(outermost.op).level;
    std::vector<const Binary*> chain = {&outermost};
    while (!LeftNeedsParentheses(level, *chain.back()->left)) {
      const auto* inner = As<Binary>(*chain.back()->left);
      if (inner == nullptr || Describe(inner->op).level != level) break;
      chain.push_back(inner);
    }
    const Expr& first = *chain.back()->left;
    layout_.Open();
    Write(first, LeftNeedsParentheses(level, first));
    for (auto node = chain.rbegin(); node != chain.rend(); ++node) {
      layout_.Break();
      layout_.Text(Describe((*node)->op).text);
      layout_.Text(" ");
      Write(*(*node)->right, RightNeedsParentheses((*node)->op, level, *(*node)->right));
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
      layout_.Text(LiteralText(expr));
    }
  }

  const Function& function_;
  Layout& layout_;
};

/// Prints statements, one or more lines each.
class BodyPrinter {
 public:
  explicit BodyPrinter(const Function& function) : function_(function) {}

  void Print(const Block& block, int depth) {
    for (const Stmt& stmt : block) Print(stmt, depth);
  }

  void Print(const Stmt& stmt, int depth) {
    std::visit([&](const auto& node) { PrintNode(node, depth); }, stmt.node);
  }

  void Line(std::string_view text, int depth) {
    output_.append(Columns(depth), ' ');
    output_ += text;
    output_ += '\n';
  }

  std::string Take() { return std::move(output_); }

 private:
  static std::size_t Columns(int depth) { return static_cast<std::size_t>(depth * kIndent); }

  /// Prints `before`, what `write` writes, and `after` as one statement.
  template <class Write>
  void Lines(int depth, std::string_view before, const Write& write, std::string_view after) {
    Layout layout;
    layout.Text(before);
    Writer writer(function_, layout);
    write(writer);
    layout.Text(after);
    output_ += layout.Render(Columns(depth), kColumns);
    output_ += '\n';
  }

  void Lines(int depth, std::string_view before, const Expr& expr, std::string_view after) {
    Lines(
        depth, before, [&](Writer& writer) { writer.Write(expr); }, after);
  }

  void PrintNode(const Declare& node, int depth) {
    Lines(
        depth, "", [&](Writer& writer) { writer.Write(node); }, ";");
  }
  void PrintNode(const Assign& node, int depth) {
    Lines(
        depth, "", [&](Writer& writer) { writer.Write(node); }, ";");
  }
  void PrintNode(const For& node, int depth) {
    Lines(
        depth, "", [&](Writer& writer) { writer.Write(node); }, "");
    Print(node.body, depth + 1);
    Line("}", depth);
  }
  void PrintNode(const While& node, int depth) {
    Lines(depth, "while (", node.condition, ") {");
    Print(node.body, depth + 1);
    Line("}", depth);
  }
  void PrintNode(const If& outermost, int depth) {
    const If* node = &outermost;
    Lines(depth, "if (", node->condition, ") {");
    Print(node->then_block, depth + 1);
    while (node->else_block.size() == 1 && As<If>(node->else_block.front()) != nullptr) {
      node = As<If>(node->else_block.front());
      Lines(depth, "} else if (", node->condition, ") {");
      Print(node->then_block, depth + 1);
    }
    if (!node->else_block.empty()) {
      Line("} else {", depth);
      Print(node->else_block, depth + 1);
    }
    Line("}", depth);
  }
  void PrintNode(const Return& node, int depth) {
    if (node.value) {
      Lines(depth, "return ", *node.value, ";");
    } else {
      Line("return;", depth);
    }
  }
  void PrintNode(const Break&, int depth) { Line("break;", depth); }
  void PrintNode(const Evaluate& node, int depth) { Lines(depth, "", node.expression, ";"); }
  void PrintNode(const Compound& node, int depth) {
    Line("{", depth);
    Print(node.body, depth + 1);
    Line("}", depth);
  }

  const Function& function_;
  std::string output_;
};

std::string PrintParameter(const Symbol& symbol) {
  if (symbol.kind != SymbolKind::kBuffer)
    return fmt::format("{} {}", Spell(symbol.type), symbol.name);
  const std::string_view qualifier = symbol.is_const ? "const " : "";
  // C99 has no arrays without elements.
  const std::string length = symbol.elements > 0 ? fmt::format("{}", symbol.elements) : "";
  return fmt::format("{}{} {}[{}]", qualifier, Spell(symbol.type), symbol.name, length);
}

void WriteParameters(const Function& function, Layout& layout) {
  if (function.parameters.empty()) layout.Text("void");
  bool is_first = true;
  for (const SymbolId parameter : function.parameters) {
    if (!is_first) layout.Text(",");
    if (!is_first) layout.Break();
    layout.Text(PrintParameter(function[parameter]));
    is_first = false;
  }
}

std::string OnOneLine(const Layout& layout) {
  return layout.Render(0, std::numeric_limits<std::size_t>::max() / 2);
}

}  // namespace

std::string PrintExpr(const Function& function, const Expr& expr) {
  Layout layout;
  Writer(function, layout).Write(expr);
  return OnOneLine(layout);
}

std::string PrintBody(const Function& function, int depth, std::span<const int> handovers) {
  BodyPrinter printer(function);
  for (std::size_t i = 0; i < function.body.size(); ++i) {
    if (!handovers.empty() && static_cast<std::size_t>(handovers.front()) == i) {
      printer.Line("UTVM_HANDOVER();", depth);
      handovers = handovers.subspan(1);
    }
    printer.Print(function.body[i], depth);
  }
  return printer.Take();
}

std::string PrintParameters(const Function& function) {
  Layout layout;
  WriteParameters(function, layout);
  return OnOneLine(layout);
}

std::string PrintFunction(const Function& function) {
  Layout layout;
  layout.Text(fmt::format("{} {}(", Spell(function.result), function.name));
  layout.Open();
  WriteParameters(function, layout);
  layout.Text(") {");
  layout.Close();
  return layout.Render(0, kColumns) + "\n" + PrintBody(function, 1) + "}\n";
}

}  // namespace utvmc::kernelc
