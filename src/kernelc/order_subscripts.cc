#include "kernelc/order_subscripts.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/range_analysis.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();

constexpr int kUnknown = std::numeric_limits<int>::max() - 1;  ///< changes who knows when
constexpr int kLiteral = std::numeric_limits<int>::max();

/// One summand.
struct Term {
  bool is_negative = false;
  Expr expr;
  int depth = 0;  ///< of the innermost loop in which it changes; 0: of none
};

class SubscriptOrder {
 public:
  explicit SubscriptOrder(Function& function) {
    ForEachStmt(function.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* target = assign == nullptr ? nullptr : As<VarRef>(assign->target);
      if (target != nullptr) assigned_.insert(target->symbol);
    });
    Visit(function.body);
  }

 private:
  /// Of a variable: when it changes, and which values it can have.
  struct Known {
    int depth = 0;
    std::optional<Range> range;
  };

  void Visit(Block& block) {
    for (Stmt& stmt : block) std::visit([&](auto& node) { Visit(node); }, stmt.node);
  }

  void Visit(Declare& declare) {
    if (!declare.value) return;
    Visit(*declare.value);
    if (!assigned_.contains(declare.symbol))
      known_[declare.symbol] = {DepthOf(*declare.value), RangeOf(*declare.value)};
  }
  void Visit(Assign& assign) {
    Visit(assign.target);
    Visit(assign.value);
  }
  void Visit(For& loop) {
    Visit(loop.begin);
    Visit(loop.end);
    ++depth_;
    const auto begin = RangeOf(loop.begin), end = RangeOf(loop.end);
    if (begin && end) known_[loop.variable] = {depth_, Hull(*begin, *end)};
    Visit(loop.body);
    --depth_;
  }
  void Visit(While& loop) {
    Visit(loop.condition);
    Visit(loop.body);
  }
  void Visit(If& branch) {
    Visit(branch.condition);
    Visit(branch.then_block);
    Visit(branch.else_block);
  }
  void Visit(Return& result) {
    if (result.value) Visit(*result.value);
  }
  void Visit(Break&) {}
  void Visit(Evaluate& evaluate) { Visit(evaluate.expression); }
  void Visit(Compound& compound) { Visit(compound.body); }
  void Visit(Expr& expr) {
    Rewrite(expr, [&](Expr& part) {
      if (auto* subscript = As<Subscript>(part)) Order(*subscript->index);
    });
  }

  std::optional<Range> RangeOf(const Expr& expr) const {
    return kernelc::RangeOf(expr, [this](const Expr& leaf) -> std::optional<Range> {
      const auto* variable = As<VarRef>(leaf);
      const auto known = variable == nullptr ? known_.end() : known_.find(variable->symbol);
      return known == known_.end() ? std::nullopt : known->second.range;
    });
  }

  int DepthOf(const Expr& expr) const {
    if (IntegerValue(expr)) return kLiteral;
    int depth = 0;
    ForEachExpr(expr, [&](const Expr& part) {
      if (As<Subscript>(part) != nullptr || As<Call>(part) != nullptr) depth = kUnknown;
      const auto* variable = As<VarRef>(part);
      if (variable == nullptr) return;
      const auto known = known_.find(variable->symbol);
      depth = std::max(depth, known == known_.end() ? kUnknown : known->second.depth);
    });
    return depth;
  }

  /// False: a part of the sum has another type.
  bool Flatten(const Expr& expr, bool is_negative, std::vector<Term>& terms) const {
    const auto* binary = As<Binary>(expr);
    const bool is_sum =
        binary != nullptr && (binary->op == BinaryOp::kAdd || binary->op == BinaryOp::kSubtract);
    if (expr.type != kInt32Type) return false;
    if (!is_sum) {
      terms.push_back({is_negative, expr, DepthOf(expr)});
      return true;
    }
    const bool is_difference = binary->op == BinaryOp::kSubtract;
    return Flatten(*binary->left, is_negative, terms) &&
           Flatten(*binary->right, is_negative != is_difference, terms);
  }

  /// True if no sum of some of the terms leaves 31 bits.
  bool MayBeReordered(const std::vector<Term>& terms) const {
    std::int64_t sum = 0;
    for (const Term& term : terms) {
      const auto range = RangeOf(term.expr);
      if (!range || !IsPure(term.expr)) return false;
      sum += std::max(-range->low, range->high);
    }
    return sum <= kMost;
  }

  void Order(Expr& index) const {
    std::vector<Term> terms;
    if (!Flatten(index, false, terms) || std::ranges::is_sorted(terms, {}, &Term::depth)) return;
    if (!MayBeReordered(terms)) return;
    std::ranges::stable_sort(terms, {}, &Term::depth);
    // No sum begins with a minus.
    const auto first = std::ranges::find(terms, false, &Term::is_negative);
    if (first == terms.end()) return;
    std::rotate(terms.begin(), first, first + 1);
    Expr sum = std::move(terms.front().expr);
    for (std::size_t i = 1; i < terms.size(); ++i) {
      const BinaryOp op = terms[i].is_negative ? BinaryOp::kSubtract : BinaryOp::kAdd;
      sum = MakeBinary(op, std::move(sum), std::move(terms[i].expr));
    }
    index = std::move(sum);
  }

  std::set<SymbolId> assigned_;
  std::map<SymbolId, Known> known_;
  int depth_ = 0;
};

}  // namespace

void OrderSubscripts(Function& function) { SubscriptOrder{function}; }

}  // namespace utvmc::kernelc
