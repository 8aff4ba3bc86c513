// ReadPlans: memory plans that another tool or a person has made.
#include "utvmc/plan_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "ingest/json_document.h"
#include "utvmc/pools.h"

namespace utvmc {
namespace {

using ingest::JsonDocument;
using ingest::JsonMember;
using ingest::JsonValue;

class PlanReader {
 public:
  /// `file`: what is known of the plan without looking at it.
  PlanReader(const JsonDocument& document, PlanFile file)
      : document_(document), file_(std::move(file)) {}

  Result<PlanFile> Run(const JsonValue& plan) {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(plan));
    for (const JsonMember& member : *members) {
      if (member.key == "model") UTVMC_TRY(ReadModel(member.value));
      if (member.key == "arenas") UTVMC_TRY(ReadArenas(member.value));
      if (member.key == "overlaps") UTVMC_TRY(document_.AsArray(member.value));
    }
    UTVMC_ASSIGN(const JsonValue* buffers, document_.Member(plan, "buffers"));
    UTVMC_ASSIGN(const JsonValue::Array* list, document_.AsArray(*buffers));
    for (const JsonValue& buffer : *list) UTVMC_TRY(ReadBuffer(buffer));
    return std::move(file_);
  }

 private:
  /// {"name": ..., "crc32": "8 hex digits"}; keys that do not concern a plan are other tools'.
  Status ReadModel(const JsonValue& value) {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(value));
    for (const JsonMember& member : *members) {
      if (member.key != "crc32") continue;
      UTVMC_ASSIGN(const std::string* text, document_.AsString(member.value));
      std::uint32_t checksum = 0;
      const char* end = text->data() + text->size();
      const auto [stop, error] = std::from_chars(text->data(), end, checksum, 16);
      if (error != std::errc() || stop != end)
        return document_.Error(member.value, fmt::format("\"{}\" is no hexadecimal number", *text));
      file_.checksum = checksum;
    }
    return Ok();
  }

  Status ReadArenas(const JsonValue& value) {
    UTVMC_ASSIGN(const JsonValue::Array* list, document_.AsArray(value));
    for (const JsonValue& item : *list) {
      PlannedArena arena;
      arena.where = Item("arenas", file_.arenas.size());
      UTVMC_ASSIGN(arena.pool, ReadPool(item));
      UTVMC_ASSIGN(arena.offset, ReadOffset(item));
      file_.arenas.push_back(std::move(arena));
    }
    return Ok();
  }

  /// Not Where(), which searches the whole text.
  Location Item(const char* list, std::size_t index) const {
    return {.file = file_.path, .pointer = fmt::format("{}/{}/{}", file_.pointer, list, index)};
  }

  Result<std::string> ReadPool(const JsonValue& value) const {
    UTVMC_ASSIGN(const JsonValue* pool, document_.Member(value, "pool"));
    UTVMC_ASSIGN(const std::string* name, document_.AsString(*pool));
    return *name;
  }

  Result<std::int64_t> ReadOffset(const JsonValue& value) const {
    UTVMC_ASSIGN(const JsonValue* offset, document_.Member(value, "offset"));
    UTVMC_ASSIGN(const std::int64_t bytes, document_.AsInteger(*offset));
    if (bytes >= 0 && bytes <= kMostOffset) return bytes;
    return document_.Error(*offset, fmt::format("{} is no offset in a memory", bytes));
  }

  Status ReadBuffer(const JsonValue& value) {
    PlannedBuffer buffer;
    buffer.where = Item("buffers", file_.buffers.size());
    UTVMC_ASSIGN(const JsonValue* id, document_.Member(value, "id"));
    UTVMC_ASSIGN(buffer.id, document_.AsInteger(*id));
    UTVMC_ASSIGN(buffer.pool, ReadPool(value));
    UTVMC_ASSIGN(buffer.offset, ReadOffset(value));
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(value));
    for (const JsonMember& member : *members) {
      std::optional<std::int64_t>* const field = member.key == "size"        ? &buffer.size
                                                 : member.key == "alignment" ? &buffer.alignment
                                                 : member.key == "begin"     ? &buffer.begin
                                                 : member.key == "end"       ? &buffer.end
                                                                             : nullptr;
      if (field == nullptr) continue;
      UTVMC_ASSIGN(*field, document_.AsInteger(member.value));
    }
    file_.buffers.push_back(std::move(buffer));
    return Ok();
  }

  const JsonDocument& document_;
  PlanFile file_;
};

