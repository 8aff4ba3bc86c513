#include "lowering/timed_accesses.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

class TimedAccessesTest : public LoweringTest {
 protected:
  /// The accesses of a kernel of that body, of `float p0[16]` to `float out[16]`: per line the
  /// buffer, the constant and, by loop, id:[begin, last]*coefficient.
  std::string Accesses(const std::string& body) {
    Call("f", {In("float32", {16}), Out("float32", {16})});
    EXPECT_EQ(Lower(Packed("f", R"(
  void* a0 = (((TVMValue*)args)[0].v_handle);
  void* a1 = (((TVMValue*)args)[1].v_handle);
  void* p0 = (((DLTensor*)a0)[0].data);
  void* p1 = (((DLTensor*)a1)[0].data);
)" + body)),
              "");
    const auto& function = std::get<ir::NativeBody>(Kernel().body).function;
    std::string text;
    for (const TimedAccess& access : FindTimedAccesses(function)) {
      text += (access.is_write ? "write " : "read ") + function[access.symbol].name;
      text += access.is_known ? fmt::format(" {}", access.constant) : " unknown";
      for (const TimedLoop& loop : access.loops) {
        text += fmt::format(" {}:[{}, {}]*{}", loop.id, loop.begin, loop.last, loop.coefficient);
      }
      text += '\n';
    }
    return text;
  }
};

TEST_F(TimedAccessesTest, ReadsComeBeforeTheWriteOfTheirStatement) {
  EXPECT_EQ(Accesses(R"(
  for (int32_t i = 0; i < 4; ++i) {
    for (int32_t j = 0; j < 4; ++j) {
      int32_t cse_var_1 = ((i * 4) + j);
      ((float*)p1)[cse_var_1] = (((float*)p0)[cse_var_1] + ((float*)p0)[3]);
    }
  }
)"),
            "read p0 0 0:[0, 3]*4 1:[0, 3]*1\n"
            "read p0 3 0:[0, 3]*0 1:[0, 3]*0\n"
            "write out 0 0:[0, 3]*4 1:[0, 3]*1\n");
}

TEST_F(TimedAccessesTest, ConditionsLimitWhatTheyGuard) {
  EXPECT_EQ(Accesses(R"(
  for (int32_t i = 0; i < 16; ++i) {
    ((float*)p1)[i] = ((2 <= i) ? ((float*)p0)[(i - 2)] : ((float*)p0)[i]);
  }
  for (int32_t j = 0; j < 16; ++j) {
    if ((j < 3)) { ((float*)p1)[j] = 0.000000e+00f; }
  }
)"),
            "read p0 -2 0:[2, 15]*1\n"
            "read p0 0 0:[0, 1]*1\n"
            "write out 0 0:[0, 15]*1\n"
            "write out 0 1:[0, 2]*1\n");
}

TEST_F(TimedAccessesTest, FusedLoopsAreNestsOfTheirDigits) {
  EXPECT_EQ(Accesses(R"(
  for (int32_t i = 0; i < 16; ++i) {
    ((float*)p1)[i] = ((float*)p0)[(((i & 3) * 4) + (i >> 2))];
  }
)"),
            "read p0 0 0:[0, 3]*1 1:[0, 3]*4\n"
            "write out 0 0:[0, 3]*4 1:[0, 3]*1\n");
}

TEST_F(TimedAccessesTest, WhatDependsOnDataIsUnknown) {
  EXPECT_EQ(Accesses(R"(
  for (int32_t i = 0; i < 16; ++i) {
    int32_t k = (int32_t)((float*)p0)[i];
    for (int32_t j = 0; j < k; ++j) { ((float*)p1)[j] = 1.000000e+00f; }
    ((float*)p1)[i] = ((float*)p0)[k];
  }
)"),
            "read p0 0 0:[0, 15]*1\n"
            "write out unknown\n"
            "read p0 unknown\n"
            "write out 0 0:[0, 15]*1\n");
}

}  // namespace
}  // namespace utvmc::lowering
