#include "metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <string>

namespace utvmc::tools {
namespace {

using Code = ir::DataType::Code;

constexpr ir::DataType kFloat32 = {Code::kFloat, 32};
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

template <class T>
std::string Bytes(std::initializer_list<T> values) {
  std::string text(values.size() * sizeof(T), '\0');
  std::memcpy(text.data(), values.begin(), text.size());
  return text;
}

template <class T>
OutputMetrics Compare(ir::DataType type, std::initializer_list<T> expected,
                      std::initializer_list<T> actual, double tolerance = 1e-6) {
  OutputMetrics metrics(type, tolerance);
  metrics.Add(0, Bytes(expected), Bytes(actual));
  return metrics;
}

TEST(OutputMetrics, EqualValuesPassWithoutError) {
  const OutputMetrics metrics = Compare(kFloat32, {1.0f, -2.0f, 0.0f}, {1.0f, -2.0f, -0.0f});
  EXPECT_TRUE(metrics.pass());
  EXPECT_EQ(metrics.elements(), 3);
  EXPECT_EQ(metrics.max_abs(), 0);
  EXPECT_EQ(metrics.max_rel(), 0);
  EXPECT_EQ(metrics.rmse(), 0);
  EXPECT_DOUBLE_EQ(metrics.cosine(), 1);
}

TEST(OutputMetrics, MeasuresErrorsOverAllVectors) {
  OutputMetrics metrics(kFloat32, 1e-6);
  metrics.Add(0, Bytes({4.0f, 0.0f}), Bytes({1.0f, 0.0f}));
  metrics.Add(1, Bytes({3.0f, 0.0f}), Bytes({3.0f, 4.0f}));
  EXPECT_FALSE(metrics.pass());
  EXPECT_EQ(metrics.mismatches(), 2);
  EXPECT_EQ(metrics.max_abs(), 4);
  EXPECT_DOUBLE_EQ(metrics.rmse(), 2.5);
  EXPECT_NEAR(metrics.cosine(), 13.0 / (5.0 * std::sqrt(26.0)), 1e-12);
  ASSERT_TRUE(metrics.first_mismatch().has_value());
  EXPECT_EQ(metrics.first_mismatch()->vector, 0);
  EXPECT_EQ(metrics.first_mismatch()->element, 0);
  EXPECT_EQ(metrics.first_mismatch()->expected, "4");
  EXPECT_EQ(metrics.first_mismatch()->actual, "1");
}

TEST(OutputMetrics, ToleranceIsRelativeToTheExpectedValue) {
  EXPECT_TRUE(Compare(kFloat32, {100.0f}, {100.5f}, 0.01).pass());
  EXPECT_FALSE(Compare(kFloat32, {100.0f}, {102.0f}, 0.01).pass());
  EXPECT_FALSE(Compare(kFloat32, {1e-30f}, {2e-30f}).pass());
  EXPECT_FALSE(Compare(kFloat32, {1.0f}, {std::nextafter(1.0f, 2.0f)}, 0).pass());
  EXPECT_DOUBLE_EQ(Compare(kFloat32, {-2.0f}, {-3.0f}).max_rel(), 0.5);
}

TEST(OutputMetrics, BelowTheSmallestNormalNumberTheToleranceIsAbsolute) {
  EXPECT_FALSE(Compare(kFloat32, {0.0f}, {1e-42f}).pass());
  EXPECT_TRUE(Compare(kFloat32, {0.0f}, {1e-42f}, 1e-3).pass());
}

TEST(OutputMetrics, NanAndInfinityAgreeWithThemselvesOnly) {
  EXPECT_TRUE(Compare(kFloat32, {kNan, kInf, -kInf}, {kNan, kInf, -kInf}).pass());
  EXPECT_FALSE(Compare(kFloat32, {kNan}, {1.0f}).pass());
  EXPECT_FALSE(Compare(kFloat32, {1.0f}, {kNan}).pass());
  EXPECT_FALSE(Compare(kFloat32, {kInf}, {-kInf}).pass());
  EXPECT_FALSE(Compare(kFloat32, {kInf}, {std::numeric_limits<float>::max()}).pass());
}

TEST(OutputMetrics, AStrayNanIsNotLostInTheMaximum) {
  EXPECT_TRUE(std::isnan(Compare(kFloat32, {1.0f, 1.0f}, {kNan, 2.0f}).max_abs()));
  EXPECT_EQ(Compare(kFloat32, {kNan, 1.0f, kInf}, {kNan, 2.0f, kInf}).max_abs(), 1);
  EXPECT_EQ(Compare(kFloat32, {kNan, kInf}, {kNan, kInf}).cosine(), 1);
}

TEST(OutputMetrics, IntegersMustBeEqual) {
  const ir::DataType int64 = {Code::kInt, 64};
  const std::int64_t large = (std::int64_t{1} << 62) + 1;
  EXPECT_TRUE(Compare(int64, {large, std::int64_t{-1}}, {large, std::int64_t{-1}}).pass());
  const OutputMetrics metrics = Compare(int64, {large}, {large - 1});
  EXPECT_FALSE(metrics.pass());
  EXPECT_EQ(metrics.first_mismatch()->expected, "4611686018427387905");
  EXPECT_EQ(metrics.first_mismatch()->actual, "4611686018427387904");
}

TEST(OutputMetrics, KnowsEveryElementType) {
  const ir::DataType int8 = {Code::kInt, 8};
  const ir::DataType uint8 = {Code::kUint, 8};
  const ir::DataType boolean = {Code::kUint, 1};
  const ir::DataType float16 = {Code::kFloat, 16};
  const ir::DataType float64 = {Code::kFloat, 64};
  EXPECT_EQ(Compare<std::int8_t>(int8, {-128}, {127}).max_abs(), 255);
  EXPECT_EQ(Compare<std::uint8_t>(uint8, {0}, {255}).max_abs(), 255);
  EXPECT_EQ(Compare<std::uint8_t>(boolean, {0}, {1}).max_abs(), 1);
  EXPECT_EQ(Compare<std::uint16_t>(float16, {0x3c00}, {0xc000}).max_abs(), 3);  // 1, -2
  EXPECT_EQ(Compare<std::uint16_t>(float16, {0x0001}, {0x0000}).max_abs(), 0x1p-24);
  EXPECT_TRUE(Compare<std::uint16_t>(float16, {0x7c00, 0x7e00}, {0x7c00, 0x7e01}).pass());
  EXPECT_EQ(Compare<double>(float64, {1e300}, {-1e300}).rmse(), 2e300);
  EXPECT_DOUBLE_EQ(Compare<double>(float64, {1e300}, {-1e300}).cosine(), -1);
}

TEST(OutputMetrics, ZeroVectorsHaveACosine) {
  EXPECT_EQ(Compare(kFloat32, {0.0f}, {0.0f}).cosine(), 1);
  EXPECT_EQ(Compare(kFloat32, {0.0f}, {1.0f}).cosine(), 0);
  OutputMetrics empty(kFloat32, 1e-6);
  empty.Add(0, "", "");
  EXPECT_TRUE(empty.pass());
  EXPECT_EQ(empty.rmse(), 0);
}

}  // namespace
}  // namespace utvmc::tools
