// Kernels draw workspace from the arena that is their resource_handle.
#include <gtest/gtest.h>

#include <cstdint>

#include "utvm_packed.h"

extern "C" int32_t allocate_twice(void* args, int32_t* arg_type_ids, int32_t num_args,
                                  void* out_ret_value, int32_t* out_ret_tcode,
                                  void* resource_handle);

namespace {

constexpr uint32_t kNeeded = UTVM_ARENA_BLOCK_BYTES(100u) + UTVM_ARENA_BLOCK_BYTES(20u);

class Workspace : public testing::Test {
 protected:
  void Create(uint64_t bytes) {
    ASSERT_EQ(utvm_arena_create(&arena_, bytes_, bytes), UTVM_ARENA_OK);
  }
  int32_t Run() { return allocate_twice(nullptr, nullptr, 0, nullptr, nullptr, &arena_); }

  alignas(16) uint8_t bytes_[256] = {};
  utvm_arena_t arena_ = {};
};

TEST_F(Workspace, KernelsReachItThroughTheirResourceHandle) {
  Create(kNeeded);
  EXPECT_EQ(Run(), static_cast<int32_t>(UTVM_ARENA_BLOCK_BYTES(100u)));
  EXPECT_EQ(arena_.next, 0u);
  EXPECT_EQ(arena_.high_water, kNeeded);
}

TEST_F(Workspace, KernelFailsWhenItIsTooSmall) {
  Create(kNeeded - 1u);
  EXPECT_EQ(Run(), -1);
}

TEST_F(Workspace, KernelFailsWithoutOne) {
  EXPECT_EQ(allocate_twice(nullptr, nullptr, 0, nullptr, nullptr, nullptr), -1);
}

}  // namespace
