#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "kernelc/conversions.h"
#include "kernelc/fold.h"
#include "kernelc/printer.h"
#include "passes/passes.h"
#include "support/program_builder.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::passes {
namespace {

using test::BytesOf;

/// A kernel of `acc`, `factor`, `shift` and `out`, called once for each of `shifts`, constants of
/// the shift; an empty one stands for an input.
class Requantisation {
 public:
  Requantisation(const std::string& statement, const std::vector<std::string>& shifts) {
    AddKernel(statement);
    const auto acc = builder_.Input("acc", "int32", {2});
    const auto factor = builder_.Constant("factor", "int32", {2}, BytesOf<std::int32_t>({3, 5}));
    for (const std::string& values : shifts) {
      const auto shift = values.empty() ? builder_.Input("shift", "int32", {2})
                                        : builder_.Constant("shift", "int32", {2}, values);
      const auto out = builder_.Activation("out", "int32", {2});
      builder_.Call("op", ir::KernelId(0), {acc, factor, shift, out});
      builder_.Output(out);
    }
    NarrowShifts(builder_.program);
  }

  std::string Body() const {
    std::string body =
        kernelc::PrintBody(std::get<ir::NativeBody>(builder_.program.kernels[0].body).function, 0);
    body.pop_back();
    return body;
  }

 private:
  void AddKernel(const std::string& statement) {
    kernelc::Function function = kernelc::ParseF(kernelc::KernelSource(
        "int32_t acc[2];\nint32_t factor[2];\nint32_t shift[2];\nint32_t out[2];\n" + statement));
    function.body.erase(function.body.begin(), function.body.begin() + 4);
    function.parameters.clear();
    // As lowering leaves it.
    kernelc::FoldConstants(function);
    kernelc::MakeConversionsExplicit(function);
    ir::Kernel kernel;
    int argument = 0;
    for (const char* name : {"acc", "factor", "shift", "out"}) {
      for (std::size_t i = 0; i < function.symbols.size(); ++i) {
        if (function.symbols[i].name != name) continue;
        function.symbols[i].kind = kernelc::SymbolKind::kBuffer;
        function.parameters.emplace_back(i);
      }
      const ir::Role role = argument == 3 ? ir::Role::kOutput : ir::Role::kInput;
      kernel.parameters.push_back({role, argument++, name, kernelc::Scalar::kInt32, 2, {0, 1}});
    }
    kernel.body = ir::NativeBody{std::move(function), {}};
    builder_.Kernel(std::move(kernel));
  }

  test::ProgramBuilder builder_;
};

/// As TVM prints it.
const std::string kPerAxis =
    "out[1] = ((int32_t)(((((int64_t)acc[1]) * ((int64_t)factor[1])) + (((int64_t)1) << "
    "((int64_t)(shift[1] + 30)))) >> ((int64_t)(shift[1] + 31))));";

std::string Narrowed(const std::string& statement, const std::vector<std::string>& shifts) {
  return Requantisation(statement, shifts).Body();
}

std::string Shifts(std::int32_t first, std::int32_t second) {
  return BytesOf<std::int32_t>({first, second});
}

bool IsNarrowed(const std::string& body) { return body.find("31)") == std::string::npos; }

TEST(NarrowShifts, OnlyTheUpperHalfOfAProductIsRoundedAndShifted) {
  EXPECT_EQ(Narrowed("out[1] = ((int32_t)(((((int64_t)acc[1]) * ((int64_t)factor[1])) + "
                     "(((int64_t)1) << (shift[1] + 30))) >> (shift[1] + 31)));",
                     {Shifts(7, 9)}),
            "out[1] = ((int32_t)(((int64_t)acc[1] * factor[1]) >> 32) + ((int32_t)1 << "
            "(shift[1] - 2)))\n    >> (shift[1] - 1);");
}

TEST(NarrowShifts, LiteralsAreHalvedAtOnce) {
  EXPECT_EQ(Narrowed("out[1] = ((int32_t)(((((int64_t)acc[1]) * ((int64_t)1664861941)) + "
                     "((int64_t)274877906944)) >> 39));",
                     {Shifts(0, 0)}),
            "out[1] = ((int32_t)(((int64_t)acc[1] * 1664861941) >> 32) + 64) >> 7;");
}

TEST(NarrowShifts, TheSmallestShiftsDecide) {
  EXPECT_TRUE(IsNarrowed(Narrowed(kPerAxis, {Shifts(2, 31)})));
  EXPECT_FALSE(IsNarrowed(Narrowed(kPerAxis, {Shifts(1, 31)})));
}

TEST(NarrowShifts, TheLargestShiftsLeaveRoomForTheSum) {
  EXPECT_FALSE(IsNarrowed(Narrowed(kPerAxis, {Shifts(2, 32)})));
}

TEST(NarrowShifts, EveryCallHasASay) {
  EXPECT_TRUE(IsNarrowed(Narrowed(kPerAxis, {Shifts(7, 8), Shifts(9, 10)})));
  EXPECT_FALSE(IsNarrowed(Narrowed(kPerAxis, {Shifts(7, 8), Shifts(1, 10)})));
  EXPECT_FALSE(IsNarrowed(Narrowed(kPerAxis, {Shifts(7, 8), ""}))) << "not a constant";
  EXPECT_FALSE(IsNarrowed(Narrowed(kPerAxis, {"", Shifts(7, 8)}))) << "not a constant";
}

TEST(NarrowShifts, FactorsOf64BitsAreLeftAlone) {
  const std::string wide =
      "out[1] = ((int32_t)(((((int64_t)acc[1]) * ((int64_t)4294967296)) + "
      "((int64_t)274877906944)) >> 39));";
  EXPECT_EQ(Narrowed(wide, {Shifts(0, 0)}),
            "out[1] = (int32_t)((acc[1] * INT64_C(4294967296) + INT64_C(274877906944)) >> 39);");
}

TEST(NarrowShifts, RoundingBelowTheUpperHalfIsLeftAlone) {
  const std::string statement =
      "out[1] = ((int32_t)(((((int64_t)acc[1]) * ((int64_t)3)) + ((int64_t)1073741824)) >> 33));";
  EXPECT_EQ(Narrowed(statement, {Shifts(0, 0)}),
            "out[1] = (int32_t)(((int64_t)acc[1] * 3 + 1073741824) >> 33);");
}

TEST(NarrowShifts, BothFormsAgreeAtTheEnds) {
  const std::int32_t ends[] = {std::numeric_limits<std::int32_t>::min(), -46341, -1, 0, 1, 46341,
                               std::numeric_limits<std::int32_t>::max()};
  for (const std::int64_t a : ends) {
    for (const std::int64_t b : ends) {
      for (int power = 32; power <= 61; ++power) {
        const std::int64_t product = a * b;
        const std::int64_t wide = (product + (std::int64_t{1} << power)) >> (power + 1);
        const std::int64_t sum =
            std::int64_t{static_cast<std::int32_t>(product >> 32)} + (1 << (power - 32));
        EXPECT_EQ(wide, sum >> (power - 31)) << a << " * " << b << ", " << power;
        EXPECT_EQ(sum, static_cast<std::int32_t>(sum)) << "fits 32 bits";
      }
    }
  }
}

}  // namespace
}  // namespace utvmc::passes
