// ReadPools: a pool file to memories and pins.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include "ingest/json_document.h"
#include "support/pool_fault.h"
#include "utvmc/pools.h"

namespace utvmc {
namespace {

using ingest::JsonDocument;
using ingest::JsonMember;
using ingest::JsonValue;

constexpr std::int64_t kMostBytes = std::int64_t{1} << 62;
constexpr std::int64_t kMostRank = 1000;
constexpr std::int64_t kMostBandwidth = 1'000'000;  ///< MB/s
/// Of one byte at 1 MB/s.
constexpr std::int64_t kPicosecondsPerMegabyte = 1'000'000;
constexpr std::int64_t kMostLatency = 1'000'000;  ///< ns

class PoolReader {
 public:
  explicit PoolReader(const JsonDocument& document) : document_(document) {}

  Result<PoolFile> Run() {
    UTVMC_TRY(CheckKeys(document_.root(), {"$schema", "pools", "pins"}));
    UTVMC_ASSIGN(const JsonValue* pools, document_.Member(document_.root(), "pools"));
    UTVMC_ASSIGN(const JsonValue::Array* list, document_.AsArray(*pools));
    for (const JsonValue& pool : *list) UTVMC_TRY(ReadPool(pool, file_.pools.size()));
    if (const JsonValue* pins = Find(document_.root(), "pins")) UTVMC_TRY(ReadPins(*pins));
    return std::move(file_);
  }

 private:
  /// Null: the object does not have it.
  static const JsonValue* Find(const JsonValue& object, std::string_view key) {
    const auto* members = std::get_if<JsonValue::Object>(&object.node);
    if (members == nullptr) return nullptr;
    const auto found = std::ranges::find(*members, key, &JsonMember::key);
    return found == members->end() ? nullptr : &found->value;
  }

  /// A key that is misspelt must not pass for one that is left out.
  Status CheckKeys(const JsonValue& object, const std::vector<std::string_view>& known) const {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(object));
    for (const JsonMember& member : *members) {
      if (std::ranges::find(known, member.key) != known.end()) continue;
      std::string list;
      for (const std::string_view key : known)
        if (key != "$schema") list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", key);
      return document_.Error(member.value, fmt::format("unknown key \"{}\"", member.key),
                             "keys are " + list);
    }
    return Ok();
  }

  Status ReadPool(const JsonValue& value, std::size_t index) {
    UTVMC_TRY(CheckKeys(value, {"name", "kind", "size", "address", "alignment", "section", "rank",
                                "bandwidth", "latency"}));
    MemoryPool pool;
    UTVMC_ASSIGN(const JsonValue* name, document_.Member(value, "name"));
    UTVMC_ASSIGN(const std::string* text, document_.AsString(*name));
    pool.name = *text;
    if (const JsonValue* kind = Find(value, "kind")) UTVMC_TRY(ReadKind(*kind, pool));
    UTVMC_ASSIGN(const JsonValue* size, document_.Member(value, "size"));
    UTVMC_ASSIGN(pool.size, ReadSize(*size));
    if (const JsonValue* address = Find(value, "address")) {
      UTVMC_ASSIGN(pool.address, ReadSize(*address));
    }
    if (const JsonValue* alignment = Find(value, "alignment")) {
      UTVMC_ASSIGN(pool.alignment, ReadSize(*alignment));
    }
    if (const JsonValue* section = Find(value, "section")) {
      UTVMC_ASSIGN(const std::string* words, document_.AsString(*section));
      pool.section = *words;
    }
    UTVMC_TRY(ReadSpeed(value, index, pool));

    if (const auto fault = FindFault(pool)) {
      const JsonValue* field = Find(value, fault->field);
      return document_.Error(field == nullptr ? value : *field, fault->message, fault->hint);
    }
    if (std::ranges::find(file_.pools, pool.name, &MemoryPool::name) != file_.pools.end())
      return document_.Error(*name, fmt::format("there are two pools \"{}\"", pool.name));
    for (const MemoryPool& other : file_.pools) {
      if (const auto clash = FindClash(pool, other))
        return document_.Error(*Find(value, clash->field), clash->message, clash->hint);
    }
    file_.pools.push_back(std::move(pool));
    return Ok();
  }

  Status ReadKind(const JsonValue& value, MemoryPool& pool) const {
    UTVMC_ASSIGN(const std::string* kind, document_.AsString(value));
    if (*kind != "ram" && *kind != "flash") {
      return document_.Error(value, fmt::format("\"{}\" is no kind of memory", *kind),
                             "kinds are \"ram\" and \"flash\"");
    }
    pool.kind = *kind == "ram" ? MemoryPool::Kind::kRam : MemoryPool::Kind::kFlash;
    return Ok();
  }

  /// An integer, or a text that ParseSize reads.
  Result<std::int64_t> ReadSize(const JsonValue& value) const {
    if (const auto* text = std::get_if<std::string>(&value.node)) {
      const std::optional<std::int64_t> size = ParseSize(*text);
      if (size) return *size;
      return document_.Error(value, fmt::format("\"{}\" is no number of bytes", *text),
                             "write 65536, \"64K\", \"1M\" or \"0x10000\"");
    }
    UTVMC_ASSIGN(const std::int64_t size, document_.AsInteger(value));
    if (size < 0 || size > kMostBytes)
      return document_.Error(value, fmt::format("{} is no number of bytes", size));
    return size;
  }

