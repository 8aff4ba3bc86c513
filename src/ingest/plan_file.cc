// ReadPlan: a memory plan that another tool or a person has made.
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
  PlanReader(const JsonDocument& document, const std::string& path) : document_(document) {
    file_.path = path;
  }

  Result<PlanFile> Run() {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(document_.root()));
    for (const JsonMember& member : *members) {
      if (member.key == "model") UTVMC_TRY(ReadModel(member.value));
    }
    UTVMC_ASSIGN(const JsonValue* buffers, document_.Member(document_.root(), "buffers"));
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

  Status ReadBuffer(const JsonValue& value) {
    PlannedBuffer buffer;
    // Not Where(), which searches the whole text.
    buffer.where = {.file = file_.path,
                    .pointer = fmt::format("/buffers/{}", file_.buffers.size())};
    UTVMC_ASSIGN(const JsonValue* id, document_.Member(value, "id"));
    UTVMC_ASSIGN(buffer.id, document_.AsInteger(*id));
    UTVMC_ASSIGN(const JsonValue* pool, document_.Member(value, "pool"));
    UTVMC_ASSIGN(const std::string* name, document_.AsString(*pool));
    buffer.pool = *name;
    UTVMC_ASSIGN(const JsonValue* offset, document_.Member(value, "offset"));
    UTVMC_ASSIGN(buffer.offset, document_.AsInteger(*offset));
    if (buffer.offset < 0 || buffer.offset > kMostOffset) {
      return document_.Error(*offset, fmt::format("{} is no offset in a memory", buffer.offset));
    }
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

std::string FormatOverlaps(const std::vector<PlannedOverlap>& overlaps) {
  std::string text = ",\n  \"overlaps\": [";
  const char* separator = "\n";
  for (const PlannedOverlap& overlap : overlaps) {
    text += fmt::format("{}    {{\"first\": {}, \"second\": {}, \"from\": {}, \"to\": {}}}",
                        separator, overlap.first, overlap.second, overlap.from, overlap.to);
    separator = ",\n";
  }
  return text + "\n  ]";
}

}  // namespace

Result<PlanFile> ReadPlan(const SourceFile& file) {
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  return PlanReader(document, file.path).Run();
}

std::string FormatPlan(const PlanFile& plan) {
  std::string text = "{\n";
  if (plan.checksum)
    text += fmt::format("  \"model\": {{\"crc32\": \"{:08x}\"}},\n", *plan.checksum);
  text += "  \"buffers\": [";
  const char* separator = "\n";
  for (const PlannedBuffer& buffer : plan.buffers) {
    text += fmt::format("{}    {{\"id\": {}, \"name\": {}, \"pool\": {}, \"offset\": {}", separator,
                        buffer.id, Quote(buffer.name), Quote(buffer.pool), buffer.offset);
    const auto add = [&](const char* key, const std::optional<std::int64_t>& value) {
      if (value) text += fmt::format(", \"{}\": {}", key, *value);
    };
    add("size", buffer.size);
    add("alignment", buffer.alignment);
    add("begin", buffer.begin);
    add("end", buffer.end);
    text += "}";
    separator = ",\n";
  }
  text += "\n  ]";
  if (!plan.overlaps.empty()) text += FormatOverlaps(plan.overlaps);
  return text + "\n}\n";
}

}  // namespace utvmc
