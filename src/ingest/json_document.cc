// nlohmann_json's SAX parser fills the tree; nothing of it leaves this file.
#include "ingest/json_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "support/checksum.h"

namespace utvmc::ingest {
namespace {

/// RFC 6901.
std::string EscapeKey(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text.push_back(c);
    }
  }
  return text;
}

/// Line and column of the 1-based byte `position`.
Location At(const SourceFile& file, std::size_t position) {
  const std::string_view before(file.text.data(),
                                std::min(position > 0 ? position - 1 : 0, file.text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
  return {.file = file.path,
          .line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          .column = static_cast<int>(before.size() - line_begin) + 1};
}

/// Receives the parser's events; false ends the parse, with the reason in `error`.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(const SourceFile& file, JsonValue& root) : file_(file), root_(root) {}

  bool null() override { return Add({nullptr}); }
  bool boolean(bool value) override { return Add({value}); }
  bool number_integer(number_integer_t value) override { return Add({std::int64_t{value}}); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return Add({static_cast<double>(value)});
    return Add({static_cast<std::int64_t>(value)});
  }
  bool number_float(number_float_t value, const string_t&) override { return Add({value}); }
  bool string(string_t& value) override { return Add({std::move(value)}); }
  bool binary(binary_t&) override { return false; }  // JSON has none

  bool start_object(std::size_t) override { return Open({JsonValue::Object()}); }
  bool start_array(std::size_t) override { return Open({JsonValue::Array()}); }
  bool key(string_t& key) override {
    std::get<JsonValue::Object>(open_.back()->node).push_back({std::move(key), {}});
    return true;
  }
  bool end_object() override {
    const auto& members = std::get<JsonValue::Object>(open_.back()->node);
    keys_.clear();
    for (const JsonMember& member : members) keys_.push_back(member.key);
    std::sort(keys_.begin(), keys_.end());
    const auto twice = std::adjacent_find(keys_.begin(), keys_.end());
    if (twice != keys_.end()) {
      return Fail({.file = file_.path, .pointer = Pointer(open_.size() - 1)},
                  fmt::format("the key \"{}\" occurs twice", *twice));
    }
    open_.pop_back();
    return true;
  }
  bool end_array() override {
    open_.pop_back();
    return true;
  }

  /// The library's own words differ from version to version, so only the position is taken.
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& reason) override {
    constexpr int kOutOfRange = 406;
    if (reason.id == kOutOfRange) {
      return Fail(At(file_, position), "not valid JSON: this number is out of range");
    }
    if (position == 0 || position > file_.text.size()) {
      return Fail(At(file_, position), "not valid JSON: the file ends too early");
    }
    const auto byte = static_cast<unsigned char>(file_.text[position - 1]);
    const bool is_printable = byte >= 0x20 && byte < 0x7f;
    return Fail(At(file_, position),
                is_printable
                    ? fmt::format("not valid JSON: unexpected '{}'", file_.text[position - 1])
                    : fmt::format("not valid JSON: unexpected byte 0x{:02x}", byte));
  }

  Diagnostic TakeError() { return std::move(error_); }

 private:
  bool Fail(Location where, std::string message) {
    error_ = UserError(std::move(where), std::move(message));
    return false;
  }

  JsonValue* Place(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (auto* array = std::get_if<JsonValue::Array>(&open_.back()->node)) {
      return &array->emplace_back(std::move(value));
    }
    JsonValue& place = std::get<JsonValue::Object>(open_.back()->node).back().value;
    place = std::move(value);
    return &place;
  }

  bool Add(JsonValue value) {
    Place(std::move(value));
    return true;
  }

  bool Open(JsonValue value) {
    if (open_.size() == kMaxJsonDepth) {
      constexpr std::size_t kShown = 3;  // the rest of so long a path says nothing
      return Fail({.file = file_.path, .pointer = Pointer(kShown)},
                  fmt::format("nested deeper than {} levels", kMaxJsonDepth));
    }
    open_.push_back(Place(std::move(value)));
    return true;
  }

  /// The way through the first `count` open containers.
  std::string Pointer(std::size_t count) const {
    std::string pointer;
    for (std::size_t i = 0; i < count; ++i) {
      if (const auto* array = std::get_if<JsonValue::Array>(&open_[i]->node)) {
        pointer += fmt::format("/{}", array->size() - 1);
      } else {
        const auto& members = std::get<JsonValue::Object>(open_[i]->node);
        pointer += "/" + EscapeKey(members.back().key);
      }
    }
    return pointer;
  }

  const SourceFile& file_;
  JsonValue& root_;
  /// Containers from the root down. A container does not grow while one inside it is open, so these
  /// stay valid.
  std::vector<JsonValue*> open_;
  std::vector<std::string_view> keys_;
  Diagnostic error_;
};

