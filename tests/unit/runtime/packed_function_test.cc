#include <gtest/gtest.h>

#include "utvm_packed.h"

namespace {

int ReturnCount(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                int* out_ret_tcode, void* resource_handle) {
  out_ret_value->v_int64 = args[0].v_int64;
  *out_ret_tcode = type_codes[0];
  return (resource_handle == nullptr) ? num_args : -1;
}

int Fail(TVMValue*, int*, int, TVMValue*, int*, void*) { return -7; }

constexpr utvm_packed_entry kTable[] = {
    {"test.count", ReturnCount}, {"test.fail", Fail}, {nullptr, nullptr}};

TEST(PackedFunction, IsFoundByNameAndCalled) {
  TVMFunctionHandle handle = nullptr;
  ASSERT_EQ(utvm_packed_find(kTable, "test.count", &handle), 0);
  TVMValue args[3] = {};
  args[0].v_int64 = 42;
  int codes[3] = {kTVMArgInt, 0, 0};
  TVMValue ret = {};
  int ret_code = -1;
  EXPECT_EQ(utvm_packed_call(handle, args, codes, 3, &ret, &ret_code), 3);
  EXPECT_EQ(ret.v_int64, 42);
  EXPECT_EQ(ret_code, kTVMArgInt);
}

TEST(PackedFunction, FailureIsPassedOn) {
  TVMFunctionHandle handle = nullptr;
  ASSERT_EQ(utvm_packed_find(kTable, "test.fail", &handle), 0);
  EXPECT_EQ(utvm_packed_call(handle, nullptr, nullptr, 0, nullptr, nullptr), -7);
}

TEST(PackedFunction, UnknownNameLeavesTheHandleAlone) {
  int sentinel = 0;
  TVMFunctionHandle handle = &sentinel;
  EXPECT_EQ(utvm_packed_find(kTable, "test.coun", &handle), -1);
  EXPECT_EQ(utvm_packed_find(kTable, "test.counts", &handle), -1);
  EXPECT_EQ(handle, &sentinel);
}

}  // namespace
