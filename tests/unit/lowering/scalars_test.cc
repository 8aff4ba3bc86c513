#include "lowering/scalars.h"

#include <gtest/gtest.h>

#include "kernelc/printer.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::lowering {
namespace {

using kernelc::KernelSource;
using kernelc::ParseF;

std::string Singletons(const std::string& body) {
  kernelc::Function function = ParseF(KernelSource(body));
  ReplaceSingletonArrays(function);
  return kernelc::PrintBody(function, 0);
}

std::string Sunk(const std::string& body) {
  kernelc::Function function = ParseF(KernelSource(body));
  SinkDeclarations(function);
  return kernelc::PrintBody(function, 0);
}

TEST(Singletons, AccumulatorBecomesAScalar) {
  EXPECT_EQ(Singletons("float acc[1];\nacc[0] = 0.0f;\nacc[0] = acc[0] + 1.0f;\nreturn 0;"),
            "float acc;\nacc = 0.0f;\nacc += 1.0f;\nreturn 0;\n");
}

TEST(Singletons, WhatIsUsedInAnotherWayStays) {
  const std::string longer = "float two[2];\ntwo[0] = 0.0f;\nreturn 0;\n";
  EXPECT_EQ(Singletons(longer), longer);
  const std::string computed = "float acc[1];\nacc[num_args] = 0.0f;\nreturn 0;\n";
  EXPECT_EQ(Singletons(computed), computed);
  const std::string pointer = "float acc[1];\nvoid* p = (void*)acc;\nacc[0] = 0.0f;\nreturn 0;\n";
  EXPECT_EQ(Singletons(pointer),
            "float acc[1];\nvoid* p = (void*)acc;\nacc[0] = 0.0f;\nreturn 0;\n");
}

TEST(SunkDeclarations, FirstAssignmentDeclares) {
  EXPECT_EQ(Sunk("float x;\nx = 1.0f;\nreturn 0;"), "float x = 1.0f;\nreturn 0;\n");
}

TEST(SunkDeclarations, FirstAssignmentOfALoopDeclaresInTheLoop) {
  EXPECT_EQ(Sunk("float x;\n"
                 "for (int32_t i = 0; i < 4; ++i) {\n"
                 "  for (int32_t j = 0; j < 4; ++j) {\n"
                 "    x = 0.0f;\n"
                 "    x = x + 1.0f;\n"
                 "  }\n"
                 "}\nreturn 0;"),
            "for (int32_t i = 0; i < 4; ++i) {\n"
            "    for (int32_t j = 0; j < 4; ++j) {\n"
            "        float x = 0.0f;\n"
            "        x += 1.0f;\n"
            "    }\n"
            "}\nreturn 0;\n");
}

TEST(SunkDeclarations, WhatOutlivesAnIterationStays) {
  const char* const bodies[] = {
      // Read before it is written.
      "float x;\nfor (int32_t i = 0; i < 4; ++i) {\n    x = x + 1.0f;\n}\nreturn 0;\n",
      // Read after the loop.
      "float x;\nfor (int32_t i = 0; i < 4; ++i) {\n    x = 0.0f;\n}\nfloat y = x;\nreturn 0;\n",
      // Written in both branches, read after them.
      "float x;\nif (num_args < 1) {\n    x = 0.0f;\n} else {\n    x = 1.0f;\n}\nfloat y = x;\n"
      "return 0;\n",
      // Written on some iterations only.
      "float x;\nfor (int32_t i = 0; i < 4; ++i) {\n    if (i < 1) {\n        x = 0.0f;\n    }\n"
      "    float y = x;\n}\nreturn 0;\n"};
  for (const char* body : bodies) {
    // Printing shortens x = x + 1.
    kernelc::Function function = ParseF(KernelSource(body));
    EXPECT_EQ(Sunk(body), kernelc::PrintBody(function, 0));
  }
}

}  // namespace
}  // namespace utvmc::lowering
