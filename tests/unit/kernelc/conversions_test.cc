#include "kernelc/conversions.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(Conversions, FixedPointMultiplicationReadsLikeAPersons) {
  EXPECT_EQ(Convert("int32_t v_ = ((int32_t)((((((int64_t)(a32[i] + a32[j])) << ((int64_t)0))) * "
                    "(int64_t)1867975997) + ((int64_t)1 << ((int64_t)38)) >> ((int64_t)39))) + 5;"),
            "int32_t v_ =\n"
            "    (int32_t)((((int64_t)(a32[i] + a32[j]) << 0) * 1867975997 + (INT64_C(1) << 38)) "
            ">> 39) + 5;");
  EXPECT_EQ(Convert("a8[i] = ((int8_t)(((i) < (127) ? (i) : (127)) - 5));"),
            "a8[i] = (int8_t)((i < 127 ? i : 127) - 5);");
}

TEST(Conversions, HalfArithmeticIsRoundedWhereItIsStored) {
  ExpectAll({
      {"h = h + ah[0];", "h = (utvm_half_t)(h + ah[0]);"},
      {"h = ah[0];", "h = ah[0];"},
      {"h = (half)(h * h);", "h = (utvm_half_t)(h * h);"},
      {"f = (float)((half)(h * h));", "f = (float)(utvm_half_t)(h * h);"},
      {"f = f * h;", "f *= (float)h;"},
      {"h = b ? h : ah[0];", "h = (utvm_half_t)(b ? h : ah[0]);"},
  });
}

TEST(Conversions, ArgumentsTakeTheTypesOfTheirParameters) {
  ExpectAll({
      {"f = expf(i);", "f = expf((float)i);"},
      {"f = expf(0.5);", "f = expf(0.5f);"},
      {"f = exp(f);", "f = (float)exp((double)f);"},
      {"f = powf(f, 2);", "f = powf(f, 2.0f);"},
      {"d = sqrt(i);", "d = sqrt((double)i);"},
      {"f = fabsf(i8);", "f = fabsf((float)i8);"},
  });
}

TEST(Conversions, LoopsCountInTheirOwnType) {
  ExpectAll({
      {"for (int32_t n = (int32_t)0; n < (int64_t)8; ++n) { i = n; }",
       "for (int32_t n = 0; n < 8; ++n) {\n    i = n;\n}"},
      {"for (int32_t n = 0; n < u; ++n) { i = n; }",
       "for (int32_t n = 0; n < (int64_t)u; ++n) {\n    i = n;\n}"},
      {"for (int32_t n = i64; n < i64; ++n) { i = n; }",
       "for (int32_t n = (int32_t)i64; n < i64; ++n) {\n    i = n;\n}"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
