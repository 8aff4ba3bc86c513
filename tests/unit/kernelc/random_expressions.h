// Expressions made at random, and what C99 makes of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/operators.h"

namespace utvmc::kernelc {

/// What C99 makes of an expression where int has `int_bits`, 16 or 32; nothing where it is
/// undefined.
class Machine {
 public:
  explicit Machine(int int_bits) : int_bits_(int_bits) {}

  struct Value {
    int bits = 0;
    bool is_signed = true;
    std::int64_t value = 0;
  };

  std::vector<std::int64_t> variables;  ///< by SymbolId

  std::optional<Value> Evaluate(const Expr& expr) const {
    if (const auto* literal = As<IntLiteral>(expr)) return Literal(*literal, expr.type.scalar);
    if (const auto* variable = As<VarRef>(expr)) {
      return Value{SizeOf(expr.type.scalar) * 8, IsSignedInteger(expr.type.scalar),
                   variables[variable->symbol.index()]};
    }
    if (const auto* cast = As<Cast>(expr)) {
      const auto operand = Evaluate(*cast->operand);
      if (!operand) return {};
      return Convert(*operand, SizeOf(expr.type.scalar) * 8, IsSignedInteger(expr.type.scalar));
    }
    if (const auto* unary = As<Unary>(expr)) return Apply(*unary);
    if (const auto* binary = As<Binary>(expr)) return Apply(*binary);
    const auto& conditional = *As<Conditional>(expr);
    const auto condition = Evaluate(*conditional.condition);
    auto a = Evaluate(*conditional.if_true);
    auto b = Evaluate(*conditional.if_false);
    if (!condition || !a || !b) return {};
    Balance(*a, *b);
    return condition->value != 0 ? a : b;
  }

 private:
  static Value Convert(Value value, int bits, bool is_signed) {
    const auto mask = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    std::uint64_t raw = static_cast<std::uint64_t>(value.value) & mask;
    if (is_signed && bits < 64 && (raw >> (bits - 1)) != 0) raw |= ~mask;
    return {bits, is_signed, static_cast<std::int64_t>(raw)};
  }

  Value Literal(const IntLiteral& literal, Scalar type) const {
    if (type == Scalar::kInt64) return {64, true, literal.value};
    const bool is_signed = type != Scalar::kUint32;
    const std::int64_t most = (std::int64_t{1} << (int_bits_ - (is_signed ? 1 : 0))) - 1;
    return {std::abs(literal.value) <= most ? int_bits_ : 32, is_signed, literal.value};
  }

  Value Promote(Value value) const {
    if (value.bits < int_bits_) return {int_bits_, true, value.value};
    return value;
  }

  void Balance(Value& a, Value& b) const {
    a = Promote(a);
    b = Promote(b);
    const int bits = std::max(a.bits, b.bits);
    const bool is_signed = (a.is_signed || a.bits < bits) && (b.is_signed || b.bits < bits);
    a = Convert(a, bits, is_signed);
    b = Convert(b, bits, is_signed);
  }

  /// Signed overflow is undefined, unsigned wraps.
  static std::optional<Value> Fit(Value like, std::int64_t value) {
    const Value fitted = Convert({like.bits, like.is_signed, value}, like.bits, like.is_signed);
    if (like.is_signed && fitted.value != value) return {};
    return fitted;
  }

  std::optional<Value> Apply(const Unary& unary) const {
    auto operand = Evaluate(*unary.operand);
    if (!operand) return {};
    if (unary.op == UnaryOp::kLogicalNot) return Value{int_bits_, true, operand->value == 0};
    const Value value = Promote(*operand);
    return Fit(value, unary.op == UnaryOp::kNegate ? -value.value : ~value.value);
  }

