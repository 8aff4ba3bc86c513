#include "kernelc/decided_comparison.h"

#include <cstdint>
#include <optional>

#include "kernelc/build.h"
#include "kernelc/casts.h"
#include "kernelc/fold.h"
#include "kernelc/truth_value.h"
#include "kernelc/value_range.h"

namespace utvmc::kernelc {
namespace {

/// `x op value` for every x of [min, max] if they all agree, else nothing.
std::optional<bool> Decide(BinaryOp op, std::int64_t min, std::uint64_t max, const Expr& literal) {
  const std::int64_t value = As<IntLiteral>(literal)->value;
  const bool is_huge = literal.type.scalar == Scalar::kUint64 && value < 0;
  const bool below = !is_huge && value < min;
  const bool at_min = !is_huge && value == min;
  const bool negative = !is_huge && value < 0;
  const bool above = !negative && static_cast<std::uint64_t>(value) > max;
  const bool at_max = !negative && static_cast<std::uint64_t>(value) == max;
  switch (op) {
    case BinaryOp::kLess:
      if (above) return true;
      return below || at_min ? std::optional(false) : std::nullopt;
    case BinaryOp::kLessEqual:
      if (above || at_max) return true;
      return below ? std::optional(false) : std::nullopt;
    case BinaryOp::kGreater:
      if (below) return true;
      return above || at_max ? std::optional(false) : std::nullopt;
    case BinaryOp::kGreaterEqual:
      if (below || at_min) return true;
      return above ? std::optional(false) : std::nullopt;
    case BinaryOp::kEqual:
      return below || above ? std::optional(false) : std::nullopt;
    case BinaryOp::kNotEqual:
      return below || above ? std::optional(true) : std::nullopt;
    default:
      return std::nullopt;
  }
}

BinaryOp Mirror(BinaryOp op) {
  switch (op) {
    case BinaryOp::kLess:
      return BinaryOp::kGreater;
    case BinaryOp::kLessEqual:
      return BinaryOp::kGreaterEqual;
    case BinaryOp::kGreater:
      return BinaryOp::kLess;
    case BinaryOp::kGreaterEqual:
      return BinaryOp::kLessEqual;
    default:
      return op;
  }
}

}  // namespace

void FoldDecidedComparison(Expr& expr) {
  const Binary& binary = *As<Binary>(expr);
  const bool literal_is_right = As<IntLiteral>(*binary.right) != nullptr;
  const Expr& literal = literal_is_right ? *binary.right : *binary.left;
  const Expr* operand = literal_is_right ? &*binary.left : &*binary.right;
  if (As<IntLiteral>(literal) == nullptr || As<IntLiteral>(*operand) != nullptr) return;
  if (!IsInteger(operand->type)) return;
  const Scalar common = UsualArithmetic(operand->type.scalar, literal.type.scalar);
  if (!FitsIn(*operand, common) || !FitsIn(literal, common)) return;
  operand = &WithoutWidening(*operand);
  const Scalar type = IsTruthValue(*operand) ? Scalar::kBool : operand->type.scalar;
  const BinaryOp op = literal_is_right ? binary.op : Mirror(binary.op);
  const std::optional<bool> outcome = Decide(op, MinOf(type), MaxOf(type), literal);
  if (!outcome || !IsPure(*operand)) return;
  expr = MakeInt(*outcome ? 1 : 0, Scalar::kInt32, expr.where);
}

}  // namespace utvmc::kernelc
