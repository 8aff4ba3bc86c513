#include "kernelc/casts.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(Casts, AssignmentsThatNarrowGetACast) {
  ExpectAll({
      {"i8 = i8 + i16;", "i8 = (int8_t)(i8 + i16);"},
      {"i8 = -i8;", "i8 = (int8_t)-i8;"},
      {"i8 = i16;", "i8 = (int8_t)i16;"},
      {"i = i64;", "i = (int32_t)i64;"},
      {"i = i64 >> 31;", "i = (int32_t)(i64 >> 31);"},
      {"u = i;", "u = (uint32_t)i;"},
      {"i = u;", "i = (int32_t)u;"},
      {"f = i;", "f = (float)i;"},
      {"d = i64;", "d = (double)i64;"},
      {"d = f;", "d = (double)f;"},
      {"f = d;", "f = (float)d;"},
      {"i = f;", "i = (int32_t)f;"},
      {"h = f;", "h = (utvm_half_t)f;"},
      {"f = h;", "f = (float)h;"},
      {"b = f;", "b = (bool)f;"},
      {"int8_t x = i8 * i8;", "int8_t x = (int8_t)(i8 * i8);"},
      {"a8[i] = i8 + 1;", "a8[i] = (int8_t)(i8 + 1);"},
      {"return i64;", "return (int32_t)i64;"},
  });
}

TEST(Casts, AssignmentsThatKeepEveryValueNeedNone) {
  ExpectAll({
      {"i = i8;", "i = i8;"},
      {"i16 = u8;", "i16 = u8;"},
      {"i64 = i;", "i64 = i;"},
      {"i64 = u;", "i64 = u;"},
      {"f = i8;", "f = i8;"},
      {"f = u16;", "f = u16;"},
      {"d = i;", "d = i;"},
      {"d = u;", "d = u;"},
      {"i8 = i < j;", "i8 = i < j;"},
      {"b = i < j;", "b = i < j;"},
      {"b = !i;", "b = !i;"},
      {"i8 = b;", "i8 = b;"},
      {"u = b && i;", "u = b && i;"},
      {"i8 = i < j ? i8 : 5;", "i8 = i < j ? i8 : 5;"},
  });
}

TEST(Casts, ACastThatSaysSomethingStays) {
  ExpectAll({
      {"i64 = (int64_t)i << 3;", "i64 = (int64_t)i << 3;"},
      {"i64 = -(int64_t)i;", "i64 = -(int64_t)i;"},
      {"i64 = (int64_t)i / (int64_t)j;", "i64 = (int64_t)i / j;"},
      {"i = (int8_t)i;", "i = (int8_t)i;"},
      {"i8 = (int8_t)i;", "i8 = (int8_t)i;"},
      {"i = (int32_t)(int8_t)i;", "i = (int8_t)i;"},
      {"i8 = (int8_t)(int32_t)i64;", "i8 = (int8_t)(int32_t)i64;"},
      {"i64 = (int64_t)u + i;", "i64 = (int64_t)u + i;"},
      {"i64 = (uint32_t)i;", "i64 = (uint32_t)i;"},
      {"f = (float)i8 * f;", "f = (float)i8 * f;"},
      {"f = (float)(f * g) + g;", "f = (float)(f * g) + g;"},
      {"b = (int64_t)i < u64;", "b = (uint64_t)i < u64;"},
      {"u = (uint32_t)i8 >> 3;", "u = (uint32_t)i8 >> 3;"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
