#include "kernelc/tvm_structs.h"

namespace utvmc::kernelc {

std::optional<MemberType> FindMember(Scalar base, std::string_view field) {
  struct Entry {
    Scalar base;
    std::string_view spelling;
    MemberType member;
  };
  static constexpr Entry kEntries[] = {
      {Scalar::kTvmValue, "v_int64", {"v_int64", {Scalar::kInt64, 0}}},
      {Scalar::kTvmValue, "v_float64", {"v_float64", {Scalar::kDouble, 0}}},
      {Scalar::kTvmValue, "v_handle", {"v_handle", {Scalar::kVoid, 1}}},
      {Scalar::kTvmValue, "v_str", {"v_str", {Scalar::kChar, 1}}},
      {Scalar::kTvmValue, "v_type", {"v_type", {Scalar::kDlDataType, 0}}},
      {Scalar::kTvmValue, "v_device", {"v_device", {Scalar::kDlDevice, 0}}},
      {Scalar::kTvmValue, "v_ctx", {"v_device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "data", {"data", {Scalar::kVoid, 1}}},
      {Scalar::kDlTensor, "device", {"device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "ctx", {"device", {Scalar::kDlDevice, 0}}},
      {Scalar::kDlTensor, "ndim", {"ndim", {Scalar::kInt32, 0}}},
      {Scalar::kDlTensor, "dtype", {"dtype", {Scalar::kDlDataType, 0}}},
      {Scalar::kDlTensor, "shape", {"shape", {Scalar::kInt64, 1}}},
      {Scalar::kDlTensor, "strides", {"strides", {Scalar::kInt64, 1}}},
      {Scalar::kDlTensor, "byte_offset", {"byte_offset", {Scalar::kUint64, 0}}},
      {Scalar::kDlDataType, "code", {"code", {Scalar::kUint8, 0}}},
      {Scalar::kDlDataType, "bits", {"bits", {Scalar::kUint8, 0}}},
      {Scalar::kDlDataType, "lanes", {"lanes", {Scalar::kUint16, 0}}},
      {Scalar::kDlDevice, "device_type", {"device_type", {Scalar::kInt32, 0}}},
      {Scalar::kDlDevice, "device_id", {"device_id", {Scalar::kInt32, 0}}},
  };
  for (const Entry& entry : kEntries) {
    if (entry.base == base && entry.spelling == field) return entry.member;
  }
  return std::nullopt;
}

}  // namespace utvmc::kernelc
