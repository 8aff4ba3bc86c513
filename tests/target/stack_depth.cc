#include "stack_depth.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace utvmc::target {
namespace {

/// "{r4, r5, lr}", "{d8-d9}": how many.
std::int64_t CountRegisters(const std::string& operands) {
  const std::size_t open = operands.find('{');
  if (open == std::string::npos) return 0;
  std::int64_t count = 0;
  std::istringstream list(operands.substr(open + 1, operands.find('}') - open - 1));
  for (std::string item; std::getline(list, item, ',');) {
    const std::size_t letter = item.find_first_not_of(' ');
    const std::size_t dash = item.find('-');
    if (letter == std::string::npos) continue;
    count += dash == std::string::npos
                 ? 1
                 : std::stoll(item.substr(dash + 2)) - std::stoll(item.substr(letter + 1)) + 1;
  }
  return count;
}

/// The number behind the last '#' or ',': "sp, sp, #-16", "sp,sp,-16", "lr, [sp, #-8]!".
std::int64_t LastNumber(const std::string& operands) {
  const std::size_t at = operands.find_last_of("#,");
  const std::string number = at == std::string::npos ? operands : operands.substr(at + 1);
  char* end = nullptr;
  const long long value = std::strtoll(number.c_str(), &end, 10);
  return end == number.c_str() ? 0 : value;
}

/// Bytes that one instruction takes from the stack.
std::int64_t Taken(const std::string& mnemonic, const std::string& operands) {
  const std::int64_t register_bytes = operands.find("{d") != std::string::npos ? 8 : 4;
  if (mnemonic.starts_with("push") || mnemonic.starts_with("vpush"))
    return CountRegisters(operands) * register_bytes;
  if (mnemonic.find("stmdb") != std::string::npos && operands.starts_with("sp!"))
    return CountRegisters(operands) * register_bytes;
  if (mnemonic.starts_with("str") && operands.find("[sp, #-") != std::string::npos &&
      operands.ends_with("!"))
    return -LastNumber(operands.substr(0, operands.find(']')));
  if (mnemonic.starts_with("sub") && operands.starts_with("sp,")) return LastNumber(operands);
  if ((mnemonic == "addi" || mnemonic == "add" || mnemonic == "c.addi16sp") &&
      operands.starts_with("sp,"))
    return std::max<std::int64_t>(0, -LastNumber(operands));
  return 0;
}

bool IsTailCall(const std::string& mnemonic) {
  return mnemonic == "b" || mnemonic == "b.n" || mnemonic == "b.w" || mnemonic == "j" ||
         mnemonic == "jr";
}

bool IsIndirectCall(const std::string& mnemonic, const std::string& operands) {
  if (mnemonic == "blx") return true;
  return mnemonic == "jalr" && operands.find('<') == std::string::npos;
}

/// The address of "80000130 <expf+0x20>" in operands of a jump. Its name may be that of an absolute
/// symbol that happens to be near.
std::optional<std::uint64_t> DestinationOf(const std::string& operands) {
  const std::size_t open = operands.rfind(" <");
  if (open == std::string::npos) return {};
  const std::size_t blank = operands.find_last_of(" ,\t", open - 1);
  const std::string number = operands.substr(blank == std::string::npos ? 0 : blank + 1);
  char* end = nullptr;
  const std::uint64_t address = std::strtoull(number.c_str(), &end, 16);
  if (end == number.c_str() || *end != ' ') return {};
  return address;
}

bool IsJump(const std::string& mnemonic) {
  return mnemonic.starts_with("b") || mnemonic.starts_with("cb") || mnemonic.starts_with("j");
}

/// "     108:\tb538      \tpush\t{r3, r4, r5, lr}" to "push" and "{r3, r4, r5, lr}".
bool SplitInstruction(const std::string& line, std::string& mnemonic, std::string& operands) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(std::move(field));
  if (fields.size() < 3 || fields[0].find(':') == std::string::npos) return false;
  mnemonic = fields[2].substr(0, fields[2].find(' '));
  operands = fields.size() > 3 ? fields[3] : "";
  return true;
}

/// A function whose jumps have addresses still.
struct Body {
  std::string name;
  Function function;
  std::set<std::uint64_t> calls, tail_calls;
};

void AddInstruction(const std::string& mnemonic, const std::string& operands, Body& body) {
  body.function.frame += Taken(mnemonic, operands);
  if (IsIndirectCall(mnemonic, operands)) body.function.has_indirect_calls = true;
  if (!IsJump(mnemonic)) return;
  if (const auto address = DestinationOf(operands))
    (IsTailCall(mnemonic) ? body.tail_calls : body.calls).insert(*address);
}

