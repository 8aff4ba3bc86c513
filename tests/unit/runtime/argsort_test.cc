#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <type_traits>
#include <vector>

#include "utvm_packed.h"

extern "C" int32_t tvmgen_default_fused_argsort(void* args, int32_t* arg_type_ids, int32_t num_args,
                                                void* out_ret_value, int32_t* out_ret_tcode,
                                                void* resource_handle);

namespace {

using testing::ElementsAre;
using Shape = std::vector<int64_t>;

template <typename T>
DLDataType TypeOf() {
  constexpr int kCode = std::is_floating_point_v<T> ? kDLFloat
                        : std::is_signed_v<T>       ? kDLInt
                                                    : kDLUInt;
  return {static_cast<uint8_t>(kCode), static_cast<uint8_t>(sizeof(T) * 8), 1};
}

template <typename T>
DLTensor Tensor(std::vector<T>& values, Shape& shape) {
  DLTensor tensor = {};
  tensor.data = values.data();
  tensor.device.device_type = kDLCPU;
  tensor.ndim = static_cast<int>(shape.size());
  tensor.dtype = TypeOf<T>();
  tensor.shape = shape.data();
  return tensor;
}

int Call(DLTensor* data, DLTensor* out, int64_t axis, bool ascending, int num_args = 4) {
  TVMValue args[4] = {};
  args[0].v_handle = data;
  args[1].v_handle = out;
  args[2].v_int64 = axis;
  args[3].v_int64 = ascending ? 1 : 0;
  int codes[4] = {kTVMDLTensorHandle, kTVMDLTensorHandle, kTVMArgInt, kTVMArgInt};
  TVMValue ret = {};
  int ret_code = 0;
  return tvm_contrib_sort_argsort(args, codes, num_args, &ret, &ret_code, nullptr);
}

enum class Order { kAscending, kDescending };

template <typename Index = int32_t, typename T>
std::vector<Index> Argsort(std::vector<T> data, Shape shape, int64_t axis = -1,
                           Order order = Order::kAscending) {
  std::vector<Index> indices(data.size());
  DLTensor in = Tensor(data, shape);
  DLTensor out = Tensor(indices, shape);
  EXPECT_EQ(Call(&in, &out, axis, order == Order::kAscending), 0);
  return indices;
}

TEST(Argsort, GivesTheIndicesThatSort) {
  EXPECT_THAT(Argsort(std::vector<float>{0.5F, -1.0F, 2.0F, 0.0F}, {4}), ElementsAre(1, 3, 0, 2));
}

TEST(Argsort, DescendingWhenAsked) {
  EXPECT_THAT(Argsort(std::vector<float>{0.5F, -1.0F, 2.0F, 0.0F}, {4}, 0, Order::kDescending),
              ElementsAre(2, 0, 3, 1));
}

TEST(Argsort, EqualElementsKeepTheirOrderBothWays) {
  const std::vector<int32_t> data = {1, 0, 1, 0, 1};
  EXPECT_THAT(Argsort(data, {5}), ElementsAre(1, 3, 0, 2, 4));
  EXPECT_THAT(Argsort(data, {5}, 0, Order::kDescending), ElementsAre(0, 2, 4, 1, 3));
}

TEST(Argsort, ZerosOfBothSignsAreEqual) {
  EXPECT_THAT(Argsort(std::vector<float>{0.0F, -0.0F, -1.0F}, {3}), ElementsAre(2, 0, 1));
  EXPECT_THAT(Argsort(std::vector<double>{-0.0, 0.0, -1.0}, {3}), ElementsAre(2, 0, 1));
}

TEST(Argsort, NotANumberIsGreaterThanInfinity) {
  const float nan = std::nanf("");
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_THAT(Argsort(std::vector<float>{-nan, infinity, nan, -infinity, 0.0F}, {5}),
              ElementsAre(3, 4, 1, 0, 2));
  const double nan64 = std::nan("");
  EXPECT_THAT(Argsort(std::vector<double>{-nan64, 1e300, nan64}, {3}, 0, Order::kDescending),
              ElementsAre(0, 2, 1));
}

TEST(Argsort, SortsAlongAnyAxis) {
  const std::vector<int32_t> data = {3, 1, 2,  //
                                     0, 5, 1};
  EXPECT_THAT(Argsort(data, {2, 3}, 1), ElementsAre(1, 2, 0, 0, 2, 1));
  EXPECT_THAT(Argsort(data, {2, 3}, -1), ElementsAre(1, 2, 0, 0, 2, 1));
  EXPECT_THAT(Argsort(data, {2, 3}, 0), ElementsAre(1, 0, 1, 0, 1, 0));
  EXPECT_THAT(Argsort(data, {1, 3, 2}, 1), ElementsAre(1, 1, 0, 0, 2, 2));
}

TEST(Argsort, EmptyTensorsAreSorted) {
  EXPECT_TRUE(Argsort(std::vector<float>{}, {0}).empty());
  EXPECT_TRUE(Argsort(std::vector<float>{}, {3, 0, 2}, 0).empty());
  EXPECT_TRUE(Argsort(std::vector<float>{}, {0, 4}, 1).empty());
}

TEST(Argsort, OneElementHasIndexZero) {
  EXPECT_THAT(Argsort(std::vector<float>{7}, {1}), ElementsAre(0));
}

template <typename T>
class ArgsortData : public testing::Test {};
using DataTypes =
    testing::Types<int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, float, double>;
TYPED_TEST_SUITE(ArgsortData, DataTypes);

TYPED_TEST(ArgsortData, ExtremesAreOrdered) {
  using Limits = std::numeric_limits<TypeParam>;
  const std::vector<TypeParam> data = {Limits::max(), 1, Limits::lowest(), 0};
  // The lowest of an unsigned type is the zero after it: stable.
  EXPECT_THAT(Argsort(data, {4}), ElementsAre(2, 3, 1, 0));
}

template <typename T>
class ArgsortIndex : public testing::Test {};
using IndexTypes = testing::Types<int32_t, int64_t, float, double>;
TYPED_TEST_SUITE(ArgsortIndex, IndexTypes);

TYPED_TEST(ArgsortIndex, AgreesWithAStableSortOfTheStandardLibrary) {
  std::mt19937 random(1);
  for (const size_t count : {1u, 2u, 3u, 31u, 32u, 33u, 1000u}) {
    std::vector<float> data(count);
    for (float& value : data) value = static_cast<float>(random() % 50u);
    std::vector<TypeParam> expected(count);
    std::iota(expected.begin(), expected.end(), TypeParam{0});
    std::stable_sort(expected.begin(), expected.end(), [&](TypeParam a, TypeParam b) {
      return data[static_cast<size_t>(a)] > data[static_cast<size_t>(b)];
    });
    EXPECT_EQ(Argsort<TypeParam>(data, {static_cast<int64_t>(count)}, 0, Order::kDescending),
              expected);
  }
}

class ArgsortRefuses : public testing::Test {
 protected:
  std::vector<float> data_ = {1, 0};
  std::vector<int32_t> indices_ = {8, 9};
  Shape shape_ = {2};
  Shape other_shape_ = {1};
  DLTensor in_ = Tensor(data_, shape_);
  DLTensor out_ = Tensor(indices_, shape_);

