#include "lowering/argument_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernelc/build.h"

namespace utvmc::lowering {

using namespace kernelc;  // the whole file is about its tree

namespace {

constexpr std::int64_t kCpu = 1;

}  // namespace

ArgumentValues::ArgumentValues(const std::vector<ArgumentFacts>& arguments, FirstFailure& failure)
    : arguments_(arguments), failure_(failure), taken_(arguments.size(), false) {}

Lowered ArgumentValues::Slot(const Expr& expr, std::int64_t index) {
  if (index < 0) return failure_.GiveUp(expr.where, "an argument chosen at run time");
  if (index >= static_cast<std::int64_t>(arguments_.size())) {
    return failure_.Mismatch(
        expr.where,
        fmt::format("takes an argument {}, but the graph passes {}", index, arguments_.size()));
  }
  taken_[static_cast<std::size_t>(index)] = true;
  return KnownValue{KnownValue::Kind::kSlot, static_cast<std::size_t>(index)};
}

Lowered ArgumentValues::Field(const Expr& expr, KnownValue base, const std::string& field) {
  switch (base.kind) {
    case KnownValue::Kind::kSlot:
      if (field == "v_handle") return KnownValue{KnownValue::Kind::kHandle, base.index};
      break;
    case KnownValue::Kind::kTensor:
      return TensorField(expr, base.index, field);
    case KnownValue::Kind::kDataType:
      return DataTypeField(expr, base.index, field);
    case KnownValue::Kind::kDevice:
      if (field == "device_id") return MakeInt(0, Scalar::kInt32, expr.where);
      if (field == "device_type") return MakeInt(kCpu, Scalar::kInt32, expr.where);
      break;
    default:
      break;
  }
  return failure_.GiveUp(expr.where, fmt::format("the field .{}", field));
}

Lowered ArgumentValues::TensorField(const Expr& expr, std::size_t argument,
                                    const std::string& field) {
  read_.insert(argument);
  if (field == "data") return KnownValue{KnownValue::Kind::kBuffer, argument};
  if (field == "shape") return KnownValue{KnownValue::Kind::kShape, argument};
  if (field == "strides")
    return KnownValue{KnownValue::Kind::kNull, 0};  // utvmc's tensors are compact
  if (field == "byte_offset") return MakeInt(0, Scalar::kUint64, expr.where);
  if (field == "dtype") return KnownValue{KnownValue::Kind::kDataType, argument};
  if (field == "device") return KnownValue{KnownValue::Kind::kDevice, argument};
  if (field == "ndim") {
    return MakeInt(static_cast<std::int64_t>(arguments_[argument].shape.size()), Scalar::kInt32,
                   expr.where);
  }
  return failure_.GiveUp(expr.where, fmt::format("the field .{}", field));
}

Lowered ArgumentValues::DataTypeField(const Expr& expr, std::size_t argument,
                                      const std::string& field) {
  const ir::DataType type = arguments_[argument].type;
  if (field == "code")
    return MakeInt(static_cast<std::int64_t>(type.code), Scalar::kUint8, expr.where);
  if (field == "bits") return MakeInt(type.bits, Scalar::kUint8, expr.where);
  if (field == "lanes") return MakeInt(1, Scalar::kUint16, expr.where);
  return failure_.GiveUp(expr.where, fmt::format("the field .{}", field));
}

Lowered ArgumentValues::Extent(const Expr& expr, std::size_t argument, std::int64_t axis) {
  const auto& shape = arguments_[argument].shape;
  read_.insert(argument);
  if (axis < 0) return failure_.GiveUp(expr.where, "a shape read at a variable axis");
  if (axis >= static_cast<std::int64_t>(shape.size())) {
    return failure_.Fail(expr.where, fmt::format("reads axis {} of argument {}, which has {} axes",
                                                 axis, argument, shape.size()));
  }
  return MakeInt(shape[static_cast<std::size_t>(axis)], Scalar::kInt64, expr.where);
}

void ArgumentValues::CheckAllTaken(Position where) {
  const auto count = std::count(taken_.begin(), taken_.end(), true);
  if (static_cast<std::size_t>(count) == taken_.size()) return;
  failure_.Mismatch(
      where, fmt::format("takes {} arguments, but the graph passes {}", count, taken_.size()));
}

}  // namespace utvmc::lowering
