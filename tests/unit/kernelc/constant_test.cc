#include "kernelc/constant.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

const ConstantItem* FindConstant(const TranslationUnit& unit) {
  for (const Item& item : unit.items) {
    if (const auto* constant = std::get_if<ConstantItem>(&item.node)) return constant;
  }
  return nullptr;
}

/// The values of the only constant in `text`.
template <class T>
std::vector<T> Values(std::string_view text, Scalar element) {
  const TranslationUnit unit = ParseUnit(std::string(text));
  const ConstantItem* constant = FindConstant(unit);
  if (constant == nullptr) {
    ADD_FAILURE() << "no constant in " << text;
    return {};
  }
  EXPECT_EQ(constant->element, element);
  EXPECT_EQ(constant->bytes.size(), static_cast<std::size_t>(constant->elements) * sizeof(T));
  std::vector<T> values(constant->bytes.size() / sizeof(T));
  std::memcpy(values.data(), constant->bytes.data(), values.size() * sizeof(T));
  return values;
}

TEST(ConstantTest, ReadsLinkedParametersOfEveryVersion) {
  EXPECT_EQ(
      Values<float>("static const float __attribute__((section(\".rodata.tvm\"), aligned(16))) "
                    "fused_constant[3] = {\n 0x1.8p+1f, -0x1p-1, 1e3f,\n};",
                    Scalar::kFloat),
      (std::vector<float>{3.0f, -0.5f, 1000.0f}));
  EXPECT_EQ(
      Values<std::int8_t>("static const int8_t __tvm_param__p0[4] = {-0x11, +0x04, 0x7f, -0x80};",
                          Scalar::kInt8),
      (std::vector<std::int8_t>{-17, 4, 127, -128}));
}

TEST(ConstantTest, ReadsEveryElementType) {
  EXPECT_EQ(Values<std::int64_t>("const int64_t a[] = {-0x8000000000000000, 9223372036854775807};",
                                 Scalar::kInt64),
            (std::vector<std::int64_t>{INT64_MIN, INT64_MAX}));
  EXPECT_EQ(Values<std::uint64_t>("const uint64_t a[1] = {0xffffffffffffffff};", Scalar::kUint64),
            (std::vector<std::uint64_t>{UINT64_MAX}));
  EXPECT_EQ(Values<std::uint8_t>("static const bool a[2] = {true, 0};", Scalar::kBool),
            (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(Values<double>("static double const a[2] = {0.1, 3};", Scalar::kDouble),
            (std::vector<double>{0.1, 3.0}));
  EXPECT_EQ(
      Values<std::uint16_t>("static const half a[6] = {1.0, -2, 65504, 0x1p-24, 0x1p-14, 0.1f};",
                            Scalar::kHalf),
      (std::vector<std::uint16_t>{0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x2e66}));
}

TEST(ConstantTest, ReadsInfinitiesCastsAndParentheses) {
  const auto values = Values<float>(
      "static const float a[4] = {INFINITY, -INFINITY, (-(float)1), NAN};", Scalar::kFloat);
  ASSERT_EQ(values.size(), 4u);
  EXPECT_EQ(values[0], INFINITY);
  EXPECT_EQ(values[1], -INFINITY);
  EXPECT_EQ(values[2], -1.0f);
  EXPECT_TRUE(std::isnan(values[3]));
  EXPECT_EQ(
      Values<std::int8_t>("static const int8_t a[2] = {(int8_t)255, -(int32_t)1};", Scalar::kInt8),
      (std::vector<std::int8_t>{-1, -1}));
}

TEST(ConstantTest, OtherDeclarationsAreVariables) {
  for (const std::string_view text :
       {"static float a[1] = {1};", "static const char* a[1] = {\"x\"};",
        "static const float a[1][1] = {{1}};", "static const float a = 1;",
        "static const char a[] = \"x\";", "#define N 1\nstatic const float a[1] = {N};",
        "#define N 1\nstatic const float a[N] = {1};",
        "#include <foo.h>\nstatic const float a[1] = {FOO};"}) {
    const TranslationUnit unit = ParseUnit(std::string(text));
    EXPECT_EQ(FindConstant(unit), nullptr) << text;
    ASSERT_FALSE(unit.items.empty());
    EXPECT_EQ(std::get<OtherItem>(unit.items.back().node).kind, OtherKind::kVariable) << text;
  }
}

TEST(ConstantTest, RefusesWrongData) {
  struct Case {
    std::string_view text;
    std::string_view error;
  };
  const Case cases[] = {
      {"static const float a[2] = {1};", "1:29: error: 'a' has 1 value, but 2 are declared"},
      {"static const float a[1] = {1, 2};", "1:32: error: 'a' has 2 values, but 1 is declared"},
      {"static const float a[] = {};", "1:27: error: 'a' has 0 values, but 0 are declared"},
      {"static const float a[0] = {};", "1:20: error: the length of 'a' is not positive"},
      {"static const int8_t a[1] = {128};",
       "1:29: error: 128 does not fit into the int8_t data of 'a'"},
      {"static const uint8_t a[1] = {-1};",
       "1:30: error: -1 does not fit into the uint8_t data of 'a'"},
      {"static const int64_t a[1] = {0xffffffffffffffff};",
       "1:30: error: 18446744073709551615 does not fit into the int64_t data of 'a'"},
      {"static const float a[1] = {1e39};",
       "1:28: error: 1e+39 does not fit into the float data of 'a'"},
      {"static const half a[1] = {65520};",
       "1:27: error: 65520 does not fit into the utvm_half_t data of 'a'"},
      {"static const int8_t a[1] = {1.5f};",
       "1:29: error: a floating-point number in the integer data of 'a'"},
      {"static const float a[1] = {0x1.8q+1f};", "1:28: error: malformed number: '0x1.8q'"},
      {"static const float a[2] = {1 2};",
       "1:30: error: expected ',' or '}' in the data of 'a', not '2'"},
      {"static const float a[2] = {1 - 2};",
       "1:30: error: expected ',' or '}' in the data of 'a', not '-'"},
      {"static const float a[1] = {x};",
       "1:28: error: expected a number in the data of 'a', not 'x'"},
      {"static const float a[1] = {1} b;",
       "1:31: error: expected ';' after the data of 'a', not 'b'"},
      {"static const float a[1] = {1}; static const float a[1] = {1};",
       "1:51: error: 'a' is defined twice"},
  };
  for (const Case& entry : cases) {
    EXPECT_EQ(ParseMessage(std::string(entry.text)), "kernels.c:" + std::string(entry.error))
        << entry.text;
  }
}

}  // namespace
}  // namespace utvmc::kernelc
