#include "kernelc/tvm_structs.h"

#include <gtest/gtest.h>

namespace utvmc::kernelc {
namespace {

TEST(FindMember, KnowsTheNamesOfEveryVersion) {
  const auto device = FindMember(Scalar::kDlTensor, "device");
  ASSERT_TRUE(device);
  EXPECT_EQ(device->type, (Type{Scalar::kDlDevice, 0}));
  const auto context = FindMember(Scalar::kDlTensor, "ctx");
  ASSERT_TRUE(context);
  EXPECT_EQ(context->field, "device");
  EXPECT_EQ(context->type, device->type);
}

TEST(FindMember, IsNothingForMembersOfOtherTypes) {
  EXPECT_FALSE(FindMember(Scalar::kDlDevice, "shape"));
  EXPECT_FALSE(FindMember(Scalar::kInt32, "data"));
  EXPECT_FALSE(FindMember(Scalar::kDlTensor, ""));
}

}  // namespace
}  // namespace utvmc::kernelc
