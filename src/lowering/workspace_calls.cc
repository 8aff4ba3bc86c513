#include "lowering/workspace_calls.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lowering/loop_iterations.h"
#include "lowering/outline.h"
#include "lowering/workspace_faults.h"

namespace utvmc::lowering {
namespace {

using Text = std::span<const Lexeme>;

bool IsControl(std::string_view word) {
  constexpr std::array<std::string_view, 12> kWords = {"break", "case",   "continue", "default",
                                                       "do",    "else",   "for",      "goto",
                                                       "if",    "return", "switch",   "while"};
  return std::ranges::find(kWords, word) != kWords.end();
}

/// The value of a literal, possibly cast and parenthesised, as (uint64_t)16000.
std::optional<std::int64_t> LiteralBytes(Text argument) {
  std::optional<std::int64_t> bytes;
  for (const Lexeme& lexeme : argument) {
    const bool is_cast = lexeme.text == "uint64_t" || lexeme.text == "(" || lexeme.text == ")";
    if (lexeme.kind == Lexeme::Kind::kNumber && !bytes) {
      bytes = LiteralValue(lexeme.text);
      if (!bytes) return std::nullopt;
    } else if (!is_cast) {
      return std::nullopt;
    }
  }
  if (!bytes || *bytes <= 0) return std::nullopt;
  return bytes;
}

class Expression {
 public:
  Expression(Text text, WorkspaceScopes& scopes, WorkspaceNames& names)
      : text_(text), scopes_(scopes), names_(names) {}

  Status Read(std::size_t begin, std::size_t end) {
    bool is_certain = true;  // that what comes is evaluated
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view text = At(i);
      if (text == kConditional) scopes_.Spoil();
      const bool is_choice =
          text == "?" || text == "sizeof" || ((text == "&" || text == "|") && At(i + 1) == text);
      if (is_choice) is_certain = false;
      if (IsName(i)) UTVMC_TRY(Name(i, end, is_certain));
    }
    return Ok();
  }

 private:
  std::string_view At(std::size_t i) const {
    return i < text_.size() ? text_[i].text : std::string_view();
  }
  bool IsName(std::size_t i) const {
    return i < text_.size() && text_[i].kind == Lexeme::Kind::kIdentifier;
  }

  Status Name(std::size_t i, std::size_t end, bool is_certain) {
    const std::string_view name = At(i);
    if (IsControl(name)) return NotUnderstood(name);
    const MacroEffect macro = names_.Macro(name);
    if (macro.is_macro) return Macro(macro, i, end);
    if (name == kAllocates) return Alloc(i);
    if (name == kFrees) {
      const Text argument = ThirdArgument(i);
      scopes_.Free(is_certain && argument.size() == 1 ? argument[0].text : std::string_view());
    } else if (names_.Allocates(name)) {
      if (At(i + 1) != "(") return NotCalled(name);
      UTVMC_ASSIGN(const WorkspaceNeed need, names_.Call(name));
      scopes_.Call(need.keeps ? need.all_bytes : need.bytes, need.keeps);
    } else if (At(i + 1) == "=" && At(i + 2) != "=") {
      scopes_.Assign(name);
    }
    return Ok();
  }

  Status Macro(const MacroEffect& macro, std::size_t i, std::size_t end) {
    if (macro.allocates) {
      return WorkspaceFault(fmt::format("allocates workspace through the macro {}", At(i)),
                            "write TVMBackendAllocWorkspace() where the workspace is needed");
    }
    std::size_t behind = i + 1;
    if (macro.has_parameters && At(behind) == "(") {
      behind = BehindBrackets(text_, behind);
    }
    for (std::size_t k = i + 1; k < behind; ++k) {
      if (At(k) == kAllocates || names_.Allocates(At(k))) return NotUnderstood(At(i));
    }
    // Where a statement ends, no loop of the macro takes in what follows.
    const bool ends_statement = behind == end && At(end) == ";";
    if (macro.is_open || (macro.controls && !ends_statement)) return NotUnderstood(At(i));
    if (macro.returns) scopes_.Return();
    if (macro.jumps) scopes_.Spoil();
    return Ok();
  }

  Status Alloc(std::size_t i) {
    if (At(i + 1) != "(") return NotCalled(kAllocates);
    const auto bytes = LiteralBytes(ThirdArgument(i));
    if (!bytes) return NotConstant();
    scopes_.Alloc(Target(i), *bytes);
    return Ok();
  }

  /// The third argument of the call that begins at lexeme `i`.
  Text ThirdArgument(std::size_t i) const {
    int commas = 0;
    int open = 0;
    std::size_t begin = 0;
    for (++i; i < text_.size() && At(i) != ";"; ++i) {
      const bool ends = (At(i) == ")" && open == 1) || (At(i) == "," && open == 1);
      if (ends && commas == 2) return text_.subspan(begin, i - begin);
      if (At(i) == "(") ++open;
      if (At(i) == ")" && --open == 0) break;
      if (At(i) == "," && open == 1) {
        ++commas;
        begin = i + 1;
      }
    }
    return {};
  }

  /// The variable that is assigned the result of the call at lexeme `i`, perhaps cast; else empty.
  std::string_view Target(std::size_t i) const {
    while (i > 0 && At(i - 1) == ")") {
      std::size_t depth = 0;
      do {
        --i;
        if (At(i) == ")") ++depth;
        if (At(i) == "(") --depth;
      } while (i > 0 && depth > 0);
    }
    if (i < 2 || At(i - 1) != "=" || !IsName(i - 2)) return {};
    const bool is_member = i > 2 && (At(i - 3) == "." || At(i - 3) == ">");
    return is_member ? std::string_view() : At(i - 2);
  }

  const Text text_;
  WorkspaceScopes& scopes_;
  WorkspaceNames& names_;
};

}  // namespace

std::size_t BehindBrackets(Text text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    const std::string_view lexeme = text[i].text;
    if (lexeme == "(" || lexeme == "[" || lexeme == "{") ++depth;
    if ((lexeme == ")" || lexeme == "]" || lexeme == "}") && --depth == 0) return i + 1;
  }
  return text.size();
}

Status FollowCalls(Text text, std::size_t begin, std::size_t end, WorkspaceScopes& scopes,
                   WorkspaceNames& names) {
  return Expression(text, scopes, names).Read(begin, end);
}

}  // namespace utvmc::lowering
