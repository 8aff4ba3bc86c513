#include "kernelc/affine.h"

#include "kernelc/printer.h"
#include "parse_helpers.h"

namespace utvmc::kernelc {
namespace {

/// AffineOf the value of `int32_t x = <text>;` with variables i and j.
std::string AffineText(const std::string& text) {
  const Function function = ParseF(KernelSource(
      "int32_t i = num_args;\nint32_t j = num_args;\nint32_t x = " + text + ";\nreturn 0;"));
  const auto affine = AffineOf(*As<Declare>(function.body[2])->value, {});
  if (!affine) return "not affine";
  std::string printed = std::to_string(affine->constant);
  for (const auto& [variable, coefficient] : affine->terms) {
    printed += " + " + std::to_string(coefficient) + " " + function[variable].name;
  }
  return printed;
}

TEST(Affine, SumsAndScalesVariables) {
  EXPECT_EQ(AffineText("i * 8 + j"), "0 + 8 i + 1 j");
  EXPECT_EQ(AffineText("((i * 448) + (j * 64)) - 384"), "-384 + 448 i + 64 j");
  EXPECT_EQ(AffineText("3 * (i - 2)"), "-6 + 3 i");
  EXPECT_EQ(AffineText("i << 3"), "0 + 8 i");
  EXPECT_EQ(AffineText("i - i"), "0");
}

TEST(Affine, RefusesProductsDivisionsAndTooLargeCoefficients) {
  EXPECT_EQ(AffineText("i * j"), "not affine");
  EXPECT_EQ(AffineText("i / 2"), "not affine");
  EXPECT_EQ(AffineText("i & 7"), "not affine");
  EXPECT_EQ(AffineText("(int8_t)i"), "not affine");
  EXPECT_EQ(AffineText("i * 2147483647 * 2"), "not affine");
}

TEST(Affine, ReplacesKnownVariables) {
  Function function;
  const SymbolId i = function.Add({"i", SymbolKind::kLoop, {Scalar::kInt32, 0}, 0, false});
  const SymbolId known = function.Add({"cse", SymbolKind::kScalar, {Scalar::kInt32, 0}, 0, false});
  const Affine value{5, {{i, 2}}};
  const Expr variable{VarRef{known}, {Scalar::kInt32, 0}, {}};
  EXPECT_EQ(AffineOf(variable, {{known, value}}), value);
}

}  // namespace
}  // namespace utvmc::kernelc
