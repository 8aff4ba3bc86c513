#include "lowering/bounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "kernelc/affine.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// Smallest and largest value of a loop variable, both attained.
struct Range {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

class BoundsChecker {
 public:
  BoundsChecker(const Function& function, const std::string& file)
      : function_(function), file_(file) {
    ForEachStmt(function.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* variable = assign != nullptr ? As<VarRef>(assign->target) : nullptr;
      if (variable != nullptr) reassigned_[variable->symbol] = true;
    });
  }

  Status Run() {
    Visit(function_.body);
    if (error_) return *std::move(error_);
    return Ok();
  }

 private:
  /// False as soon as a statement may leave the block early: nothing after it is certain.
  bool Visit(const Block& block) {
    for (const Stmt& stmt : block) {
      if (error_ || !std::visit([&](const auto& node) { return Visit(node); }, stmt.node))
        return false;
    }
    return true;
  }

  bool Visit(const Declare& declare) {
    if (!declare.value) return true;
    Visit(*declare.value);
    if (!reassigned_.contains(declare.symbol)) {
      if (auto affine = AffineOf(*declare.value, known_))
        known_[declare.symbol] = *std::move(affine);
    }
    return true;
  }

  bool Visit(const Assign& assign) {
    Visit(assign.value);
    Visit(assign.target);
    return true;
  }

  bool Visit(const For& loop) {
    Visit(loop.begin);
    Visit(loop.end);
    const auto begin = IntegerValue(loop.begin);
    const auto end = IntegerValue(loop.end);
    if (!begin || !end || *begin >= *end) return !Leaves(loop.body);
    ranges_[loop.variable] = Range{*begin, *begin + (*end - 1 - *begin) / loop.step * loop.step};
    const bool falls_through = Visit(loop.body);
    ranges_.erase(loop.variable);
    return falls_through || !Leaves(loop.body);
  }

  bool Visit(const While& loop) { return !Leaves(loop.body); }
  bool Visit(const If& branch) {
    Visit(branch.condition);
    return !Leaves(branch.then_block) && !Leaves(branch.else_block);
  }
  bool Visit(const Return&) { return false; }
  bool Visit(const Break&) { return false; }
  bool Visit(const Evaluate& evaluate) {
    Visit(evaluate.expression);
    return true;
  }
  bool Visit(const Compound& compound) { return Visit(compound.body); }

  static bool Leaves(const Block& block) {
    bool leaves = false;
    ForEachStmt(block, [&](const Stmt& stmt) {
      leaves = leaves || As<Return>(stmt) != nullptr || As<Break>(stmt) != nullptr;
    });
    return leaves;
  }

  /// Visits what is evaluated whenever `expr` is.
  void Visit(const Expr& expr) {
    if (const auto* binary = As<Binary>(expr)) {
      Visit(*binary->left);
      if (binary->op != BinaryOp::kLogicalAnd && binary->op != BinaryOp::kLogicalOr)
        Visit(*binary->right);
    } else if (const auto* unary = As<Unary>(expr)) {
      Visit(*unary->operand);
    } else if (const auto* conditional = As<Conditional>(expr)) {
      Visit(*conditional->condition);
    } else if (const auto* cast = As<Cast>(expr)) {
      Visit(*cast->operand);
    } else if (const auto* call = As<Call>(expr)) {
      for (const Expr& argument : call->arguments) Visit(argument);
    } else if (const auto* subscript = As<Subscript>(expr)) {
      Visit(*subscript->index);
      Check(expr, *subscript);
    }
  }

  void Check(const Expr& access, const Subscript& subscript) {
    const auto* base = As<VarRef>(*subscript.base);
    const auto index = AffineOf(*subscript.index, known_);
    if (error_ || base == nullptr || !index) return;
    Range range{index->constant, index->constant};
    for (const auto& [variable, coefficient] : index->terms) {
      const auto found = ranges_.find(variable);
      if (found == ranges_.end()) return;
      const std::int64_t a = coefficient * found->second.first;
      const std::int64_t b = coefficient * found->second.last;
      range.first += std::min(a, b);
      range.last += std::max(a, b);
    }
    const Symbol& symbol = function_[base->symbol];
    if (range.first >= 0 && range.last < symbol.elements) return;
    error_ = UserError(
        {file_, access.where.line, access.where.column, {}},
        fmt::format("kernel '{}': accesses element {} of '{}', which has {}", function_.name,
                    range.first < 0 ? range.first : range.last, symbol.name, symbol.elements),
        "are graph.json and the kernels of the same build?");
  }

  const Function& function_;
  const std::string& file_;
  std::map<SymbolId, bool> reassigned_;
  std::map<SymbolId, Range> ranges_;  // of the enclosing loops
  AffineEnvironment known_;
  std::optional<Diagnostic> error_;
};

}  // namespace

Status CheckBounds(const kernelc::Function& function, const std::string& file) {
  return BoundsChecker(function, file).Run();
}

}  // namespace utvmc::lowering
