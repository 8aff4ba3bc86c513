#include "kernelc/parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "unit/kernelc/dump.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

Function ParseKernel(std::string_view body) { return ParseF(KernelSource(body)); }

constexpr std::string_view kLocals =
    "int8_t b; int32_t i; uint32_t u; int64_t l; float x; double d; float* p; void* v; bool t; "
    "half h; ";

/// The value assigned by `v_ = ...`, as `dump : type`.
std::string ParseValue(std::string_view text, std::string_view target = "double r_") {
  const Function function =
      ParseKernel(std::string(kLocals) + std::string(target) + " = " + std::string(text) + ";");
  if (function.body.empty()) return {};
  const auto* declare = As<Declare>(function.body.back());
  const Expr& value =
      declare != nullptr ? *declare->value : As<Assign>(function.body.back())->value;
  return Dump(function, value) + " : " + Spell(value.type);
}

TEST(ParserTest, FollowsCsPrecedence) {
  EXPECT_EQ(ParseValue("i + i * i - i"), "((i + (i * i)) - i) : int32_t");
  EXPECT_EQ(ParseValue("i - i - i"), "((i - i) - i) : int32_t");
  EXPECT_EQ(ParseValue("i << i + i & i == i ^ i | i"),
            "((((i << (i + i)) & (i == i)) ^ i) | i) : int32_t");
  EXPECT_EQ(ParseValue("i || i && i < i"), "(i || (i && (i < i))) : int32_t");
  EXPECT_EQ(ParseValue("i ? x : i ? x : d"), "(i ? x : (i ? x : d)) : double");
  EXPECT_EQ(ParseValue("-i * !i + ~i"), "(((-i) * (!i)) + (~i)) : int32_t");
  EXPECT_EQ(ParseValue("(int64_t)i * (i)"), "((int64_t)i * i) : int64_t");
}

TEST(ParserTest, GivesEveryOperationTheTypeOfC) {
  EXPECT_EQ(ParseValue("b + b"), "(b + b) : int32_t");
  EXPECT_EQ(ParseValue("i + u"), "(i + u) : uint32_t");
  EXPECT_EQ(ParseValue("u * l"), "(u * l) : int64_t");
  EXPECT_EQ(ParseValue("x + 1"), "(x + 1:int32_t) : float");
  EXPECT_EQ(ParseValue("x * 0.5"), "(x * 0.5:double) : double");
  EXPECT_EQ(ParseValue("x < d"), "(x < d) : int32_t");
  EXPECT_EQ(ParseValue("(bool)1", "bool r_"), "(bool)1:int32_t : bool");
  EXPECT_EQ(ParseValue("h + h", "half r_"), "(h + h) : utvm_half_t");
  EXPECT_EQ(ParseValue("t ? b : b"), "(t ? b : b) : int32_t");
  EXPECT_EQ(ParseValue("l >> b"), "(l >> b) : int64_t");
}

TEST(ParserTest, ReadsLiteralsAndMacrosOfTheLibrary) {
  EXPECT_EQ(ParseValue("-0x11"), "(-17:int32_t) : int32_t");
  EXPECT_EQ(ParseValue("-9223372036854775808"), "-9223372036854775808:int64_t : int64_t");
  EXPECT_EQ(ParseValue("true"), "1:int32_t : int32_t");
  EXPECT_EQ(ParseValue("-INFINITY"), "(-inf:float) : float");
  EXPECT_EQ(ParseValue("NAN"), "nan:float : float");
  EXPECT_EQ(ParseValue("kDLCPU"), "1:int32_t : int32_t");
  EXPECT_EQ(ParseValue("(DLDeviceType)1"), "(int32_t)1:int32_t : int32_t");
}

