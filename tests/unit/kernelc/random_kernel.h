// Random kernels in the style of TVM's, free of undefined behaviour, for the round-trip tests.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "kernelc/type.h"

namespace utvmc::kernelc::testing {

inline constexpr std::array kBufferTypes = {
    Scalar::kInt8,   Scalar::kInt16,  Scalar::kInt32,  Scalar::kInt64, Scalar::kUint8,
    Scalar::kUint16, Scalar::kUint32, Scalar::kUint64, Scalar::kFloat, Scalar::kDouble};
/// Elements of every buffer.
inline constexpr int kBufferLength = 8;

/// Makes one packed kernel after the other. Argument k is a buffer to read of type kBufferTypes[k],
/// argument 10 + k one to write. Equal seeds make equal kernels.
class RandomKernels {
 public:
  explicit RandomKernels(std::uint32_t seed) : random_(seed) {}

  std::string Next(const std::string& name) {
    text_ = "int32_t " + name +
            "(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* "
            "out_ret_tcode, void* resource_handle) {\n";
    locals_.clear();
    for (std::size_t k = 0; k < 2 * kBufferTypes.size(); ++k) {
      text_ += "  void* p" + std::to_string(k) + " = (((TVMValue*)args)[" + std::to_string(k) +
               "].v_handle);\n";
    }
    text_ += "  for (int32_t i = 0; i < 8; ++i) {\n";
    const int locals = 2 + Below(3);
    for (int k = 0; k < locals; ++k) DeclareLocal(k);
    const int stores = 3 + Below(4);
    for (int k = 0; k < stores; ++k) {
      if (Below(4) == 0) {
        text_ += "    if (" + Value(2).text + ") {\n";
        Store();
        text_ += "    } else {\n";
        Store();
        text_ += "    }\n";
      } else {
        Store();
      }
    }
    return text_ + "  }\n  return 0;\n}\n";
  }

 private:
  /// An expression of C type `type`; of an integer type: its magnitude is at most 2^bits.
  struct Operand {
    std::string text;
    Scalar type = Scalar::kInt32;
    int bits = 31;
  };
  struct Local {
    std::string name;
    Scalar type;
  };

  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  Scalar AnyType() { return kBufferTypes[static_cast<std::size_t>(Below(kBufferTypes.size()))]; }

  static int MagnitudeOf(Scalar type) {
    if (!IsInteger(type)) return 0;
    return BitsOf(type) - (IsSignedInteger(type) ? 1 : 0);
  }
  static Operand Make(std::string text, Scalar type, int bits) {
    return {std::move(text), type, IsInteger(type) ? std::min(bits, MagnitudeOf(type)) : 0};
  }
  static std::string Paren(const std::string& text) { return "(" + text + ")"; }

  /// `operand` with a magnitude of at most 2^10.
  Operand Small(const Operand& operand) {
    return Make("(" + operand.text + " % 1000)", Promote(operand.type), 10);
  }

  Operand Cast(Scalar type, const Operand& operand) {
    const std::string prefix = "((" + std::string(Spell(type)) + ")";
    if (IsFloating(operand.type) && IsInteger(type)) {
      // In range of every integer type; NaN becomes 0.
      return Make(prefix + "fmin(fmax(" + operand.text + ", 0), 100.0f))", type, 7);
    }
    const int bits = IsFloating(operand.type) || IsUnsignedInteger(type) ? 64 : operand.bits;
    return Make(prefix + operand.text + ")", type, bits > MagnitudeOf(type) ? 64 : bits);
  }

  Operand Leaf() {
    const int kind = Below(8);
    if (kind == 0 && !locals_.empty()) {
      const Local& local =
          locals_[static_cast<std::size_t>(Below(static_cast<int>(locals_.size())))];
      return Make(local.name, local.type, 64);
    }
    if (kind == 1) return Make("i", Scalar::kInt32, 3);
    if (kind <= 3) return Literal();
    const int k = Below(kBufferTypes.size());
    const Scalar type = kBufferTypes[static_cast<std::size_t>(k)];
    return Make("((" + std::string(Spell(type)) + "*)p" + std::to_string(k) + ")[i]", type, 64);
  }

  Operand Literal() {
    constexpr std::array kInts = {"0", "1", "(-1)", "5", "127", "(-128)", "255", "(-1000)", "4096"};
    switch (Below(6)) {
      case 0:
        return Make("((int64_t)1867975997)", Scalar::kInt64, 31);
      case 1:
        return Make("((int64_t)1)", Scalar::kInt64, 1);
      case 2:
        return Make("3.137255e-02f", Scalar::kFloat, 0);
      case 3:
        return Make("0.5", Scalar::kDouble, 0);
      case 4:
        return Make("((uint32_t)7)", Scalar::kUint32, 3);
      default:
        return Make(kInts[static_cast<std::size_t>(Below(kInts.size()))], Scalar::kInt32, 13);
    }
  }

  Operand Value(int depth) {
    if (depth == 0) return Leaf();
    switch (Below(12)) {
      case 0:
        return Cast(AnyType(), Value(depth - 1));
      case 1:
        return Negation(depth);
      case 2:
      case 3:
        return Comparison(depth);
      case 4:
        return Selection(depth);
      case 5:
        return Shift(depth);
      case 6:
        return Bitwise(depth);
      case 7:
        return Division(depth);
      case 8:
        return MathCall(depth);
      default:
        return Arithmetic(depth);
    }
  }

  Operand Integer(int depth) {
    Operand operand = Value(depth);
    return IsInteger(operand.type) ? operand : Cast(AnyIntegerType(), operand);
  }
  Scalar AnyIntegerType() {
    const Scalar type = AnyType();
    return IsInteger(type) ? type : Scalar::kInt32;
  }

