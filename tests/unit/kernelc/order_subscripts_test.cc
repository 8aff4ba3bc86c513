#include "kernelc/order_subscripts.h"

#include "kernelc/printer.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

/// The body after the pass, without the declarations of its arrays.
std::string Ordered(const std::string& body) {
  Function function =
      ParseF(KernelSource("float a[4096];\nint32_t n[4096];\nint32_t free;\n" + body));
  function.body.erase(function.body.begin(), function.body.begin() + 3);
  OrderSubscripts(function);
  return PrintBody(function, 0);
}

/// What `a[subscript] = 0` becomes in loops over i, j and k, the innermost.
std::string OrderedIn3Loops(const std::string& subscript) {
  const std::string text = Ordered(
      "for (int32_t i = 0; i < 16; ++i) {\n"
      "  for (int32_t j = 0; j < 16; ++j) {\n"
      "    int32_t row = (i * 4);\n"
      "    for (int32_t k = 0; k < 16; ++k) {\n"
      "      a[" +
      subscript +
      "] = 0.0f;\n"
      "    }\n  }\n}\n");
  const std::size_t begin = text.find("a[") + 2;
  return text.substr(begin, text.find("] = 0.0f") - begin);
}

TEST(OrderSubscripts, OuterLoopsComeFirst) {
  EXPECT_EQ(OrderedIn3Loops("((k + (j * 16)) + (i * 256))"), "i * 256 + j * 16 + k");
}

TEST(OrderSubscripts, QuotientsAndRemaindersStandWithTheirLoop) {
  EXPECT_EQ(OrderedIn3Loops("(((((i >> 3) * 10) + (j * 10)) + k) + (i & 7))"),
            "(i >> 3) * 10 + (i & 7) + j * 10 + k");
}

TEST(OrderSubscripts, ATermOfSeveralLoopsStandsWithTheInnermost) {
  EXPECT_EQ(OrderedIn3Loops("(((i + k) % 3) + j)"), "j + (i + k) % 3");
}

TEST(OrderSubscripts, LiteralsComeLast) {
  EXPECT_EQ(OrderedIn3Loops("((5 + k) + (j * 2))"), "j * 2 + k + 5");
  EXPECT_EQ(OrderedIn3Loops("(((k + (j * 16)) - 17) + (i * 256))"), "i * 256 + j * 16 + k - 17");
}

TEST(OrderSubscripts, WhatIsSubtractedKeepsItsSign) {
  EXPECT_EQ(OrderedIn3Loops("((k + 100) - ((j * 2) - i))"), "i - j * 2 + k + 100");
  EXPECT_EQ(OrderedIn3Loops("((100 + j) - i)"), "j - i + 100") << "no sum begins with a minus";
}

TEST(OrderSubscripts, AVariableIsAsDeepAsItsValue) {
  EXPECT_EQ(OrderedIn3Loops("((j * 64) + row)"), "row + j * 64");
}

TEST(OrderSubscripts, TermsOfOneLoopKeepTheirOrder) {
  EXPECT_EQ(OrderedIn3Loops("(((k * 2) + (k & 1)) + i)"), "i + k * 2 + (k & 1)");
}

TEST(OrderSubscripts, SumsThatCouldOverflowInAnotherOrderStay) {
  EXPECT_EQ(OrderedIn3Loops("((k * 100000000) + (i * 100000000))"),
            "k * 100000000 + i * 100000000");
}

TEST(OrderSubscripts, SumsOfWhatIsNotKnownStay) {
  EXPECT_EQ(OrderedIn3Loops("(k + free)"), "k + free");
  EXPECT_EQ(OrderedIn3Loops("(n[k] + i)"), "n[k] + i");
  EXPECT_EQ(OrderedIn3Loops("(((int64_t)k) + i)"), "(int64_t)k + i");
}

TEST(OrderSubscripts, AVariableThatIsAssignedToIsNotKnown) {
  EXPECT_EQ(Ordered("for (int32_t i = 0; i < 4; ++i) {\n"
                    "  int32_t v = i;\n"
                    "  v = n[i];\n"
                    "  a[v + i] = 0.0f;\n"
                    "}\n"),
            "for (int32_t i = 0; i < 4; ++i) {\n"
            "    int32_t v = i;\n"
            "    v = n[i];\n"
            "    a[v + i] = 0.0f;\n"
            "}\n");
}

TEST(OrderSubscripts, OnlySubscriptsAreTouched) {
  EXPECT_EQ(Ordered("for (int32_t i = 0; i < 4; ++i) {\n"
                    "  for (int32_t j = 0; j < 4; ++j) {\n"
                    "    n[(j + (i * 4))] = (j + (n[(j + i)] + i));\n"
                    "  }\n"
                    "}\n"),
            "for (int32_t i = 0; i < 4; ++i) {\n"
            "    for (int32_t j = 0; j < 4; ++j) {\n"
            "        n[i * 4 + j] = j + (n[i + j] + i);\n"
            "    }\n"
            "}\n");
}

}  // namespace
}  // namespace utvmc::kernelc
