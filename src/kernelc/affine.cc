#include "kernelc/affine.h"

#include <limits>

#include "kernelc/fold.h"

namespace utvmc::kernelc {
namespace {

bool Fits(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

std::optional<Affine> Checked(Affine affine) {
  std::erase_if(affine.terms, [](const auto& term) { return term.second == 0; });
  if (!Fits(affine.constant)) return std::nullopt;
  for (const auto& [variable, coefficient] : affine.terms) {
    if (!Fits(coefficient)) return std::nullopt;
  }
  return affine;
}

std::optional<Affine> Scale(Affine affine, std::int64_t factor) {
  if (!Fits(factor)) return std::nullopt;
  affine.constant *= factor;
  for (auto& [variable, coefficient] : affine.terms) coefficient *= factor;
  return Checked(std::move(affine));
}

std::optional<Affine> Sum(Affine left, const Affine& right, std::int64_t sign) {
  left.constant += sign * right.constant;
  for (const auto& [variable, coefficient] : right.terms)
    left.terms[variable] += sign * coefficient;
  return Checked(std::move(left));
}

std::optional<Affine> OfBinary(const Binary& node, const AffineEnvironment& known) {
  const auto left = AffineOf(*node.left, known);
  const auto right = AffineOf(*node.right, known);
  if (!left || !right) return std::nullopt;
  switch (node.op) {
    case BinaryOp::kAdd:
      return Sum(*left, *right, 1);
    case BinaryOp::kSubtract:
      return Sum(*left, *right, -1);
    case BinaryOp::kMultiply:
      if (right->terms.empty()) return Scale(*left, right->constant);
      if (left->terms.empty()) return Scale(*right, left->constant);
      return std::nullopt;
    case BinaryOp::kShiftLeft:
      if (!right->terms.empty() || right->constant < 0 || right->constant > 30) return std::nullopt;
      return Scale(*left, std::int64_t{1} << right->constant);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Affine> AffineOf(const Expr& expr, const AffineEnvironment& known) {
  if (expr.type.IsPointer() || !IsSignedInteger(expr.type.scalar)) return std::nullopt;
  if (const auto value = IntegerValue(expr)) return Checked(Affine{*value, {}});
  if (const auto* variable = As<VarRef>(expr)) {
    const auto found = known.find(variable->symbol);
    if (found != known.end()) return found->second;
    return Affine{0, {{variable->symbol, 1}}};
  }
  if (const auto* cast = As<Cast>(expr)) {
    // Widening keeps the value; narrowing below 32 bits may not.
    if (SizeOf(expr.type.scalar) < 4) return std::nullopt;
    return AffineOf(*cast->operand, known);
  }
  if (const auto* binary = As<Binary>(expr)) return OfBinary(*binary, known);
  return std::nullopt;
}

}  // namespace utvmc::kernelc
