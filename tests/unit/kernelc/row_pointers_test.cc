#include "kernelc/row_pointers.h"

#include "kernelc/printer.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

Function Parsed(const std::string& body) {
  Function function =
      ParseF(KernelSource("int32_t a[4096];\nint16_t w[4096];\nint32_t n[16];\n"
                          "for (int32_t i = 0; i < 16; ++i) {\n  int32_t sum = 0;\n" +
                          body + "  n[i] = sum;\n}\n"));
  for (Symbol& symbol : function.symbols) {
    if (symbol.kind == SymbolKind::kArray) symbol.kind = SymbolKind::kBuffer;
  }
  function.body.erase(function.body.begin(), function.body.begin() + 3);
  return function;
}

/// What the pass makes of a loop over i with `body` in it, that body alone.
std::string Named(const std::string& body) {
  Function function = Parsed(body);
  NameRows(function);
  return PrintBody(function, 0);
}

/// What is printed of it unchanged.
std::string Same(const std::string& body) { return PrintBody(Parsed(body), 0); }

std::string Loop(const std::string& statement, const std::string& head = "k = 0; k < 8") {
  return "  for (int32_t " + head + "; ++k) {\n    " + statement + "\n  }\n";
}

TEST(NameRows, WhatDoesNotChangeIsInFrontOfTheLoop) {
  EXPECT_EQ(Named(Loop("sum = sum + a[((i * 8) + k)] * (int32_t)w[(i + (k * 64))];")),
            "for (int32_t i = 0; i < 16; ++i) {\n"
            "    int32_t sum = 0;\n"
            "    const int16_t *w_row = &w[i];\n"
            "    for (int32_t k = 0; k < 8; ++k) {\n"
            "        sum += a[i * 8 + k] * (int32_t)w_row[k * 64];\n"
            "    }\n"
            "    n[i] = sum;\n"
            "}\n");
}

TEST(NameRows, WithoutLeapsWhatFollowsEachOtherHasRows) {
  EXPECT_EQ(Named(Loop("sum = sum + a[((i * 8) + k)] * (int32_t)w[((i * 4) + k)];")),
            "for (int32_t i = 0; i < 16; ++i) {\n"
            "    int32_t sum = 0;\n"
            "    const int32_t *a_row = &a[i * 8];\n"
            "    const int16_t *w_row = &w[i * 4];\n"
            "    for (int32_t k = 0; k < 8; ++k) {\n"
            "        sum += a_row[k] * (int32_t)w_row[k];\n"
            "    }\n"
            "    n[i] = sum;\n"
            "}\n");
}

TEST(NameRows, ARowHasOneName) {
  const std::string text =
      Named(Loop("sum = a[((i * 8) + k)] + a[((i * 8) + k)] + a[((i * 4) + k)];"));
  EXPECT_NE(text.find("sum = a_row[k] + a_row[k] + a_row_2[k];"), std::string::npos) << text;
}

TEST(NameRows, WhatTheLoopWritesIsNoRow) {
  const std::string body = Loop("a[((i * 8) + k)] = a[((i * 8) + k)] + 1;");
  EXPECT_EQ(Named(body), Same(body));
}

TEST(NameRows, ARowThatMayBeOutsideIsNotNamed) {
  for (const std::string& body : {
           Loop("sum = ((4 < i) ? a[((i * 8) + k)] : 0);"),
           Loop("sum = (((4 < i) && (a[((i * 8) + k)] < 1)) ? 1 : 0);"),
           Loop("if (4 < i) {\n      sum = a[((i * 8) + k)];\n    }"),
           Loop("sum = a[((i * 8) + k)];", "k = 1; k < 8"),
           Loop("sum = a[((i * 8) + k)];", "k = 0; k < i"),
           Loop("sum = a[((i * 8) + k)];", "k = 0; k < 0"),
           Loop("sum = a[(((i * 8) + k) - 4)];"),
       }) {
    EXPECT_EQ(Named(body), Same(body));
  }
}

TEST(NameRows, TheConditionOfAChoiceIsAlwaysRead) {
  const std::string text = Named(Loop("sum = ((a[((i * 8) + k)] < 1) ? 1 : 0);"));
  EXPECT_NE(text.find("sum = a_row[k] < 1 ? 1 : 0;"), std::string::npos) << text;
}

TEST(NameRows, WhatChangesInTheLoopStaysInTheSubscript) {
  for (const std::string& body : {
           Loop("int32_t at = k * 2;\n    sum = a[(at + k)];"),
           Loop("sum = a[((k * 3) + k)];"),
           Loop("sum = a[(n[i] + k)];"),
           Loop("sum = a[(4 + k)];"),
           Loop("sum = a[k];"),
       }) {
    EXPECT_EQ(Named(body), Same(body));
  }
}

TEST(NameRows, OnlyInnermostLoopsHaveRows) {
  const std::string body = "  for (int32_t j = 0; j < 4; ++j) {\n    sum = a[((i * 8) + j)];\n" +
                           Loop("sum = sum + k;") + "  }\n";
  EXPECT_EQ(Named(body), Same(body));
}

}  // namespace
}  // namespace utvmc::kernelc
