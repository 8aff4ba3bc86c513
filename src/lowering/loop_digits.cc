#include "lowering/loop_digits.h"

#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

const VarRef* AsVariable(const Expr& expr) {
  const Expr* inner = &expr;
  // Widening keeps the value.
  while (const auto* cast = As<Cast>(*inner)) {
    if (!IsSignedInteger(inner->type.scalar) || SizeOf(inner->type.scalar) < 4) return nullptr;
    inner = &*cast->operand;
  }
  return As<VarRef>(*inner);
}

/// True if every one of them divides the next.
bool IsChain(const std::set<std::int64_t>& divisors) {
  std::int64_t previous = 1;
  for (const std::int64_t divisor : divisors) {
    if (divisor % previous != 0) return false;
    previous = divisor;
  }
  return true;
}

/// A digit and the weight that it has in the number.
struct Digit {
  Counter counter;
  std::int64_t weight;
};

/// Number / divisor or number % divisor. The divisor is the weight of a digit.
Affine PartOf(const std::vector<Digit>& digits, bool is_quotient, std::int64_t divisor) {
  Affine affine;
  for (const Digit& digit : digits) {
    if ((digit.weight >= divisor) != is_quotient) continue;
    affine.terms[digit.counter.symbol] = is_quotient ? digit.weight / divisor : digit.weight;
  }
  return affine;
}

}  // namespace

LoopDigits::LoopDigits(const Function& function) : next_symbol_(function.symbols.size()) {
  ForEachExpr(function.body, [&](const Expr& expr) {
    const auto part = AsPart(expr);
    if (!part) return;
    divisors_[std::get<0>(*part)].insert(std::get<2>(*part));
    parts_.emplace(*part, SymbolId());
  });
  for (auto& [part, symbol] : parts_) symbol = NewSymbol();
}

std::optional<LoopDigits::Part> LoopDigits::AsPart(const Expr& expr) {
  const auto* binary = As<Binary>(expr);
  if (binary == nullptr || !IsInteger(expr.type) || !IsSignedInteger(expr.type.scalar)) return {};
  const VarRef* const variable = AsVariable(*binary->left);
  const auto right = IntegerValue(*binary->right);
  if (variable == nullptr || !right || *right < 1 || *right > (std::int64_t{1} << 30)) return {};
  switch (binary->op) {
    case BinaryOp::kDivide:
      return Part{variable->symbol, true, *right};
    case BinaryOp::kModulo:
      return Part{variable->symbol, false, *right};
    case BinaryOp::kShiftRight:
      if (*right > 30) return {};
      return Part{variable->symbol, true, std::int64_t{1} << *right};
    case BinaryOp::kBitAnd:
      if ((*right & (*right + 1)) != 0) return {};
      return Part{variable->symbol, false, *right + 1};
    default:
      return {};
  }
}

std::vector<Counter> LoopDigits::Split(const Counter& loop, AffineEnvironment& known) {
  known.erase(loop.symbol);
  const auto found = divisors_.find(loop.symbol);
  if (found == divisors_.end()) return {loop};
  for (const std::int64_t divisor : found->second) {
    for (const bool is_quotient : {false, true}) {
      const auto part = parts_.find({loop.symbol, is_quotient, divisor});
      if (part != parts_.end()) known.erase(part->second);
    }
  }
  if (loop.begin != 0 || loop.step != 1) return {loop};

  const std::int64_t count = loop.last + 1;
  std::set<std::int64_t> weights = {1};
  for (const std::int64_t divisor : found->second) {
    if (divisor < count) weights.insert(divisor);
  }
  if (!IsChain(weights)) return {loop};

  std::vector<Digit> digits;
  std::int64_t end = count;
  for (auto weight = weights.rbegin(); weight != weights.rend(); ++weight) {
    const SymbolId symbol = weights.size() == 1 ? loop.symbol : NewSymbol();
    digits.push_back({Counter{symbol, 0, (end + *weight - 1) / *weight - 1, 1}, *weight});
    end = *weight;
  }
  for (const std::int64_t divisor : found->second) {
    for (const bool is_quotient : {false, true}) {
      const auto part = parts_.find({loop.symbol, is_quotient, divisor});
      if (part != parts_.end()) known[part->second] = PartOf(digits, is_quotient, divisor);
    }
  }
  known[loop.symbol] = PartOf(digits, true, 1);
  std::vector<Counter> counters;
  for (const Digit& digit : digits) counters.push_back(digit.counter);
  return counters;
}

std::optional<Affine> LoopDigits::AffineOf(const Expr& expr, const AffineEnvironment& known) const {
  if (parts_.empty()) return kernelc::AffineOf(expr, known);
  bool has_part = false;
  ForEachExpr(expr, [&](const Expr& inner) { has_part = has_part || AsPart(inner).has_value(); });
  if (!has_part) return kernelc::AffineOf(expr, known);
  Expr plain = expr;
  Rewrite(plain, [&](Expr& inner) {
    const auto part = AsPart(inner);
    if (!part) return;
    const auto symbol = parts_.find(*part);
    if (symbol != parts_.end() && known.contains(symbol->second)) {
      inner.node = VarRef{symbol->second};
    }
  });
  return kernelc::AffineOf(plain, known);
}

}  // namespace utvmc::lowering
