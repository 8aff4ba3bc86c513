#include "table.h"

#include <fmt/format.h>

#include <algorithm>

namespace utvmc::target {
namespace {

struct Column {
  const char* name;
  int width;
  std::int64_t (*value)(const Row& row);  ///< -1: unknown
};

/// After model, contender and optimisation.
constexpr Column kColumns[] = {
    {"calls", 5, [](const Row& row) { return row.calls; }},
    {"flash", 7, [](const Row& row) { return row.figures.flash; }},
    {"constants", 9, [](const Row& row) { return row.figures.constants; }},
    {"kernels", 7, [](const Row& row) { return row.figures.kernels; }},
    {"library", 7, [](const Row& row) { return row.figures.library; }},
    {"glue", 6, [](const Row& row) { return row.figures.glue; }},
    {"RAM", 7, [](const Row& row) { return row.figures.ram; }},
    {"arena", 7, [](const Row& row) { return row.arena; }},
    {"painted", 7, [](const Row& row) { return row.figures.stack_painted; }},
    {"taken", 6, [](const Row& row) { return row.figures.stack_taken; }},
    {"frames", 6, [](const Row& row) { return row.figures.stack_static; }},
    {"instructions", 12,
     [](const Row& row) { return static_cast<std::int64_t>(row.figures.instructions); }},
};

std::string Names(const std::string& model, const std::string& contender,
                  const std::string& optimisation) {
  return fmt::format("{:<28} {:<8} {:<3}", model, contender, optimisation);
}

/// Differences between images, such as gaps, may be negative: only what may be unknown is.
bool IsUnknown(const Column& column, std::int64_t value) {
  const std::string_view name = column.name;
  return value < 0 && name != "glue" && name != "library";
}

std::string Quoted(const std::string& field) {
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string TableTitle() {
  std::string line = Names("model", "by", "opt");
  for (const Column& column : kColumns) line += fmt::format(" {:>{}}", column.name, column.width);
  return line + "\n";
}

std::string TableLine(const Row& row) {
  std::string line = Names(row.model, row.contender, row.optimisation);
  for (const Column& column : kColumns) {
    const std::int64_t value = column.value(row);
    line += fmt::format(" {:>{}}", IsUnknown(column, value) ? "-" : fmt::to_string(value),
                        column.width);
  }
  if (!row.remark.empty()) line += "  " + row.remark;
  return line + "\n";
}

std::string CsvTitle() {
  std::string line = "target,model,by,opt";
  for (const Column& column : kColumns) line += fmt::format(",{}", column.name);
  return line + ",remark\n";
}

std::string CsvLine(const std::string& target, const Row& row) {
  std::string line = fmt::format("{},{},{},{}", Quoted(target), Quoted(row.model),
                                 Quoted(row.contender), Quoted(row.optimisation));
  for (const Column& column : kColumns) {
    const std::int64_t value = column.value(row);
    line += "," + (IsUnknown(column, value) ? "" : fmt::to_string(value));
  }
  return line + "," + Quoted(row.remark) + "\n";
}

}  // namespace utvmc::target
