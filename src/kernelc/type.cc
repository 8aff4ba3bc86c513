// The table of scalar types and C99's arithmetic conversions.
#include "kernelc/type.h"

#include <array>
#include <cstddef>

namespace utvmc::kernelc {
namespace {

enum class Class : std::uint8_t { kNone, kSigned, kUnsigned, kFloating };

struct Properties {
  std::string_view spelling;
  Class type_class;
  int bits;
  int bytes;
  int rank;  ///< C99 6.3.1.1 for integers, 6.3.1.8 for floating types
};

constexpr std::array<Properties, 18> kProperties = {{
    {"void", Class::kNone, 0, 0, 0},
    {"bool", Class::kUnsigned, 1, 1, 0},
    {"int8_t", Class::kSigned, 8, 1, 1},
    {"int16_t", Class::kSigned, 16, 2, 2},
    {"int32_t", Class::kSigned, 32, 4, 3},
    {"int64_t", Class::kSigned, 64, 8, 4},
    {"uint8_t", Class::kUnsigned, 8, 1, 1},
    {"uint16_t", Class::kUnsigned, 16, 2, 2},
    {"uint32_t", Class::kUnsigned, 32, 4, 3},
    {"uint64_t", Class::kUnsigned, 64, 8, 4},
    {"utvm_half_t", Class::kFloating, 16, 2, 5},
    {"float", Class::kFloating, 32, 4, 6},
    {"double", Class::kFloating, 64, 8, 7},
    {"char", Class::kNone, 0, 0, 0},
    {"TVMValue", Class::kNone, 0, 0, 0},
    {"DLTensor", Class::kNone, 0, 0, 0},
    {"DLDataType", Class::kNone, 0, 0, 0},
    {"DLDevice", Class::kNone, 0, 0, 0},
}};
static_assert(kProperties.size() == static_cast<std::size_t>(Scalar::kDlDevice) + 1);

constexpr const Properties& Of(Scalar scalar) {
  return kProperties[static_cast<std::size_t>(scalar)];
}

constexpr int kIntRank = 3;  // rank of `int`, which is taken to be 32 bits wide

}  // namespace

bool IsInteger(Scalar scalar) { return IsSignedInteger(scalar) || IsUnsignedInteger(scalar); }
bool IsSignedInteger(Scalar scalar) { return Of(scalar).type_class == Class::kSigned; }
bool IsUnsignedInteger(Scalar scalar) { return Of(scalar).type_class == Class::kUnsigned; }
bool IsFloating(Scalar scalar) { return Of(scalar).type_class == Class::kFloating; }
bool IsArithmetic(Scalar scalar) { return Of(scalar).type_class != Class::kNone; }
int SizeOf(Scalar scalar) { return Of(scalar).bytes; }
int BitsOf(Scalar scalar) { return Of(scalar).bits; }

bool IsInteger(Type type) { return !type.IsPointer() && IsInteger(type.scalar); }
bool IsFloating(Type type) { return !type.IsPointer() && IsFloating(type.scalar); }
bool IsArithmetic(Type type) { return !type.IsPointer() && IsArithmetic(type.scalar); }
bool IsScalar(Type type) { return type.IsPointer() || IsArithmetic(type.scalar); }

std::string_view Spell(Scalar scalar) { return Of(scalar).spelling; }

std::string Spell(Type type) {
  std::string text(Spell(type.scalar));
  return text.append(type.pointers, '*');
}

std::int64_t MinOf(Scalar integer) {
  if (!IsSignedInteger(integer)) return 0;
  return -static_cast<std::int64_t>(MaxOf(integer)) - 1;
}

std::uint64_t MaxOf(Scalar integer) {
  const int value_bits = BitsOf(integer) - (IsSignedInteger(integer) ? 1 : 0);
  return value_bits <= 0 ? 0 : ~std::uint64_t{0} >> (64 - value_bits);
}

bool MayAlias(Scalar a, Scalar b) {
  const auto is_character = [](Scalar scalar) {
    return scalar == Scalar::kInt8 || scalar == Scalar::kUint8;
  };
  if (a == b || is_character(a) || is_character(b)) return true;
  return IsInteger(a) && IsInteger(b) && BitsOf(a) == BitsOf(b);
}

Scalar Promote(Scalar scalar) {
  // `int` holds every value of the integer types below it. utvm_half_t is _Float16, which is an
  // arithmetic type of its own (TS 18661-3) and is not promoted.
  if (IsInteger(scalar) && Of(scalar).rank < kIntRank) return Scalar::kInt32;
  return scalar;
}

Scalar UsualArithmetic(Scalar left, Scalar right) {
  left = Promote(left);
  right = Promote(right);
  // Of equal rank the unsigned type wins; of different rank the higher one, which in the subset can
  // represent every value of the lower one. Floating types rank above all integers.
  if (Of(left).rank == Of(right).rank) return IsUnsignedInteger(left) ? left : right;
  return Of(left).rank > Of(right).rank ? left : right;
}

}  // namespace utvmc::kernelc
