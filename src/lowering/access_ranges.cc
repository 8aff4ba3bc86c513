#include "lowering/access_ranges.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "kernelc/affine.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// Values of a loop variable: begin, begin + step, ..., last.
struct Counter {
  std::int64_t begin = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
};

class RangeFinder {
 public:
  explicit RangeFinder(const Function& function) : function_(function) {
    ForEachStmt(function.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* variable = assign != nullptr ? As<VarRef>(assign->target) : nullptr;
      if (variable != nullptr) reassigned_.insert(variable->symbol);
    });
  }

  std::vector<RangedAccess> Run() {
    for (step_ = 0; step_ < function_.body.size(); ++step_) Visit(function_.body[step_]);
    return std::move(accesses_);
  }

 private:
  // --- statements ---

  void Visit(const Stmt& stmt) {
    std::visit([&](const auto& node) { Visit(node); }, stmt.node);
  }

  void Visit(const Block& block) {
    for (const Stmt& stmt : block) Visit(stmt);
  }

  void Visit(const Declare& declare) {
    if (!declare.value) return;
    Visit(*declare.value);
    if (reassigned_.contains(declare.symbol)) return;
    if (auto affine = AffineOf(*declare.value, known_)) known_[declare.symbol] = *std::move(affine);
  }

  void Visit(const Assign& assign) {
    Visit(assign.value);
    if (const auto* subscript = As<Subscript>(assign.target)) {
      Visit(*subscript->index);
      Add(assign.target, *subscript, true);
    }
  }

  void Visit(const For& loop) {
    Visit(loop.begin);
    Visit(loop.end);
    const auto begin = IntegerValue(loop.begin);
    const auto end = IntegerValue(loop.end);
    const bool is_literal = begin && end && *begin < *end;
    if (is_literal) {
      const std::int64_t last = *begin + (*end - 1 - *begin) / loop.step * loop.step;
      counters_[loop.variable] = Counter{*begin, last, loop.step};
    }
    // A break ends the loop early, a return everything after it as well.
    VisitUncertain(loop.body, is_literal && !Leaves(loop.body));
    counters_.erase(loop.variable);
    certain_ = certain_ && !Returns(loop.body);
  }

  void Visit(const While& loop) {
    VisitUncertain(loop.body, false);
    certain_ = certain_ && !Returns(loop.body);
  }

  void Visit(const If& branch) {
    Visit(branch.condition);
    VisitUncertain(branch.then_block, false);
    VisitUncertain(branch.else_block, false);
    certain_ = certain_ && !Returns(branch.then_block) && !Returns(branch.else_block);
  }

  void Visit(const Return& leave) {
    if (leave.value) Visit(*leave.value);
    certain_ = false;
  }
  void Visit(const Break&) {}
  void Visit(const Evaluate& evaluate) { Visit(evaluate.expression); }
  void Visit(const Compound& compound) { Visit(compound.body); }

  template <class Node>
  void VisitUncertain(const Node& node, bool as_certain_as_here) {
    const bool before = std::exchange(certain_, certain_ && as_certain_as_here);
    Visit(node);
    certain_ = before;
  }

  static bool Returns(const Block& block) {
    return Any(block, [](const Stmt& stmt) { return As<Return>(stmt) != nullptr; });
  }
  static bool Leaves(const Block& block) {
    return Any(block, [](const Stmt& stmt) {
      return As<Return>(stmt) != nullptr || As<Break>(stmt) != nullptr;
    });
  }
  template <class Predicate>
  static bool Any(const Block& block, Predicate predicate) {
    bool any = false;
    ForEachStmt(block, [&](const Stmt& stmt) { any = any || predicate(stmt); });
    return any;
  }

  // --- expressions ---

  void Visit(const Expr& expr) {
    std::visit([&](const auto& node) { VisitNode(expr, node); }, expr.node);
  }

  template <class Leaf>
  void VisitNode(const Expr&, const Leaf&) {}
  void VisitNode(const Expr&, const Member& member) { Visit(*member.base); }
  void VisitNode(const Expr&, const Unary& unary) { Visit(*unary.operand); }
  void VisitNode(const Expr&, const Cast& cast) { Visit(*cast.operand); }
  void VisitNode(const Expr&, const Binary& binary) {
    Visit(*binary.left);
    VisitUncertain(*binary.right,
                   binary.op != BinaryOp::kLogicalAnd && binary.op != BinaryOp::kLogicalOr);
  }
  void VisitNode(const Expr&, const Conditional& conditional) {
    Visit(*conditional.condition);
    VisitUncertain(*conditional.if_true, false);
    VisitUncertain(*conditional.if_false, false);
  }
  void VisitNode(const Expr&, const Call& call) {
    for (const Expr& argument : call.arguments) Visit(argument);
  }
  void VisitNode(const Expr& expr, const Subscript& subscript) {
    Visit(*subscript.index);
    Add(expr, subscript, false);
  }

  void Add(const Expr& expr, const Subscript& subscript, bool is_write) {
    const auto* base = As<VarRef>(*subscript.base);
    if (base == nullptr) return;
    accesses_.push_back(
        {base->symbol, is_write, certain_, step_, expr.where, RangeOf(*subscript.index)});
  }

  std::optional<StridedRange> RangeOf(const Expr& index) const {
    const auto affine = AffineOf(index, known_);
    if (!affine) return std::nullopt;
    StridedRange range{affine->constant, affine->constant, {}};
    for (const auto& [variable, coefficient] : affine->terms) {
      const auto found = counters_.find(variable);
      if (found == counters_.end()) return std::nullopt;
      const Counter& counter = found->second;
      // Braces: without them minmax() returns references, here to temporaries.
      const auto [low, high] =
          std::minmax({coefficient * counter.begin, coefficient * counter.last});
      range.first += low;
      range.last += high;
      range.terms.push_back({std::abs(coefficient) * counter.step,
                             (counter.last - counter.begin) / counter.step + 1});
    }
    std::sort(range.terms.begin(), range.terms.end(), [](const auto& a, const auto& b) {
      return std::tie(a.stride, a.count) < std::tie(b.stride, b.count);
    });
    return range;
  }

  const Function& function_;
  std::set<SymbolId> reassigned_;
  std::map<SymbolId, Counter> counters_;  // of the enclosing loops
  AffineEnvironment known_;               // variables that are affine in the counters
  bool certain_ = true;
  std::size_t step_ = 0;
  std::vector<RangedAccess> accesses_;
};

}  // namespace

bool StridedRange::IsDense() const {
  // With ascending strides, everything up to `covered` elements is touched if no stride jumps
  // further than that.
  std::int64_t covered = 1;
  for (const Term& term : terms) {
    if (term.stride > covered) return false;
    covered += term.stride * (term.count - 1);
  }
  return true;
}

std::vector<RangedAccess> FindAccessRanges(const kernelc::Function& function) {
  return RangeFinder(function).Run();
}

}  // namespace utvmc::lowering
