#include "lowering/fuse_loops.h"

#include <gtest/gtest.h>

#include "kernelc/printer.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the tests are about its tree

/// The body after the pass; `x`, `w` and `b` are inputs, `out` and `small` are outputs.
Function Parsed(const std::string& body) {
  Function function =
      ParseF(KernelSource("int32_t x[64];\nint32_t w[512];\nint32_t b[8];\nint32_t out[64];\n"
                          "int8_t small[64];\n" +
                          body));
  for (Symbol& symbol : function.symbols) {
    for (const char* name : {"x", "w", "b", "out", "small"}) {
      if (symbol.name == name) symbol.kind = SymbolKind::kBuffer;
    }
  }
  function.body.erase(function.body.begin(), function.body.begin() + 5);
  return function;
}

std::string Fused(const std::string& body, Fusion fusion) {
  Function function = Parsed(body);
  const bool has_changed = FuseLoops(function, fusion);
  EXPECT_EQ(has_changed, PrintBody(function, 0) != PrintBody(Parsed(body), 0));
  return PrintBody(function, 0);
}

void ExpectNothingHappens(const std::string& body) {
  const std::string before = PrintBody(Parsed(body), 0);
  EXPECT_EQ(Fused(body, Fusion::kWhole), before);
  EXPECT_EQ(Fused(body, Fusion::kOperation), before);
}

/// In a loop, since steps are not merged.
std::string InLoop(const std::string& body) {
  return "for (int32_t i = 0; i < 8; ++i) {\n" + body + "}\n";
}

const std::string kFill =
    "int32_t acc[8];\n"
    "for (int32_t f = 0; f < 8; ++f) {\n"
    "  acc[f] = 0;\n"
    "  for (int32_t k = 0; k < 8; ++k) {\n"
    "    acc[f] = acc[f] + x[i * 8 + k] * w[k * 8 + f];\n"
    "  }\n"
    "}\n";

const std::string kRead =
    "for (int32_t g = 0; g < 8; ++g) {\n"
    "  int32_t at = i * 8 + g;\n"
    "  int32_t v = acc[g] + b[g];\n"
    "  small[at] = (int8_t)(v < 127 ? v : 127);\n"
    "}\n";

TEST(FuseLoops, WholeLoopsNeedNoArray) {
  EXPECT_EQ(Fused(InLoop(kFill + kRead), Fusion::kWhole),
            "for (int32_t i = 0; i < 8; ++i) {\n"
            "    for (int32_t f = 0; f < 8; ++f) {\n"
            "        int32_t acc = 0;\n"
            "        for (int32_t k = 0; k < 8; ++k) {\n"
            "            acc += x[i * 8 + k] * w[k * 8 + f];\n"
            "        }\n"
            "        int32_t at = i * 8 + f;\n"
            "        int32_t v = acc + b[f];\n"
            "        small[at] = (int8_t)(v < 127 ? v : 127);\n"
            "    }\n"
            "}\n");
}

TEST(FuseLoops, AnOperationLeavesStoresWhereTheyWere) {
  EXPECT_EQ(Fused(InLoop(kFill + kRead), Fusion::kOperation),
            "for (int32_t i = 0; i < 8; ++i) {\n"
            "    int32_t acc[8];\n"
            "    for (int32_t f = 0; f < 8; ++f) {\n"
            "        int32_t acc_f = 0;\n"
            "        for (int32_t k = 0; k < 8; ++k) {\n"
            "            acc_f += x[i * 8 + k] * w[k * 8 + f];\n"
            "        }\n"
            "        acc[f] = acc_f + b[f];\n"
            "    }\n"
            "    for (int32_t g = 0; g < 8; ++g) {\n"
            "        int32_t at = i * 8 + g;\n"
            "        int32_t v = acc[g];\n"
            "        small[at] = (int8_t)(v < 127 ? v : 127);\n"
            "    }\n"
            "}\n");
}