  Operand Arithmetic(int depth) {
    Operand left = Value(depth - 1);
    Operand right = Value(depth - 1);
    constexpr std::array kOps = {" + ", " - ", " * "};
    const std::size_t op = static_cast<std::size_t>(Below(kOps.size()));
    const Scalar type = UsualArithmetic(left.type, right.type);
    const auto sum_bits = [&] {
      return op == 2 ? left.bits + right.bits : std::max(left.bits, right.bits) + 1;
    };
    if (IsSignedInteger(type) && sum_bits() >= MagnitudeOf(type)) left = Small(left);
    if (IsSignedInteger(type) && sum_bits() >= MagnitudeOf(type)) right = Small(right);
    const Scalar result = UsualArithmetic(left.type, right.type);
    const int bits = IsSignedInteger(result) ? sum_bits() : 64;
    return Make(Paren(left.text + kOps[op] + right.text), result, bits);
  }

  Operand Division(int depth) {
    const Operand left = Value(depth - 1);
    if (IsFloating(left.type)) {
      const Operand right = Value(depth - 1);
      return Make(Paren(left.text + " / " + right.text), UsualArithmetic(left.type, right.type), 0);
    }
    const Operand right = Integer(depth - 1);
    const Scalar divisor = UsualArithmetic(right.type, Scalar::kInt32);
    const Scalar type = UsualArithmetic(left.type, divisor);
    return Make(
        Paren(left.text + (Below(2) == 0 ? " / " : " % ") + "((" + right.text + " & 15) + 1)"),
        type, IsSignedInteger(type) ? left.bits : 64);
  }

  Operand Bitwise(int depth) {
    const Operand left = Integer(depth - 1);
    const Operand right = Integer(depth - 1);
    constexpr std::array kOps = {" & ", " | ", " ^ "};
    return Make(Paren(left.text + kOps[static_cast<std::size_t>(Below(kOps.size()))] + right.text),
                UsualArithmetic(left.type, right.type), 64);
  }

  Operand Shift(int depth) {
    const Operand left = Integer(depth - 1);
    const Operand count = Integer(depth - 1);
    const std::string masked = Paren(count.text + " & 7");
    const Scalar type = Promote(left.type);
    if (Below(2) == 0) return Make(Paren(left.text + " >> " + masked), type, left.bits);
    if (IsUnsignedInteger(type)) return Make(Paren(left.text + " << " + masked), type, 64);
    return Make(Paren(Paren(left.text + " & 1023") + " << " + masked), type, 17);
  }

  Operand Comparison(int depth) {
    constexpr std::array kOps = {" < ", " <= ", " > ", " >= ", " == ", " != ", " && ", " || "};
    const std::string op = kOps[static_cast<std::size_t>(Below(kOps.size()))];
    const Operand left = Value(depth - 1);
    const Operand right = Value(depth - 1);
    return Make(Paren(left.text + op + right.text), Scalar::kInt32, 1);
  }

  Operand Selection(int depth) {
    const std::string condition = Value(depth - 1).text;
    const Operand left = Value(depth - 1);
    const Operand right = Value(depth - 1);
    const Scalar type = UsualArithmetic(left.type, right.type);
    const int bits = IsSignedInteger(type) ? std::max(left.bits, right.bits) : 64;
    return Make(Paren(condition + " ? " + left.text + " : " + right.text), type, bits);
  }

  Operand Negation(int depth) {
    const Operand operand = Value(depth - 1);
    const int op = Below(3);
    if (op == 0) return Make("(!" + operand.text + ")", Scalar::kInt32, 1);
    const Scalar type = Promote(operand.type);
    // Compilers warn of what is compared with ~ of a narrow unsigned number.
    const bool is_narrow = IsUnsignedInteger(operand.type) && type != operand.type;
    if (op == 1 && IsInteger(type) && !is_narrow)
      return Make("(~" + operand.text + ")", type, operand.bits + 1);
    const bool is_safe = !IsSignedInteger(type) || operand.bits < MagnitudeOf(type);
    const Operand negated = is_safe ? operand : Small(operand);
    return Make("(-" + negated.text + ")", type, IsSignedInteger(type) ? negated.bits + 1 : 64);
  }

  Operand MathCall(int depth) {
    const Operand operand = Value(depth - 1);
    constexpr std::array kFloat = {"sqrtf(", "fabsf(", "floorf("};
    constexpr std::array kDouble = {"sqrt(", "fabs(", "floor("};
    const std::size_t k = static_cast<std::size_t>(Below(kFloat.size()));
    if (Below(3) == 0) return Make(kDouble[k] + operand.text + ")", Scalar::kDouble, 0);
    return Make(kFloat[k] + operand.text + ")", Scalar::kFloat, 0);
  }

  /// An expression that may initialise or be assigned to a `type`.
  std::string ValueFor(Scalar type) {
    const Operand value = Value(1 + Below(3));
    return IsFloating(value.type) && IsInteger(type) ? Cast(type, value).text : value.text;
  }

  void DeclareLocal(int k) {
    const Scalar type = Below(6) == 0 ? Scalar::kBool : AnyType();
    const std::string name = "v" + std::to_string(k);
    text_ += "    " + std::string(Spell(type)) + " " + name + " = " + ValueFor(type) + ";\n";
    locals_.push_back({name, type});
  }

  void Store() {
    const std::size_t k = static_cast<std::size_t>(Below(kBufferTypes.size()));
    const Scalar type = kBufferTypes[k];
    text_ += "      ((" + std::string(Spell(type)) + "*)p" +
             std::to_string(kBufferTypes.size() + k) + ")[i] = " + ValueFor(type) + ";\n";
  }

  std::mt19937 random_;
  std::string text_;
  std::vector<Local> locals_;
};

}  // namespace utvmc::kernelc::testing