const char* TypeName(const JsonValue& value) {
  constexpr const char* kNames[] = {"null",     "a truth value", "an integer", "a number",
                                    "a string", "a list",        "an object"};
  return kNames[value.node.index()];
}

/// Appends the way from `tree` to `target`; false where it is not in there. As deep as the tree.
bool FindPointer(const JsonValue& tree, const JsonValue* target, std::string& pointer) {
  if (&tree == target) return true;
  const std::size_t length = pointer.size();
  if (const auto* array = std::get_if<JsonValue::Array>(&tree.node)) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      pointer += fmt::format("/{}", i);
      if (FindPointer((*array)[i], target, pointer)) return true;
      pointer.resize(length);
    }
  } else if (const auto* object = std::get_if<JsonValue::Object>(&tree.node)) {
    for (const JsonMember& member : *object) {
      pointer += "/" + EscapeKey(member.key);
      if (FindPointer(member.value, target, pointer)) return true;
      pointer.resize(length);
    }
  }
  return false;
}

void AppendText(const std::string& string, std::string& text) {
  fmt::format_to(std::back_inserter(text), "{}:", string.size());
  text += string;
}

/// The same text for the same value, another for another. As deep as the tree.
void AppendCanonical(const JsonValue& value, std::string& text) {
  text.push_back(static_cast<char>('0' + value.node.index()));
  if (const auto* array = std::get_if<JsonValue::Array>(&value.node)) {
    for (const JsonValue& item : *array) AppendCanonical(item, text);
    text.push_back(']');
  } else if (const auto* object = std::get_if<JsonValue::Object>(&value.node)) {
    std::vector<const JsonMember*> members;
    for (const JsonMember& member : *object) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const JsonMember* a, const JsonMember* b) { return a->key < b->key; });
    for (const JsonMember* member : members) {
      AppendText(member->key, text);
      AppendCanonical(member->value, text);
    }
    text.push_back('}');
  } else if (const auto* string = std::get_if<std::string>(&value.node)) {
    AppendText(*string, text);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value.node)) {
    fmt::format_to(std::back_inserter(text), "{},", *integer);
  } else if (const auto* number = std::get_if<double>(&value.node)) {
    fmt::format_to(std::back_inserter(text), "{},", *number);
  } else if (const auto* truth = std::get_if<bool>(&value.node)) {
    text.push_back(*truth ? 'y' : 'n');
  }
}

}  // namespace

std::uint32_t JsonDocument::Checksum() const {
  std::string text;
  AppendCanonical(root_, text);
  return Crc32(text);
}

Result<JsonDocument> JsonDocument::Parse(const SourceFile& file) {
  JsonDocument document;
  document.path_ = file.path;
  TreeBuilder builder(file, document.root_);
  if (!nlohmann::json::sax_parse(file.text, &builder)) return builder.TakeError();
  return document;
}

Result<const JsonValue::Array*> JsonDocument::AsArray(const JsonValue& value) const {
  if (const auto* array = std::get_if<JsonValue::Array>(&value.node)) return array;
  return Error(value, fmt::format("expected a list, found {}", TypeName(value)));
}

Result<const JsonValue::Object*> JsonDocument::AsObject(const JsonValue& value) const {
  if (const auto* object = std::get_if<JsonValue::Object>(&value.node)) return object;
  return Error(value, fmt::format("expected an object, found {}", TypeName(value)));
}

Result<const std::string*> JsonDocument::AsString(const JsonValue& value) const {
  if (const auto* string = std::get_if<std::string>(&value.node)) return string;
  return Error(value, fmt::format("expected a string, found {}", TypeName(value)));
}

Result<std::int64_t> JsonDocument::AsInteger(const JsonValue& value) const {
  if (const auto* integer = std::get_if<std::int64_t>(&value.node)) return *integer;
  if (std::holds_alternative<double>(value.node)) {
    return Error(value, "expected a 64-bit integer, found another number");
  }
  return Error(value, fmt::format("expected an integer, found {}", TypeName(value)));
}

Result<const JsonValue*> JsonDocument::Member(const JsonValue& object, std::string_view key) const {
  UTVMC_ASSIGN(const JsonValue::Object* members, AsObject(object));
  for (const JsonMember& member : *members) {
    if (member.key == key) return &member.value;
  }
  return Error(object, fmt::format("the key \"{}\" is missing", key));
}

Location JsonDocument::Where(const JsonValue& where) const {
  Location location{.file = path_};
  FindPointer(root_, &where, location.pointer);
  return location;
}

Diagnostic JsonDocument::Error(const JsonValue& where, std::string message,
                               std::string hint) const {
  return UserError(Where(where), std::move(message), std::move(hint));
}

}  // namespace utvmc::ingest
