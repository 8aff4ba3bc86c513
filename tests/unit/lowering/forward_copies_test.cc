#include "lowering/forward_copies.h"

#include <gtest/gtest.h>

#include "kernelc/printer.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the tests are about its tree

/// The body after the pass; the arrays `in` and `in2` are inputs, `out` is an output.
std::string Forwarded(const std::string& body) {
  Function function = ParseF(KernelSource("float in[8];\nfloat in2[8];\nfloat out[8];\n" + body));
  std::vector<SymbolId> inputs;
  for (std::size_t i = 0; i < function.symbols.size(); ++i) {
    Symbol& symbol = function.symbols[i];
    const bool is_input = symbol.name == "in" || symbol.name == "in2";
    if (is_input || symbol.name == "out") symbol.kind = SymbolKind::kBuffer;
    if (is_input) inputs.emplace_back(i);
  }
  function.body.erase(function.body.begin(), function.body.begin() + 3);
  ForwardCopies(function, inputs, {});
  return PrintBody(function, 0);
}

void ExpectNothingHappens(const std::string& body) {
  Function function = ParseF(KernelSource("float in[8];\nfloat in2[8];\nfloat out[8];\n" + body));
  function.body.erase(function.body.begin(), function.body.begin() + 3);
  EXPECT_EQ(Forwarded(body), PrintBody(function, 0));
}

const std::string kUse = "for (int32_t j = 0; j < 8; ++j) {\n  out[j] = pad[j];\n}\n";

TEST(ForwardCopies, ReadersReadTheInput) {
  EXPECT_EQ(Forwarded("float pad[8];\n"
                      "for (int32_t i = 0; i < 2; ++i) {\n"
                      "  for (int32_t k = 0; k < 4; ++k) {\n"
                      "    int32_t cse_var_1 = ((i * 4) + k);\n"
                      "    pad[cse_var_1] = in[((i * 4) + k)];\n"
                      "  }\n"
                      "}\n" +
                      kUse),
            "for (int32_t j = 0; j < 8; ++j) {\n    out[j] = in[j];\n}\n");
}

TEST(ForwardCopies, SeveralAtOnce) {
  EXPECT_EQ(Forwarded("float pad[8];\n"
                      "float other[8];\n"
                      "for (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[i];\n}\n"
                      "for (int32_t i = 0; i < 8; ++i) {\n  other[i] = in2[i];\n}\n"
                      "for (int32_t j = 0; j < 8; ++j) {\n  out[j] = (pad[j] + other[j]);\n}\n"),
            "for (int32_t j = 0; j < 8; ++j) {\n    out[j] = in[j] + in2[j];\n}\n");
}

TEST(ForwardCopies, APermutationIsNoCopy) {
  ExpectNothingHappens(
      "float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[7 - i];\n}\n" + kUse);
}

TEST(ForwardCopies, PartOfTheElementsIsNotEnough) {
  ExpectNothingHappens("float pad[8];\nfor (int32_t i = 0; i < 7; ++i) {\n  pad[i] = in[i];\n}\n" +
                       kUse);
  ExpectNothingHappens(
      "float pad[8];\nfor (int32_t i = 0; i < 4; ++i) {\n  pad[i * 2] = in[i * 2];\n}\n" + kUse);
  ExpectNothingHappens(
      "float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  if (i < num_args) {\n"
      "    pad[i] = in[i];\n  }\n}\n" +
      kUse);
}

TEST(ForwardCopies, WhatIsComputedIsNoCopy) {
  ExpectNothingHappens(
      "float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[i] + 1.0f;\n}\n" + kUse);
}

TEST(ForwardCopies, ACopyThatIsWrittenAgainStays) {
  ExpectNothingHappens("float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[i];\n}\n" +
                       kUse + "for (int32_t i = 0; i < 8; ++i) {\n  pad[i] = 0.0f;\n}\n" + kUse);
}

TEST(ForwardCopies, WhatIsReadBeforeStays) {
  ExpectNothingHappens("float pad[8];\n" + kUse +
                       "for (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[i];\n}\n" + kUse);
}

TEST(ForwardCopies, AnOutputIsNoCopyToForward) {
  ExpectNothingHappens("for (int32_t i = 0; i < 8; ++i) {\n  out[i] = in[i];\n}\n");
}

TEST(ForwardCopies, OfWhatMayChangeIsNone) {
  ExpectNothingHappens("float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  pad[i] = out[i];\n}\n" +
                       kUse);
}

TEST(ForwardCopies, APointerToTheCopyIsInTheWay) {
  ExpectNothingHappens(
      "float pad[8];\nfor (int32_t i = 0; i < 8; ++i) {\n  pad[i] = in[i];\n}\n"
      "void* p = (void*)pad;\n" +
      kUse);
}

}  // namespace
}  // namespace utvmc::lowering