/// A JSON string. Names are for people, so that '?' does for what is not ASCII, and for bytes that
/// are no UTF-8.
std::string Quote(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (byte < 0x20) {
      text += fmt::format("\\u{:04x}", byte);
    } else {
      text += byte < 0x7f ? c : '?';
    }
  }
  return text + "\"";
}

/// Null: the object does not have it.
const JsonValue* Find(const JsonValue::Object& object, std::string_view key) {
  const auto found = std::ranges::find(object, key, &JsonMember::key);
  return found == object.end() ? nullptr : &found->value;
}

/// The text of one plan, from brace to brace.
class PlanWriter {
 public:
  /// `margin`: what each of its lines begins with.
  PlanWriter(const PlanFile& plan, std::string margin) : plan_(plan), margin_(std::move(margin)) {}

  std::string Run() {
    text_ = "{\n";
    if (plan_.checksum) {
      text_ += fmt::format("{}  \"model\": {{\"crc32\": \"{:08x}\"}},\n", margin_, *plan_.checksum);
    }
    if (!plan_.arenas.empty()) {
      Write("arenas", plan_.arenas, [](const PlannedArena& arena) {
        return fmt::format("\"pool\": {}, \"offset\": {}", Quote(arena.pool), arena.offset);
      });
      text_ += ",\n";
    }
    Write("buffers", plan_.buffers, FormatBuffer);
    if (!plan_.overlaps.empty()) {
      text_ += ",\n";
      Write("overlaps", plan_.overlaps, [](const PlannedOverlap& overlap) {
        return fmt::format("\"first\": {}, \"second\": {}, \"from\": {}, \"to\": {}", overlap.first,
                           overlap.second, overlap.from, overlap.to);
      });
    }
    return text_ + "\n" + margin_ + "}";
  }

 private:
  static std::string FormatBuffer(const PlannedBuffer& buffer) {
    std::string text =
        fmt::format("\"id\": {}, \"name\": {}, \"pool\": {}, \"offset\": {}", buffer.id,
                    Quote(buffer.name), Quote(buffer.pool), buffer.offset);
    const auto add = [&](const char* key, const std::optional<std::int64_t>& value) {
      if (value) text += fmt::format(", \"{}\": {}", key, *value);
    };
    add("size", buffer.size);
    add("alignment", buffer.alignment);
    add("begin", buffer.begin);
    add("end", buffer.end);
    return text;
  }

  /// A list with a line for each item. `format`: the members of one.
  template <class Item, class Format>
  void Write(const char* key, const std::vector<Item>& items, Format format) {
    text_ += fmt::format("{}  \"{}\": [", margin_, key);
    const char* separator = "\n";
    for (const Item& item : items) {
      text_ += fmt::format("{}{}    {{{}}}", separator, margin_, format(item));
      separator = ",\n";
    }
    text_ += fmt::format("\n{}  ]", margin_);
  }

  const PlanFile& plan_;
  std::string margin_;
  std::string text_;
};

}  // namespace

Result<std::vector<PlanFile>> ReadPlans(const SourceFile& file) {
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  UTVMC_ASSIGN(const JsonValue::Object* root, document.AsObject(document.root()));
  std::vector<PlanFile> plans;
  const JsonValue* const models = Find(*root, "models");
  if (models == nullptr) {
    UTVMC_ASSIGN(PlanFile plan, PlanReader(document, {.path = file.path}).Run(document.root()));
    plans.push_back(std::move(plan));
    return plans;
  }
  if (const JsonValue* const buffers = Find(*root, "buffers")) {
    return document.Error(*buffers, "\"models\" and \"buffers\" exclude each other",
                          "move the buffers to the model that has them");
  }
  UTVMC_ASSIGN(const JsonValue::Object* members, document.AsObject(*models));
  for (const JsonMember& member : *members) {
    PlanReader reader(
        document,
        {.path = file.path, .pointer = document.Where(member.value).pointer, .model = member.key});
    UTVMC_ASSIGN(PlanFile plan, reader.Run(member.value));
    plans.push_back(std::move(plan));
  }
  return plans;
}

std::string FormatPlan(const PlanFile& plan) { return PlanWriter(plan, "").Run() + "\n"; }

std::string FormatPlans(const std::vector<PlanFile>& plans) {
  std::string text = "{\n  \"models\": {";
  const char* separator = "\n";
  for (const PlanFile& plan : plans) {
    text +=
        fmt::format("{}    {}: {}", separator, Quote(plan.model), PlanWriter(plan, "    ").Run());
    separator = ",\n";
  }
  return text + "\n  }\n}\n";
}

}  // namespace utvmc
