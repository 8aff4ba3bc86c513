#include "plan/instance_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "plan/instance_table.h"
#include "support/byte_count.h"

namespace utvmc::plan {
namespace {

bool IsPowerOfTwo(std::int64_t value) { return value > 0 && (value & (value - 1)) == 0; }

Result<Interval> ReadLifetime(const InstanceTable& table) {
  Interval live;
  UTVMC_ASSIGN(live.begin, table.RequiredNumber("lower"));
  UTVMC_ASSIGN(live.end, table.RequiredNumber("upper"));
  constexpr std::int64_t kMostTime = std::int64_t{1} << 62;
  const auto is_near = [](std::int64_t time) { return time >= -kMostTime && time <= kMostTime; };
  if (!is_near(live.begin) || !is_near(live.end))
    return table.Error(table["upper"], "times are whole numbers within 2^62 of 0");
  live.end += table.past_end();
  if (live.begin >= live.end) {
    return table.Error(table["upper"],
                       fmt::format("the lifetime [{}, {}) is empty", live.begin, live.end));
  }
  return live;
}

/// "7-8 9-10": in order and inside the lifetime, of which they leave something.
Result<std::vector<Interval>> ReadGaps(const InstanceTable& table, Interval live) {
  std::vector<Interval> gaps;
  if (!table.Has("gaps")) return gaps;
  const Field& field = table["gaps"];
  for (std::string_view rest = field.text; !rest.empty();) {
    const std::string_view word = rest.substr(0, std::min(rest.find(' '), rest.size()));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    Interval gap;
    const char* const end = word.data() + word.size();
    const auto first = std::from_chars(word.data(), end, gap.begin);
    const bool has_dash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
    const auto second = has_dash ? std::from_chars(first.ptr + 1, end, gap.end) : first;
    if (!has_dash || second.ec != std::errc() || second.ptr != end) {
      return table.Error(
          field, fmt::format("\"{}\" is not a gap", word),
          "write gaps as half-open intervals with a blank between, as in \"7-8 9-12\"");
    }
    if (gap.end <= live.end) gap.end += table.past_end();
    const std::int64_t after = gaps.empty() ? live.begin : gaps.back().end;
    if (gap.begin < after || gap.begin >= gap.end || gap.end > live.end) {
      return table.Error(field, fmt::format("the gap \"{}\" is empty, out of order or outside the "
                                            "lifetime [{}, {})",
                                            word, live.begin, live.end));
    }
    gaps.push_back(gap);
  }
  std::int64_t free = 0;
  for (const Interval& gap : gaps) free += gap.end - gap.begin;
  if (free == live.end - live.begin)
    return table.Error(field, "the gaps leave nothing of the lifetime");
  return gaps;
}

Result<Buffer> ReadBuffer(const InstanceTable& table) {
  constexpr std::int64_t kMostBytes = std::int64_t{1} << 48;
  Buffer buffer;
  UTVMC_ASSIGN(buffer.live, ReadLifetime(table));
  UTVMC_ASSIGN(buffer.size, table.RequiredNumber("size"));
  if (buffer.size <= 0 || buffer.size > kMostBytes)
    return table.Error(table["size"], fmt::format("a size of {}", ByteCount(buffer.size)),
                       "1 to 2^48 are possible");
  UTVMC_ASSIGN(const std::optional<std::int64_t> alignment, table.Number("alignment"));
  buffer.alignment = alignment.value_or(1);
  if (!IsPowerOfTwo(buffer.alignment) || buffer.alignment > kMostBytes) {
    return table.Error(table["alignment"],
                       fmt::format("the alignment {} is not a power of two", buffer.alignment));
  }
  UTVMC_ASSIGN(buffer.fixed_offset, table.Number("offset"));
  if (buffer.fixed_offset && (*buffer.fixed_offset < 0 || *buffer.fixed_offset > kMostBytes ||
                              *buffer.fixed_offset % buffer.alignment != 0)) {
    return table.Error(table["offset"],
                       fmt::format("the offset {} is impossible", *buffer.fixed_offset),
                       "offsets are multiples of the alignment, from 0 to 2^48");
  }
  UTVMC_ASSIGN(buffer.gaps, ReadGaps(table, buffer.live));
  return buffer;
}

/// "other:min:max" at the beginning of a field. `other` may contain blanks and colons, hence ends
/// where two numbers follow and then a blank or the end.
struct OverlapText {
  std::string_view other;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::size_t length = 0;  ///< with the blank
};

std::optional<OverlapText> ParseOverlap(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (std::size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    OverlapText overlap = {.other = text.substr(0, colon)};
    const auto min = std::from_chars(text.data() + colon + 1, end, overlap.min);
    if (min.ec != std::errc() || min.ptr == end || *min.ptr != ':') continue;
    const auto max = std::from_chars(min.ptr + 1, end, overlap.max);
    if (max.ec != std::errc() || (max.ptr != end && *max.ptr != ' ')) continue;
    overlap.length = static_cast<std::size_t>(max.ptr - text.data()) + (max.ptr != end ? 1 : 0);
    return overlap;
  }
  return std::nullopt;
}

/// A field of the column overlaps, kept until all ids are known.
struct OverlapField {
  int line = 0;
  Field field;
  std::size_t buffer = 0;  ///< in whose line it is
};

/// Enters the overlaps of the fields into a problem.
class OverlapReader {
 public:
  OverlapReader(const InstanceTable& table, const std::map<std::string, std::size_t>& index_of,
                Problem& problem)
      : table_(table), index_of_(index_of), problem_(problem) {}

