// Traversals of the syntax tree.
#pragma once

#include <functional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Calls `visit` for `expr` and every expression below it, parents first.
void ForEachExpr(const Expr& expr, const std::function<void(const Expr&)>& visit);

/// The same for every expression in a statement or block, in source order, nested statements
/// included.
void ForEachExpr(const Stmt& stmt, const std::function<void(const Expr&)>& visit);
void ForEachExpr(const Block& block, const std::function<void(const Expr&)>& visit);

/// Replaces `expr` and every expression below it by `rewrite(expr)`, children first.
void Rewrite(Expr& expr, const std::function<void(Expr&)>& rewrite);
void Rewrite(Stmt& stmt, const std::function<void(Expr&)>& rewrite);
void Rewrite(Block& block, const std::function<void(Expr&)>& rewrite);

/// Calls `visit` for every statement of `block`, nested ones included, parents first.
void ForEachStmt(const Block& block, const std::function<void(const Stmt&)>& visit);

/// A memory access `symbol[index]` (index null: a scalar variable).
struct Access {
  SymbolId symbol;
  const Expr* index = nullptr;
  bool is_write = false;
};

/// Every read and write of a symbol in `stmt`, nested statements included, in execution order as
/// far as it is static (the value of an assignment before its target, the begin of a loop before
/// the write of its variable). A pointer, array or buffer that is used other than as the base of a
/// subscript is a read without index; `&x` is a read and a write of x. What happens through any
/// other pointer expression (`((float*)p)[i]`) is a read of p alone.
void ForEachAccess(const Stmt& stmt, const std::function<void(const Access&)>& visit);

}  // namespace utvmc::kernelc
