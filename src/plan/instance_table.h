// The lines of a CSV with planning problems or solutions, field by field (see instance_csv.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::plan {

struct Field {
  std::string_view text;
  int column = 1;  ///< in the file, 1-based, in bytes
};

/// Points into the file, which has to outlive it.
class InstanceTable {
 public:
  explicit InstanceTable(const SourceFile& file);

  /// Error: a column of another name, or one that appears twice.
  Status ReadHeader();

  bool Has(std::string_view column) const { return columns_.contains(column); }

  Status Require(std::string_view column) const;

  /// The next line that is not empty. False: there is none.
  bool Next();

  Status CheckFieldCount() const;

  /// Of this line; a column that there is.
  const Field& operator[](std::string_view column) const {
    return fields_[columns_.find(column)->second];
  }

  /// Nothing for a field that is empty or of a column that there is not.
  Result<std::optional<std::int64_t>> Number(std::string_view column) const;

  Result<std::int64_t> RequiredNumber(std::string_view column) const;

  /// At a field of this line.
  Diagnostic Error(const Field& field, std::string message, std::string hint = {}) const;

  Diagnostic ErrorAt(int line, const Field& field, std::string message, std::string hint) const;

  int line() const { return line_; }

  /// What is added to the end of an interval in the file for that of a half-open one.
  std::int64_t past_end() const { return past_end_; }

 private:
  const SourceFile& file_;
  std::string_view rest_;
  int line_ = 0;
  std::int64_t past_end_ = 0;
  std::vector<Field> fields_;
  std::map<std::string_view, std::size_t> columns_;
};

}  // namespace utvmc::plan