using Bodies = std::map<std::uint64_t, Body>;

/// "00000108 <expf>:"
std::optional<std::pair<std::uint64_t, std::string>> HeadOf(const std::string& line) {
  const std::size_t open = line.find(" <");
  if (!line.ends_with(">:") || open == std::string::npos) return {};
  return std::pair{std::strtoull(line.c_str(), nullptr, 16),
                   line.substr(open + 2, line.size() - open - 4)};
}

const Body* FunctionAt(const Bodies& bodies, std::uint64_t address) {
  const auto above = bodies.upper_bound(address);
  return above == bodies.begin() ? nullptr : &std::prev(above)->second;
}

/// libgcc's __riscv_save_N push registers in the name of their caller.
constexpr std::string_view kMillicode = "__riscv_save";

void ResolveJumps(const Bodies& bodies, const Body& body, Function& function) {
  for (const bool is_tail : {false, true}) {
    for (const std::uint64_t address : is_tail ? body.tail_calls : body.calls) {
      const Body* callee = FunctionAt(bodies, address);
      if (callee == nullptr || callee == &body) continue;
      if (callee->name.starts_with(kMillicode)) {
        function.frame += callee->function.frame;
      } else {
        (is_tail ? function.tail_calls : function.calls).insert(callee->name);
      }
    }
  }
}

class DepthSearch {
 public:
  explicit DepthSearch(const CallGraph& graph) : graph_(graph) {}

  Result<std::int64_t> Depth(const std::string& name) {
    if (const auto known = depths_.find(name); known != depths_.end()) return known->second;
    const auto found = graph_.find(name);
    if (found == graph_.end()) return UserError({}, fmt::format("{} is not in the image", name));
    if (found->second.has_indirect_calls)
      return UserError({}, fmt::format("{} calls through a pointer", name));
    if (!open_.insert(name).second) return UserError({}, fmt::format("{} calls itself", name));
    const Function& function = found->second;
    std::int64_t depth = function.frame;
    for (const std::string& callee : function.calls) {
      UTVMC_ASSIGN(const std::int64_t below, Depth(callee));
      depth = std::max(depth, function.frame + below);
    }
    for (const std::string& callee : function.tail_calls) {
      UTVMC_ASSIGN(const std::int64_t instead, Depth(callee));
      depth = std::max(depth, instead);
    }
    open_.erase(name);
    depths_[name] = depth;
    return depth;
  }

 private:
  const CallGraph& graph_;
  std::map<std::string, std::int64_t> depths_;
  std::set<std::string> open_;
};

}  // namespace

CallGraph ParseDisassembly(std::string_view text, const Addresses* executed) {
  Bodies bodies;
  Body* body = nullptr;
  std::string mnemonic, operands;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (auto head = HeadOf(line)) {
      body = &bodies[head->first];
      body->name = std::move(head->second);
    } else if (body != nullptr && SplitInstruction(line, mnemonic, operands)) {
      if (executed != nullptr && !executed->contains(std::strtoull(line.c_str(), nullptr, 16)))
        continue;
      AddInstruction(mnemonic, operands, *body);
    }
  }
  CallGraph graph;
  for (const auto& [address, each] : bodies) {
    Function function = each.function;
    ResolveJumps(bodies, each, function);
    graph[each.name] = std::move(function);
  }
  return graph;
}

Status ApplyStackUsage(std::string_view text, CallGraph& graph) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string place, bytes, qualifier;
    if (!std::getline(fields, place, '\t') || !std::getline(fields, bytes, '\t') ||
        !std::getline(fields, qualifier))
      continue;
    const std::string name = place.substr(place.rfind(':') + 1);
    if (qualifier == "dynamic")
      return UserError({}, fmt::format("the frame of {} has no bound", name));
    if (const auto found = graph.find(name); found != graph.end())
      found->second.frame = std::stoll(bytes);
  }
  return Ok();
}

Result<std::int64_t> DeepestStack(const CallGraph& graph, const std::string& function) {
  return DepthSearch(graph).Depth(function);
}

Result<std::int64_t> FrameOfCaller(const CallGraph& graph, const std::string& function) {
  const auto calls = [&](const auto& entry) { return entry.second.calls.contains(function); };
  const auto caller = std::ranges::find_if(graph, calls);
  if (caller == graph.end() || std::ranges::count_if(graph, calls) != 1)
    return UserError({}, fmt::format("not one function calls {}", function));
  return caller->second.frame;
}

}  // namespace utvmc::target
