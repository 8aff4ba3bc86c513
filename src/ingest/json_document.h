// A JSON text as a tree whose errors know their place.
//
// utvmc keeps a tree of its own rather than nlohmann::json: that one drops duplicate keys silently,
// has no depth limit, and cannot say where a value was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::ingest {

struct JsonMember;

struct JsonValue {
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;  ///< in the order of the text, keys distinct
  /// double: every number that is no 64-bit integer, 1.0 included.
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> node;
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

/// Deepest nesting of lists and objects. TVM's graphs have 5.
inline constexpr std::size_t kMaxJsonDepth = 64;

class JsonDocument {
 public:
  /// Error: text that is not JSON (line and column), a duplicate key or too deep nesting (pointer).
  static Result<JsonDocument> Parse(const SourceFile& file);

  const JsonValue& root() const { return root_; }

  /// CRC-32 of the values. Neither white space nor the order of keys counts: TVM writes objects in
  /// the order of a hash table.
  std::uint32_t Checksum() const;

  // Typed views of values of this document. Error: another type, at the value's pointer.
  Result<const JsonValue::Array*> AsArray(const JsonValue& value) const;
  Result<const JsonValue::Object*> AsObject(const JsonValue& value) const;
  Result<const std::string*> AsString(const JsonValue& value) const;
  Result<std::int64_t> AsInteger(const JsonValue& value) const;

  /// The member of an object. Error: no such key, at the object's pointer; or no object.
  Result<const JsonValue*> Member(const JsonValue& object, std::string_view key) const;

  /// An error at a value of this document. Searches the whole tree for its pointer.
  Diagnostic Error(const JsonValue& where, std::string message, std::string hint = {}) const;
  Location Where(const JsonValue& where) const;

 private:
  std::string path_;
  JsonValue root_;
};

}  // namespace utvmc::ingest
