#include "lowering/scalars.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// The array of `array[0]`; an invalid id for any other expression.
SymbolId ElementZero(const Expr& expr) {
  const auto* subscript = As<Subscript>(expr);
  const auto* base = subscript == nullptr ? nullptr : As<VarRef>(*subscript->base);
  const bool is_first = base != nullptr && IntegerValue(*subscript->index) == 0;
  return is_first ? base->symbol : SymbolId();
}

/// By SymbolId: arrays of one element that are used as `array[0]` and in no other way.
std::vector<bool> FindSingletons(const Function& function) {
  std::vector<int> uses(function.symbols.size(), 0);
  ForEachExpr(function.body, [&](const Expr& expr) {
    if (const auto* variable = As<VarRef>(expr)) ++uses[variable->symbol.index()];
    if (const auto* unary = As<Unary>(expr); unary && unary->op == UnaryOp::kAddressOf) {
      if (const SymbolId id = ElementZero(*unary->operand); id.valid()) ++uses[id.index()];
    }
    if (const SymbolId id = ElementZero(expr); id.valid()) --uses[id.index()];
  });
  std::vector<bool> singletons(function.symbols.size(), false);
  for (std::size_t i = 0; i < singletons.size(); ++i) {
    const Symbol& symbol = function.symbols[i];
    singletons[i] = symbol.kind == SymbolKind::kArray && symbol.elements == 1 && uses[i] == 0;
  }
  return singletons;
}

/// The blocks that a statement holds.
std::vector<Block*> InnerBlocks(Stmt& stmt) {
  if (auto* loop = As<For>(stmt)) return {&loop->body};
  if (auto* loop = As<While>(stmt)) return {&loop->body};
  if (auto* compound = As<Compound>(stmt)) return {&compound->body};
  if (auto* branch = As<If>(stmt)) return {&branch->then_block, &branch->else_block};
  return {};
}

int CountAccesses(const Stmt& stmt, SymbolId symbol) {
  int count = 0;
  ForEachAccess(stmt, [&](const Access& access) { count += access.symbol == symbol ? 1 : 0; });
  return count;
}

int CountAccesses(const Block& block, SymbolId symbol) {
  int count = 0;
  for (const Stmt& stmt : block) count += CountAccesses(stmt, symbol);
  return count;
}

/// The value that `stmt` assigns to `symbol` without reading it.
Expr* InitialValue(Stmt& stmt, SymbolId symbol) {
  auto* assign = As<Assign>(stmt);
  const auto* target = assign == nullptr ? nullptr : As<VarRef>(assign->target);
  if (target == nullptr || target->symbol != symbol) return nullptr;
  bool is_read = false;
  ForEachExpr(assign->value, [&](const Expr& expr) {
    const auto* variable = As<VarRef>(expr);
    is_read = is_read || (variable != nullptr && variable->symbol == symbol);
  });
  return is_read ? nullptr : &assign->value;
}

/// The block inside `stmt` that holds all of its accesses to `symbol`, or null.
Block* OnlyBlock(Stmt& stmt, SymbolId symbol) {
  const int all = CountAccesses(stmt, symbol);
  for (Block* inner : InnerBlocks(stmt)) {
    if (CountAccesses(*inner, symbol) == all) return inner;
  }
  return nullptr;
}

/// Declares `symbol` by its first assignment in `block` from statement `first` on, where all of its
/// accesses are. False, and nothing changed, where no assignment comes before every read.
bool DeclareInside(Block& block, std::size_t first, SymbolId symbol) {
  std::vector<std::size_t> users;
  for (std::size_t i = first; i < block.size(); ++i) {
    if (CountAccesses(block[i], symbol) > 0) users.push_back(i);
  }
  if (users.empty()) return false;
  Stmt& stmt = block[users[0]];
  if (Expr* value = InitialValue(stmt, symbol)) {
    Expr initial = std::move(*value);
    stmt.node = Declare{symbol, std::move(initial)};
    return true;
  }
  Block* inner = users.size() == 1 ? OnlyBlock(stmt, symbol) : nullptr;
  return inner != nullptr && DeclareInside(*inner, 0, symbol);
}

void SinkDeclarations(Function& function, Block& block) {
  for (std::size_t i = 0; i < block.size();) {
    const auto* declare = As<Declare>(block[i]);
    const bool may_sink = declare != nullptr && !declare->value &&
                          function[declare->symbol].kind == SymbolKind::kScalar;
    if (may_sink && DeclareInside(block, i + 1, declare->symbol)) {
      block.erase(block.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      for (Block* inner : InnerBlocks(block[i])) SinkDeclarations(function, *inner);
      ++i;
    }
  }
}

}  // namespace

void ReplaceSingletonArrays(Function& function) {
  const std::vector<bool> singletons = FindSingletons(function);
  Rewrite(function.body, [&](Expr& expr) {
    const SymbolId id = ElementZero(expr);
    if (id.valid() && singletons[id.index()]) expr.node = VarRef{id};
  });
  for (std::size_t i = 0; i < singletons.size(); ++i) {
    if (!singletons[i]) continue;
    function.symbols[i].kind = SymbolKind::kScalar;
    function.symbols[i].elements = 0;
  }
}

void SinkDeclarations(Function& function) { SinkDeclarations(function, function.body); }

}  // namespace utvmc::lowering
