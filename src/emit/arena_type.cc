// The union that is an arena: one member for each buffer, the memory map in C.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "emit/sections.h"

namespace utvmc::emit {
namespace {

using plan::Allocation;

/// One buffer in the arena, as the columns of its line.
struct MemberLine {
  std::string padding;  ///< "uint8_t at_32[32]; "
  std::string data;     ///< "float data[8]; "
  std::string name;     ///< "} op00_dense;"
  std::string begin;    ///< "32"
  std::string end;      ///< "64"
  std::string live;     ///< " live [0, 1]"
};

MemberLine DescribeMember(const Allocation& allocation, const std::string& name) {
  MemberLine line;
  if (allocation.offset > 0) {
    line.padding = fmt::format("uint8_t at_{0}[{0}]; ", allocation.offset);
  }
  line.data = fmt::format("{} data[{}]; ", kernelc::Spell(allocation.element), allocation.elements);
  line.name = fmt::format("}} {};", name);
  line.begin = fmt::format("{}", allocation.offset);
  line.end = fmt::format("{}", allocation.offset + allocation.size);
  if (allocation.first_op.valid() && allocation.last_op.valid()) {
    line.live =
        fmt::format(" live [{}, {}]", allocation.first_op.index(), allocation.last_op.index());
  }
  return line;
}

std::vector<MemberLine> DescribeMembers(const Model& model, std::size_t arena) {
  std::vector<MemberLine> lines;
  for (std::size_t i = 0; i < model.plan.allocations.size(); ++i) {
    if (model.plan.allocations[i].arena != arena) continue;
    lines.push_back(DescribeMember(model.plan.allocations[i], model.symbols.members[i]));
  }
  return lines;
}

std::size_t Widest(const std::vector<MemberLine>& lines, std::string MemberLine::*column) {
  std::size_t width = 0;
  for (const MemberLine& line : lines) width = std::max(width, (line.*column).size());
  return width;
}

/// The name goes to a line of its own where the page is too narrow even so.
void WriteLongMember(Writer& w, const MemberLine& line) {
  const std::string text = fmt::format("struct {{ {}{}{}", line.padding, line.data, line.name);
  if (4 + text.size() <= kMaxColumns) return w.Line(text);
  w.Line(fmt::format("struct {{ {}{}}}", line.padding, line.data));
  w.Line("    " + line.name.substr(2));
}

/// A table where it fits the page; else each buffer has its comment on the line above.
void WriteMembers(Writer& w, const std::vector<MemberLine>& lines) {
  const std::size_t padding = Widest(lines, &MemberLine::padding);
  const std::size_t data = Widest(lines, &MemberLine::data);
  const std::size_t name = Widest(lines, &MemberLine::name);
  const std::size_t begin = Widest(lines, &MemberLine::begin);
  const std::size_t end = Widest(lines, &MemberLine::end);
  const auto range = [&](const MemberLine& line) {
    return fmt::format("[{:>{}}, {:>{}}){}", line.begin, begin, line.end, end, line.live);
  };
  const std::size_t table =
      4 + 9 + padding + data + name + 7 + begin + end + 4 + Widest(lines, &MemberLine::live);
  for (const MemberLine& line : lines) {
    if (table <= kMaxColumns) {
      w.Line(fmt::format("struct {{ {:<{}}{:<{}}{:<{}} /* {} */", line.padding, padding, line.data,
                         data, line.name, name, range(line)));
    } else {
      w.Comment(range(line));
      WriteLongMember(w, line);
    }
  }
}

/// True where no element type gives the union the alignment that was asked for.
bool NeedsAlignment(const plan::MemoryPlan& plan, std::size_t arena) {
  std::int64_t natural = 1;
  for (const Allocation& allocation : plan.allocations) {
    if (allocation.arena != arena) continue;
    natural = std::max<std::int64_t>(natural, kernelc::SizeOf(allocation.element));
  }
  return plan.arenas[arena].align > natural;
}

}  // namespace

void WriteArenaType(Writer& w, const Model& model, std::size_t index) {
  const ArenaSymbols& symbols = model.symbols.arenas[index];
  w.Blank();
  if (index == 0) {
    w.Comment(
        "Memory plan: one line per buffer, [begin, end) in bytes; at_N is padding up to offset N. "
        "Buffers share bytes if their live ranges [first op, last op] are disjoint; those of one "
        "op "
        "do if the first is done with before the second is written, or the op works in place.");
  }
  w.OpenBlock(fmt::format("typedef union {}", symbols.union_tag));
  WriteMembers(w, DescribeMembers(model, index));
  w.Line(fmt::format("{}uint8_t bytes[{}_BYTES];",
                     NeedsAlignment(model.plan, index)
                         ? fmt::format("UTVM_ALIGNED({}_ALIGN) ", symbols.macro)
                         : "",
                     symbols.macro));
  w.Close(fmt::format(" {};", symbols.type));
}

}  // namespace utvmc::emit
