// Element types of tensors, as graph.json ("float32") and params.bin (code, bits, lanes) name them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernelc/type.h"

namespace utvmc::ir {

/// What utvmc can place in memory: bool, int8..int64, uint8..uint64, float16..float64.
struct DataType {
  enum class Code : std::uint8_t { kInt = 0, kUint = 1, kFloat = 2 };
  Code code = Code::kFloat;
  int bits = 32;  ///< 1 is bool ({kUint, 1}, one byte in memory)

  int Bytes() const { return (bits + 7) / 8; }
  bool IsBool() const { return bits == 1; }
  friend bool operator==(DataType, DataType) = default;
};

/// "float32", "uint1" and "bool" alike for bool. Empty: not a type that utvmc supports.
std::optional<DataType> ParseDataType(std::string_view text);

/// False for combinations such as 4 bits, which graph.json and params.bin can express.
bool IsSupported(DataType type);

/// "float32"; bool prints as "bool".
std::string Print(DataType type);

/// The C type of one element in memory. bool: kInt8, as TVM's kernels access it.
kernelc::Scalar ElementType(DataType type);

/// The tensor type of elements of an arithmetic C type.
DataType TypeOfElement(kernelc::Scalar element);

}  // namespace utvmc::ir
