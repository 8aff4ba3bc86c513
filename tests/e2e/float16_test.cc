// Arithmetic on float16 tensors: every one of the 65536 values through four kernels, on the
// compilers that have such a type, against sums made with integers.
//
// Every step rounds once, so that it does not matter whether a compiler computes in float16 itself
// or in float and rounds where the value is stored (utvm_half.h): a float has more than twice the
// digits, and rounding twice is then rounding once.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>

#include "builds.h"
#include "emitted_model.h"
#include "hand_written.h"
#include "unit/ingest/model_builder.h"

namespace utvmc {
namespace {

using ingest::testing::Bytes;
using ingest::testing::ParamsBin;

constexpr int kValues = 65536;
constexpr std::uint16_t kFactor = 0x3555;    ///< the float16 nearest to 1/3
constexpr std::uint16_t kSmallest = 0x0001;  ///< 2^-24
constexpr std::uint16_t kSubnormal = 0x0003;
constexpr std::uint16_t kInfinity = 0x7c00;

double Value(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 1023;
  const double sign = bits >> 15 != 0 ? -1 : 1;
  if (exponent == 31) return fraction != 0 ? std::nan("") : sign * HUGE_VAL;
  return sign * std::ldexp(exponent == 0 ? fraction : 1024 + fraction,
                           (exponent == 0 ? 1 : exponent) - 25);
}

/// The nearest float16 of a double that is exact, ties to even.
std::uint16_t Round(double value) {
  const int sign = std::signbit(value) ? 0x8000 : 0;
  const double magnitude = std::fabs(value);
  if (std::isnan(value)) return static_cast<std::uint16_t>(kInfinity | 1);
  if (magnitude >= 65520) return static_cast<std::uint16_t>(sign | kInfinity);
  // In units of the last place; bits of neighbours differ by one across powers of two, too.
  const int exponent = magnitude < std::ldexp(1, -14) ? -14 : std::ilogb(magnitude);
  const double units = std::nearbyint(std::ldexp(magnitude, 10 - exponent));
  const int bits = (exponent + 14) * 1024 + static_cast<int>(units);
  return static_cast<std::uint16_t>(sign | bits);
}

bool IsNan(std::uint16_t bits) { return (bits & 0x7fff) > kInfinity; }

std::string Kernels() {
  const auto loop = [](const std::string& body) {
    return "  for (int32_t i = 0; i < 65536; ++i) {\n" + body + "  }\n";
  };
  return HandWrittenHead() +
         HandWrittenKernel(
             "fused_multiply", 2,
             loop("    ((half*)out_1)[i] = (((half*)p0_1)[i] * ((half*)p1_1)[0]);\n")) +
         // 2^-24 is subnormal: no float literal is one without a cast.
         HandWrittenKernel("fused_add_maximum", 2,
                           loop("    half v_ = ((half*)p0_1)[i] + ((half*)p1_1)[1];\n"
                                "    half v__1 = (half)5.960464e-08f;\n"
                                "    ((half*)out_1)[i] = ((v_) > (v__1) ? (v_) : (v__1));\n")) +
         HandWrittenKernel("fused_widen", 1,
                           loop("    ((float*)out_1)[i] = "
                                "(((float)((half*)p0_1)[i]) * 3.000000e+00f);\n")) +
         HandWrittenKernel("fused_narrow", 1,
                           loop("    ((half*)out_1)[i] = ((half)((float*)p0_1)[i]);\n"));
}

/// Shows the bits of the first that differs.
void ExpectSame(const std::vector<std::uint16_t>& expected,
                const std::vector<std::uint16_t>& actual, const char* what) {
  ASSERT_EQ(expected.size(), actual.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (IsNan(expected[i]) && IsNan(actual[i])) continue;
    ASSERT_EQ(expected[i], actual[i]) << what << " of the float16 with the bits " << i;
  }
}

bool ProcessorHas(const std::string& feature) {
  std::ifstream info("/proc/cpuinfo");
  std::stringstream text;
  text << info.rdbuf();
  return text.str().find(" " + feature + " ") != std::string::npos;
}

class Float16Test : public testing::TestWithParam<BuildKind> {};

TEST_P(Float16Test, ComputesWhatIntegersSay) {
  const BuildKind& build = GetParam();
  if (!HasProgram(build.compiler[0])) GTEST_SKIP() << build.compiler[0] << " is not installed";
  if (build.compiler.back() == "-mf16c" && !ProcessorHas("f16c")) {
    GTEST_SKIP() << "this processor has no F16C";
  }
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  std::ofstream(*folder / "kernels.c") << Kernels();
  std::ofstream(*folder / "params.bin", std::ios::binary)
      << ParamsBin({{"p0", 2, 16, {2}, Bytes(kFactor, 2) + Bytes(kSubnormal, 2)}});
  std::ofstream(*folder / "graph.json")
      << HandWrittenGraph({{"x", {}, "float16", kValues},
                           {"p0", {}, "float16", 2},
                           {"fused_multiply", {0, 1}, "float16", kValues},
                           {"fused_add_maximum", {2, 1}, "float16", kValues},
                           {"fused_widen", {2}, "float32", kValues},
                           {"fused_narrow", {4}, "float16", kValues}},
                          {3, 5});
  const EmittedModel model(folder->path(), CompileOptions{});
  for (const KernelReport& kernel : model.report().kernels) {
    EXPECT_TRUE(kernel.native) << kernel.symbol << ": " << kernel.reason;
  }

  std::string inputs;
  for (std::uint64_t bits = 0; bits < kValues; ++bits) inputs += Bytes(bits, 2);
  std::vector<std::uint16_t> added, narrowed;
  for (int bits = 0; bits < kValues; ++bits) {
    const double product = Value(Round(Value(static_cast<std::uint16_t>(bits)) * Value(kFactor)));
    const std::uint16_t sum = Round(product + Value(kSubnormal));
    added.push_back(Value(sum) > Value(kSmallest) ? sum : kSmallest);
    narrowed.push_back(Round(product * 3));
  }
  ASSERT_EQ(model.BuildRunner(build.compiler), "");
  for (const char* placement : {"begin", "end"}) {
    const std::string outputs = RunProgram(model, inputs, placement);
    ASSERT_EQ(outputs.size(), 4u * kValues);
    std::vector<std::uint16_t> actual;
    for (std::size_t i = 0; i < outputs.size(); i += 2) {
      actual.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(outputs[i]) |
                                                  static_cast<unsigned char>(outputs[i + 1]) << 8));
    }
    const auto middle = actual.begin() + kValues;
    ExpectSame(added, {actual.begin(), middle}, "maximum(x / 3 + 3 * 2^-24, 2^-24)");
    ExpectSame(narrowed, {middle, actual.end()}, "x / 3 * 3");
  }
}

BuildKind With(const std::string& name, const char* flag) {
  BuildKind build = BuildNamed(name);
  if (*flag != '\0') build.compiler.push_back(flag);
  return build;
}

// clang 14 has no _Float16 on x86-64; with F16C it has __fp16.
INSTANTIATE_TEST_SUITE_P(Builds, Float16Test,
                         testing::Values(With("gcc_O0", ""), With("gcc_O2", ""),
                                         With("gcc_O3_lto", ""), With("gcc_sanitized", ""),
                                         With("gcc_O2", "-mf16c"), With("clang_O0", "-mf16c"),
                                         With("clang_O2", "-mf16c"), With("clang_O3_lto", "-mf16c"),
                                         With("clang_sanitized", "-mf16c")),
                         [](const auto& test) {
                           const bool f16c = test.param.compiler.back() == "-mf16c";
                           return test.param.name + (f16c ? "_f16c" : "");
                         });

}  // namespace
}  // namespace utvmc
