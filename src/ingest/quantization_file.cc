// ReadQuantization: a quantization file to scales and zero points.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "ingest/json_document.h"
#include "utvmc/firmware_api.h"

namespace utvmc {
namespace {

using ingest::JsonDocument;
using ingest::JsonMember;
using ingest::JsonValue;

/// RFC 6901. JsonDocument::Where() would search the whole file for each tensor.
std::string EscapeForPointer(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

class QuantizationReader {
 public:
  explicit QuantizationReader(const JsonDocument& document) : document_(document) {}

  Result<std::vector<QuantizedTensor>> Run() const {
    std::vector<QuantizedTensor> tensors;
    const std::string file = document_.Where(document_.root()).file;
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(document_.root()));
    for (const JsonMember& member : *members) {
      if (member.key == "$schema") continue;
      QuantizedTensor tensor;
      tensor.tensor = member.key;
      tensor.where = {.file = file, .pointer = "/" + EscapeForPointer(member.key)};
      UTVMC_ASSIGN(tensor.quantization, ReadTensor(member.value));
      tensors.push_back(std::move(tensor));
    }
    return tensors;
  }

 private:
  Result<Quantization> ReadTensor(const JsonValue& value) const {
    Quantization result;
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(value));
    const JsonValue* axis = nullptr;
    for (const JsonMember& member : *members) {
      if (member.key == "axis") {
        axis = &member.value;
      } else if (member.key != "scale" && member.key != "zero_point") {
        return document_.Error(member.value, fmt::format("unknown key \"{}\"", member.key),
                               "keys are \"scale\", \"zero_point\", \"axis\"");
      }
    }
    UTVMC_ASSIGN(const JsonValue* scale, document_.Member(value, "scale"));
    UTVMC_ASSIGN(const JsonValue* zero_point, document_.Member(value, "zero_point"));
    for (const JsonValue* item : Items(*scale)) {
      UTVMC_ASSIGN(const float number, ReadScale(*item));
      result.scales.push_back(number);
    }
    for (const JsonValue* item : Items(*zero_point)) {
      UTVMC_ASSIGN(const std::int32_t number, ReadInt32(*item, "zero point"));
      result.zero_points.push_back(number);
    }
    if (result.scales.empty()) return document_.Error(*scale, "the list is empty");
    if (result.scales.size() != result.zero_points.size()) {
      return document_.Error(
          *zero_point, fmt::format("there are {} scales and {} zero points", result.scales.size(),
                                   result.zero_points.size()));
    }
    if (axis != nullptr) {
      UTVMC_ASSIGN(result.axis, ReadInt32(*axis, "axis"));
      if (result.axis < 0) {
        return document_.Error(*axis, fmt::format("{} is no axis", result.axis),
                               "axes count from 0; leave the key out for one scale");
      }
    }
    if (result.axis < 0 && result.scales.size() > 1) {
      return document_.Error(value, "several scales need an axis",
                             "add \"axis\": N, the dimension that has one scale an index");
    }
    return result;
  }

  /// A list, or one value.
  static std::vector<const JsonValue*> Items(const JsonValue& value) {
    std::vector<const JsonValue*> items;
    const auto* list = std::get_if<JsonValue::Array>(&value.node);
    if (list == nullptr) return {&value};
    for (const JsonValue& item : *list) items.push_back(&item);
    return items;
  }

  Result<float> ReadScale(const JsonValue& value) const {
    double number = 0;
    if (const auto* real = std::get_if<double>(&value.node)) {
      number = *real;
    } else if (const auto integer = document_.AsInteger(value); integer.ok()) {
      number = static_cast<double>(*integer);
    }
    const bool is_float = number >= static_cast<double>(std::numeric_limits<float>::min()) &&
                          number <= static_cast<double>(std::numeric_limits<float>::max());
    if (is_float) return static_cast<float>(number);
    return document_.Error(value, "a scale is a positive number that a float holds",
                           "leave the tensor out if it is not quantized");
  }

  Result<std::int32_t> ReadInt32(const JsonValue& value, const char* what) const {
    UTVMC_ASSIGN(const std::int64_t number, document_.AsInteger(value));
    using Limits = std::numeric_limits<std::int32_t>;
    if (number < Limits::min() || number > Limits::max()) {
      return document_.Error(value, fmt::format("{} {} does not fit 32 bits", what, number));
    }
    return static_cast<std::int32_t>(number);
  }

  const JsonDocument& document_;
};

}  // namespace

Result<std::vector<QuantizedTensor>> ReadQuantization(const SourceFile& file) {
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  return QuantizationReader(document).Run();
}

}  // namespace utvmc
