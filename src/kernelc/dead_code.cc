#include "kernelc/dead_code.h"

#include <iterator>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

Block Clean(Block block);

void Append(Block& block, Block tail) {
  block.insert(block.end(), std::make_move_iterator(tail.begin()),
               std::make_move_iterator(tail.end()));
}

bool NeverRuns(const For& loop) {
  const auto begin = IntegerValue(loop.begin);
  const auto end = IntegerValue(loop.end);
  return begin && end && *begin >= *end;
}

bool Declares(const Block& block) {
  for (const Stmt& stmt : block) {
    if (As<Declare>(stmt) != nullptr) return true;
  }
  return false;
}

void CleanIf(Stmt stmt, Block& out) {
  If& node = *As<If>(stmt);
  if (const auto condition = IntegerValue(node.condition)) {
    Append(out, Clean(std::move(*condition != 0 ? node.then_block : node.else_block)));
    return;
  }
  node.then_block = Clean(std::move(node.then_block));
  node.else_block = Clean(std::move(node.else_block));
  if (node.then_block.empty() && node.else_block.empty() && IsPure(node.condition)) return;
  if (node.then_block.empty() && !node.else_block.empty()) {
    node.condition = MakeUnary(UnaryOp::kLogicalNot, std::move(node.condition));
    std::swap(node.then_block, node.else_block);
  }
  out.push_back(std::move(stmt));
}

void CleanLoop(Stmt stmt, Block& out) {
  if (auto* loop = As<For>(stmt)) {
    if (NeverRuns(*loop)) return;
    loop->body = Clean(std::move(loop->body));
    if (loop->body.empty() && IsPure(loop->begin) && IsPure(loop->end)) return;
  } else {
    auto& node = *As<While>(stmt);
    if (IntegerValue(node.condition) == 0) return;
    node.body = Clean(std::move(node.body));
  }
  out.push_back(std::move(stmt));
}

/// One statement, cleaned, to the end of `out`.
void CleanStmt(Stmt stmt, Block& out) {
  if (As<If>(stmt) != nullptr) return CleanIf(std::move(stmt), out);
  if (As<For>(stmt) != nullptr || As<While>(stmt) != nullptr)
    return CleanLoop(std::move(stmt), out);
  if (auto* compound = As<Compound>(stmt)) {
    compound->body = Clean(std::move(compound->body));
    if (!Declares(compound->body)) return Append(out, std::move(compound->body));
  }
  if (auto* evaluate = As<Evaluate>(stmt)) {
    if (IsPure(evaluate->expression)) return;
  }
  out.push_back(std::move(stmt));
}

Block Clean(Block block) {
  Block out;
  for (Stmt& stmt : block) {
    const bool leaves = As<Return>(stmt) != nullptr || As<Break>(stmt) != nullptr;
    CleanStmt(std::move(stmt), out);
    if (leaves) break;
  }
  return out;
}

std::vector<bool> SymbolsRead(const Function& function) {
  std::vector<bool> read(function.symbols.size(), false);
  for (const Stmt& stmt : function.body) {
    ForEachAccess(stmt, [&](const Access& access) {
      if (!access.is_write) read[access.symbol.index()] = true;
    });
  }
  return read;
}

SymbolId TargetOf(const Stmt& stmt) {
  if (const auto* declare = As<Declare>(stmt)) return declare->symbol;
  const auto* assign = As<Assign>(stmt);
  if (assign == nullptr) return {};
  const Expr* target = &assign->target;
  while (const auto* subscript = As<Subscript>(*target)) target = &*subscript->base;
  const auto* variable = As<VarRef>(*target);
  return variable != nullptr ? variable->symbol : SymbolId{};
}

bool IsDeadStore(const Function& function, const std::vector<bool>& read, const Stmt& stmt) {
  const SymbolId target = TargetOf(stmt);
  if (!target.valid() || read[target.index()]) return false;
  const SymbolKind kind = function[target].kind;
  if (kind != SymbolKind::kScalar && kind != SymbolKind::kArray) return false;
  if (const auto* declare = As<Declare>(stmt)) return !declare->value || IsPure(*declare->value);
  return IsPure(As<Assign>(stmt)->value) && IsPure(As<Assign>(stmt)->target);
}

/// Removes dead stores in `block` and below; true if there were any.
bool RemoveDeadStores(const Function& function, const std::vector<bool>& read, Block& block) {
  const auto removed =
      std::erase_if(block, [&](const Stmt& stmt) { return IsDeadStore(function, read, stmt); });
  bool changed = removed != 0;
  for (Stmt& stmt : block) {
    if (auto* loop = As<For>(stmt)) changed |= RemoveDeadStores(function, read, loop->body);
    if (auto* loop = As<While>(stmt)) changed |= RemoveDeadStores(function, read, loop->body);
    if (auto* compound = As<Compound>(stmt))
      changed |= RemoveDeadStores(function, read, compound->body);
    if (auto* branch = As<If>(stmt)) {
      changed |= RemoveDeadStores(function, read, branch->then_block);
      changed |= RemoveDeadStores(function, read, branch->else_block);
    }
  }
  return changed;
}

}  // namespace

void RemoveDeadCode(Function& function) {
  do {
    function.body = Clean(std::move(function.body));
  } while (RemoveDeadStores(function, SymbolsRead(function), function.body));
}

}  // namespace utvmc::kernelc
