// How far the computed values of one output are from the expected ones, over all vectors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ir/data_type.h"

namespace utvmc::tools {

/// Default of --rtol: what libm and fused multiply-add may change on the machine that computed the
/// expected values (float32 has a relative precision of 6e-8).
inline constexpr double kDefaultRelativeTolerance = 1e-6;

struct Mismatch {
  int vector = 0;
  std::int64_t element = 0;
  std::string expected;  ///< printed values
  std::string actual;
};

class OutputMetrics {
 public:
  OutputMetrics(ir::DataType type, double relative_tolerance)
      : type_(type), relative_tolerance_(relative_tolerance) {}

  /// Compares two little-endian arrays of the same size. Integers and bool agree if they are equal;
  /// floats a (actual) and b (expected) if |a - b| <= rtol * max(|b|, smallest normal number), if
  /// both are NaN, or if they are the same infinity.
  void Add(int vector, std::string_view expected, std::string_view actual);

  bool pass() const { return mismatches_ == 0; }
  std::int64_t elements() const { return elements_; }
  std::int64_t mismatches() const { return mismatches_; }
  const std::optional<Mismatch>& first_mismatch() const { return first_mismatch_; }

  /// Errors over all elements where not both are NaN. NaN or infinite where one value alone is.
  double max_abs() const { return max_abs_; }
  double max_rel() const { return max_rel_; }
  double rmse() const;

  /// 1 where both are zero everywhere, 0 where only one is.
  double cosine() const;

 private:
  void AddErrors(double expected, double actual);

  ir::DataType type_;
  double relative_tolerance_;
  std::int64_t elements_ = 0;
  std::int64_t compared_ = 0;
  std::int64_t mismatches_ = 0;
  std::optional<Mismatch> first_mismatch_;
  double max_abs_ = 0;
  double max_rel_ = 0;
  // Wider than double, so that squares of large float64 values stay finite.
  long double squared_error_ = 0;
  long double squared_expected_ = 0;
  long double squared_actual_ = 0;
  long double product_ = 0;
};

}  // namespace utvmc::tools
