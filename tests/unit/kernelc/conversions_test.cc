#include "kernelc/conversions.h"

#include <gtest/gtest.h>

#include <limits>
#include <string_view>

#include "kernelc/build.h"
#include "kernelc/printer.h"
#include "kernelc/translation_unit.h"

namespace utvmc::kernelc {
namespace {

/// Locals of every type and some arrays, a line each.
constexpr std::string_view kDeclarations = R"(bool b;
int8_t i8;
int16_t i16;
int32_t i;
int32_t j;
int64_t i64;
uint8_t u8;
uint16_t u16;
uint32_t u;
uint64_t u64;
half h;
float f;
float g;
double d;
int8_t a8[8];
int32_t a32[8];
half ah[8];
)";

Function Parse(const std::string& statements) {
  const std::string text =
      "#include \"tvm/runtime/c_runtime_api.h\"\n#include <math.h>\n"
      "int32_t kernel(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
      "int32_t* out_ret_tcode, void* resource_handle) {\n" +
      std::string(kDeclarations) + statements + "\n}\n";
  const Result<TranslationUnit> unit = ParseTranslationUnit({"test.c", text});
  if (!unit.ok()) {
    ADD_FAILURE() << Format(unit.error());
    return {};
  }
  for (const Item& item : unit->items) {
    const auto* function = std::get_if<FunctionItem>(&item.node);
    if (function == nullptr) continue;
    if (const auto* body = std::get_if<Function>(&function->body)) return *body;
    ADD_FAILURE() << "uses " << std::get<Unsupported>(function->body).construct;
  }
  return {};
}

/// The statements with explicit conversions, without the declarations.
std::string Convert(const std::string& statements) {
  Function function = Parse(statements);
  MakeConversionsExplicit(function);
  std::string text = PrintBody(function, 0);
  const std::string last = "utvm_half_t ah[8];\n";
  const std::size_t start = text.find(last);
  if (start != std::string::npos) text.erase(0, start + last.size());
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

struct Case {
  std::string source;
  std::string expected;
};

void ExpectAll(const std::vector<Case>& cases) {
  for (const Case& one : cases) EXPECT_EQ(Convert(one.source), one.expected) << one.source;
}

TEST(Conversions, AssignmentsThatNarrowGetACast) {
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

TEST(Conversions, AssignmentsThatKeepEveryValueNeedNone) {
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

TEST(Conversions, LiteralsTakeTheTypeOfTheirContext) {
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

TEST(Conversions, MixedOperandsMeetInTheirCommonType) {
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

TEST(Conversions, ACastThatTheOtherOperandRepeatsGoes) {
  ExpectAll({
      {"i64 = (int64_t)i * (int64_t)j;", "i64 = (int64_t)i * j;"},
      {"i64 = i64 + (int64_t)i8;", "i64 += i8;"},
      {"i64 = (int64_t)i + i64;", "i64 = i + i64;"},
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

TEST(Conversions, ACastThatSaysSomethingStays) {
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

TEST(Conversions, ConditionsAreTruthValues) {
  ExpectAll({
      {"if (i) { i = 1; }", "if (i) {\n    i = 1;\n}"},
      {"if ((bool)i64) { i = 1; }", "if (i64) {\n    i = 1;\n}"},
      {"b = i * j && b;", "b = i * j != 0 && b;"},
      {"b = !(u << 3);", "b = !(u << 3 != 0u);"},
      {"b = (bool)(i * j);", "b = i * j != 0;"},
      {"b = (i ? 4 : 8) || b;", "b = (i ? 4 : 8) != 0 || b;"},
      {"b = b && 5;", "b = b && 1;"},
      {"b = !(f * g);", "b = !(f * g != 0.0f);"},
      {"if (f) { i = 1; }", "if (f != 0.0f) {\n    i = 1;\n}"},
      {"i = h ? 1 : 2;", "i = h != (utvm_half_t)0.0f ? 1 : 2;"},
      {"i = d && b;", "i = d != 0.0 && b;"},
      {"while (i8 + 1) { i = 1; }", "while (i8 + 1) {\n    i = 1;\n}"},
      {"i = ~b;", "i = b ? -2 : -1;"},
      {"u = ~(uint32_t)(i < j);", "u = i < j ? 4294967294u : 4294967295u;"},
  });
}

TEST(Conversions, AComparisonThatTheTypeDecidesBecomesItsOutcome) {
  ExpectAll({
      {"i = u8 >= 0;", "i = 1;"},
      {"i = u < 0;", "i = 0;"},
      {"i = (int32_t)i8 <= 127;", "i = 1;"},
      {"i = i8 < 127;", "i = i8 < 127;"},
      {"i = 1000 > i8;", "i = 1;"},
      {"i = (i < j) == 2;", "i = 0;"},
      {"i = i16 != 40000;", "i = 1;"},
      {"i = i < 3000000000;", "i = 1;"},
      {"i = u64 > 18446744073709551615u;", "i = 0;"},
      {"i = u64 < 18446744073709551615u;", "i = u64 < UINT64_C(18446744073709551615);"},
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

TEST(FitsIn, KnowsLiteralsTypesTruthValuesAndArms) {
  Function function;
  const SymbolId i8 = function.Add({"i8", SymbolKind::kScalar, {Scalar::kInt8, 0}});
  const auto var = [&] { return MakeVar(function, i8); };
  EXPECT_TRUE(FitsIn(MakeInt(127), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeInt(128), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeInt(-1), Scalar::kUint64));
  EXPECT_FALSE(FitsIn(MakeInt(-1, Scalar::kUint64), Scalar::kInt64));
  EXPECT_TRUE(FitsIn(MakeInt(-1, Scalar::kUint64), Scalar::kUint64));
  EXPECT_TRUE(
      FitsIn(MakeInt(std::numeric_limits<std::int64_t>::min(), Scalar::kInt64), Scalar::kInt64));
  EXPECT_TRUE(FitsIn(var(), Scalar::kInt16));
  EXPECT_FALSE(FitsIn(var(), Scalar::kUint32));
  EXPECT_FALSE(FitsIn(MakeBinary(BinaryOp::kAdd, var(), var()), Scalar::kInt16));
  EXPECT_TRUE(FitsIn(MakeBinary(BinaryOp::kLess, var(), var()), Scalar::kBool));
  EXPECT_TRUE(FitsIn(MakeConditional(var(), var(), MakeInt(5)), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeConditional(var(), var(), MakeInt(500)), Scalar::kInt8));
  // The int8_t arm is converted to uint32_t first.
  EXPECT_FALSE(FitsIn(MakeConditional(var(), var(), MakeInt(5, Scalar::kUint32)), Scalar::kInt8));
  EXPECT_FALSE(FitsIn(MakeFloat(1, Scalar::kFloat), Scalar::kInt8));
}

}  // namespace
}  // namespace utvmc::kernelc
