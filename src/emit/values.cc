// Bytes and 16-bit integers, which most constants of a quantised model are, go straight to the
// text: eight of them always fit. All others are formatted one after another into a buffer, then
// laid out: how many fit on a line is known only when the widest is.
#include "emit/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "emit/writer.h"
#include "support/little_endian.h"

namespace utvmc::emit {
namespace {

using kernelc::Scalar;

template <class T>
T Load(const char* bytes) {
  return static_cast<T>(LittleEndian({bytes, sizeof(T)}));
}

float LoadHalf(const char* bytes) { return HalfFromBits(Load<std::uint16_t>(bytes)); }
float LoadFloat(const char* bytes) { return FloatFromBits(Load<std::uint32_t>(bytes)); }
double LoadDouble(const char* bytes) { return DoubleFromBits(Load<std::uint64_t>(bytes)); }

template <class T>
void AppendDigits(std::string& text, T value) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  text.append(buffer, end);
}

/// `suffix`: "f" for literals of type float. `cast`: what makes an element of a macro of <math.h>,
/// which is a float, where that needs saying.
template <class T>
void AppendFloating(std::string& text, T value, std::string_view suffix, std::string_view cast) {
  if (!std::isfinite(value)) {
    text += cast;
    if (std::signbit(value)) text += '-';
    text += std::isnan(value) ? "NAN" : "INFINITY";
    return;
  }
  const std::size_t begin = text.size();
  AppendDigits(text, value);
  if (text.find_first_of(".e", begin) == std::string::npos) text += ".0";
  text += suffix;
}

/// A float of the same value. gcc takes every conversion of a constant to a subnormal for a loss,
/// hence the cast.
void AppendHalf(std::string& text, float value) {
  constexpr float kSmallestNormal = 6.103515625e-05f;
  const float magnitude = std::abs(value);
  if (0.0f < magnitude && magnitude < kSmallestNormal) text += "(utvm_half_t)";
  AppendFloating(text, value, "f", "(utvm_half_t)");
}

/// Plain digits where these have a type of at most 32 bits.
void AppendSigned(std::string& text, std::int64_t value) {
  constexpr std::int64_t kMax32 = std::numeric_limits<std::int32_t>::max();
  if (-kMax32 <= value && value <= kMax32) {
    AppendDigits(text, value);
  } else if (value == -kMax32 - 1) {
    text += "INT32_MIN";  // there are no negative literals, and 2147483648 has another type
  } else if (value == std::numeric_limits<std::int64_t>::min()) {
    text += "INT64_MIN";
  } else {
    text += "INT64_C(";
    AppendDigits(text, value);
    text += ')';
  }
}

void AppendUnsigned(std::string& text, std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max())) {
    AppendDigits(text, value);
  } else if (value <= std::numeric_limits<std::uint32_t>::max()) {
    AppendDigits(text, value);
    text += 'u';
  } else {
    text += "UINT64_C(";
    AppendDigits(text, value);
    text += ')';
  }
}

/// Elements of 32 and 64 bits, and halves.
void AppendValue(std::string& text, const char* bytes, Scalar element) {
  switch (element) {
    case Scalar::kInt32:
      return AppendSigned(text, Load<std::int32_t>(bytes));
    case Scalar::kInt64:
      return AppendSigned(text, Load<std::int64_t>(bytes));
    case Scalar::kUint32:
      return AppendUnsigned(text, Load<std::uint32_t>(bytes));
    case Scalar::kUint64:
      return AppendUnsigned(text, Load<std::uint64_t>(bytes));
    case Scalar::kHalf:
      return AppendHalf(text, LoadHalf(bytes));
    case Scalar::kFloat:
      return AppendFloating(text, LoadFloat(bytes), "f", "");
    case Scalar::kDouble:
      return AppendFloating(text, LoadDouble(bytes), "", "(double)");
    default:
      return;  // no tensor has elements of another type
  }
}

/// Values with a comma behind each, and the length of the longest, comma included.
struct Values {
  std::string text;
  std::size_t longest = 0;
};

Values Format(std::string_view data, Scalar element) {
  const std::size_t size = static_cast<std::size_t>(kernelc::SizeOf(element));
  Values values;
  values.text.reserve(data.size() / size * 6);
  for (std::size_t i = 0; i + size <= data.size(); i += size) {
    const std::size_t begin = values.text.size();
    AppendValue(values.text, data.data() + i, element);
    values.text += ',';
    values.longest = std::max(values.longest, values.text.size() - begin);
  }
  return values;
}

constexpr std::string_view kIndent = "    ";

/// Integers of at most 16 bits, eight a line.
template <class T>
void AppendSmallIntegers(std::string& text, std::string_view data) {
  char line[kMaxColumns];
  for (std::size_t i = 0; i + sizeof(T) <= data.size();) {
    char* end = std::copy(kIndent.begin(), kIndent.end(), line);
    for (int column = 0; column < 8 && i + sizeof(T) <= data.size(); ++column, i += sizeof(T)) {
      if (column > 0) *end++ = ' ';
      end = std::to_chars(end, line + sizeof line, int{Load<T>(data.data() + i)}).ptr;
      *end++ = ',';
    }
    *end++ = '\n';
    text.append(line, end);
  }
}

/// As many values a line as the longest allows.
void AppendInColumns(std::string& text, std::string_view data, Scalar element) {
  const Values values = Format(data, element);
  int per_line = 8;
  while (per_line > 1 &&
         kIndent.size() + static_cast<std::size_t>(per_line) * (values.longest + 1) - 1 >
             kMaxColumns) {
    per_line /= 2;
  }
  text.reserve(text.size() + values.text.size() * 4 / 3 + 16);
  int column = 0;
  for (std::size_t begin = 0; begin < values.text.size();) {
    const std::size_t end = values.text.find(',', begin) + 1;
    if (column == 0) {
      text += kIndent;
    } else {
      text += ' ';
    }
    text.append(values.text, begin, end - begin);
    begin = end;
    if (++column == per_line) {
      text += '\n';
      column = 0;
    }
  }
  if (column != 0) text += '\n';
}

}  // namespace

void AppendValues(std::string& text, std::string_view data, kernelc::Scalar element) {
  switch (element) {
    case Scalar::kInt8:
      return AppendSmallIntegers<std::int8_t>(text, data);
    case Scalar::kUint8:
      return AppendSmallIntegers<std::uint8_t>(text, data);
    case Scalar::kInt16:
      return AppendSmallIntegers<std::int16_t>(text, data);
    case Scalar::kUint16:
      return AppendSmallIntegers<std::uint16_t>(text, data);
    default:
      return AppendInColumns(text, data, element);
  }
}

bool NeedsMath(std::string_view data, kernelc::Scalar element) {
  if (!kernelc::IsFloating(element)) return false;
  const std::size_t size = static_cast<std::size_t>(kernelc::SizeOf(element));
  for (std::size_t i = 0; i + size <= data.size(); i += size) {
    const char* bytes = data.data() + i;
    const double value = element == Scalar::kHalf    ? static_cast<double>(LoadHalf(bytes))
                         : element == Scalar::kFloat ? static_cast<double>(LoadFloat(bytes))
                                                     : LoadDouble(bytes);
    if (!std::isfinite(value)) return true;
  }
  return false;
}

}  // namespace utvmc::emit
