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
  EXPECT_EQ(dump(2), "0:int32_t .. ((int64_t)num_args + 1:int64_t) by 4");
  EXPECT_EQ(dump(3), "0:int32_t .. 4:int32_t by 1");
  EXPECT_EQ(function[As<For>(function.body[0])->variable].kind, SymbolKind::kLoop);
  ASSERT_EQ(As<For>(function.body[3])->body.size(), 1u);
  EXPECT_NE(As<For>(As<For>(function.body[3])->body[0]), nullptr);
}

TEST(ParseForHeader, AStepIsTheWholeRightSide) {
  for (const char* step : {"i = i + 2 << 1", "i = i + 1 + 1", "i = i - 1", "i = 2 + i"}) {
    EXPECT_EQ(WhyUnsupported(KernelSource("for (int32_t i = 0; i < 9; " + std::string(step) +
                                          ") {}\nreturn 0;")),
              "2:1: a for loop of another form than `v = a; v < b; v += c`")
        << step;
  }
}

TEST(ParseForHeader, AnIncludedEndMayBeTheLargestValueOfItsType) {
  EXPECT_EQ(WhyUnsupported(KernelSource("for (int32_t i = 0; i <= 2147483647; ++i) {}\nreturn 0;")),
            "2:1: a for loop of another form than `v = a; v < b; v += c`");
  EXPECT_EQ(WhyUnsupported(KernelSource("uint32_t n = (uint32_t)num_args;\n"
                                        "for (uint32_t i = 0u; i <= n; ++i) {}\nreturn 0;")),
            "3:1: a for loop of another form than `v = a; v < b; v += c`");
}

}  // namespace
}  // namespace utvmc::kernelc
