#include "kernelc/decided_comparison.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(DecidedComparison, AComparisonThatTheTypeDecidesBecomesItsOutcome) {
  ExpectAll({
      {"i = u8 >= 0;", "i = 1;"},
      {"i = u < 0;", "i = 0;"},
      {"i = (int32_t)i8 <= 127;", "i = 1;"},
      {"i = i8 < 127;", "i = i8 < 127;"},
      {"i = 1000 > i8;", "i = 1;"},
      {"i = (i < j) == 2;", "i = 0;"},
      {"i = i16 != 40000;", "i = 1;"},
      {"i = i < 3000000000;", "i = 1;"},
      {"i = u64 > 18446744073709551615u;", "i = 0;"},
      {"i = u64 < 18446744073709551615u;", "i = u64 < UINT64_C(18446744073709551615);"},
  });
}

TEST(DecidedComparison, DecidesTheConditionalAroundIt) {
  ExpectAll({
      {"i = (int32_t)i8 <= 127 ? i : j;", "i = i;"},
      {"i = u8 < 0 ? i : j;", "i = j;"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
