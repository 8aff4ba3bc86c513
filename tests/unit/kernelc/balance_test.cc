#include "kernelc/balance.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(Balance, MixedOperandsMeetInTheirCommonType) {
  ExpectAll({
      {"u = u + i;", "u += (uint32_t)i;"},
      {"u = u * i8;", "u *= (uint32_t)(i8 + 0);"},
      {"u += u8;", "u += u8;"},
      {"u64 = u64 + i;", "u64 += (uint64_t)i;"},
      {"i64 += u;", "i64 += u;"},
      {"i64 = i64 + -u;", "i64 += 0u - u;"},
      {"u64 = u + 1;", "u64 = (uint64_t)(u + 1u);"},
      {"b = i < u;", "b = (uint32_t)i < u;"},
      {"b = i8 < u8;", "b = i8 < u8;"},
      {"b = u == -1;", "b = u == 4294967295u;"},
      {"f = f * i;", "f *= (float)i;"},
      {"f *= i8;", "f *= i8;"},
      {"d = f + d;", "d = (double)f + d;"},
      {"f = f + d;", "f = (float)((double)f + d);"},
      {"b = f < d;", "b = (double)f < d;"},
      {"i = b ? i : u;", "i = (int32_t)(b ? (uint32_t)i : u);"},
      {"f = b ? f : i;", "f = b ? f : (float)i;"},
      {"d = b ? f : d;", "d = b ? (double)f : d;"},
  });
}

TEST(Balance, ACastThatTheOtherOperandRepeatsGoes) {
  ExpectAll({
      {"i64 = (int64_t)i * (int64_t)j;", "i64 = (int64_t)i * j;"},
      {"i64 = i64 + (int64_t)i8;", "i64 += i8;"},
      {"i64 = (int64_t)i + i64;", "i64 += i;"},
      {"i64 = (int64_t)i * (int64_t)1867975997;", "i64 = (int64_t)i * 1867975997;"},
      {"i64 = i64 + ((int64_t)1 << (int64_t)38);", "i64 += INT64_C(1) << 38;"},
      {"i64 = ((int64_t)i) << ((int64_t)3);", "i64 = (int64_t)i << 3;"},
      {"i64 = b ? (((int64_t)i) << 3) : ((int64_t)i);", "i64 = b ? (int64_t)i << 3 : i;"},
      {"i = ((int32_t)i8) * ((int32_t)i16);", "i = i8 * i16;"},
      {"i = j + ((int32_t)a8[i]);", "i = j + a8[i];"},
      {"i16 = (((int16_t)a8[0]) - i16);", "i16 = (int16_t)(a8[0] - i16);"},
      {"i = -((int32_t)i8);", "i = -i8;"},
      {"i = (int32_t)i8;", "i = i8;"},
      {"i = (int32_t)i;", "i = i;"},
      {"i = a32[(int64_t)i];", "i = a32[i];"},
      {"b = (int64_t)i < (int64_t)j;", "b = i < j;"},
      {"b = (int64_t)i < (int64_t)5;", "b = i < 5;"},
      {"b = u8 == 5u;", "b = u8 == 5;"},
      {"i8 = (int8_t)(int32_t)i8;", "i8 = i8;"},
      {"f = (float)(int64_t)i;", "f = (float)i;"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
