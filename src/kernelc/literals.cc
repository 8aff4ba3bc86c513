#include "kernelc/literals.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace utvmc::kernelc {
namespace {

/// Shortest decimal that reads back as `value`, with a point or an exponent.
template <class Float>
std::string Shortest(Float value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// The macros of <math.h> have type float.
std::string PrintNonFinite(double value, Scalar type) {
  std::string text = std::signbit(value) ? "-" : "";
  text += std::isnan(value) ? "NAN" : "INFINITY";
  if (type == Scalar::kFloat) return text;
  return fmt::format("({}){}", Spell(type), text);
}

/// A literal of type int64_t, whatever the target's `int` and `long` are.
std::string PrintInt64(std::int64_t value) {
  if (value == std::numeric_limits<std::int64_t>::min()) return "INT64_MIN";
  return value < 0 ? fmt::format("-INT64_C({})", -value) : fmt::format("INT64_C({})", value);
}

}  // namespace

std::string PrintFloatLiteral(double value, Scalar type) {
  if (!std::isfinite(value)) return PrintNonFinite(value, type);
  if (type == Scalar::kDouble) return Shortest(value);
  const std::string text = Shortest(static_cast<float>(value)) + "f";
  return type == Scalar::kHalf ? fmt::format("({}){}", Spell(type), text) : text;
}

std::string PrintIntLiteral(std::int64_t value, Scalar type) {
  switch (type) {
    case Scalar::kBool:
      return value != 0 ? "true" : "false";
    case Scalar::kInt64:
      return PrintInt64(value);
    case Scalar::kUint64:
      return fmt::format("UINT64_C({})", static_cast<std::uint64_t>(value));
    case Scalar::kUint32:
      return fmt::format("{}u", static_cast<std::uint32_t>(value));
    default:
      // The types below int are promoted to it, so plain digits mean the same.
      if (value == std::numeric_limits<std::int32_t>::min()) return "INT32_MIN";
      return fmt::format("{}", value);
  }
}

std::string PrintLiteral(const Expr& expr) {
  if (const auto* literal = As<IntLiteral>(expr)) {
    return PrintIntLiteral(literal->value, expr.type.scalar);
  }
  if (const auto* literal = As<FloatLiteral>(expr)) {
    return PrintFloatLiteral(literal->value, expr.type.scalar);
  }
  return {};
}

}  // namespace utvmc::kernelc