TEST(FuseLoops, StepsKeepTheirStores) {
  const std::string steps = "int32_t i = 0;\n" + kFill + kRead;
  EXPECT_EQ(Fused(steps, Fusion::kWhole), PrintBody(Parsed(steps), 0));
  EXPECT_NE(Fused(steps, Fusion::kOperation), PrintBody(Parsed(steps), 0));
}

TEST(FuseLoops, ChainsOfLoopsBecomeOne) {
  EXPECT_EQ(Fused(InLoop("int32_t p[8];\nint32_t q[8];\n"
                         "for (int32_t f = 0; f < 8; ++f) {\n  p[f] = x[f];\n}\n"
                         "for (int32_t g = 0; g < 8; ++g) {\n  q[g] = p[g] + 1;\n}\n"
                         "for (int32_t h = 0; h < 8; ++h) {\n  out[i * 8 + h] = q[h];\n}\n"),
                  Fusion::kWhole),
            "for (int32_t i = 0; i < 8; ++i) {\n"
            "    for (int32_t f = 0; f < 8; ++f) {\n"
            "        int32_t p = x[f];\n"
            "        int32_t q = p + 1;\n"
            "        out[i * 8 + f] = q;\n"
            "    }\n"
            "}\n");
}

TEST(FuseLoops, OtherRangesAreNotFused) {
  ExpectNothingHappens(
      InLoop(kFill + "for (int32_t g = 0; g < 7; ++g) {\n  out[i * 8 + g] = acc[g] + b[g];\n}\n"));
  ExpectNothingHappens(InLoop(
      kFill + "for (int32_t g = 0; g < 8; g += 2) {\n  out[i * 8 + g] = acc[g] + b[g];\n}\n"));
  ExpectNothingHappens(
      InLoop("int32_t acc[8];\n"
             "for (int32_t f = 0; f < i; ++f) {\n  acc[f] = b[f];\n}\n"
             "for (int32_t g = 0; g < i; ++g) {\n  out[i * 8 + g] = acc[g] + b[g];\n}\n"));
}

TEST(FuseLoops, DeepNestsNeedTheirRegistersThemselves) {
  ExpectNothingHappens(
      InLoop("int32_t acc[8];\n"
             "for (int32_t f = 0; f < 8; ++f) {\n"
             "  acc[f] = 0;\n"
             "  for (int32_t r = 0; r < 2; ++r) {\n"
             "    for (int32_t k = 0; k < 4; ++k) {\n"
             "      acc[f] = acc[f] + x[i * 8 + r * 4 + k] * w[r * 32 + k * 8 + f];\n"
             "    }\n"
             "  }\n"
             "}\n" +
             kRead));
}

TEST(FuseLoops, OtherElementsAreInTheWay) {
  ExpectNothingHappens(InLoop(
      kFill + "for (int32_t g = 0; g < 8; ++g) {\n  out[i * 8 + g] = acc[7 - g] + b[g];\n}\n"));
  ExpectNothingHappens(InLoop(kFill + kRead + "out[i] = acc[3];\n"));
}

TEST(FuseLoops, AnElementThatIsReadFirstStaysInItsArray) {
  ExpectNothingHappens(
      InLoop("int32_t acc[8];\n"
             "for (int32_t f = 0; f < 8; ++f) {\n  acc[f] = acc[f] + b[f];\n}\n" +
             kRead));
  ExpectNothingHappens(
      InLoop("int32_t acc[8];\n"
             "for (int32_t f = 0; f < 8; ++f) {\n  if (f < 4) {\n    acc[f] = b[f];\n  }\n}\n" +
             kRead));
}

TEST(FuseLoops, WhatTheOtherLoopStillReadsIsNotWritten) {
  ExpectNothingHappens(
      InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n  x[i * 8 + g] = acc[g] + b[g];\n}\n"));
  ExpectNothingHappens(
      InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n  acc[g] = acc[g] + b[g];\n}\n" + kRead));
  ExpectNothingHappens(InLoop(
      "int32_t acc[8];\n"
      "for (int32_t f = 0; f < 8; ++f) {\n  acc[f] = b[f];\n  out[f] = 1;\n}\n"
      "for (int32_t g = 0; g < 8; ++g) {\n  small[g] = (int8_t)(acc[g] + out[7 - g]);\n}\n"));
}