  void ExpectRefusal(int64_t axis = 0, int num_args = 4) {
    EXPECT_EQ(Call(&in_, &out_, axis, true, num_args), -1);
    EXPECT_THAT(indices_, ElementsAre(8, 9)) << "nothing may be written";
  }
};

TEST_F(ArgsortRefuses, AxisOutOfRange) {
  ExpectRefusal(1);
  ExpectRefusal(-2);
}

TEST_F(ArgsortRefuses, OtherNumberOfArguments) { ExpectRefusal(0, 3); }

TEST_F(ArgsortRefuses, OtherShapeOfTheIndices) {
  out_.shape = other_shape_.data();
  ExpectRefusal();
  out_.shape = shape_.data();
  out_.ndim = 0;
  ExpectRefusal();
}

TEST_F(ArgsortRefuses, Strides) {
  int64_t stride = 2;
  in_.strides = &stride;
  ExpectRefusal();
}

TEST_F(ArgsortRefuses, TypesItCannotSort) {
  in_.dtype = {kDLFloat, 16, 1};
  ExpectRefusal();
  in_.dtype = {kDLUInt, 64, 1};
  ExpectRefusal();
  in_.dtype = {kDLFloat, 32, 2};
  ExpectRefusal();
}

TEST_F(ArgsortRefuses, TypesThatHoldNoIndices) {
  out_.dtype = {kDLInt, 8, 1};
  ExpectRefusal();
  out_.dtype = {kDLUInt, 32, 1};
  ExpectRefusal();
}

TEST_F(ArgsortRefuses, MoreElementsThanTheIndexTypeCounts) {
  shape_[0] = (int64_t{1} << 24) + 1;
  out_.dtype = {kDLFloat, 32, 1};
  ExpectRefusal();
  shape_[0] = (int64_t{1} << 31) + 1;
  out_.dtype = {kDLInt, 32, 1};
  ExpectRefusal();
}

TEST(Argsort, TvmsKernelFindsAndCallsIt) {
  std::vector<float> data(16);
  for (size_t i = 0; i < data.size(); ++i) data[i] = static_cast<float>((i * 5u) % 16u);
  std::vector<int32_t> indices(16, -1);
  Shape shape = {1, 16};
  DLTensor in = Tensor(data, shape);
  DLTensor out = Tensor(indices, shape);
  TVMValue args[2] = {};
  args[0].v_handle = &in;
  args[1].v_handle = &out;
  int32_t codes[2] = {kTVMDLTensorHandle, kTVMDLTensorHandle};
  ASSERT_EQ(tvmgen_default_fused_argsort(args, codes, 2, nullptr, nullptr, nullptr), 0);
  for (size_t i = 0; i < data.size(); ++i) {
    EXPECT_EQ(data[static_cast<size_t>(indices[i])], static_cast<float>(i));
  }
}

}  // namespace
