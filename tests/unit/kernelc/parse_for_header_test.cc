#include "kernelc/parse_for_header.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "unit/kernelc/dump.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseForHeader, ALoopHasBoundsAndAStep) {
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

}  // namespace
}  // namespace utvmc::kernelc
