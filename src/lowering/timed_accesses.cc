#include "lowering/timed_accesses.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <utility>

#include "kernelc/fold.h"
#include "kernelc/walk.h"
#include "lowering/counter_bounds.h"
#include "lowering/loop_digits.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// Sums of a few such products, times the size of an element, stay far from overflow.
constexpr std::int64_t kLargestProduct = std::int64_t{1} << 40;

class AccessFinder {
 public:
  explicit AccessFinder(const Function& function) : function_(function), digits_(function) {
    ForEachStmt(function.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* variable = assign != nullptr ? As<VarRef>(assign->target) : nullptr;
      if (variable != nullptr) reassigned_.insert(variable->symbol);
    });
  }

  std::vector<TimedAccess> Run() {
    Visit(function_.body);
    return std::move(accesses_);
  }

 private:
  // --- statements ---

  void Visit(const Block& block) {
    for (const Stmt& stmt : block) {
      std::visit([&](const auto& node) { Visit(node); }, stmt.node);
    }
  }

  void Visit(const Declare& declare) {
    if (!declare.value) return;
    Visit(*declare.value);
    if (reassigned_.contains(declare.symbol)) return;
    if (auto affine = digits_.AffineOf(*declare.value, known_)) {
      known_[declare.symbol] = *std::move(affine);
    }
  }

  void Visit(const Assign& assign) {
    Visit(assign.value);
    const auto* subscript = As<Subscript>(assign.target);
    const auto* base = subscript != nullptr ? As<VarRef>(*subscript->base) : nullptr;
    if (base == nullptr) return Visit(assign.target);
    Visit(*subscript->index);
    Add(base->symbol, *subscript->index, true);
  }

  void Visit(const For& loop) {
    Visit(loop.begin);
    Visit(loop.end);
    const auto begin = IntegerValue(loop.begin);
    const auto end = IntegerValue(loop.end);
    const auto is_small = [](std::int64_t value) {
      return value >= -kLargestProduct && value <= kLargestProduct;
    };
    if (!begin || !end || !is_small(*begin) || !is_small(*end) || !is_small(loop.step)) {
      return VisitUnknown(loop.body);
    }
    if (*begin >= *end) return;
    const Counter whole = {loop.variable, *begin, LastBelow(*end, *begin, loop.step), loop.step};
    const std::size_t depth = nest_.counters.size();
    for (const Counter& counter : digits_.Split(whole, known_)) {
      nest_.counters.push_back(counter);
      nest_.ids.push_back(next_id_++);
    }
    Visit(loop.body);
    nest_.counters.resize(depth);
    nest_.ids.resize(depth);
  }

  void Visit(const While& loop) {
    ++unknown_loops_;
    Visit(loop.condition);
    Visit(loop.body);
    --unknown_loops_;
  }

  void Visit(const If& branch) {
    Visit(branch.condition);
    Guarded(branch.condition, true, [&] { Visit(branch.then_block); });
    Guarded(branch.condition, false, [&] { Visit(branch.else_block); });
  }

  void Visit(const Return& leave) {
    if (leave.value) Visit(*leave.value);
  }
  void Visit(const Break&) {}
  void Visit(const Evaluate& evaluate) { Visit(evaluate.expression); }
  void Visit(const Compound& compound) { Visit(compound.body); }

  void VisitUnknown(const Block& block) {
    ++unknown_loops_;
    Visit(block);
    --unknown_loops_;
  }

  /// `visit` with the counters at which `condition` is `value`.
  template <class Visitor>
  void Guarded(const Expr& condition, bool value, const Visitor& visit) {
    const std::vector<Counter> before = nest_.counters;
    const auto affine = [&](const Expr& expr) { return digits_.AffineOf(expr, known_); };
    if (LimitCounters(condition, value, affine, nest_.counters)) visit();
    nest_.counters = before;
  }

  // --- expressions ---

  void Visit(const Expr& expr) {
    std::visit([&](const auto& node) { VisitNode(node); }, expr.node);
  }

  template <class Leaf>
  void VisitNode(const Leaf&) {}
  /// Not the base of a subscript: whoever gets the pointer may do anything.
  void VisitNode(const VarRef& variable) {
    if (function_[variable.symbol].kind == SymbolKind::kBuffer) AddUnknown(variable.symbol, true);
  }
  void VisitNode(const Member& member) { Visit(*member.base); }
  void VisitNode(const Unary& unary) {
    // The address of an element is as good as that of the buffer.
    const auto* subscript = As<Subscript>(*unary.operand);
    if (unary.op == UnaryOp::kAddressOf && subscript != nullptr) Visit(*subscript->base);
    Visit(*unary.operand);
  }
  void VisitNode(const Cast& cast) { Visit(*cast.operand); }
  void VisitNode(const Binary& binary) {
    Visit(*binary.left);
    Visit(*binary.right);
  }
  void VisitNode(const Conditional& conditional) {
    Visit(*conditional.condition);
    Guarded(*conditional.condition, true, [&] { Visit(*conditional.if_true); });
    Guarded(*conditional.condition, false, [&] { Visit(*conditional.if_false); });
  }
  void VisitNode(const Call& call) {
    for (const Expr& argument : call.arguments) Visit(argument);
  }
  void VisitNode(const Subscript& subscript) {
    Visit(*subscript.index);
    const auto* base = As<VarRef>(*subscript.base);
    if (base == nullptr) return Visit(*subscript.base);
    Add(base->symbol, *subscript.index, false);
  }

  // --- accesses ---

  void AddUnknown(SymbolId symbol, bool is_write) {
    accesses_.push_back({symbol, is_write, false, 0, {}});
  }

  void Add(SymbolId symbol, const Expr& index, bool is_write) {
    if (function_[symbol].kind != SymbolKind::kBuffer) return;
    const auto affine = digits_.AffineOf(index, known_);
    if (!affine || unknown_loops_ > 0) return AddUnknown(symbol, is_write);
    TimedAccess access{symbol, is_write, true, affine->constant, {}};
    std::size_t found_terms = 0;
    for (std::size_t i = 0; i < nest_.counters.size(); ++i) {
      const Counter& counter = nest_.counters[i];
      const auto term = affine->terms.find(counter.symbol);
      const std::int64_t coefficient = term != affine->terms.end() ? term->second : 0;
      if (term != affine->terms.end()) ++found_terms;
      if (!IsSmall(coefficient, counter)) return AddUnknown(symbol, is_write);
      access.loops.push_back(
          {nest_.ids[i], counter.begin, counter.last, counter.step, coefficient});
    }
    // A variable that is no counter of an enclosing loop could be anything.
    if (found_terms != affine->terms.size()) return AddUnknown(symbol, is_write);
    accesses_.push_back(std::move(access));
  }

  static bool IsSmall(std::int64_t coefficient, const Counter& counter) {
    const std::int64_t limit = kLargestProduct / std::max<std::int64_t>(1, std::abs(coefficient));
    return counter.begin >= -limit && counter.last <= limit && counter.step <= limit;
  }

  /// The enclosing loops, outermost first.
  struct Nest {
    std::vector<Counter> counters;
    std::vector<int> ids;
  };

  const Function& function_;
  LoopDigits digits_;
  std::set<SymbolId> reassigned_;
  AffineEnvironment known_;
  Nest nest_;
  int next_id_ = 0;
  int unknown_loops_ = 0;
  std::vector<TimedAccess> accesses_;
};

}  // namespace

std::vector<TimedAccess> FindTimedAccesses(const Function& function) {
  return AccessFinder(function).Run();
}

}  // namespace utvmc::lowering