  Status Read(const OverlapField& field) {
    for (std::string_view rest = field.field.text; !rest.empty();) {
      const std::optional<OverlapText> overlap = ParseOverlap(rest);
      if (!overlap) {
        return Error(field, fmt::format("\"{}\" is not an overlap", rest),
                     "write overlaps as id:min:max with a blank between, as in \"a:-64:0 b:8:8\"");
      }
      rest.remove_prefix(overlap->length);
      UTVMC_TRY(Enter(field, *overlap));
    }
    return Ok();
  }

 private:
  Status Enter(const OverlapField& field, const OverlapText& overlap) {
    const auto found = index_of_.find(std::string(overlap.other));
    if (found == index_of_.end())
      return Error(field, fmt::format("there is no buffer \"{}\"", overlap.other));
    if (found->second == field.buffer)
      return Error(field, fmt::format("an overlap of \"{}\" with itself", overlap.other));
    if (overlap.min > overlap.max) {
      return Error(field, fmt::format("the overlap with \"{}\" is from {} to {}, which is none",
                                      overlap.other, overlap.min, overlap.max));
    }
    if (!pairs_.insert(std::minmax(field.buffer, found->second)).second) {
      return Error(field, fmt::format("the overlap with \"{}\" appears twice", overlap.other),
                   "a pair stands in the line of one of the two");
    }
    problem_.overlaps.push_back({.first = BufferId(found->second),
                                 .second = BufferId(field.buffer),
                                 .min_distance = overlap.min,
                                 .max_distance = overlap.max});
    return Ok();
  }

  Diagnostic Error(const OverlapField& field, std::string message, std::string hint = {}) const {
    return table_.ErrorAt(field.line, field.field, std::move(message), std::move(hint));
  }

  const InstanceTable& table_;
  const std::map<std::string, std::size_t>& index_of_;
  Problem& problem_;
  std::set<std::pair<std::size_t, std::size_t>> pairs_;
};

/// Index of each id.
std::map<std::string_view, std::size_t> IndexIds(const Instance& instance) {
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < instance.ids.size(); ++i) index.emplace(instance.ids[i], i);
  return index;
}

std::string WriteGaps(const std::vector<Interval>& gaps) {
  std::string text;
  for (const Interval& gap : gaps)
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ", gap.begin, gap.end);
  return text;
}

/// By buffer: what its line says in the column overlaps.
std::vector<std::string> WriteOverlaps(const Instance& instance) {
  std::vector<std::string> texts(instance.ids.size());
  for (const AllowedOverlap& overlap : instance.problem.overlaps) {
    std::string& text = texts[overlap.second.index()];
    text += fmt::format("{}{}:{}:{}", text.empty() ? "" : " ", instance.ids[overlap.first.index()],
                        overlap.min_distance, overlap.max_distance);
  }
  return texts;
}

}  // namespace

Result<Instance> ReadInstance(const SourceFile& file) {
  InstanceTable table(file);
  UTVMC_TRY(table.ReadHeader());
  for (const char* column : {"id", "lower", "size", "upper"}) UTVMC_TRY(table.Require(column));
  Instance instance;
  std::map<std::string, std::size_t> known;
  std::vector<OverlapField> overlaps;
  while (table.Next()) {
    UTVMC_TRY(table.CheckFieldCount());
    const std::string id(table["id"].text);
    if (!known.emplace(id, instance.ids.size()).second)
      return table.Error(table["id"], fmt::format("buffer \"{}\" appears twice", id));
    UTVMC_ASSIGN(Buffer buffer, ReadBuffer(table));
    UTVMC_ASSIGN(const std::optional<std::int64_t> hint, table.Number("hint"));
    instance.hints.push_back(hint);
    instance.ids.push_back(id);
    instance.problem.buffers.push_back(std::move(buffer));
    if (table.Has("overlaps"))
      overlaps.push_back({table.line(), table["overlaps"], instance.ids.size() - 1});
  }
  OverlapReader reader(table, known, instance.problem);
  for (const OverlapField& field : overlaps) UTVMC_TRY(reader.Read(field));
  return instance;
}

