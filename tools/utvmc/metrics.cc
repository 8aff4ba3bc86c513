#include "metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>

#include "support/little_endian.h"

namespace utvmc::tools {
namespace {

double FloatToDouble(int width, std::uint64_t bits) {
  if (width == 16) return static_cast<double>(HalfFromBits(static_cast<std::uint16_t>(bits)));
  if (width == 32) return static_cast<double>(FloatFromBits(static_cast<std::uint32_t>(bits)));
  return DoubleFromBits(bits);
}

std::int64_t SignExtend(int width, std::uint64_t bits) {
  const int unused = 64 - width;
  return static_cast<std::int64_t>(bits << unused) >> unused;
}

double ValueOf(ir::DataType type, std::uint64_t bits) {
  switch (type.code) {
    case ir::DataType::Code::kFloat:
      return FloatToDouble(type.bits, bits);
    case ir::DataType::Code::kInt:
      return static_cast<double>(SignExtend(type.bits, bits));
    case ir::DataType::Code::kUint:
      break;
  }
  return static_cast<double>(bits);
}

std::string PrintValue(ir::DataType type, std::uint64_t bits) {
  switch (type.code) {
    case ir::DataType::Code::kFloat:
      return fmt::format("{:.9g}", FloatToDouble(type.bits, bits));
    case ir::DataType::Code::kInt:
      return fmt::format("{}", SignExtend(type.bits, bits));
    case ir::DataType::Code::kUint:
      break;
  }
  return fmt::format("{}", bits);
}

double SmallestNormal(int width) {
  if (width == 16) return 0x1p-14;
  return width == 32 ? static_cast<double>(FLT_MIN) : DBL_MIN;
}

bool Agree(double expected, double actual, int width, double tolerance) {
  if (std::isnan(expected) || std::isnan(actual)) return std::isnan(expected) && std::isnan(actual);
  if (expected == actual) return true;
  if (std::isinf(expected) || std::isinf(actual)) return false;
  return std::abs(actual - expected) <=
         tolerance * std::max(std::abs(expected), SmallestNormal(width));
}

/// The larger one; NaN wins, so that it is not lost in a maximum.
double MaxOrNan(double a, double b) { return std::isnan(a) || a > b ? a : b; }

}  // namespace

void OutputMetrics::Add(int vector, std::string_view expected, std::string_view actual) {
  const std::size_t width = static_cast<std::size_t>(type_.Bytes());
  const std::size_t count = std::min(expected.size(), actual.size()) / width;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t expected_bits = LittleEndian(expected.substr(i * width, width));
    const std::uint64_t actual_bits = LittleEndian(actual.substr(i * width, width));
    const double expected_value = ValueOf(type_, expected_bits);
    const double actual_value = ValueOf(type_, actual_bits);
    const bool agree = type_.code == ir::DataType::Code::kFloat
                           ? Agree(expected_value, actual_value, type_.bits, relative_tolerance_)
                           : expected_bits == actual_bits;
    ++elements_;
    if (!agree) {
      ++mismatches_;
      if (!first_mismatch_) {
        first_mismatch_ =
            Mismatch{vector, static_cast<std::int64_t>(i), PrintValue(type_, expected_bits),
                     PrintValue(type_, actual_bits)};
      }
    }
    AddErrors(expected_value, actual_value);
  }
}

void OutputMetrics::AddErrors(double expected, double actual) {
  if (std::isnan(expected) && std::isnan(actual)) return;
  ++compared_;
  // The same infinity twice is no error, though its difference is NaN.
  const double error = expected == actual ? 0.0 : std::abs(actual - expected);
  const double least = type_.code == ir::DataType::Code::kFloat ? SmallestNormal(type_.bits) : 1.0;
  max_abs_ = MaxOrNan(error, max_abs_);
  const double relative = error == 0 ? 0.0 : error / std::max(std::abs(expected), least);
  max_rel_ = MaxOrNan(relative, max_rel_);
  squared_error_ += static_cast<long double>(error) * static_cast<long double>(error);
  if (std::isinf(expected) && expected == actual) return;
  squared_expected_ += static_cast<long double>(expected) * static_cast<long double>(expected);
  squared_actual_ += static_cast<long double>(actual) * static_cast<long double>(actual);
  product_ += static_cast<long double>(expected) * static_cast<long double>(actual);
}

double OutputMetrics::rmse() const {
  if (compared_ == 0) return 0;
  return static_cast<double>(std::sqrt(squared_error_ / static_cast<long double>(compared_)));
}

double OutputMetrics::cosine() const {
  if (squared_expected_ == 0 && squared_actual_ == 0) return 1;
  if (squared_expected_ == 0 || squared_actual_ == 0) return 0;
  const long double norm = std::sqrt(squared_expected_) * std::sqrt(squared_actual_);
  return static_cast<double>(product_ / norm);
}

}  // namespace utvmc::tools
