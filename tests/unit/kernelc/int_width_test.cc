#include "kernelc/int_width.h"

#include "kernelc/build.h"
#include "unit/kernelc/convert_helpers.h"
#include "unit/kernelc/random_expressions.h"

namespace utvmc::kernelc {
namespace {

/// The statements with explicit conversions for every width of int.
std::string Fix(const std::string& statements) {
  Function function = ParseStatements(statements);
  MakeConversionsExplicit(function);
  MakeIndependentOfIntWidth(function);
  const std::string once = PrintBody(function, 0);
  MakeIndependentOfIntWidth(function);
  EXPECT_EQ(PrintBody(function, 0), once) << "twice is once";
  const std::string last = "utvm_half_t ah[8];\n";
  std::string text = once.substr(once.find(last) + last.size());
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

void ExpectFixed(const std::vector<Conversion>& cases) {
  for (const Conversion& one : cases) EXPECT_EQ(Fix(one.source), one.expected) << one.source;
}

TEST(IntWidth, WhatFitsIn16BitsStaysAsItIs) {
  ExpectFixed({
      {"i = i + i8 * a8[0];", "i += i8 * a8[0];"},
      {"i = i8 + 100;", "i = i8 + 100;"},
      {"i = u8 - a8[i];", "i = u8 - a8[i];"},
      {"i8 = ((int8_t)((i8) > (a8[0]) ? (i8) : (a8[0])));", "i8 = i8 > a8[0] ? i8 : a8[0];"},
      {"i = i16 & 7;", "i = i16 & 7;"},
      {"i = i8 << 3;", "i = i8 << 3;"},
      {"i = i16 >> 3;", "i = i16 >> 3;"},
      {"i = -i8;", "i = -i8;"},
      {"b = i16 < 5;", "b = i16 < 5;"},
      {"i = i16 % 7;", "i = i16 % 7;"},
  });
}

TEST(IntWidth, WhatIsWideAlreadyStaysAsItIs) {
  ExpectFixed({
      {"i = j * 8 + 3;", "i = j * 8 + 3;"},
      {"i = i16 * j;", "i = i16 * j;"},
      {"i = i16 + 40000;", "i = i16 + 40000;"},
      {"i64 = i64 * i16;", "i64 *= i16;"},
      {"f = f * 2.000000e+00f;", "f *= 2.0f;"},
      {"u = u * (uint32_t)5;", "u *= 5u;"},
  });
}

TEST(IntWidth, OneOperandIsCastWhereAResultNeedsMore) {
  ExpectFixed({
      {"i = i + i16 * (int16_t)a8[0];", "i += (int32_t)i16 * a8[0];"},
      {"i = i16 * i16;", "i = (int32_t)i16 * i16;"},
      {"i = u8 * u8;", "i = (int32_t)u8 * u8;"},
      {"i = 300 * i8;", "i = 300 * (int32_t)i8;"},
      {"i = i16 - a8[i];", "i = (int32_t)i16 - a8[i];"},
      {"i = i8 * i8 * i8;", "i = i8 * i8 * (int32_t)i8;"},
      {"i = i16 << 3;", "i = (int32_t)i16 << 3;"},
      {"i = i8 >> j;", "i = (int32_t)i8 >> j;"},
      {"i = 1 << j;", "i = (int32_t)1 << j;"},
      {"i = -i16;", "i = -(int32_t)i16;"},
      {"i = i16 / i8;", "i = (int32_t)i16 / i8;"},
      {"i16 = ((int16_t)(i16 + a8[0]));", "i16 = (int16_t)((int32_t)i16 + a8[0]);"},
  });
}

TEST(IntWidth, Unsigned16BitsAreSignedIn32) {
  ExpectFixed({
      {"i = u16 - i8;", "i = (int32_t)u16 - i8;"},
      {"b = u16 < i8;", "b = (int32_t)u16 < i8;"},
      {"b = u16 < u8;", "b = u16 < u8;"},
      {"i = b ? u16 : i8;", "i = b ? (int32_t)u16 : i8;"},
      {"i = ~u16;", "i = ~(int32_t)u16;"},
      {"i = u16 >> 2;", "i = u16 >> 2;"},
      {"i = u16 * 2;", "i = (int32_t)u16 * 2;"},
  });
}

// --- every value of every operation, in C as it is with an int of 16 bits and of 32 ---

TEST(IntWidth, AnyExpressionHasTheSameValueWithAnIntOf16Bits) {
  RandomExpressions random(20240131);
  int compared = 0, needed = 0;
  for (int round = 0; round < 5000; ++round) {
    const Expr before = random.Next(1 + round % 4);
    Function function = random.function();
    function.body.push_back({Evaluate{before}, {}});
    MakeIndependentOfIntWidth(function);
    const Expr& after = As<Evaluate>(function.body[0])->expression;
    Machine wide(32), narrow(16);
    for (int sample = 0; sample < 10; ++sample) {
      std::vector<std::int64_t> values;
      for (const Scalar type : RandomExpressions::kTypes) values.push_back(random.ValueOf(type));
      wide.variables = narrow.variables = values;
      const auto expected = wide.Evaluate(before);
      if (!expected) continue;
      const auto actual = narrow.Evaluate(after);
      ASSERT_TRUE(actual) << PrintExpr(function, after) << " is undefined";
      ASSERT_EQ(actual->value, expected->value)
          << PrintExpr(function, before) << " became " << PrintExpr(function, after);
      const auto untouched = narrow.Evaluate(before);
      needed += !untouched || untouched->value != expected->value;
      ++compared;
    }
  }
  EXPECT_GT(compared, 12000);
  EXPECT_GT(needed, 1000) << "casts that change nothing prove nothing";
}

}  // namespace
}  // namespace utvmc::kernelc