TEST(FuseLoops, BuffersAreNotLocal) {
  ExpectNothingHappens(
      InLoop("for (int32_t f = 0; f < 8; ++f) {\n  out[f] = b[f];\n}\n"
             "for (int32_t g = 0; g < 8; ++g) {\n  small[g] = (int8_t)(out[g]);\n}\n"));
}

TEST(FuseLoops, ALoopThatIsLeftEarlyStays) {
  ExpectNothingHappens(
      InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n  if (acc[g] < b[g]) {\n    return -1;\n"
                     "  }\n  out[g] = acc[g] + b[g];\n}\n"));
}

TEST(FuseLoops, AnOperationMovesOnlyWhereLoopsCouldBeInterchanged) {
  const std::string flat = InLoop(
      "int32_t acc[8];\n"
      "for (int32_t f = 0; f < 8; ++f) {\n  acc[f] = b[f];\n}\n" +
      kRead);
  EXPECT_EQ(Fused(flat, Fusion::kOperation), PrintBody(Parsed(flat), 0));
}

TEST(FuseLoops, AnOperationBringsTheNamesOfItsOperands) {
  EXPECT_EQ(Fused(InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n"
                                 "  int32_t at = i * 8 + g;\n"
                                 "  int32_t other = i + 1;\n"
                                 "  out[at] = (acc[g] + w[at]) * other;\n"
                                 "}\n"),
                  Fusion::kOperation),
            "for (int32_t i = 0; i < 8; ++i) {\n"
            "    int32_t acc[8];\n"
            "    for (int32_t f = 0; f < 8; ++f) {\n"
            "        int32_t acc_f = 0;\n"
            "        for (int32_t k = 0; k < 8; ++k) {\n"
            "            acc_f += x[i * 8 + k] * w[k * 8 + f];\n"
            "        }\n"
            "        int32_t at = i * 8 + f;\n"
            "        acc[f] = acc_f + w[at];\n"
            "    }\n"
            "    for (int32_t g = 0; g < 8; ++g) {\n"
            "        int32_t at = i * 8 + g;\n"
            "        int32_t other = i + 1;\n"
            "        out[at] = acc[g] * other;\n"
            "    }\n"
            "}\n");
}

TEST(FuseLoops, OnlyAnOperationThatFitsAndAlwaysHappensMoves) {
  for (const char* store : {
           "small[g] = (int8_t)((((int64_t)acc[g]) * ((int64_t)b[g])) >> 32);",
           "small[g] = (int8_t)(((float)acc[g]) * 2.0f);",
           "small[g] = (int8_t)acc[g];",
           "out[g] = ((0 < i) ? (acc[g] + b[g]) : 0);",
           "out[g] = acc[g] + acc[g];",
           "if (0 < i) {\n  out[g] = acc[g] + b[g];\n}",
       }) {
    const std::string body =
        InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n" + store + "\n}\n");
    EXPECT_EQ(Fused(body, Fusion::kOperation), PrintBody(Parsed(body), 0));
    EXPECT_NE(Fused(body, Fusion::kWhole), PrintBody(Parsed(body), 0));
  }
}

TEST(FuseLoops, WhatTheStoresChangeIsReadInItsPlace) {
  const std::string sum =
      InLoop(kFill + "for (int32_t g = 0; g < 8; ++g) {\n  out[g] = out[g] + acc[g];\n}\n");
  EXPECT_EQ(Fused(sum, Fusion::kOperation), PrintBody(Parsed(sum), 0));
  EXPECT_NE(Fused(sum, Fusion::kWhole), PrintBody(Parsed(sum), 0));
}

}  // namespace
}  // namespace utvmc::lowering
