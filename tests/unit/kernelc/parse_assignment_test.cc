#include "kernelc/parse_assignment.h"

#include <gtest/gtest.h>

#include <cstddef>

#include "unit/kernelc/dump.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseAssignment, CompoundAssignmentsAreSpelledOut) {
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

}  // namespace
}  // namespace utvmc::kernelc
