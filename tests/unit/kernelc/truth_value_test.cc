#include "kernelc/truth_value.h"

#include "unit/kernelc/convert_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(TruthValue, ConditionsAreTruthValues) {
  ExpectAll({
      {"if (i) { i = 1; }", "if (i) {\n    i = 1;\n}"},
      {"if ((bool)i64) { i = 1; }", "if (i64) {\n    i = 1;\n}"},
      {"b = i * j && b;", "b = i * j != 0 && b;"},
      {"b = !(u << 3);", "b = !(u << 3 != 0u);"},
      {"b = (bool)(i * j);", "b = i * j != 0;"},
      {"b = (i ? 4 : 8) || b;", "b = (i ? 4 : 8) != 0 || b;"},
      {"b = b && 5;", "b = b && 1;"},
      {"b = !(f * g);", "b = !(f * g != 0.0f);"},
      {"if (f) { i = 1; }", "if (f != 0.0f) {\n    i = 1;\n}"},
      {"i = h ? 1 : 2;", "i = h != (utvm_half_t)0.0f ? 1 : 2;"},
      {"i = d && b;", "i = d != 0.0 && b;"},
      {"while (i8 + 1) { i = 1; }", "while (i8 + 1) {\n    i = 1;\n}"},
      {"i = ~b;", "i = b ? -2 : -1;"},
      {"u = ~(uint32_t)(i < j);", "u = i < j ? 4294967294u : 4294967295u;"},
  });
}

}  // namespace
}  // namespace utvmc::kernelc
