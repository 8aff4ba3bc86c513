#include "kernelc/row_pointers.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/printer.h"
#include "kernelc/walk.h"
#include "support/names.h"

namespace utvmc::kernelc {
namespace {

bool IsVariable(const Expr& expr, SymbolId symbol) {
  const auto* variable = As<VarRef>(expr);
  return variable != nullptr && variable->symbol == symbol;
}

/// The rows of one loop.
class Rows {
 public:
  Rows(Function& function, NameScope& names, For& loop)
      : function_(function), names_(names), loop_(loop) {
    for (const Stmt& stmt : loop.body) {
      ForEachAccess(stmt, [&](const Access& access) {
        if (access.is_write) written_.insert(access.symbol);
      });
      if (const auto* declare = As<Declare>(stmt)) written_.insert(declare->symbol);
    }
  }

  /// Declarations for in front of the loop.
  Block Name() {
    NameRowsOf(&Rows::IsLeap);
    if (declarations_.empty()) NameRowsOf(&Rows::IsWalk);
    return std::move(declarations_);
  }

 private:
  using Test = bool (Rows::*)(const Expr& stride, SymbolId buffer) const;

  /// `counter`
  bool IsWalk(const Expr& stride, SymbolId) const { return IsVariable(stride, loop_.variable); }

  /// `counter * 8`, of integers: processors add a register to the address of those for nothing,
  /// but not of what an FPU loads.
  bool IsLeap(const Expr& stride, SymbolId buffer) const {
    const auto* product = As<Binary>(stride);
    return product != nullptr && product->op == BinaryOp::kMultiply &&
           IsVariable(*product->left, loop_.variable) && IntegerValue(*product->right) &&
           IsInteger(function_[buffer].type.scalar);
  }

  void NameRowsOf(Test test) {
    test_ = test;
    for (Stmt& stmt : loop_.body) {
      if (auto* declare = As<Declare>(stmt); declare != nullptr && declare->value)
        Visit(*declare->value);
      if (auto* assign = As<Assign>(stmt)) {
        Visit(assign->value);
        if (auto* element = As<Subscript>(assign->target)) Visit(*element->index);
      }
    }
  }

  /// Looks at what is evaluated whenever `expr` is.
  void Visit(Expr& expr) {
    if (auto* subscript = As<Subscript>(expr)) {
      Visit(*subscript->index);
      Replace(*subscript);
    } else if (auto* unary = As<Unary>(expr)) {
      Visit(*unary->operand);
    } else if (auto* cast = As<Cast>(expr)) {
      Visit(*cast->operand);
    } else if (auto* choice = As<Conditional>(expr)) {
      Visit(*choice->condition);
    } else if (auto* call = As<Call>(expr)) {
      for (Expr& argument : call->arguments) Visit(argument);
    } else if (auto* binary = As<Binary>(expr)) {
      Visit(*binary->left);
      const bool is_logical =
          binary->op == BinaryOp::kLogicalAnd || binary->op == BinaryOp::kLogicalOr;
      if (!is_logical) Visit(*binary->right);
    }
  }

  void Replace(Subscript& subscript) {
    const auto* base = As<VarRef>(*subscript.base);
    auto* sum = As<Binary>(*subscript.index);
    if (base == nullptr || function_[base->symbol].kind != SymbolKind::kBuffer ||
        written_.contains(base->symbol) || sum == nullptr || sum->op != BinaryOp::kAdd ||
        !(this->*test_)(*sum->right, base->symbol) || !IsFixed(*sum->left))
      return;
    const SymbolId row = RowAt(base->symbol, *sum->left);
    Expr stride = std::move(*sum->right);
    *subscript.base = MakeVar(function_, row);
    *subscript.index = std::move(stride);
  }

  /// True if `expr` is the same at every iteration, and not a literal.
  bool IsFixed(const Expr& expr) const {
    bool is_fixed = true, has_variable = false;
    ForEachExpr(expr, [&](const Expr& part) {
      if (const auto* variable = As<VarRef>(part)) {
        has_variable = true;
        const bool changes =
            variable->symbol == loop_.variable || written_.contains(variable->symbol);
        is_fixed = is_fixed && !changes;
      }
      is_fixed = is_fixed && As<Subscript>(part) == nullptr && As<Call>(part) == nullptr;
    });
    return is_fixed && has_variable;
  }

  SymbolId RowAt(SymbolId buffer, const Expr& index) {
    const auto [row, is_new] = rows_.try_emplace({buffer, PrintExpr(function_, index)});
    if (!is_new) return row->second;
    Symbol symbol{.name = names_.Claim(function_[buffer].name + "_row"),
                  .kind = SymbolKind::kScalar,
                  .type = {function_[buffer].type.scalar, 1},
                  .elements = 0,
                  .is_const = true};
    row->second = function_.Add(std::move(symbol));
    Expr element = MakeSubscript(MakeVar(function_, buffer), index);
    declarations_.push_back(
        {Declare{row->second, MakeUnary(UnaryOp::kAddressOf, std::move(element))}, {}});
    return row->second;
  }

  Function& function_;
  NameScope& names_;
  For& loop_;
  std::set<SymbolId> written_;  ///< by the loop, its own names included
  std::map<std::pair<SymbolId, std::string>, SymbolId> rows_;  ///< by buffer and index
  Block declarations_;
  Test test_ = nullptr;
};

/// A loop that runs, from 0 on, and does everything at each iteration.
bool IsPlain(const For& loop) {
  const auto end = IntegerValue(loop.end);
  return IntegerValue(loop.begin) == 0 && end && *end > 0 &&
         std::ranges::all_of(loop.body, [](const Stmt& stmt) {
           return As<Declare>(stmt) != nullptr || As<Assign>(stmt) != nullptr;
         });
}

class RowNaming {
 public:
  RowNaming(Function& function, const std::set<std::string>& taken) : function_(function) {
    for (const std::string& name : taken) names_.Claim(name);
    for (const Symbol& symbol : function.symbols) names_.Claim(symbol.name);
    Visit(function.body, true);
  }

 private:
  void Visit(Block& block, bool are_steps) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      Stmt& stmt = block[i];
      if (auto* branch = As<If>(stmt)) {
        Visit(branch->then_block, false);
        Visit(branch->else_block, false);
      }
      if (auto* loop = As<While>(stmt)) Visit(loop->body, false);
      if (auto* compound = As<Compound>(stmt)) Visit(compound->body, false);
      auto* loop = As<For>(stmt);
      if (loop == nullptr) continue;
      Visit(loop->body, false);
      // A step is one statement of the body. It is not in a loop: nothing changes in its
      // subscripts.
      if (are_steps || !IsPlain(*loop)) continue;
      Block rows = Rows(function_, names_, *loop).Name();
      block.insert(block.begin() + static_cast<std::ptrdiff_t>(i),
                   std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
      i += rows.size();
    }
  }

  Function& function_;
  NameScope names_;
};

}  // namespace

void NameRows(Function& function, const std::set<std::string>& taken) {
  RowNaming{function, taken};
}

}  // namespace utvmc::kernelc