  Result<std::int64_t> ReadNumber(const JsonValue& value, std::int64_t least,
                                  std::int64_t most) const {
    UTVMC_ASSIGN(const std::int64_t number, document_.AsInteger(value));
    if (number < least || number > most) {
      return document_.Error(value,
                             fmt::format("{} is not between {} and {}", number, least, most));
    }
    return number;
  }

  /// Ranks say only which memory is faster (0 most); bandwidth and latency say by how much. Pools
  /// without either are the faster the earlier they come.
  Status ReadSpeed(const JsonValue& value, std::size_t index, MemoryPool& pool) {
    const JsonValue* rank = Find(value, "rank");
    const JsonValue* bandwidth = Find(value, "bandwidth");
    const JsonValue* latency = Find(value, "latency");
    if (rank != nullptr && (bandwidth != nullptr || latency != nullptr)) {
      return document_.Error(*rank,
                             fmt::format("\"rank\" and \"{}\" exclude each other",
                                         bandwidth != nullptr ? "bandwidth" : "latency"),
                             "leave out one of them");
    }
    if (latency != nullptr && bandwidth == nullptr)
      return document_.Error(*latency, "\"latency\" needs \"bandwidth\"");
    const Unit unit = bandwidth != nullptr ? Unit::kTime
                      : rank != nullptr    ? Unit::kRank
                                           : Unit::kOrder;
    std::optional<Unit>& common = pool.kind == MemoryPool::Kind::kRam ? ram_unit_ : flash_unit_;
    if (common && *common != unit) {
      return document_.Error(value, "its speed cannot be compared with that of the pools before it",
                             "give all pools of a kind a \"rank\", or all a \"bandwidth\", or none "
                             "either");
    }
    common = unit;
    pool.speed.byte_cost = static_cast<std::int64_t>(index);
    if (rank != nullptr) {
      UTVMC_ASSIGN(pool.speed.byte_cost, ReadNumber(*rank, 0, kMostRank));
    }
    if (bandwidth == nullptr) return Ok();
    UTVMC_ASSIGN(const std::int64_t rate, ReadNumber(*bandwidth, 1, kMostBandwidth));
    pool.speed.byte_cost = kPicosecondsPerMegabyte / rate;
    if (latency != nullptr) {
      UTVMC_ASSIGN(const std::int64_t wait, ReadNumber(*latency, 0, kMostLatency));
      pool.speed.access_cost = wait * 1000;
    }
    return Ok();
  }

  Status ReadPins(const JsonValue& value) {
    UTVMC_ASSIGN(const JsonValue::Array* list, document_.AsArray(value));
    for (const JsonValue& item : *list) {
      UTVMC_TRY(CheckKeys(item, {"tensor", "pool", "offset", "model"}));
      UTVMC_ASSIGN(const JsonValue* tensor, document_.Member(item, "tensor"));
      UTVMC_ASSIGN(const std::string* tensor_name, document_.AsString(*tensor));
      UTVMC_ASSIGN(const JsonValue* pool, document_.Member(item, "pool"));
      UTVMC_ASSIGN(const std::string* pool_name, document_.AsString(*pool));
      Pin pin{*tensor_name, *pool_name, {}, document_.Where(item)};
      if (const JsonValue* model = Find(item, "model")) {
        UTVMC_ASSIGN(const std::string* name, document_.AsString(*model));
        pin.model = *name;
      }
      if (const JsonValue* offset = Find(item, "offset")) {
        UTVMC_ASSIGN(pin.offset, ReadSize(*offset));
      }
      file_.pins.push_back(std::move(pin));
    }
    return Ok();
  }

  enum class Unit { kOrder, kRank, kTime };

  const JsonDocument& document_;
  std::optional<Unit> ram_unit_, flash_unit_;  ///< that of all pools of the kind
  PoolFile file_;
};

}  // namespace

Result<PoolFile> ReadPools(const SourceFile& file) {
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  return PoolReader(document).Run();
}

std::optional<std::int64_t> ParseSize(const std::string& text) {
  std::string_view digits = text;
  int base = 10;
  std::int64_t unit = 1;
  if (digits.starts_with("0x") || digits.starts_with("0X")) {
    base = 16;
    digits.remove_prefix(2);
  } else if (!digits.empty()) {
    const std::size_t letter = std::string_view("KMG").find(digits.back());
    if (letter != std::string_view::npos) {
      unit = std::int64_t{1} << (10 * (letter + 1));
      digits.remove_suffix(1);
    }
  }
  std::int64_t value = 0;
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  const bool is_number = error == std::errc() && stop == digits.data() + digits.size();
  if (!is_number || value < 0 || value > kMostBytes / unit) return std::nullopt;
  return value * unit;
}

}  // namespace utvmc
