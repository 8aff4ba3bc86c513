#include "plan/instance_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace utvmc::plan {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  ///< spreadsheets write it

constexpr std::string_view kColumns[] = {"id",     "lower", "upper", "size",    "alignment",
                                         "offset", "hint",  "gaps",  "overlaps"};

struct Synonym {
  std::string_view name;
  std::string_view column;
};
constexpr Synonym kSynonyms[] = {{"buffer", "id"},
                                 {"buffer_id", "id"},
                                 {"begin", "lower"},
                                 {"start", "lower"},
                                 {"end", "upper"}};

std::string_view ColumnOf(std::string_view name) {
  const auto found = std::ranges::find(kSynonyms, name, &Synonym::name);
  return found == std::end(kSynonyms) ? name : found->column;
}

std::vector<Field> SplitFields(std::string_view line) {
  std::vector<Field> fields;
  for (std::size_t begin = 0;;) {
    const std::size_t comma = std::min(line.find(',', begin), line.size());
    fields.push_back({line.substr(begin, comma - begin), static_cast<int>(begin) + 1});
    if (comma == line.size()) return fields;
    begin = comma + 1;
  }
}

}  // namespace

InstanceTable::InstanceTable(const SourceFile& file) : file_(file), rest_(file.text) {
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
}

Status InstanceTable::ReadHeader() {
  if (!Next()) return Error({}, "the file is empty", "the first line names the columns");
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Field& field = fields_[i];
    const std::string_view column = ColumnOf(field.text);
    if (std::ranges::find(kColumns, column) == std::end(kColumns)) {
      return Error(field, fmt::format("unknown column \"{}\"", field.text),
                   fmt::format("columns are {}", fmt::join(kColumns, ", ")));
    }
    if (!columns_.emplace(column, i).second) {
      return Error(field, field.text == column
                              ? fmt::format("column \"{}\" appears twice", column)
                              : fmt::format("column \"{}\" appears twice, once as \"{}\"", column,
                                            field.text));
    }
    if (field.text == "end") past_end_ = 1;
  }
  return Ok();
}

Status InstanceTable::Require(std::string_view column) const {
  if (Has(column)) return Ok();
  return UserError({file_.path, 1, 0, {}}, fmt::format("there is no column \"{}\"", column));
}

bool InstanceTable::Next() {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    fields_ = SplitFields(line);
    return true;
  }
  return false;
}

Status InstanceTable::CheckFieldCount() const {
  if (fields_.size() == columns_.size()) return Ok();
  return Error({}, fmt::format("{} fields, but the first line names {} columns", fields_.size(),
                               columns_.size()));
}

Result<std::optional<std::int64_t>> InstanceTable::Number(std::string_view column) const {
  if (!Has(column) || (*this)[column].text.empty()) return std::optional<std::int64_t>();
  const Field& field = (*this)[column];
  std::int64_t value = 0;
  const char* end = field.text.data() + field.text.size();
  const auto [stop, error] = std::from_chars(field.text.data(), end, value);
  if (error != std::errc() || stop != end) {
    return Error(field, fmt::format("\"{}\" is not a whole number", field.text));
  }
  return std::optional(value);
}

Result<std::int64_t> InstanceTable::RequiredNumber(std::string_view column) const {
  UTVMC_ASSIGN(const std::optional<std::int64_t> value, Number(column));
  if (!value) return Error((*this)[column], fmt::format("{} is missing", column));
  return *value;
}

Diagnostic InstanceTable::Error(const Field& field, std::string message, std::string hint) const {
  return ErrorAt(line_, field, std::move(message), std::move(hint));
}

Diagnostic InstanceTable::ErrorAt(int line, const Field& field, std::string message,
                                  std::string hint) const {
  return UserError({file_.path, std::max(line, 1), field.column, {}}, std::move(message),
                   std::move(hint));
}

}  // namespace utvmc::plan
