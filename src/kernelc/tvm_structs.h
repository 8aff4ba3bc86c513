// The structs of TVM's calling convention: TVMValue, DLTensor, DLDataType, DLDevice.
#pragma once

#include <optional>
#include <string_view>

#include "kernelc/type.h"

namespace utvmc::kernelc {

/// The type of a member, and the name that the newest TVM gives it.
struct MemberType {
  std::string_view field;
  Type type;
};

/// The member `field` of `base`; names of older versions are known.
std::optional<MemberType> FindMember(Scalar base, std::string_view field);

}  // namespace utvmc::kernelc
