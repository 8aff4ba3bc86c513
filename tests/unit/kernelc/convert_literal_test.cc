#include "kernelc/convert_literal.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ConvertLiteral, LiteralsTakeTheTypeOfTheirContext) {
  ExpectAll({
      {"i8 = 127;", "i8 = 127;"},
      {"i8 = (int8_t)-128;", "i8 = -128;"},
      {"i8 = 128;", "i8 = (int8_t)128;"},
      {"u8 = 255;", "u8 = 255;"},
      {"u8 = -1;", "u8 = 255;"},
      {"u = 5;", "u = 5u;"},
      {"u = -1;", "u = 4294967295u;"},
      {"u64 = 5;", "u64 = 5u;"},
      {"u64 = -1;", "u64 = UINT64_C(18446744073709551615);"},
      {"i64 = (int64_t)5;", "i64 = 5;"},
      {"i64 = 1867975997000;", "i64 = INT64_C(1867975997000);"},
      {"f = 0;", "f = 0.0f;"},
      {"f = (float)3;", "f = 3.0f;"},
      {"f = 16777217;", "f = (float)16777217;"},
      {"f = 0.5;", "f = 0.5f;"},
      {"f = 0.1;", "f = (float)0.1;"},
      {"d = 0.5f;", "d = 0.5;"},
      {"d = 0.1f;", "d = (double)0.1f;"},
      {"h = (half)0.5f;", "h = (utvm_half_t)0.5f;"},
      {"b = (bool)1;", "b = true;"},
      {"b = 0;", "b = false;"},
      {"f = i * 2.0f;", "f = (float)i * 2.0f;"},
      {"f = f * 2;", "f *= 2.0f;"},
      {"u = u + 1;", "u += 1u;"},
      {"u = u + -1;", "u += 4294967295u;"},
      {"u = 1 << i;", "u = (uint32_t)(1 << i);"},
      {"i64 = i64 * 4294967295u;", "i64 *= INT64_C(4294967295);"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
