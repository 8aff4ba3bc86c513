#include "kernelc/parse_postfix.h"

#include <gtest/gtest.h>

#include "unit/kernelc/parse_value.h"

namespace utvmc::kernelc {
namespace {

TEST(ParsePostfix, ReadsLiteralsAndMacrosOfTheLibrary) {
  EXPECT_EQ(ParseValue("-0x11"), "(-17:int32_t) : int32_t");
  EXPECT_EQ(ParseValue("-9223372036854775808"), "-9223372036854775808:int64_t : int64_t");
  EXPECT_EQ(ParseValue("true"), "1:int32_t : int32_t");
  EXPECT_EQ(ParseValue("-INFINITY"), "(-inf:float) : float");
  EXPECT_EQ(ParseValue("NAN"), "nan:float : float");
  EXPECT_EQ(ParseValue("kDLCPU"), "1:int32_t : int32_t");
  EXPECT_EQ(ParseValue("(DLDeviceType)1"), "(int32_t)1:int32_t : int32_t");
}

TEST(ParsePostfix, ReadsTheAccessesOfEveryVersion) {
  EXPECT_EQ(ParseValue("(((TVMValue*)args)[0].v_handle)", "void* r_"),
            "(TVMValue*)args[0:int32_t].v_handle : void*");
  EXPECT_EQ(ParseValue("((int32_t*)arg_type_ids)[(0)]"),
            "(int32_t*)arg_type_ids[0:int32_t] : int32_t");
  EXPECT_EQ(ParseValue("(((TVMArray*)v)[0].ctx.device_id)"),
            "(DLTensor*)v[0:int32_t].device.device_id : int32_t");
  EXPECT_EQ(ParseValue("((DLTensor*)v)->dtype.lanes"),
            "(DLTensor*)v[0:int32_t].dtype.lanes : uint16_t");
  EXPECT_EQ(ParseValue("(((DLTensor*)v)[0].strides)", "void* r_"),
            "(DLTensor*)v[0:int32_t].strides : int64_t*");
  EXPECT_EQ(ParseValue("*p"), "p[0:int32_t] : float");
  EXPECT_EQ(ParseValue("p[i + 1]"), "p[(i + 1:int32_t)] : float");
}

TEST(ParsePostfix, CallsKnownFunctionsOnly) {
  EXPECT_EQ(ParseValue("powf(x, 2.0f)"), "powf(x, 2:float) : float");
  EXPECT_EQ(ParseValue("TVMBackendAllocWorkspace(1, i, (uint64_t)64, 2, 32)", "void* r_"),
            "TVMBackendAllocWorkspace(1:int32_t, i, (uint64_t)64:int32_t, 2:int32_t, 32:int32_t) : "
            "void*");
}

}  // namespace
}  // namespace utvmc::kernelc
