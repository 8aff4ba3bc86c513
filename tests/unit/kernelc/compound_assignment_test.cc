#include "kernelc/compound_assignment.h"

#include "kernelc/printer.h"
#include "parse_helpers.h"

namespace utvmc::kernelc {
namespace {

/// The last statement of a kernel with `body`, printed.
std::string Printed(const std::string& body) {
  const Function function = ParseF(KernelSource(body));
  const std::string text = PrintBody(function, 0);
  const std::size_t begin = text.rfind('\n', text.size() - 2);
  return text.substr(begin + 1, text.size() - begin - 2);
}

constexpr const char* kLocals =
    "int32_t a[4];\nfloat f = 0.0f;\nint32_t i = 0;\nint16_t s = (int16_t)0;\nuint32_t u = 1u;\n";

TEST(CompoundAssignment, ReplacesEveryOperatorThatHasOne) {
  EXPECT_EQ(Printed(std::string(kLocals) + "a[i] = a[i] + i;"), "a[i] += i;");
  EXPECT_EQ(Printed(std::string(kLocals) + "f = f * f;"), "f *= f;");
  EXPECT_EQ(Printed(std::string(kLocals) + "u = u << 3;"), "u <<= 3;");
  EXPECT_EQ(Printed(std::string(kLocals) + "i = i & (i + 1);"), "i &= i + 1;");
  EXPECT_EQ(Printed(std::string(kLocals) + "i = i - (i - 1);"), "i -= i - 1;");
  EXPECT_EQ(Printed(std::string(kLocals) + "a[i] = i + a[i];"), "a[i] += i;");
}

TEST(CompoundAssignment, StandsOnlyWhereTheValueIsTheSame) {
  for (const char* text : {
           "a[i] = a[i + 1] + i;",         // another element
           "f = f + f + 1.0f;",            // (f + f) + 1 is not f + (f + 1)
           "i = 1 - i;", "f = 1.0f + f;",  // which NaN
           "i = i < 3;",
           "s = (int16_t)(s + 1);",  // computed as int
           "i = (int32_t)(i + u);",  // computed as uint32_t
       }) {
    EXPECT_EQ(Printed(std::string(kLocals) + text), text);
  }
}

}  // namespace
}  // namespace utvmc::kernelc
