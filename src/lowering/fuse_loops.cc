#include "lowering/fuse_loops.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"
#include "lowering/declarations.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

int CountLoops(const Block& block) {
  int count = 0;
  ForEachStmt(block, [&](const Stmt& stmt) { count += As<For>(stmt) != nullptr ? 1 : 0; });
  return count;
}

bool HaveSameRange(const For& a, const For& b) {
  const auto begin = IntegerValue(a.begin), end = IntegerValue(a.end);
  return begin && end && begin == IntegerValue(b.begin) && end == IntegerValue(b.end) &&
         a.step == b.step;
}

bool IsVariable(const Expr& expr, SymbolId symbol) {
  const auto* variable = As<VarRef>(expr);
  return variable != nullptr && variable->symbol == symbol;
}

/// `symbol[counter]`
bool IsElement(const Expr& expr, SymbolId symbol, SymbolId counter) {
  const auto* subscript = As<Subscript>(expr);
  return subscript != nullptr && IsVariable(*subscript->base, symbol) &&
         IsVariable(*subscript->index, counter);
}

template <class Part>
int CountUses(const Part& part, SymbolId symbol) {
  int count = 0;
  ForEachExpr(part, [&](const Expr& expr) { count += IsVariable(expr, symbol) ? 1 : 0; });
  return count;
}

int CountElements(const Block& block, SymbolId symbol, SymbolId counter) {
  int count = 0;
  ForEachExpr(block, [&](const Expr& expr) { count += IsElement(expr, symbol, counter) ? 1 : 0; });
  return count;
}

/// What a loop's iterations touch outside of themselves.
struct Effects {
  bool is_plain = true;  ///< nothing but declarations, assignments, loops and branches
  std::set<SymbolId> read, written;
};

Effects EffectsOf(const Function& function, const Stmt& loop) {
  Effects effects;
  std::set<SymbolId> own;
  const Block block = {loop};
  ForEachStmt(block, [&](const Stmt& stmt) {
    if (const auto* declare = As<Declare>(stmt)) own.insert(declare->symbol);
    if (const auto* inner = As<For>(stmt)) own.insert(inner->variable);
    const bool is_plain = As<Declare>(stmt) != nullptr || As<Assign>(stmt) != nullptr ||
                          As<For>(stmt) != nullptr || As<If>(stmt) != nullptr;
    effects.is_plain = effects.is_plain && is_plain;
    if (const auto* assign = As<Assign>(stmt)) {
      const auto* element = As<Subscript>(assign->target);
      const bool is_known = As<VarRef>(element != nullptr ? *element->base : assign->target);
      effects.is_plain = effects.is_plain && is_known;
    }
  });
  ForEachExpr(loop, [&](const Expr& expr) {
    const auto* unary = As<Unary>(expr);
    const bool is_pointer_operation = unary != nullptr && (unary->op == UnaryOp::kAddressOf ||
                                                           unary->op == UnaryOp::kDereference);
    const bool is_effect = As<Call>(expr) != nullptr && !IsPure(expr);
    effects.is_plain = effects.is_plain && !is_pointer_operation && !is_effect;
  });
  ForEachAccess(loop, [&](const Access& access) {
    const SymbolKind kind = function[access.symbol].kind;
    const bool is_memory = kind == SymbolKind::kArray || kind == SymbolKind::kBuffer;
    if (is_memory && access.index == nullptr) effects.is_plain = false;  // somebody's pointer
    if (!own.contains(access.symbol))
      (access.is_write ? effects.written : effects.read).insert(access.symbol);
  });
  return effects;
}

bool Meet(const std::set<SymbolId>& a, const std::set<SymbolId>& b) {
  return std::ranges::any_of(a, [&](SymbolId id) { return b.contains(id); });
}

/// The statement `array[counter] = value` that comes before every other use of the array.
std::optional<std::size_t> FindFirstValue(const For& loop, SymbolId array) {
  for (std::size_t i = 0; i < loop.body.size(); ++i) {
    if (CountUses(Block{loop.body[i]}, array) == 0) continue;
    const auto* assign = As<Assign>(loop.body[i]);
    const bool is_first = assign != nullptr && IsElement(assign->target, array, loop.variable) &&
                          CountUses(assign->value, array) == 0;
    return is_first ? std::optional(i) : std::nullopt;
  }
  return {};
}