TEST(ParserTest, ReadsTheAccessesOfEveryVersion) {
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

TEST(ParserTest, NextToAPointerZeroIsNull) {
  EXPECT_EQ(ParseValue("v == NULL"), "(v == NULL) : int32_t");
  EXPECT_EQ(ParseValue("0 != p"), "(NULL != p) : int32_t");
  EXPECT_EQ(ParseValue("0", "void* r_"), "NULL : void*");
  EXPECT_EQ(ParseValue("(float*)0", "float* r_"), "(float*)NULL : float*");
}

TEST(ParserTest, CallsKnownFunctionsOnly) {
  EXPECT_EQ(ParseValue("powf(x, 2.0f)"), "powf(x, 2:float) : float");
  EXPECT_EQ(ParseValue("TVMBackendAllocWorkspace(1, i, (uint64_t)64, 2, 32)", "void* r_"),
            "TVMBackendAllocWorkspace(1:int32_t, i, (uint64_t)64:int32_t, 2:int32_t, 32:int32_t) : "
            "void*");
}

TEST(ParserTest, ALoopHasBoundsAndAStep) {
  const Function function = ParseKernel(
      "for (int32_t i = 2; i < num_args; ++i) {}\n"
      "for (int32_t i = 0; i <= 9; i += 2 + 1) ;\n"
      "for (int64_t i = 0; i <= num_args; i = i + 4) { }\n"
      "for (int32_t i = 0; i < 4; i++) for (int32_t j = 0; j < i; ++j) {}");
  ASSERT_EQ(function.body.size(), 4u);
  const auto dump = [&](std::size_t index) {
    const For& loop = *As<For>(function.body[index]);
    return Dump(function, loop.begin) + " .. " + Dump(function, loop.end) + " by " +
           std::to_string(loop.step);
  };
  EXPECT_EQ(dump(0), "2:int32_t .. num_args by 1");
  EXPECT_EQ(dump(1), "0:int32_t .. 10:int32_t by 3");
  EXPECT_EQ(dump(2), "0:int32_t .. (num_args + 1:int32_t) by 4");
  EXPECT_EQ(dump(3), "0:int32_t .. 4:int32_t by 1");
  EXPECT_EQ(function[As<For>(function.body[0])->variable].kind, SymbolKind::kLoop);
  ASSERT_EQ(As<For>(function.body[3])->body.size(), 1u);
  EXPECT_NE(As<For>(As<For>(function.body[3])->body[0]), nullptr);
}

TEST(ParserTest, InnerScopesShadowOuterOnes) {
  const Function function = ParseKernel(
      "int32_t a = 1; { float a = 2.0f; a = 3.0f; } a = 4; for (int32_t a = 0; a < 2; ++a) { }");
  const SymbolId outer = As<Declare>(function.body[0])->symbol;
  const Block& inner = As<Compound>(function.body[1])->body;
  EXPECT_EQ(As<VarRef>(As<Assign>(function.body[2])->target)->symbol, outer);
  EXPECT_EQ(As<VarRef>(As<Assign>(inner[1])->target)->symbol, As<Declare>(inner[0])->symbol);
  EXPECT_NE(As<Declare>(inner[0])->symbol, outer);
  EXPECT_NE(As<For>(function.body[3])->variable, outer);
}

TEST(ParserTest, DeclaresScalarsPointersAndArrays) {
  const Function function =
      ParseKernel("float a[16], *b; const int32_t c = 3; unsigned int d; TVMValue stack[2 * 2];");
  ASSERT_EQ(function.body.size(), 5u);
  const auto symbol = [&](std::size_t index) -> const Symbol& {
    return function[As<Declare>(function.body[index])->symbol];
  };
  EXPECT_EQ(symbol(0).kind, SymbolKind::kArray);
  EXPECT_EQ(symbol(0).elements, 16);
  EXPECT_EQ(symbol(0).type, (Type{Scalar::kFloat, 0}));
  EXPECT_EQ(symbol(1).type, (Type{Scalar::kFloat, 1}));
  EXPECT_EQ(symbol(2).type, (Type{Scalar::kInt32, 0}));
  EXPECT_EQ(symbol(3).type, (Type{Scalar::kUint32, 0}));
  EXPECT_EQ(symbol(4).elements, 4);
}

TEST(ParserTest, CompoundAssignmentsAreSpelledOut) {
  const Function function = ParseKernel("int32_t a = 0; a += 2 + 3; a--; ++a; a <<= 1;");
  const auto dump = [&](std::size_t index) {
    const Assign& assign = *As<Assign>(function.body[index]);
    return Dump(function, assign.target) + " = " + Dump(function, assign.value);
  };
  EXPECT_EQ(dump(1), "a = (a + (2:int32_t + 3:int32_t))");
  EXPECT_EQ(dump(2), "a = (a - 1:int32_t)");
  EXPECT_EQ(dump(3), "a = (a + 1:int32_t)");
  EXPECT_EQ(dump(4), "a = (a << 1:int32_t)");
}

TEST(ParserTest, ReadsTheOtherStatements) {
  const Function function = ParseKernel(
      "while (num_args > 0) { num_args = num_args - 1; if (num_args == 2) break; else { } }\n"
      "if (!(out_ret_value == NULL)) { TVMAPISetLastError(\"a\" \"b\"); return -1; } else if "
      "(num_args) ;\n"
      "(void)TVMBackendFreeWorkspace(1, 0, args); (void)num_args;\n"
      "return 0;");
  ASSERT_EQ(function.body.size(), 4u);
  const auto& loop = *As<While>(function.body[0]);
  ASSERT_EQ(loop.body.size(), 2u);
  EXPECT_NE(As<Break>(As<If>(loop.body[1])->then_block[0]), nullptr);
  const auto& check = *As<If>(function.body[1]);
  EXPECT_EQ(Dump(function, As<Evaluate>(check.then_block[0])->expression),
            "TVMAPISetLastError(\"a\" \"b\")");
  EXPECT_EQ(check.else_block.size(), 1u);
  EXPECT_NE(As<Evaluate>(function.body[2]), nullptr);
  EXPECT_EQ(Dump(function, *As<Return>(function.body[3])->value), "0:int32_t");
}

TEST(ParserTest, ConstantsAndVariablesOfTheFileBecomeSymbols) {
  const Function function = ParseF(KernelSource("float a = k[1] + k[0]; void* b = ctx; return 0;",
                                                "static const float k[2] = {1, 2};\n"
                                                "static void* ctx = NULL;\n"));
  ASSERT_EQ(function.symbols.size(), 10u);
  const auto count = [&](SymbolKind kind, std::string_view name) {
    return std::count_if(
        function.symbols.begin(), function.symbols.end(),
        [&](const Symbol& symbol) { return symbol.kind == kind && symbol.name == name; });
  };
  EXPECT_EQ(count(SymbolKind::kConstant, "k"), 1);
  EXPECT_EQ(count(SymbolKind::kModuleVariable, "ctx"), 1);
  EXPECT_EQ(count(SymbolKind::kParameter, "args"), 1);
}

TEST(ParserTest, RemembersWhereThingsStand) {
  const Function function = ParseKernel("  int32_t a = 1;\n  a = a + 2;");
  EXPECT_EQ(function.where, (Position{1, 9}));
  EXPECT_EQ(function.body[1].where, (Position{3, 3}));
  EXPECT_EQ(As<Assign>(function.body[1])->value.where, (Position{3, 7}));
}

std::string Repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST(ParserTest, AcceptsDeepNestingUpToTheLimit) {
  constexpr int kMost = kMaxNesting - 2;  // the statement and the outermost expression count, too
  EXPECT_EQ(ParseMessage(
                KernelSource("num_args = " + Repeat("(", kMost) + "1" + Repeat(")", kMost) + ";")),
            "ok");
  EXPECT_EQ(ParseMessage(KernelSource("num_args = 1" + Repeat(" + 1", kMost) + ";")), "ok");
  EXPECT_EQ(ParseMessage(KernelSource(Repeat("{", kMost) + ";" + Repeat("}", kMost))), "ok");
}

TEST(ParserTest, RefusesDeeperNestingOfEveryKind) {
  constexpr int kTooMany = 5000;
  const std::string_view shapes[][2] = {{"(", ")"},        {"- ", ""},       {"!", ""},
                                        {"(int32_t)", ""}, {"1 ? 1 : ", ""}, {"arg_type_ids[", "]"},
                                        {"~+", ""}};
  for (const auto& [open, close] : shapes) {
    const std::string body =
        "num_args = " + Repeat(open, kTooMany) + "1" + Repeat(close, kTooMany) + ";";
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << open;
  }
  for (const std::string_view chain : {" + 1", " * 1", " && 1"}) {
    const std::string body = "num_args = 1" + Repeat(chain, kTooMany) + ";";
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << chain;
  }
  for (const std::string_view statement : {"{", "if (1) ", "while (1) ", "if (1) ; else "}) {
    const std::string close = statement == "{" ? Repeat("}", kTooMany) : std::string();
    const std::string body = Repeat(statement, kTooMany) + ";" + close;
    EXPECT_NE(ParseMessage(KernelSource(body)).find("nesting deeper than 400 levels"),
              std::string::npos)
        << statement;
  }
}

}  // namespace
}  // namespace utvmc::kernelc
