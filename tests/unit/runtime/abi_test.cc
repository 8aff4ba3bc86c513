// The layouts that TVM's kernels were printed for.
#include <gtest/gtest.h>
#include <tvm/runtime/c_backend_api.h>

#include <cstddef>

namespace {

TEST(PackedAbi, ValuesTakeEightBytes) { EXPECT_EQ(sizeof(TVMValue), 8u); }

TEST(PackedAbi, TensorsAreLaidOutAsInDlpack) {
  EXPECT_EQ(offsetof(DLTensor, data), 0u);
  EXPECT_EQ(offsetof(DLTensor, device), sizeof(void*));
  EXPECT_EQ(offsetof(DLTensor, ndim), sizeof(void*) + 8u);
  EXPECT_EQ(offsetof(DLTensor, dtype), sizeof(void*) + 12u);
  EXPECT_EQ(offsetof(DLTensor, shape), sizeof(void*) + 16u);
}

TEST(PackedAbi, OldAndNewNameOfTheDeviceAreOneMember) {
  TVMArray tensor = {};
  tensor.ctx.device_id = 7;
  EXPECT_EQ(tensor.device.device_id, 7);
}

}  // namespace
