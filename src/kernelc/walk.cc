#include "kernelc/walk.h"

#include <type_traits>

namespace utvmc::kernelc {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

/// T, const if Model is.
template <class Model, class T>
using Like = std::conditional_t<std::is_const_v<Model>, const T, T>;

/// Calls `use` for the direct children of `expr`, left to right. ExprT is Expr or const Expr.
template <class ExprT, class Use>
void ForEachChild(ExprT& expr, const Use& use) {
  std::visit(Overloaded{
                 [&](auto&) {},  // the leaves
                 [&](Like<ExprT, Subscript>& node) {
                   use(*node.base);
                   use(*node.index);
                 },
                 [&](Like<ExprT, Member>& node) { use(*node.base); },
                 [&](Like<ExprT, Unary>& node) { use(*node.operand); },
                 [&](Like<ExprT, Binary>& node) {
                   use(*node.left);
                   use(*node.right);
                 },
                 [&](Like<ExprT, Conditional>& node) {
                   use(*node.condition);
                   use(*node.if_true);
                   use(*node.if_false);
                 },
                 [&](Like<ExprT, Cast>& node) { use(*node.operand); },
                 [&](Like<ExprT, Call>& node) {
                   for (auto& argument : node.arguments) use(argument);
                 },
             },
             expr.node);
}

/// Calls `use_expr` for the direct expressions and `use_block` for the direct blocks of `stmt`, in
/// source order.
template <class StmtT, class UseExpr, class UseBlock>
void ForEachPart(StmtT& stmt, const UseExpr& use_expr, const UseBlock& use_block) {
  std::visit(Overloaded{
                 [&](Like<StmtT, Declare>& node) {
                   if (node.value) use_expr(*node.value);
                 },
                 [&](Like<StmtT, Assign>& node) {
                   use_expr(node.target);
                   use_expr(node.value);
                 },
                 [&](Like<StmtT, For>& node) {
                   use_expr(node.begin);
                   use_expr(node.end);
                   use_block(node.body);
                 },
                 [&](Like<StmtT, While>& node) {
                   use_expr(node.condition);
                   use_block(node.body);
                 },
                 [&](Like<StmtT, If>& node) {
                   use_expr(node.condition);
                   use_block(node.then_block);
                   use_block(node.else_block);
                 },
                 [&](Like<StmtT, Return>& node) {
                   if (node.value) use_expr(*node.value);
                 },
                 [&](Like<StmtT, Break>&) {},
                 [&](Like<StmtT, Evaluate>& node) { use_expr(node.expression); },
                 [&](Like<StmtT, Compound>& node) { use_block(node.body); },
             },
             stmt.node);
}

/// Reports the accesses of expressions and statements to one visitor.
class AccessWalker {
 public:
  explicit AccessWalker(const std::function<void(const Access&)>& visit) : visit_(visit) {}

  void Walk(const Block& block) {
    for (const Stmt& stmt : block) Walk(stmt);
  }

  void Walk(const Stmt& stmt) {
    if (const auto* assign = As<Assign>(stmt)) {
      Read(assign->value);
      Store(assign->target);
    } else if (const auto* declare = As<Declare>(stmt)) {
      if (!declare->value) return;
      Read(*declare->value);
      visit_({declare->symbol, nullptr, true});
    } else if (const auto* loop = As<For>(stmt)) {
      Read(loop->begin);
      visit_({loop->variable, nullptr, true});
      Read(loop->end);
      Walk(loop->body);
    } else {
      ForEachPart(
          stmt, [&](const Expr& expr) { Read(expr); }, [&](const Block& block) { Walk(block); });
    }
  }

 private:
  void Read(const Expr& expr) {
    if (const auto* variable = As<VarRef>(expr)) {
      visit_({variable->symbol, nullptr, false});
    } else if (const auto* subscript = As<Subscript>(expr)) {
      const auto* base = As<VarRef>(*subscript->base);
      if (base == nullptr) Read(*subscript->base);
      Read(*subscript->index);
      if (base != nullptr) visit_({base->symbol, &*subscript->index, false});
    } else if (const auto* unary = As<Unary>(expr); unary && unary->op == UnaryOp::kAddressOf) {
      // Whoever gets the address may read and write what it points to.
      Read(*unary->operand);
      Store(*unary->operand);
    } else {
      ForEachChild(expr, [&](const Expr& child) { Read(child); });
    }
  }

  /// `target` is written: its indices are read, then the object itself is written.
  void Store(const Expr& target) {
    if (const auto* variable = As<VarRef>(target)) {
      visit_({variable->symbol, nullptr, true});
    } else if (const auto* member = As<Member>(target)) {
      Store(*member->base);
    } else if (const auto* subscript = As<Subscript>(target)) {
      const auto* base = As<VarRef>(*subscript->base);
      if (base == nullptr) Read(*subscript->base);
      Read(*subscript->index);
      if (base != nullptr) visit_({base->symbol, &*subscript->index, true});
    } else {
      ForEachChild(target, [&](const Expr& child) { Read(child); });
    }
  }

  const std::function<void(const Access&)>& visit_;
};

}  // namespace

void ForEachExpr(const Expr& expr, const std::function<void(const Expr&)>& visit) {
  visit(expr);
  ForEachChild(expr, [&](const Expr& child) { ForEachExpr(child, visit); });
}

void ForEachExpr(const Stmt& stmt, const std::function<void(const Expr&)>& visit) {
  ForEachPart(
      stmt, [&](const Expr& expr) { ForEachExpr(expr, visit); },
      [&](const Block& block) { ForEachExpr(block, visit); });
}

void ForEachExpr(const Block& block, const std::function<void(const Expr&)>& visit) {
  for (const Stmt& stmt : block) ForEachExpr(stmt, visit);
}

void Rewrite(Expr& expr, const std::function<void(Expr&)>& rewrite) {
  ForEachChild(expr, [&](Expr& child) { Rewrite(child, rewrite); });
  rewrite(expr);
}

void Rewrite(Stmt& stmt, const std::function<void(Expr&)>& rewrite) {
  ForEachPart(
      stmt, [&](Expr& expr) { Rewrite(expr, rewrite); },
      [&](Block& block) { Rewrite(block, rewrite); });
}

void Rewrite(Block& block, const std::function<void(Expr&)>& rewrite) {
  for (Stmt& stmt : block) Rewrite(stmt, rewrite);
}

void ForEachStmt(const Block& block, const std::function<void(const Stmt&)>& visit) {
  for (const Stmt& stmt : block) {
    visit(stmt);
    ForEachPart(
        stmt, [](const Expr&) {}, [&](const Block& inner) { ForEachStmt(inner, visit); });
  }
}

void ForEachAccess(const Stmt& stmt, const std::function<void(const Access&)>& visit) {
  AccessWalker(visit).Walk(stmt);
}

}  // namespace utvmc::kernelc
