// TVM's requantisation multiplies two numbers of 32 bits, rounds the product and shifts it right by
// 32 bits or more: what is left then was all in the upper half.
//
// With product = 2^32 * H + L, 0 <= L < 2^32, and a, b >= 32:
//   (product + 2^a) >> b  ==  (H + 2^(a - 32)) >> (b - 32)
// where >> rounds towards minus infinity on both sides. A chip of 32 bits then neither carries into
// nor shifts a number of 64 bits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/int_width.h"
#include "kernelc/range_analysis.h"
#include "kernelc/walk.h"
#include "passes/passes.h"
#include "support/little_endian.h"

namespace utvmc::passes {
namespace {

using kernelc::As;
using kernelc::Binary;
using kernelc::BinaryOp;
using kernelc::Expr;
using kernelc::kInt32Type;
using kernelc::kInt64Type;
using kernelc::Range;
using kernelc::Scalar;

constexpr std::int64_t kHalf = 32;  ///< bits

/// Elements of a constant of at most 32 bits; nothing for other types, and for one without
/// elements.
std::optional<Range> RangeOf(const ir::Tensor& tensor) {
  const Scalar element = ir::ElementType(tensor.type);
  const auto bytes = static_cast<std::size_t>(kernelc::SizeOf(element));
  const bool is_narrow = kernelc::IsInteger(element) && bytes <= 4;
  if (tensor.kind != ir::Tensor::Kind::kConstant || !is_narrow || tensor.data.empty()) return {};
  Range range{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
  for (std::size_t at = 0; at + bytes <= tensor.data.size(); at += bytes) {
    const std::uint64_t bits = LittleEndian(std::string_view(tensor.data).substr(at, bytes));
    const std::int64_t value = kernelc::WrapTo(element, static_cast<std::int64_t>(bits));
    range = kernelc::Hull(range, {value, value});
  }
  return range;
}

/// Values that calls of one kernel pass in an input; nothing: they are not all known.
using Values = std::map<kernelc::SymbolId, std::optional<Range>>;

class Narrowing {
 public:
  explicit Narrowing(const Values& values) : values_(values) {}

  /// True if anything has changed.
  bool Run(kernelc::Function& function) {
    kernelc::Rewrite(function.body, [this](Expr& expr) { Visit(expr); });
    return has_changed_;
  }

 private:
  std::optional<Range> RangeOf(const Expr& expr) const {
    return kernelc::RangeOf(expr, [this](const Expr& leaf) -> std::optional<Range> {
      const auto* subscript = As<kernelc::Subscript>(leaf);
      const auto* base = subscript == nullptr ? nullptr : As<kernelc::VarRef>(*subscript->base);
      const auto values = base == nullptr ? values_.end() : values_.find(base->symbol);
      return values == values_.end() ? std::nullopt : values->second;
    });
  }

  /// True if no value of `expr` needs more than 32 bits with a sign.
  static bool IsNarrow(const Expr& expr) {
    if (expr.type.IsPointer() || !kernelc::IsSignedInteger(expr.type.scalar)) return false;
    if (kernelc::SizeOf(expr.type.scalar) <= 4) return true;
    if (const auto value = kernelc::IntegerValue(expr)) return -kMost <= *value && *value <= kMost;
    const auto* cast = As<kernelc::Cast>(expr);
    return cast != nullptr && IsNarrow(*cast->operand);
  }

  /// At most 2^62 in either direction.
  static bool IsProduct(const Expr& expr) {
    const auto* product = As<Binary>(expr);
    return product != nullptr && product->op == BinaryOp::kMultiply && expr.type == kInt64Type &&
           IsNarrow(*product->left) && IsNarrow(*product->right);
  }

  /// amount - 32, `s - 1` for `s + 31`.
  static Expr LessHalf(Expr amount) {
    const Scalar type = amount.type.scalar;
    if (const auto value = kernelc::IntegerValue(amount))
      return kernelc::MakeInt(*value - kHalf, type);
    std::int64_t addend = -kHalf;
    auto* sum = As<Binary>(amount);
    if (sum != nullptr && sum->op == BinaryOp::kAdd && kernelc::IntegerValue(*sum->right)) {
      addend += *kernelc::IntegerValue(*sum->right);
      Expr left = std::move(*sum->left);
      amount = std::move(left);
    }
    if (addend == 0) return amount;
    return kernelc::MakeBinary(addend > 0 ? BinaryOp::kAdd : BinaryOp::kSubtract, std::move(amount),
                               kernelc::MakeInt(std::abs(addend), type));
  }

  /// 2^(a - 32) for 2^a, where a is in [32, 61]: with half a product it stays within 31 bits.
  std::optional<Expr> UpperHalfOfPower(const Expr& expr) const {
    if (const auto value = kernelc::IntegerValue(expr)) {
      const std::int64_t upper = *value >> kHalf;
      if (upper < 1 || upper > kMostPower || upper << kHalf != *value) return {};
      return kernelc::MakeInt(upper);
    }
    const auto* shift = As<Binary>(expr);
    if (shift == nullptr || shift->op != BinaryOp::kShiftLeft || expr.type != kInt64Type ||
        kernelc::IntegerValue(*shift->left) != 1)
      return {};
    const auto amount = RangeOf(*shift->right);
    if (!amount || !amount->IsWithin(kHalf, kMostShift)) return {};
    return kernelc::MakeBinary(BinaryOp::kShiftLeft, kernelc::MakeInt(1), LessHalf(*shift->right));
  }

  /// `(int32_t)((product + power) >> amount)`.
  void Visit(Expr& expr) {
    const auto* cast = As<kernelc::Cast>(expr);
    const auto* shift = cast == nullptr ? nullptr : As<Binary>(*cast->operand);
    if (expr.type != kInt32Type || shift == nullptr || shift->op != BinaryOp::kShiftRight) return;
    const auto amount = RangeOf(*shift->right);
    const auto* sum = As<Binary>(*shift->left);
    if (!amount || !amount->IsWithin(kHalf, 63)) return;
    if (sum == nullptr || sum->op != BinaryOp::kAdd || !IsProduct(*sum->left)) return;
    auto power = UpperHalfOfPower(*sum->right);
    if (!power) return;
    Expr upper = kernelc::MakeCast(
        kInt32Type,
        kernelc::MakeBinary(BinaryOp::kShiftRight, *sum->left, kernelc::MakeInt(kHalf)));
    Expr rounded = kernelc::MakeBinary(BinaryOp::kAdd, std::move(upper), *std::move(power));
    expr = kernelc::MakeBinary(BinaryOp::kShiftRight, std::move(rounded), LessHalf(*shift->right));
    kernelc::FoldNode(expr);
    has_changed_ = true;
  }

  static constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  static constexpr std::int64_t kMostShift = 61;
  static constexpr std::int64_t kMostPower = std::int64_t{1} << (kMostShift - kHalf);

  const Values& values_;
  bool has_changed_ = false;
};

/// What calls pass, by kernel.
std::vector<Values> LookAtCalls(const ir::Program& program) {
  std::vector<std::optional<Range>> ranges;  // by tensor, so that each is read once
  for (const ir::Tensor& tensor : program.tensors) ranges.push_back(RangeOf(tensor));
  std::vector<Values> values(program.kernels.size());
  for (const ir::Operator& op : program.operators) {
    if (op.kind != ir::Operator::Kind::kCall || !op.kernel.valid()) continue;
    const ir::Kernel& kernel = program[op.kernel];
    const auto* native = std::get_if<ir::NativeBody>(&kernel.body);
    if (native == nullptr) continue;
    for (std::size_t i = 0; i < kernel.parameters.size(); ++i) {
      if (kernel.parameters[i].role != ir::Role::kInput) continue;
      const auto argument = static_cast<std::size_t>(kernel.parameters[i].argument);
      const auto& passed = ranges[program.Root(op.arguments[argument]).index()];
      const auto [known, is_new] =
          values[op.kernel.index()].try_emplace(native->function.parameters[i], passed);
      if (is_new) continue;
      if (known->second && passed) {
        known->second = kernelc::Hull(*known->second, *passed);
      } else {
        known->second.reset();
      }
    }
  }
  return values;
}

}  // namespace

void NarrowShifts(ir::Program& program) {
  const std::vector<Values> values = LookAtCalls(program);
  for (std::size_t k = 0; k < program.kernels.size(); ++k) {
    auto* native = std::get_if<ir::NativeBody>(&program.kernels[k].body);
    if (native == nullptr) continue;
    if (Narrowing(values[k]).Run(native->function))
      kernelc::MakeIndependentOfIntWidth(native->function);
  }
}

}  // namespace utvmc::passes
