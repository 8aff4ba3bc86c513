// Names of element types.
#include "ir/data_type.h"

#include <fmt/format.h>

namespace utvmc::ir {
namespace {

using Code = DataType::Code;

struct Row {
  std::string_view text;
  DataType type;
  kernelc::Scalar element;
};

constexpr Row kRows[] = {
    {"bool", {Code::kUint, 1}, kernelc::Scalar::kInt8},
    {"uint1", {Code::kUint, 1}, kernelc::Scalar::kInt8},  // Relay's word for bool
    {"int8", {Code::kInt, 8}, kernelc::Scalar::kInt8},
    {"int16", {Code::kInt, 16}, kernelc::Scalar::kInt16},
    {"int32", {Code::kInt, 32}, kernelc::Scalar::kInt32},
    {"int64", {Code::kInt, 64}, kernelc::Scalar::kInt64},
    {"uint8", {Code::kUint, 8}, kernelc::Scalar::kUint8},
    {"uint16", {Code::kUint, 16}, kernelc::Scalar::kUint16},
    {"uint32", {Code::kUint, 32}, kernelc::Scalar::kUint32},
    {"uint64", {Code::kUint, 64}, kernelc::Scalar::kUint64},
    {"float16", {Code::kFloat, 16}, kernelc::Scalar::kHalf},
    {"float32", {Code::kFloat, 32}, kernelc::Scalar::kFloat},
    {"float64", {Code::kFloat, 64}, kernelc::Scalar::kDouble},
};

const Row* Find(DataType type) {
  for (const Row& row : kRows) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

const char* Word(Code code) {
  switch (code) {
    case Code::kInt:
      return "int";
    case Code::kUint:
      return "uint";
    case Code::kFloat:
      break;
  }
  return "float";
}

}  // namespace

std::optional<DataType> ParseDataType(std::string_view text) {
  for (const Row& row : kRows) {
    if (row.text == text) return row.type;
  }
  return std::nullopt;
}

bool IsSupported(DataType type) { return Find(type) != nullptr; }

std::string Print(DataType type) {
  const Row* row = Find(type);
  return row ? std::string(row->text) : fmt::format("{}{}", Word(type.code), type.bits);
}

kernelc::Scalar ElementType(DataType type) {
  const Row* row = Find(type);
  return row ? row->element : kernelc::Scalar::kVoid;
}

DataType TypeOfElement(kernelc::Scalar element) {
  const int bits = element == kernelc::Scalar::kBool ? 1 : 8 * kernelc::SizeOf(element);
  if (kernelc::IsFloating(element)) return {DataType::Code::kFloat, bits};
  return {kernelc::IsSignedInteger(element) ? DataType::Code::kInt : DataType::Code::kUint, bits};
}

}  // namespace utvmc::ir
