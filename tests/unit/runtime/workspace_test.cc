#include <gtest/gtest.h>

#include <cstdint>

#include "utvm_packed.h"

extern "C" int32_t allocate_twice(void* args, int32_t* arg_type_ids, int32_t num_args,
                                  void* out_ret_value, int32_t* out_ret_tcode,
                                  void* resource_handle);

namespace {

class Workspace : public testing::Test {
 protected:
  alignas(16) uint8_t bytes_[64] = {};
  utvm_workspace_t workspace_ = {bytes_, bytes_ + sizeof(bytes_)};
};

TEST_F(Workspace, BlocksStartAtMultiplesOfSixteen) {
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 1), bytes_);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 17), bytes_ + 16);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 16), bytes_ + 48);
}

TEST_F(Workspace, UnalignedStartIsSkipped) {
  workspace_.next = bytes_ + 1;
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 48), bytes_ + 16);
}

TEST_F(Workspace, LastByteCanBeUsed) {
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 64), bytes_);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 1), nullptr);
}

TEST_F(Workspace, ZeroBytesAreABlock) {
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 0), bytes_);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 0), bytes_);
}

TEST_F(Workspace, TooLargeBlockIsRefusedAndTakesNothing) {
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 65), nullptr);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, UINT64_MAX), nullptr);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, UINT64_MAX - 15u), nullptr);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 64), bytes_);
}

TEST_F(Workspace, GapThatExceedsTheRestIsRefused) {
  workspace_.next = bytes_ + 1;
  workspace_.end = bytes_ + 8;
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 0), nullptr);
}

TEST_F(Workspace, FreedBytesAreGivenOutAgain) {
  utvm_workspace_alloc(&workspace_, 16);
  void* second = utvm_workspace_alloc(&workspace_, 40);
  EXPECT_EQ(utvm_workspace_free(&workspace_, second), 0);
  EXPECT_EQ(utvm_workspace_alloc(&workspace_, 48), second);
}

TEST_F(Workspace, FreeRefusesWhatIsNoAllocatedBlock) {
  utvm_workspace_alloc(&workspace_, 16);
  EXPECT_EQ(utvm_workspace_free(&workspace_, nullptr), -1);
  EXPECT_EQ(utvm_workspace_free(&workspace_, bytes_ + 8), -1);
  EXPECT_EQ(utvm_workspace_free(&workspace_, bytes_ + 32), -1);
}

TEST_F(Workspace, KernelsReachItThroughTheirResourceHandle) {
  alignas(16) uint8_t bytes[144];
  utvm_workspace_t workspace = {bytes, bytes + sizeof(bytes)};
  EXPECT_EQ(allocate_twice(nullptr, nullptr, 0, nullptr, nullptr, &workspace), 112);
  EXPECT_EQ(workspace.next, bytes);
}

TEST_F(Workspace, KernelFailsWhenItIsTooSmall) {
  EXPECT_EQ(allocate_twice(nullptr, nullptr, 0, nullptr, nullptr, &workspace_), -1);
}

}  // namespace