/// Takes out declarations of values that nothing reads.
void RemoveUnusedValues(Block& block) {
  for (std::size_t i = block.size(); i-- > 0;) {
    const auto* declare = As<Declare>(block[i]);
    if (declare != nullptr && CountUses(block, declare->symbol) == 0)
      block.erase(block.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// The statement that alone uses `array`, and that once, where those before it only name values;
/// else the end.
Block::iterator FindOnlyUser(For& loop, SymbolId array) {
  const auto is_user = [&](const Stmt& stmt) { return CountUses(Block{stmt}, array) > 0; };
  const auto names_value = [](const Stmt& stmt) {
    const auto* declare = As<Declare>(stmt);
    return declare != nullptr && declare->value;
  };
  const auto user = std::ranges::find_if(loop.body, is_user);
  const bool is_only = user != loop.body.end() && CountUses(loop.body, array) == 1;
  const bool is_known = is_only && (names_value(*user) || As<Assign>(*user) != nullptr) &&
                        std::all_of(loop.body.begin(), user, names_value);
  return is_known ? user : loop.body.end();
}

/// The operation of which `array[counter]` is an operand; null where there is none, or it is not
/// always evaluated.
Expr* FindOperation(Stmt& stmt, SymbolId array, SymbolId counter) {
  Expr* operation = nullptr;
  bool is_conditional = false;
  Rewrite(stmt, [&](Expr& expr) {
    const auto* binary = As<Binary>(expr);
    const bool decides = As<Conditional>(expr) != nullptr ||
                         (binary != nullptr && (binary->op == BinaryOp::kLogicalAnd ||
                                                binary->op == BinaryOp::kLogicalOr));
    is_conditional = is_conditional || (decides && CountUses(expr, array) > 0);
    if (binary != nullptr &&
        (IsElement(*binary->left, array, counter) || IsElement(*binary->right, array, counter)))
      operation = &expr;
  });
  return is_conditional ? nullptr : operation;
}

class LoopFusion {
 public:
  LoopFusion(Function& function, Fusion fusion) : function_(function), fusion_(fusion) {}

  bool Run() {
    Visit(function_.body, fusion_ == Fusion::kOperation);
    RemoveDeclarations(function_.body, removed_);
    return has_changed_;
  }

 private:
  void Visit(Block& block, bool may_fuse) {
    for (Stmt& stmt : block) {
      if (auto* loop = As<For>(stmt)) Visit(loop->body, true);
      if (auto* compound = As<Compound>(stmt)) Visit(compound->body, may_fuse);
      if (auto* branch = As<If>(stmt)) {
        Visit(branch->then_block, true);
        Visit(branch->else_block, true);
      }
    }
    for (std::size_t i = 0; may_fuse && i + 1 < block.size();) {
      const bool is_fused = Fuse(block[i], block[i + 1]);
      if (is_fused && fusion_ == Fusion::kWhole) {
        block.erase(block.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      } else {
        ++i;
      }
    }
  }

  bool Fuse(Stmt& filler, Stmt& reader) {
    auto *first = As<For>(filler), *second = As<For>(reader);
    if (first == nullptr || second == nullptr || !HaveSameRange(*first, *second) ||
        CountLoops(first->body) > 1)
      return false;
    const Effects filling = EffectsOf(function_, filler), reading = EffectsOf(function_, reader);
    if (!filling.is_plain || !reading.is_plain || Meet(reading.written, filling.read) ||
        Meet(reading.written, filling.written))
      return false;
    std::vector<SymbolId> arrays;
    for (const SymbolId id : filling.written) {
      if (!reading.read.contains(id)) continue;
      if (!IsBetween(id, *first, *second)) return false;
      arrays.push_back(id);
    }
    if (arrays.empty()) return false;
    if (fusion_ == Fusion::kWhole) {
      MoveAll(*first, *second, arrays);
    } else if (arrays.size() > 1 || Meet(reading.written, reading.read) ||
               !MoveOperation(*first, *second, arrays.front())) {
      return false;
    }
    has_changed_ = true;
    return true;
  }

  /// True for a local array that has no users but the two loops, each at its counter.
  bool IsBetween(SymbolId id, const For& first, const For& second) const {
    const int elements = CountElements(first.body, id, first.variable) +
                         CountElements(second.body, id, second.variable);
    return function_[id].kind == SymbolKind::kArray && elements == CountUses(function_.body, id) &&
           FindFirstValue(first, id).has_value();
  }

  void MoveAll(For& first, For& second, const std::vector<SymbolId>& arrays) {
    Rename(second.body, {{second.variable, first.variable}});
    std::ranges::move(second.body, std::back_inserter(first.body));
    for (const SymbolId array : arrays) {
      const SymbolId scalar = MakeScalar(first, array);
      function_[scalar].name = function_[array].name;  // which nobody else has any more
      removed_.insert(array);
    }
  }

  bool MoveOperation(For& first, For& second, SymbolId array) {
    // Without an inner loop there is nothing that could be interchanged.
    if (CountLoops(first.body) == 0) return false;
    const auto user = FindOnlyUser(second, array);
    if (user == second.body.end()) return false;
    Expr* operation = FindOperation(*user, array, second.variable);
    if (operation == nullptr || operation->type != function_[array].type) return false;

    Block moved(second.body.begin(), user);
    moved.push_back({Assign{MakeElement(array, second.variable), *operation}, user->where});
    *operation = MakeElement(array, second.variable);
    RemoveUnusedValues(second.body);
    RemoveUnusedValues(moved);
    Rename(moved, RenameValues(moved, {{second.variable, first.variable}}));
    std::ranges::move(moved, std::back_inserter(first.body));
    MakeScalar(first, array);
    As<Assign>(first.body.back())->target = MakeElement(array, first.variable);
    return true;
  }

  using Names = std::map<SymbolId, SymbolId>;

  /// Symbols of their own for what `block` declares; adds them to `names`.
  Names RenameValues(Block& block, Names names) {
    for (Stmt& stmt : block) {
      auto* declare = As<Declare>(stmt);
      if (declare == nullptr) continue;
      const SymbolId own = function_.Add(Symbol(function_[declare->symbol]));
      names[declare->symbol] = own;
      declare->symbol = own;
    }
    return names;
  }

  static void Rename(Block& block, const Names& names) {
    Rewrite(block, [&](Expr& expr) {
      auto* variable = As<VarRef>(expr);
      if (variable == nullptr) return;
      if (const auto name = names.find(variable->symbol); name != names.end())
        variable->symbol = name->second;
    });
  }

  Expr MakeElement(SymbolId array, SymbolId counter) const {
    return MakeSubscript(MakeVar(function_, array), MakeVar(function_, counter));
  }

  /// What `loop` does with its element of `array`, it does with a variable; returns that.
  SymbolId MakeScalar(For& loop, SymbolId array) {
    Symbol symbol = function_[array];
    symbol.kind = SymbolKind::kScalar;
    symbol.elements = 0;
    symbol.name += "_" + function_[loop.variable].name;  // "acc[f]" is "acc_f"
    const SymbolId scalar = function_.Add(std::move(symbol));
    const auto first = FindFirstValue(loop, array);
    Rewrite(loop.body, [&](Expr& expr) {
      if (IsElement(expr, array, loop.variable)) expr.node = VarRef{scalar};
    });
    Stmt& declaration = loop.body[*first];
    Expr value = std::move(As<Assign>(declaration)->value);
    declaration.node = Declare{scalar, std::move(value)};
    return scalar;
  }

  Function& function_;
  const Fusion fusion_;
  bool has_changed_ = false;
  std::set<SymbolId> removed_;
};

}  // namespace

bool FuseLoops(Function& function, Fusion fusion) { return LoopFusion(function, fusion).Run(); }

}  // namespace utvmc::lowering
