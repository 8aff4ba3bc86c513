#include "kernelc/printer.h"

#include <fmt/format.h>

#include <limits>

#include "kernelc/compound_assignment.h"
#include "kernelc/layout.h"
#include "kernelc/operators.h"
#include "kernelc/parentheses.h"
#include "kernelc/print_expression.h"

namespace utvmc::kernelc {
namespace {

constexpr std::size_t kColumns = 100;
constexpr int kIndent = 4;

/// The equals sign, behind the operator of a compound assignment, and the value.
void WriteValue(const Function& function, const Expr& value, Layout& layout,
                std::string_view compound = "") {
  layout.Text(fmt::format(" {}=", compound));
  layout.Break(Layout::BreakKind::kInitial);
  WriteExpr(function, value, layout);
}

void WriteDeclaration(const Function& function, const Declare& declare, Layout& layout) {
  const Symbol& symbol = function[declare.symbol];
  if (symbol.kind == SymbolKind::kArray) {
    return layout.Text(fmt::format("{} {}[{}]", Spell(symbol.type), symbol.name, symbol.elements));
  }
  if (symbol.is_const && symbol.type.IsPointer()) {
    layout.Text(fmt::format("const {} *{}", Spell(symbol.type.scalar), symbol.name));
  } else {
    layout.Text(fmt::format("{} {}", Spell(symbol.type), symbol.name));
  }
  if (declare.value) WriteValue(function, *declare.value, layout);
}

void WriteHead(const Function& function, const For& loop, Layout& layout) {
  const Symbol& variable = function[loop.variable];
  const bool parenthesised = LeftNeedsParentheses(Level::kRelational, loop.end);
  layout.Open();  // twice: what follows is indented further than the body
  layout.Open();
  layout.Text(fmt::format("for ({} {} = ", Spell(variable.type), variable.name));
  WriteExpr(function, loop.begin, layout);
  layout.Text(";");
  layout.Break();
  layout.Text(variable.name + (parenthesised ? " < (" : " < "));
  WriteExpr(function, loop.end, layout);
  layout.Text(parenthesised ? ");" : ";");
  layout.Break();
  layout.Text(loop.step == 1 ? "++" + variable.name
                             : fmt::format("{} += {}", variable.name, loop.step));
  layout.Text(") {");
  layout.Close();
  layout.Close();
}

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

  void Lines(const Layout& layout, int depth) {
    output_ += layout.Render(Columns(depth), kColumns);
    output_ += '\n';
  }

  void Lines(int depth, std::string_view before, const Expr& expr, std::string_view after) {
    Layout layout;
    layout.Text(before);
    WriteExpr(function_, expr, layout);
    layout.Text(after);
    Lines(layout, depth);
  }

  void PrintNode(const Declare& node, int depth) {
    Layout layout;
    WriteDeclaration(function_, node, layout);
    layout.Text(";");
    Lines(layout, depth);
  }
  void PrintNode(const Assign& node, int depth) {
    Layout layout;
    WriteExpr(function_, node.target, layout);
    if (const auto update = AsCompoundAssignment(function_, node)) {
      WriteValue(function_, update->value, layout, Spell(update->op));
    } else {
      WriteValue(function_, node.value, layout);
    }
    layout.Text(";");
    Lines(layout, depth);
  }
  void PrintNode(const For& node, int depth) {
    Layout layout;
    WriteHead(function_, node, layout);
    Lines(layout, depth);
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
  WriteExpr(function, expr, layout);
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
