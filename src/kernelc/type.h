// Types of the C subset: scalars, pointers to them, and the three structs of TVM's calling
// convention.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace utvmc::kernelc {

enum class Scalar : std::uint8_t {
  kVoid,
  kBool,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kHalf,  ///< TVM prints `half`; the runtime's utvm_half_t
  kFloat,
  kDouble,
  kChar,        ///< string literals only
  kTvmValue,    ///< union TVMValue
  kDlTensor,    ///< struct DLTensor (TVMArray before v0.7)
  kDlDataType,  ///< DLTensor::dtype
  kDlDevice,    ///< DLTensor::device (ctx before v0.8)
};

/// A scalar or, with `pointers` > 0, a pointer to one. Arrays are symbols with a length, not types.
struct Type {
  Scalar scalar = Scalar::kVoid;
  std::uint8_t pointers = 0;

  constexpr bool IsPointer() const { return pointers > 0; }
  friend constexpr bool operator==(Type, Type) = default;
};
inline constexpr Type kInt32Type = {Scalar::kInt32, 0};  ///< C's int as well
inline constexpr Type kInt64Type = {Scalar::kInt64, 0};
inline constexpr Type kVoidPointer = {Scalar::kVoid, 1};

bool IsInteger(Scalar scalar);  ///< kBool included
bool IsSignedInteger(Scalar scalar);
bool IsUnsignedInteger(Scalar scalar);  ///< kBool included
bool IsFloating(Scalar scalar);         ///< kHalf included
bool IsArithmetic(Scalar scalar);
int SizeOf(Scalar scalar);  ///< bytes; arithmetic types only. kBool: 1
int BitsOf(Scalar scalar);  ///< value bits incl. sign; kBool: 1

/// The same of types: pointers are none of these.
bool IsInteger(Type type);
bool IsFloating(Type type);
bool IsArithmetic(Type type);
/// C99 6.2.5: what can be compared with 0, pointers included.
bool IsScalar(Type type);

/// C spelling: "int32_t", "float", "bool", "utvm_half_t".
std::string_view Spell(Scalar scalar);
std::string Spell(Type type);

/// Smallest and largest value; integer types of at most 64 bits. (The maximum of kUint64 does not
/// fit: see kernelc/value_range.h.)
std::int64_t MinOf(Scalar integer);
std::uint64_t MaxOf(Scalar integer);

/// C99 6.5, paragraph 7: a compiler has to expect that a pointer to one and a pointer to the other
/// lead to the same bytes. The types are equal, differ only in their sign, or one of them is
/// int8_t or uint8_t, which are character types wherever they exist.
bool MayAlias(Scalar a, Scalar b);

/// C99 6.3.1.1: what an operand becomes before arithmetic. `int` is taken to be 32 bits wide, as
/// TVM does.
Scalar Promote(Scalar scalar);
/// C99 6.3.1.8: the common type of two arithmetic operands.
Scalar UsualArithmetic(Scalar left, Scalar right);

}  // namespace utvmc::kernelc
