#include "text_arrays.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

#include "process.h"
#include "unit/ingest/model_builder.h"
#include "unit/tools/npy_bytes.h"

namespace utvmc::golden {
namespace {

using ingest::testing::Bytes;

struct LogicalLine {
  int number = 0;
  std::string text;
};

/// Without comments and empty lines; continuations joined.
std::vector<LogicalLine> SplitLines(std::string_view text) {
  std::vector<LogicalLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = line.substr(0, line.find('#'));
    if (line.find_first_not_of(' ') == std::string_view::npos) continue;
    if (line.front() == ' ' && !lines.empty()) {
      lines.back().text += line;
    } else {
      lines.push_back({number, std::string(line)});
    }
  }
  return lines;
}

template <class T>
std::optional<T> ParseNumber(std::string_view word) {
  T value{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return {};
  return value;
}

/// The little-endian bytes of one element. Empty: `word` is not a value of `type`.
std::optional<std::string> ElementBytes(ir::DataType type, const std::string& word) {
  if (type.code == ir::DataType::Code::kFloat) {
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (word.empty() || *end != '\0') return {};
    if (type.bits == 64) return Bytes(std::bit_cast<std::uint64_t>(value), 8);
    if (type.bits == 32) return Bytes(std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4);
    return {};
  }
  if (type.code == ir::DataType::Code::kUint) {
    const auto value = ParseNumber<std::uint64_t>(word);
    if (!value || (type.bits < 64 && *value >> type.bits != 0)) return {};
    return Bytes(*value, type.Bytes());
  }
  const auto value = ParseNumber<std::int64_t>(word);
  const std::int64_t half = type.bits < 64 ? std::int64_t{1} << (type.bits - 1) : 0;
  if (!value || (half != 0 && (*value < -half || *value >= half))) return {};
  return Bytes(static_cast<std::uint64_t>(*value), type.Bytes());
}

/// "float32[2,3]" to type and shape, no data yet.
std::optional<tools::Array> ParseType(std::string_view word) {
  const std::size_t bracket = word.find('[');
  if (bracket == std::string_view::npos || word.back() != ']') return {};
  const auto type = ir::ParseDataType(word.substr(0, bracket));
  if (!type) return {};
  tools::Array array{*type, {}, {}};
  std::string_view rest = word.substr(bracket + 1, word.size() - bracket - 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const auto dimension = ParseNumber<std::int64_t>(rest.substr(0, comma));
    if (!dimension || *dimension < 0) return {};
    array.shape.push_back(*dimension);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  return array;
}

/// NAME TYPE[SHAPE] = VALUES
Result<NamedArray> ParseArray(const std::string& path, const LogicalLine& line) {
  const auto error = [&](std::string message) {
    return UserError({.file = path, .line = line.number}, std::move(message));
  };
  const std::vector<std::string> words = tools::SplitWords(line.text);
  if (words.size() < 3 || words[2] != "=") return error("not of the form: name type[shape] = ...");
  std::optional<tools::Array> array = ParseType(words[1]);
  if (!array) return error(fmt::format("\"{}\" is not a type[shape]", words[1]));
  std::size_t elements = 1;
  for (const std::int64_t dimension : array->shape) elements *= static_cast<std::size_t>(dimension);
  if (words.size() - 3 != elements) {
    return error(fmt::format("{} values for {} elements", words.size() - 3, elements));
  }
  for (std::size_t i = 3; i < words.size(); ++i) {
    const auto bytes = ElementBytes(array->type, words[i]);
    if (!bytes) return error(fmt::format("\"{}\" is not of type {}", words[i], words[1]));
    array->data += *bytes;
  }
  return NamedArray{words[0], *std::move(array)};
}

}  // namespace

Result<std::string> ParamsBinFromText(const std::string& path, std::string_view text) {
  std::vector<ingest::testing::Array> arrays;
  std::size_t size = std::string::npos;
  for (const LogicalLine& line : SplitLines(text)) {
    const std::vector<std::string> words = tools::SplitWords(line.text);
    if (words.size() == 2 && words[0] == "cut") {
      size = ParseNumber<std::size_t>(words[1]).value_or(0);
      continue;
    }
    UTVMC_ASSIGN(NamedArray named, ParseArray(path, line));
    const ir::DataType type = named.array.type;
    arrays.push_back({std::move(named.name), static_cast<int>(type.code), type.bits,
                      std::move(named.array.shape), std::move(named.array.data)});
  }
  return ingest::testing::ParamsBin(arrays).substr(0, size);
}

Result<std::vector<TextVector>> VectorsFromText(const std::string& path, std::string_view text) {
  std::vector<TextVector> vectors;
  for (const LogicalLine& line : SplitLines(text)) {
    UTVMC_ASSIGN(NamedArray named, ParseArray(path, line));
    const bool is_input = named.name == "in";
    if (!is_input && named.name != "out") {
      return UserError({.file = path, .line = line.number}, "neither \"in\" nor \"out\"");
    }
    if (vectors.empty() || (is_input && !vectors.back().outputs.empty())) vectors.emplace_back();
    auto& arrays = is_input ? vectors.back().inputs : vectors.back().outputs;
    arrays.push_back(std::move(named.array));
  }
  if (vectors.empty()) return UserError({.file = path}, "no vectors");
  return vectors;
}

std::string NpyBytes(const tools::Array& array) {
  const char kind = array.type.IsBool()                             ? 'b'
                    : array.type.code == ir::DataType::Code::kFloat ? 'f'
                    : array.type.code == ir::DataType::Code::kUint  ? 'u'
                                                                    : 'i';
  const std::string descr =
      fmt::format("{}{}{}", array.type.Bytes() == 1 ? '|' : '<', kind, array.type.Bytes());
  const std::string comma = array.shape.size() == 1 ? "," : "";  // a Python tuple of one
  return testing::Npy(descr, fmt::format("({}{})", fmt::join(array.shape, ", "), comma),
                      array.data);
}

}  // namespace utvmc::golden
