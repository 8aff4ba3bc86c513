#include "unit/kernelc/printer_fixture.h"

namespace utvmc::kernelc {
namespace {

using enum BinaryOp;

TEST_F(PrinterTest, Statements) {
  const SymbolId acc = function_.Add({"acc", SymbolKind::kArray, kFloat, 8, false});
  const SymbolId x = function_.Add({"x", SymbolKind::kScalar, kInt64});
  Block loop;
  loop.push_back(Store(0, MakeSubscript(Var(out_), Var(i_))));
  Block block;
  block.push_back(S(Declare{acc, std::nullopt}));
  block.push_back(S(Declare{x, std::nullopt}));
  block.push_back(S(Declare{x, N(3)}));
  block.push_back(S(For{i_, N(0), N(16), 1, loop}));
  block.push_back(S(For{i_, V('a'), B(kAdd, V('a'), N(16)), 4, {}}));
  block.push_back(S(While{V('a'), {S(Break{})}}));
  block.push_back(S(Compound{{S(Return{})}}));
  block.push_back(S(Evaluate{Expr{Call{"f", {}}, kInt32, {}}}));
  block.push_back(S(Return{N(-1)}));
  EXPECT_EQ(Body(std::move(block)),
            "    float acc[8];\n"
            "    int64_t x;\n"
            "    int64_t x = 3;\n"
            "    for (int32_t i = 0; i < 16; ++i) {\n"
            "        out[0] = out[i];\n"
            "    }\n"
            "    for (int32_t i = a; i < a + 16; i += 4) {\n"
            "    }\n"
            "    while (a) {\n"
            "        break;\n"
            "    }\n"
            "    {\n"
            "        return;\n"
            "    }\n"
            "    f();\n"
            "    return -1;\n");
}

TEST_F(PrinterTest, ElseIfChainsStayFlat) {
  kernelc::If last{V('b'), {S(Return{N(2)})}, {S(Return{N(3)})}};
  kernelc::If middle{V('a'), {S(Return{N(1)})}, {S(std::move(last))}};
  EXPECT_EQ(Body({S(std::move(middle))}),
            "    if (a) {\n"
            "        return 1;\n"
            "    } else if (b) {\n"
            "        return 2;\n"
            "    } else {\n"
            "        return 3;\n"
            "    }\n");
}

TEST_F(PrinterTest, HandoversPrecedeTheStatementsTheyName) {
  EXPECT_EQ(Body({Store(0, Var(f_)), Store(1, Var(f_)), Store(2, Var(f_))}, {1, 2}),
            "    out[0] = f;\n"
            "    UTVM_HANDOVER();\n"
            "    out[1] = f;\n"
            "    UTVM_HANDOVER();\n"
            "    out[2] = f;\n");
}

TEST_F(PrinterTest, ParametersSayTheirLengthAndConstness) {
  EXPECT_EQ(PrintParameters(function_), "void");
  function_.parameters = {p0_, out_};
  EXPECT_EQ(PrintParameters(function_), "const int8_t p0[16], float out[8]");
  const SymbolId empty = function_.Add({"none", SymbolKind::kBuffer, kFloat, 0, true});
  const SymbolId args = function_.Add({"args", SymbolKind::kParameter, {Scalar::kVoid, 1}});
  function_.parameters = {empty, args};
  EXPECT_EQ(PrintParameters(function_), "const float none[], void* args");
}

TEST_F(PrinterTest, AFunctionIsADefinition) {
  function_.parameters = {p0_, out_};
  Expr element = MakeSubscript(Var(p0_), N(1));
  function_.body = {Store(0, To(kFloat, std::move(element)))};
  EXPECT_EQ(PrintFunction(function_),
            "void kernel(const int8_t p0[16], float out[8]) {\n"
            "    out[0] = (float)p0[1];\n"
            "}\n");
  function_.parameters.assign(6, p0_);
  function_.body.clear();
  EXPECT_EQ(PrintFunction(function_),
            "void kernel(const int8_t p0[16], const int8_t p0[16], const int8_t p0[16], "
            "const int8_t p0[16],\n"
            "    const int8_t p0[16], const int8_t p0[16]) {\n"
            "}\n");
}

}  // namespace
}  // namespace utvmc::kernelc