namespace {

/// A line of a solution may say what the instance says, and nothing else.
class LineCheck {
 public:
  LineCheck(const InstanceTable& table, const std::string& id, const Buffer& own)
      : table_(table), id_(id), own_(own) {}

  Status Run() const {
    UTVMC_TRY(Compare("lower", own_.live.begin));
    UTVMC_TRY(Compare("upper", own_.live.end - table_.past_end()));
    UTVMC_TRY(Compare("size", own_.size));
    UTVMC_TRY(Compare("alignment", own_.alignment));
    UTVMC_ASSIGN(const std::vector<Interval> gaps, ReadGaps(table_, own_.live));
    if (!table_.Has("gaps") || gaps == own_.gaps) return Ok();
    return table_.Error(
        table_["gaps"],
        fmt::format("the gaps of buffer \"{}\" are not those of the instance", id_));
  }

 private:
  Status Compare(std::string_view column, std::int64_t own) const {
    UTVMC_ASSIGN(const std::optional<std::int64_t> theirs, table_.Number(column));
    if (theirs.value_or(own) == own) return Ok();
    return table_.Error(
        table_[column],
        fmt::format("{} of buffer \"{}\" is {}, the instance has {}", column, id_, *theirs, own));
  }

  const InstanceTable& table_;
  const std::string& id_;
  const Buffer& own_;
};

}  // namespace

Result<Placement> ReadSolution(const SourceFile& file, const Instance& instance) {
  InstanceTable table(file);
  UTVMC_TRY(table.ReadHeader());
  for (const char* column : {"id", "offset"}) UTVMC_TRY(table.Require(column));
  const auto index = IndexIds(instance);
  Placement placement;
  placement.offsets.resize(instance.ids.size(), 0);
  std::vector<bool> is_placed(instance.ids.size(), false);
  while (table.Next()) {
    UTVMC_TRY(table.CheckFieldCount());
    const Field& id = table["id"];
    const auto found = index.find(id.text);
    if (found == index.end())
      return table.Error(id, fmt::format("the instance has no buffer \"{}\"", id.text));
    if (is_placed[found->second])
      return table.Error(id, fmt::format("buffer \"{}\" appears twice", id.text));
    is_placed[found->second] = true;
    UTVMC_TRY(LineCheck(table, instance.ids[found->second], instance.problem.buffers[found->second])
                  .Run());
    UTVMC_ASSIGN(placement.offsets[found->second], table.RequiredNumber("offset"));
  }
  for (std::size_t i = 0; i < is_placed.size(); ++i) {
    if (!is_placed[i])
      return UserError({.file = file.path},
                       fmt::format("buffer \"{}\" has no offset", instance.ids[i]));
    constexpr std::int64_t kMostBytes = std::int64_t{1} << 62;
    if (placement.offsets[i] > kMostBytes || placement.offsets[i] < 0)
      continue;  // Validate says so
    placement.height =
        std::max(placement.height, placement.offsets[i] + instance.problem.buffers[i].size);
  }
  return placement;
}

std::string WriteSolution(const Instance& instance, const Placement& placement) {
  const std::vector<Buffer>& buffers = instance.problem.buffers;
  const bool aligned =
      std::ranges::any_of(buffers, [](const Buffer& b) { return b.alignment != 1; });
  const bool gaps = std::ranges::any_of(buffers, [](const Buffer& b) { return !b.gaps.empty(); });
  const bool hint =
      std::ranges::any_of(instance.hints, [](const auto& h) { return h.has_value(); });
  const bool overlap = !instance.problem.overlaps.empty();
  const std::vector<std::string> overlaps = WriteOverlaps(instance);
  std::string text =
      fmt::format("id,lower,upper,size{}{}{}{},offset\n", aligned ? ",alignment" : "",
                  hint ? ",hint" : "", gaps ? ",gaps" : "", overlap ? ",overlaps" : "");
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const Buffer& buffer = buffers[i];
    text += fmt::format("{},{},{},{}", instance.ids[i], buffer.live.begin, buffer.live.end,
                        buffer.size);
    if (aligned) text += fmt::format(",{}", buffer.alignment);
    if (hint) {
      const std::optional<std::int64_t>& own = instance.hints[i];
      text += own ? fmt::format(",{}", *own) : ",";
    }
    if (gaps) text += "," + WriteGaps(buffer.gaps);
    if (overlap) text += "," + overlaps[i];
    text += fmt::format(",{}\n", placement.offsets[i]);
  }
  return text;
}

}  // namespace utvmc::plan
