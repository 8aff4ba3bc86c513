#include "lowering/workspace_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "lowering/lexemes.h"

namespace utvmc::lowering {
namespace {

constexpr std::int64_t kAlign = 16;   // UTVM_ARENA_ALIGN
constexpr std::int64_t kHeader = 16;  // UTVM_ARENA_HEADER_BYTES
constexpr std::int64_t kMost = std::int64_t{1} << 40;

/// A call, in the order of the text.
struct Event {
  bool is_alloc = false;
  std::string_view name;   ///< of the variable; empty where there is none
  std::int64_t bytes = 0;  ///< what it takes from the arena
  std::size_t braces = 0;  ///< which pair of braces it stands in
};

/// The third argument of the call that begins at lexeme `i`.
std::vector<Lexeme> ThirdArgument(const std::vector<Lexeme>& lexemes, std::size_t i) {
  std::vector<Lexeme> argument;
  int commas = 0;
  int open = 0;
  for (++i; i < lexemes.size() && lexemes[i].text != ";"; ++i) {
    if (lexemes[i].text == "(") ++open;
    if (lexemes[i].text == ")" && --open == 0) break;
    if (lexemes[i].text == "," && open == 1) {
      ++commas;
    } else if (commas == 2) {
      argument.push_back(lexemes[i]);
    }
  }
  return argument;
}

/// The value of a literal, possibly cast and parenthesised, as (uint64_t)16000.
std::optional<std::int64_t> LiteralBytes(const std::vector<Lexeme>& argument) {
  std::string digits;
  for (const Lexeme& lexeme : argument) {
    const bool is_cast = lexeme.text == "uint64_t" || lexeme.text == "(" || lexeme.text == ")";
    if (lexeme.kind == Lexeme::Kind::kNumber && digits.empty())
      digits = std::string(lexeme.text);
    else if (!is_cast)
      return std::nullopt;
  }
  const std::int64_t bytes = digits.empty() ? -1 : std::strtoll(digits.c_str(), nullptr, 0);
  if (bytes <= 0 || bytes > kMost) return std::nullopt;
  return bytes;
}

bool IsJump(std::string_view text) {
  return text == "goto" || text == "break" || text == "continue" || text == "switch";
}

struct Calls {
  std::vector<Event> events;
  bool has_jumps = false;
};

/// Nothing where a size is not a literal.
std::optional<Calls> FindCalls(const std::vector<Lexeme>& lexemes) {
  Calls calls;
  std::vector<std::size_t> open = {0};
  std::size_t braces = 0;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    const std::string_view text = lexemes[i].text;
    if (text == "{") open.push_back(++braces);
    if (text == "}" && open.size() > 1) open.pop_back();
    if (lexemes[i].kind != Lexeme::Kind::kIdentifier) continue;
    if (IsJump(text)) calls.has_jumps = true;
    if (text == "TVMBackendAllocWorkspace") {
      const auto bytes = LiteralBytes(ThirdArgument(lexemes, i));
      if (!bytes) return std::nullopt;
      const bool is_named = i >= 2 && lexemes[i - 1].text == "=";
      calls.events.push_back({true, is_named ? lexemes[i - 2].text : std::string_view(),
                              kHeader + (*bytes + kAlign - 1) / kAlign * kAlign, open.back()});
    } else if (text == "TVMBackendFreeWorkspace") {
      const std::vector<Lexeme> argument = ThirdArgument(lexemes, i);
      calls.events.push_back(
          {false, argument.size() == 1 ? argument[0].text : std::string_view(), 0, open.back()});
    }
  }
  return calls;
}

/// True if every block is freed once, later in the text, in the same braces.
bool FreesEachWhereItAllocates(const std::vector<Event>& events) {
  std::vector<const Event*> live;
  for (const Event& event : events) {
    const auto same = std::ranges::find(live, event.name, &Event::name);
    if (event.name.empty() || event.is_alloc == (same != live.end())) return false;
    if (event.is_alloc) {
      live.push_back(&event);
    } else {
      if ((*same)->braces != event.braces) return false;
      live.erase(same);
    }
  }
  return live.empty();
}

std::int64_t Sum(const std::vector<Event>& events) {
  std::int64_t sum = 0;
  for (const Event& event : events) sum += event.bytes;
  return sum;
}

/// Does what utvm_arena.c does: a block follows the last one that is live.
std::int64_t Peak(const std::vector<Event>& events) {
  struct Block {
    std::string_view name;
    std::int64_t end;
    bool is_live;
  };
  std::vector<Block> blocks;
  std::int64_t peak = 0;
  for (const Event& event : events) {
    if (event.is_alloc) {
      const std::int64_t begin = blocks.empty() ? 0 : blocks.back().end;
      blocks.push_back({event.name, begin + event.bytes, true});
      peak = std::max(peak, blocks.back().end);
      continue;
    }
    for (Block& block : blocks) {
      if (block.name == event.name) block.is_live = false;
    }
    while (!blocks.empty() && !blocks.back().is_live) blocks.pop_back();
  }
  return peak;
}

}  // namespace

std::optional<std::int64_t> WorkspaceBytes(std::string_view function_text) {
  const auto calls = FindCalls(Lexemes(function_text));
  if (!calls || Sum(calls->events) > kMost) return std::nullopt;
  const bool is_plain = !calls->has_jumps && FreesEachWhereItAllocates(calls->events);
  return is_plain ? Peak(calls->events) : Sum(calls->events);
}

}  // namespace utvmc::lowering