  std::optional<Value> Apply(const Binary& binary) const {
    auto left = Evaluate(*binary.left);
    auto right = Evaluate(*binary.right);
    if (!left || !right) return {};
    Value a = *left, b = *right;
    if (binary.op == BinaryOp::kShiftLeft || binary.op == BinaryOp::kShiftRight) {
      a = Promote(a);
      if (b.value < 0 || b.value >= a.bits) return {};
      if (binary.op == BinaryOp::kShiftRight) return Fit(a, a.value >> b.value);
      if (b.value > 31) return {};
      return Fit(a, a.value << b.value);
    }
    Balance(a, b);
    // Operands have at most 32 bits: nothing below overflows.
    const std::int64_t x = a.value, y = b.value;
    const auto truth = [&](bool is_true) { return Value{int_bits_, true, is_true}; };
    switch (binary.op) {
      case BinaryOp::kAdd:
        return Fit(a, x + y);
      case BinaryOp::kSubtract:
        return Fit(a, x - y);
      case BinaryOp::kMultiply:
        if (!a.is_signed)
          return Convert({64, true,
                          static_cast<std::int64_t>(static_cast<std::uint64_t>(x) *
                                                    static_cast<std::uint64_t>(y))},
                         a.bits, false);
        return Fit(a, x * y);
      case BinaryOp::kDivide:
        if (y == 0) return {};
        return Fit(a, x / y);
      case BinaryOp::kModulo:
        if (y == 0 || !Fit(a, x / y)) return {};
        return Fit(a, x % y);
      case BinaryOp::kBitAnd:
        return Fit(a, x & y);
      case BinaryOp::kBitOr:
        return Fit(a, x | y);
      case BinaryOp::kBitXor:
        return Fit(a, x ^ y);
      case BinaryOp::kLess:
        return truth(x < y);
      case BinaryOp::kGreaterEqual:
        return truth(x >= y);
      case BinaryOp::kEqual:
        return truth(x == y);
      case BinaryOp::kLogicalAnd:
        return truth(x != 0 && y != 0);
      default:
        return truth(x != 0 || y != 0);
    }
  }

  int int_bits_;
};

/// Expressions over one variable of each type of at most 32 bits.
class RandomExpressions {
 public:
  explicit RandomExpressions(std::uint32_t seed) : random_(seed) {
    for (const Scalar type : kTypes) {
      function_.Add({std::string("v_") + std::string(Spell(type)), SymbolKind::kScalar, {type, 0}});
    }
  }

  static constexpr Scalar kTypes[] = {Scalar::kInt8,  Scalar::kInt16,  Scalar::kInt32,
                                      Scalar::kUint8, Scalar::kUint16, Scalar::kUint32};

  const Function& function() const { return function_; }
  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  Expr Next(int depth) {
    const int kind = depth == 0 ? Below(2) : Below(8);
    if (kind == 0) return MakeVar(function_, SymbolId(static_cast<std::size_t>(Below(6))));
    if (kind == 1) return Literal();
    if (kind == 2) {
      constexpr UnaryOp kOps[] = {UnaryOp::kNegate, UnaryOp::kBitNot, UnaryOp::kLogicalNot};
      return MakeUnary(kOps[Below(3)], Next(depth - 1));
    }
    if (kind == 3) return MakeCast({kTypes[Below(6)], 0}, Next(depth - 1));
    if (kind == 4) {
      Expr condition = Next(depth - 1), a = Next(depth - 1), b = Next(depth - 1);
      return MakeConditional(std::move(condition), std::move(a), std::move(b));
    }
    constexpr BinaryOp kOps[] = {
        BinaryOp::kAdd,        BinaryOp::kSubtract,     BinaryOp::kMultiply,
        BinaryOp::kMultiply,   BinaryOp::kDivide,       BinaryOp::kModulo,
        BinaryOp::kBitAnd,     BinaryOp::kBitOr,        BinaryOp::kBitXor,
        BinaryOp::kLess,       BinaryOp::kGreaterEqual, BinaryOp::kEqual,
        BinaryOp::kLogicalAnd, BinaryOp::kLogicalOr,    BinaryOp::kShiftLeft,
        BinaryOp::kShiftRight};
    Expr left = Next(depth - 1), right = Next(depth - 1);
    return MakeBinary(kOps[Below(16)], std::move(left), std::move(right));
  }

  /// Borders and their neighbours, and small numbers.
  std::int64_t ValueOf(Scalar type) {
    const std::int64_t low = MinOf(type), high = static_cast<std::int64_t>(MaxOf(type));
    const std::int64_t choices[] = {low, low + 1, high, high - 1, 0, 1, 2, 5, high / 2, high / 3};
    return choices[Below(10)];
  }

 private:
  Expr Literal() {
    constexpr std::int64_t kValues[] = {0,   1,   3,     7,     14,    15,    127,   128,
                                        255, 300, 32767, 32768, 40000, 65535, 65536, 100000};
    return MakeInt(kValues[Below(16)], Below(4) == 0 ? Scalar::kUint32 : Scalar::kInt32);
  }

  std::mt19937 random_;
  Function function_;
};

}  // namespace utvmc::kernelc
