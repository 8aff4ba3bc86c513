// TVM's backend calls as functions.
#include <gtest/gtest.h>

#include <cstdint>

#include "utvm_backend.h"

namespace {

int Answer(TVMValue*, int*, int, TVMValue* ret_value, int*, void*) {
  ret_value->v_int64 = 42;
  return 0;
}

constexpr utvm_packed_entry kFunctions[] = {{"test.answer", Answer}, {nullptr, nullptr}};

class Backend : public testing::Test {
 protected:
  Backend() { utvm_arena_create(&arena_, bytes_, sizeof(bytes_)); }
  ~Backend() override { utvm_backend_use(nullptr, nullptr); }

  alignas(16) uint8_t bytes_[64] = {};
  utvm_arena_t arena_ = {};
};

TEST_F(Backend, WorkspaceComesFromTheArenaInUse) {
  utvm_backend_use(&arena_, nullptr);
  void* const block = TVMBackendAllocWorkspace(1, 0, 48, 2, 32);
  EXPECT_EQ(block, bytes_ + 16);
  EXPECT_EQ(TVMBackendAllocWorkspace(1, 0, 1, 2, 32), nullptr);
  EXPECT_EQ(TVMBackendFreeWorkspace(1, 0, bytes_), UTVM_ARENA_NOT_A_BLOCK);
  EXPECT_EQ(TVMBackendFreeWorkspace(1, 0, block), 0);
}

TEST_F(Backend, WithoutAnArenaThereIsNoWorkspace) {
  EXPECT_EQ(TVMBackendAllocWorkspace(1, 0, 0, 2, 32), nullptr);
  EXPECT_NE(TVMBackendFreeWorkspace(1, 0, bytes_), 0);
}

TEST_F(Backend, FunctionsAreFoundInTheTableInUseAndCalled) {
  TVMFunctionHandle handle = nullptr;
  EXPECT_NE(TVMBackendGetFuncFromEnv(nullptr, "test.answer", &handle), 0);
  utvm_backend_use(nullptr, kFunctions);
  EXPECT_NE(TVMBackendGetFuncFromEnv(nullptr, "test.question", &handle), 0);
  ASSERT_EQ(TVMBackendGetFuncFromEnv(nullptr, "test.answer", &handle), 0);
  TVMValue result = {};
  EXPECT_EQ(TVMFuncCall(handle, nullptr, nullptr, 0, &result, nullptr), 0);
  EXPECT_EQ(result.v_int64, 42);
}

TEST_F(Backend, LastErrorIsKeptUntilTheNextUse) {
  EXPECT_STREQ(TVMGetLastError(), "");
  TVMAPISetLastError("ndim is expected to equal 4");
  EXPECT_STREQ(TVMGetLastError(), "ndim is expected to equal 4");
  utvm_backend_use(nullptr, nullptr);
  EXPECT_STREQ(TVMGetLastError(), "");
}

}  // namespace
