// The header is a Python dictionary literal; only the form that NumPy writes is accepted.
#include "npy.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <utility>

#include "support/little_endian.h"

namespace utvmc::tools {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxRank = 32;  // NumPy's own limit

struct Header {
  std::string descr;
  std::optional<bool> fortran_order;
  std::optional<std::vector<std::int64_t>> shape;
};

/// Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 8), }`. Every function returns
/// false at the first character that does not fit.
class HeaderParser {
 public:
  explicit HeaderParser(std::string_view text) : text_(text) {}

  bool Parse(Header& header) {
    if (!Eat("{")) return false;
    while (!Eat("}")) {
      std::string key;
      if (!ParseString(key) || !Eat(":") || !ParseValue(key, header)) return false;
      if (!Eat(",") && !Peek('}')) return false;
    }
    SkipBlanks();
    return text_.empty();
  }

 private:
  bool ParseValue(const std::string& key, Header& header) {
    if (key == "descr") return ParseString(header.descr);
    if (key == "fortran_order") return ParseBool(header.fortran_order);
    if (key == "shape") return ParseShape(header.shape);
    return false;
  }

  bool ParseString(std::string& value) {
    if (!Eat("'")) return false;
    const std::size_t end = text_.find('\'');
    if (end == std::string_view::npos) return false;
    value = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return true;
  }

  bool ParseBool(std::optional<bool>& value) {
    if (Eat("True")) {
      value = true;
    } else if (Eat("False")) {
      value = false;
    }
    return value.has_value();
  }

  bool ParseShape(std::optional<std::vector<std::int64_t>>& shape) {
    shape.emplace();
    if (!Eat("(")) return false;
    while (!Eat(")")) {
      std::int64_t dimension = 0;
      if (!ParseDimension(dimension) || shape->size() == kMaxRank) return false;
      shape->push_back(dimension);
      if (!Eat(",") && !Peek(')')) return false;
    }
    return true;
  }

  bool ParseDimension(std::int64_t& value) {
    SkipBlanks();
    std::size_t digits = 0;
    for (; !text_.empty() && text_[0] >= '0' && text_[0] <= '9'; text_.remove_prefix(1)) {
      if (++digits > 18) return false;  // would not fit 64 bits
      value = value * 10 + (text_[0] - '0');
    }
    return digits > 0;
  }

  void SkipBlanks() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n')) text_.remove_prefix(1);
  }

  bool Peek(char c) {
    SkipBlanks();
    return !text_.empty() && text_[0] == c;
  }

  bool Eat(std::string_view token) {
    SkipBlanks();
    if (text_.substr(0, token.size()) != token) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  std::string_view text_;
};

std::optional<ir::DataType> TypeOf(const std::string& descr) {
  using Code = ir::DataType::Code;
  const std::pair<const char*, ir::DataType> known[] = {
      {"|b1", {Code::kUint, 1}},   {"|i1", {Code::kInt, 8}},    {"<i2", {Code::kInt, 16}},
      {"<i4", {Code::kInt, 32}},   {"<i8", {Code::kInt, 64}},   {"|u1", {Code::kUint, 8}},
      {"<u2", {Code::kUint, 16}},  {"<u4", {Code::kUint, 32}},  {"<u8", {Code::kUint, 64}},
      {"<f2", {Code::kFloat, 16}}, {"<f4", {Code::kFloat, 32}}, {"<f8", {Code::kFloat, 64}}};
  for (const auto& [text, type] : known) {
    if (descr == text) return type;
  }
  return std::nullopt;
}

/// Bytes of an array, or nothing where they exceed 63 bits.
std::optional<std::int64_t> ByteCount(const Array& array) {
  std::int64_t bytes = array.type.Bytes();
  for (std::int64_t dimension : array.shape) {
    if (dimension == 0) return 0;
  }
  for (std::int64_t dimension : array.shape) {
    if (bytes > std::numeric_limits<std::int64_t>::max() / dimension) return std::nullopt;
    bytes *= dimension;
  }
  return bytes;
}

Diagnostic Bad(const std::string& path, std::string message, std::string hint = {}) {
  return UserError({.file = path, .pointer = {}}, std::move(message), std::move(hint));
}

/// Removes magic, version and header length from `content`; returns the header.
Result<std::string_view> TakeHeader(const std::string& path, std::string_view& content) {
  if (content.substr(0, kMagic.size()) != kMagic) {
    return Bad(path, "not a .npy file (it does not begin with \\x93NUMPY)");
  }
  if (content.size() < kMagic.size() + 2) return Bad(path, "truncated in the header");
  const int major = static_cast<unsigned char>(content[kMagic.size()]);
  if (major != 1 && major != 2) {
    return Bad(path, fmt::format(".npy format version {} is not supported", major),
               "save the array with version (1, 0) or (2, 0)");
  }
  content.remove_prefix(kMagic.size() + 2);
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  if (content.size() < length_bytes) return Bad(path, "truncated in the header");
  const std::size_t length = LittleEndian(content.substr(0, length_bytes));
  content.remove_prefix(length_bytes);
  if (content.size() < length) return Bad(path, "truncated in the header");
  const std::string_view header = content.substr(0, length);
  content.remove_prefix(length);
  return header;
}

}  // namespace

Result<Array> ParseNpy(const std::string& path, std::string_view content) {
  UTVMC_ASSIGN(const std::string_view text, TakeHeader(path, content));
  Header header;
  if (!HeaderParser(text).Parse(header) || header.descr.empty() || !header.fortran_order ||
      !header.shape) {
    return Bad(path, "malformed .npy header", "save the array with numpy.save()");
  }
  const std::optional<ir::DataType> type = TypeOf(header.descr);
  if (!type) {
    return Bad(path, fmt::format("element type '{}' is not supported", header.descr),
               "save a little-endian array of bool, int8..int64, uint8..uint64 or "
               "float16..float64");
  }
  if (*header.fortran_order && header.shape->size() > 1) {
    return Bad(path, "the array is in Fortran order", "save numpy.ascontiguousarray(a)");
  }
  Array array;
  array.type = *type;
  array.shape = *std::move(header.shape);
  const std::optional<std::int64_t> bytes = ByteCount(array);
  if (!bytes || static_cast<std::uint64_t>(*bytes) != content.size()) {
    return Bad(path, fmt::format("holds {} bytes of data where its shape asks for {}",
                                 content.size(), bytes ? fmt::format("{}", *bytes) : "more"));
  }
  array.data = content;
  return array;
}

}  // namespace utvmc::tools
