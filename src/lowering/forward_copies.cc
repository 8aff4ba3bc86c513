#include "lowering/forward_copies.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kernelc/affine.h"
#include "kernelc/walk.h"
#include "lowering/access_ranges.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// The symbol and index of `symbol[index]`.
struct Element {
  SymbolId symbol;
  const Expr* index = nullptr;
};

std::optional<Element> ElementOf(const Expr& expr) {
  const auto* subscript = As<Subscript>(expr);
  const auto* base = subscript == nullptr ? nullptr : As<VarRef>(*subscript->base);
  if (base == nullptr) return {};
  return Element{base->symbol, &*subscript->index};
}

struct Copy {
  SymbolId to;
  SymbolId from;
};

/// The only assignment in a nest of loops that holds nothing else but constants of an iteration;
/// null for all other statements. `known` gets the values of these constants.
const Assign* OnlyAssignment(const Stmt& stmt, AffineEnvironment& known) {
  if (const auto* assign = As<Assign>(stmt)) return assign;
  const auto* loop = As<For>(stmt);
  if (loop == nullptr || loop->body.empty()) return nullptr;
  for (std::size_t i = 0; i + 1 < loop->body.size(); ++i) {
    const auto* declare = As<Declare>(loop->body[i]);
    const auto value =
        declare != nullptr && declare->value ? AffineOf(*declare->value, known) : std::nullopt;
    if (!value) return nullptr;
    known[declare->symbol] = *value;
  }
  return OnlyAssignment(loop->body.back(), known);
}

/// `to[i] = from[i]` in a nest of loops.
std::optional<Copy> CopyOf(const Stmt& stmt) {
  AffineEnvironment known;
  const Assign* assign = OnlyAssignment(stmt, known);
  const auto to = assign == nullptr ? std::nullopt : ElementOf(assign->target);
  const auto from = assign == nullptr ? std::nullopt : ElementOf(assign->value);
  if (!to || !from || !(assign->target.type == assign->value.type)) return {};
  const auto to_index = AffineOf(*to->index, known);
  if (!to_index || to_index != AffineOf(*from->index, known)) return {};
  return Copy{to->symbol, from->symbol};
}

enum class Role { kOther, kInput, kScratch };

std::vector<Role> RolesOf(const Function& function, const std::vector<SymbolId>& inputs,
                          const std::vector<SymbolId>& scratch) {
  std::vector<Role> roles(function.symbols.size(), Role::kOther);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (function.symbols[i].kind == SymbolKind::kArray) roles[i] = Role::kScratch;
  }
  for (const SymbolId id : inputs) roles[id.index()] = Role::kInput;
  for (const SymbolId id : scratch) roles[id.index()] = Role::kScratch;
  return roles;
}

/// By symbol: the step that makes it a copy of an input, as far as that step can tell.
using Copies = std::map<SymbolId, std::pair<std::size_t, SymbolId>>;

Copies FindCandidates(const Function& function, const std::vector<Role>& roles) {
  Copies copies;
  for (std::size_t step = 0; step < function.body.size(); ++step) {
    const auto copy = CopyOf(function.body[step]);
    if (!copy || roles[copy->to.index()] != Role::kScratch ||
        roles[copy->from.index()] != Role::kInput)
      continue;
    const Symbol& to = function[copy->to];
    const Symbol& from = function[copy->from];
    if (to.type == from.type && to.elements <= from.elements) copies[copy->to] = {step, copy->from};
  }
  return copies;
}

/// Leaves the copies of which their step writes every element, no other step writes one, and with
/// which nothing else is done than to read elements after that.
void EraseUnlessWholeAndOnly(const Function& function, Copies& copies) {
  const auto is_fine = [&](const RangedAccess& access, std::size_t step) {
    if (access.step < step || access.is_write != (access.step == step)) return false;
    if (!access.is_write) return true;
    return access.is_certain && access.range && access.range->IsDense() &&
           access.range->first == 0 && access.range->last == function[access.symbol].elements - 1;
  };
  for (const RangedAccess& access : FindAccessRanges(function)) {
    const auto copy = copies.find(access.symbol);
    if (copy != copies.end() && !is_fine(access, copy->second.first)) copies.erase(copy);
  }
  for (const Stmt& stmt : function.body) {
    ForEachAccess(stmt, [&](const Access& access) {
      if (access.index == nullptr) copies.erase(access.symbol);
    });
  }
}

}  // namespace

void ForwardCopies(Function& function, const std::vector<SymbolId>& inputs,
                   const std::vector<SymbolId>& scratch) {
  Copies copies = FindCandidates(function, RolesOf(function, inputs, scratch));
  if (copies.empty()) return;
  EraseUnlessWholeAndOnly(function, copies);
  std::set<std::size_t> steps;
  for (const auto& [to, copy] : copies) steps.insert(copy.first);
  std::size_t step = 0;
  std::erase_if(function.body, [&](const Stmt& stmt) {
    const auto* declare = As<Declare>(stmt);
    return steps.contains(step++) || (declare != nullptr && copies.contains(declare->symbol));
  });
  Rewrite(function.body, [&](Expr& expr) {
    auto* variable = As<VarRef>(expr);
    if (variable == nullptr) return;
    if (const auto copy = copies.find(variable->symbol); copy != copies.end())
      variable->symbol = copy->second.second;
  });
}

}  // namespace utvmc::lowering
