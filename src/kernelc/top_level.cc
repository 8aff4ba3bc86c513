// Splitting by brackets. Conditional sections may hold other halves of the same brackets; each
// branch then begins with the brackets that were open at its #if.
#include "kernelc/top_level.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace utvmc::kernelc {
namespace {

constexpr std::string_view kBlanks = " \t\v\f\r\n\\";

Diagnostic ErrorAt(const SourceFile& source, const Token& token, std::string message,
                   std::string hint = {}) {
  return UserError({source.path, token.line, token.column, {}}, std::move(message),
                   std::move(hint));
}

enum class Condition { kOther, kFalse, kTrue };

/// What a C compiler takes the condition of #if, #ifdef or #ifndef for; only what is sure.
Condition Evaluate(const DirectiveLine& line) {
  std::string text(line.rest);
  std::erase_if(text, [](char c) { return kBlanks.find(c) != std::string_view::npos; });
  if (line.keyword == "ifdef") {
    return text == "__cplusplus" ? Condition::kFalse : Condition::kOther;
  }
  if (line.keyword == "ifndef") {
    return text == "__cplusplus" ? Condition::kTrue : Condition::kOther;
  }
  constexpr std::array<std::string_view, 4> kFalse = {"0", "__cplusplus", "defined(__cplusplus)",
                                                      "defined__cplusplus"};
  constexpr std::array<std::string_view, 3> kTrue = {"!__cplusplus", "!defined(__cplusplus)",
                                                     "!defined__cplusplus"};
  if (std::find(kFalse.begin(), kFalse.end(), text) != kFalse.end()) return Condition::kFalse;
  if (text.starts_with("defined(__cplusplus)&&") && text.find("||") == std::string::npos) {
    return Condition::kFalse;
  }
  if (std::find(kTrue.begin(), kTrue.end(), text) != kTrue.end()) return Condition::kTrue;
  return Condition::kOther;
}

bool OpensConditional(std::string_view keyword) {
  return keyword == "if" || keyword == "ifdef" || keyword == "ifndef";
}
bool ContinuesConditional(std::string_view keyword) {
  return keyword == "else" || keyword == "elif" || keyword == "elifdef" || keyword == "elifndef";
}

/// `<path>`, `"path"`, or a macro that stands for one.
bool IsWellFormedInclude(std::string_view rest) {
  const bool is_macro = !rest.empty() && std::all_of(rest.begin(), rest.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (is_macro) return true;
  const std::string_view path = IncludedName(rest);
  if (path.empty() || rest.size() < path.size() + 2) return false;
  std::string_view behind = rest.substr(path.size() + 2);
  behind.remove_prefix(std::min(behind.find_first_not_of(kBlanks), behind.size()));
  const bool ends = behind.empty() || behind.starts_with("//") || behind.starts_with("/*");
  return ends && std::none_of(path.begin(), path.end(), [](char c) {
           return c == '*' || static_cast<unsigned char>(c) <= ' ';
         });
}

bool IsKnownDirective(std::string_view keyword) {
  constexpr std::array<std::string_view, 16> kKnown = {
      "",      "define", "elif",  "elifdef", "elifndef", "else", "endif",  "error",
      "ident", "if",     "ifdef", "ifndef",  "include",  "line", "pragma", "undef"};
  return std::find(kKnown.begin(), kKnown.end(), keyword) != kKnown.end() || keyword == "warning" ||
         keyword == "include_next" ||
         keyword.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The conditional sections around a token.
class Conditionals {
 public:
  explicit Conditionals(const SourceFile& source) : source_(source) {}

  /// True while the text is one that no C compiler sees.
  bool IsDead() const { return dead_ > 0; }

  /// Follows a directive. `is_ours`: it belongs to a conditional that is decided here, so that it
  /// vanishes.
  Status Follow(const Token& token, bool& is_ours) {
    const DirectiveLine line = SplitDirective(TextOf(source_.text, token));
    is_ours = false;
    if (OpensConditional(line.keyword)) {
      const Condition condition = Evaluate(line);
      sections_.push_back({condition, condition == Condition::kFalse, &token});
      dead_ += sections_.back().is_dead ? 1 : 0;
      is_ours = condition != Condition::kOther;
    } else if (ContinuesConditional(line.keyword) || line.keyword == "endif") {
      if (sections_.empty()) {
        return ErrorAt(source_, token, fmt::format("'#{}' without #if", line.keyword));
      }
      is_ours = sections_.back().condition != Condition::kOther;
      Continue(line.keyword == "endif");
    } else if (!IsDead() && !IsKnownDirective(line.keyword)) {
      return ErrorAt(source_, token,
                     fmt::format("unknown preprocessor directive '#{}'", line.keyword));
    } else if (!IsDead() && line.keyword == "include" && !IsWellFormedInclude(line.rest)) {
      return ErrorAt(source_, token, "#include without a path in <> or quotes");
    }
    return Ok();
  }

  Status Finish() const {
    if (sections_.empty()) return Ok();
    const Token& token = *sections_.back().opener;
    const DirectiveLine line = SplitDirective(TextOf(source_.text, token));
    return ErrorAt(source_, token, fmt::format("'#{}' is never closed", line.keyword),
                   "add the missing #endif");
  }

 private:
  struct Section {
    Condition condition;
    bool is_dead;
    const Token* opener;
  };

  void Continue(bool ends) {
    Section& section = sections_.back();
    dead_ -= section.is_dead ? 1 : 0;
    if (ends) {
      sections_.pop_back();
      return;
    }
    section.is_dead = section.condition == Condition::kTrue;
    dead_ += section.is_dead ? 1 : 0;
  }

  const SourceFile& source_;
  std::vector<Section> sections_;
  int dead_ = 0;
};

Punct ClosingOf(Punct opening) {
  switch (opening) {
    case Punct::kLeftParen:
      return Punct::kRightParen;
    case Punct::kLeftBracket:
      return Punct::kRightBracket;
    case Punct::kLeftBrace:
      return Punct::kRightBrace;
    default:
      return Punct::kNone;
  }
}

bool IsClosing(Punct punct) {
  return punct == Punct::kRightParen || punct == Punct::kRightBracket ||
         punct == Punct::kRightBrace;
}

bool IsTag(const Token& token) {
  return token.Is(Word::kStruct) || token.Is(Word::kUnion) || token.Is(Word::kEnum);
}

class Splitter {
 public:
  Splitter(const SourceFile& source, std::span<const Token> tokens)
      : source_(source), tokens_(tokens) {}

  Result<std::vector<RawItem>> Run() {
    std::size_t linkage_braces = 0;
    while (tokens_[at_].kind != TokenKind::kEnd) {
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::kDirective) {
        items_.push_back({.shape = RawItem::Shape::kDirective, .begin = at_, .end = at_ + 1});
        ++at_;
      } else if (IsLinkage()) {
        at_ += 2;
        if (tokens_[at_].Is(Punct::kLeftBrace)) {
          ++linkage_braces;
          ++at_;
        }
      } else if (token.Is(Punct::kRightBrace) && linkage_braces > 0) {
        --linkage_braces;
        ++at_;
      } else {
        UTVMC_TRY(ScanDeclaration());
      }
    }
    if (linkage_braces > 0) {
      return ErrorAt(source_, tokens_[at_],
                     "'}' of extern \"C\" is missing at the end of the file");
    }
    return std::move(items_);
  }

 private:
  std::string_view Text(const Token& token) const { return TextOf(source_.text, token); }

  bool IsLinkage() const {
    return tokens_[at_].Is(Word::kExtern) && tokens_[at_ + 1].kind == TokenKind::kString;
  }

  /// Brackets that belong to no parameter list, whatever stands before them.
  bool IsDeclaratorName(const Token& token) const {
    if (token.kind != TokenKind::kIdentifier || !token.Is(Word::kNone)) return false;
    const std::string_view text = Text(token);
    return text != "__declspec" && text != "alignas" && text != "_Alignas";
  }

  /// Else a loop that has lost its function would pass as a declaration.
  Status CheckStart(const Token& token) const {
    if (token.word >= Word::kIf && token.word <= Word::kContinue) {
      return ErrorAt(source_, token, fmt::format("'{}' outside a function", Text(token)));
    }
    const bool starts = token.kind == TokenKind::kIdentifier || token.Is(Punct::kSemicolon) ||
                        token.Is(Punct::kLeftBracket) || IsClosing(token.punct);
    if (starts) return Ok();
    const auto byte = static_cast<unsigned char>(Text(token).empty() ? ' ' : Text(token)[0]);
    const bool is_text = byte >= 0x20 && byte <= 0x7e;
    return ErrorAt(source_, token,
                   is_text
                       ? fmt::format("expected a declaration, not '{}'", Text(token).substr(0, 40))
                       : fmt::format("expected a declaration, not byte 0x{:02x}", byte));
  }

  Status ScanDeclaration() {
    UTVMC_TRY(CheckStart(tokens_[at_]));
    RawItem item{.begin = at_};
    bool is_type = false;
    while (true) {
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::kEnd) {
        return ErrorAt(source_, tokens_[item.begin], "a declaration without an end",
                       "it is neither closed by ';' nor a function with a body");
      }
      if (token.kind == TokenKind::kDirective && EndsDeclaration(token)) break;
      is_type |= token.Is(Word::kTypedef) || IsTag(token);
      item.has_initializer |= token.Is(Punct::kAssign);
      const std::size_t begin = at_;
      if (ClosingOf(token.punct) != Punct::kNone || IsClosing(token.punct)) {
        UTVMC_TRY(SkipGroup());
      } else {
        ++at_;
      }
      if (token.Is(Punct::kSemicolon)) break;
      if (token.Is(Punct::kLeftParen)) NoteParameters(item, begin);
      if (token.Is(Punct::kLeftBrace) && IsBody(item, begin, is_type)) {
        item.shape = RawItem::Shape::kFunction;
        item.body = begin + 1;
        break;
      }
      if (token.Is(Punct::kLeftBrace) && Text(tokens_[item.begin]) == "namespace") break;
    }
    item.end = at_;
    items_.push_back(item);
    return Ok();
  }

  /// A macro that stands for a whole declaration has no `;`; the line after it tells.
  bool EndsDeclaration(const Token& directive) const {
    const std::string_view keyword = SplitDirective(Text(directive)).keyword;
    return keyword == "include" || keyword == "define" || keyword == "undef";
  }

  void NoteParameters(RawItem& item, std::size_t paren) const {
    if (item.has_initializer || paren == item.begin) return;
    if (!IsDeclaratorName(tokens_[paren - 1])) return;
    item.has_parameters = true;
    item.name = paren - 1;
    item.parameters_begin = paren + 1;
    item.parameters_end = at_ - 1;
  }

  bool IsBody(const RawItem& item, std::size_t brace, bool is_type) const {
    if (!item.has_parameters || item.has_initializer) return false;
    return !is_type || tokens_[brace - 1].Is(Punct::kRightParen);
  }

  /// Moves `at_` behind the bracket that closes the one at `at_`.
  Status SkipGroup() {
    std::vector<std::size_t> open;
    std::vector<std::vector<std::size_t>> open_at_if;
    do {
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::kEnd) {
        const Token& opener = tokens_[open.back()];
        return ErrorAt(source_, opener, fmt::format("'{}' is never closed", Text(opener)));
      }
      if (token.kind == TokenKind::kDirective) {
        FollowConditional(token, open, open_at_if);
      } else if (ClosingOf(token.punct) != Punct::kNone) {
        open.push_back(at_);
      } else if (IsClosing(token.punct)) {
        UTVMC_TRY(CheckClosing(token, open));
        open.pop_back();
      }
      ++at_;
    } while (!open.empty());
    return Ok();
  }

  Status CheckClosing(const Token& token, const std::vector<std::size_t>& open) const {
    if (open.empty()) {
      return ErrorAt(source_, token, fmt::format("'{}' closes nothing", Text(token)));
    }
    const Token& opener = tokens_[open.back()];
    if (ClosingOf(opener.punct) == token.punct) return Ok();
    return ErrorAt(
        source_, token,
        fmt::format("'{}' cannot close '{}' of line {}", Text(token), Text(opener), opener.line));
  }

  void FollowConditional(const Token& directive, std::vector<std::size_t>& open,
                         std::vector<std::vector<std::size_t>>& open_at_if) const {
    const std::string_view keyword = SplitDirective(Text(directive)).keyword;
    if (OpensConditional(keyword)) {
      open_at_if.push_back(open);
    } else if (ContinuesConditional(keyword) && !open_at_if.empty()) {
      open = open_at_if.back();
    } else if (keyword == "endif" && !open_at_if.empty()) {
      open_at_if.pop_back();
    }
  }

  const SourceFile& source_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  std::vector<RawItem> items_;
};

}  // namespace

DirectiveLine SplitDirective(std::string_view text) {
  text.remove_prefix(std::min<std::size_t>(1, text.size()));
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  std::size_t keyword_end = 0;
  while (keyword_end < text.size() && kBlanks.find(text[keyword_end]) == std::string_view::npos &&
         std::string_view("\"<(/'").find(text[keyword_end]) == std::string_view::npos) {
    ++keyword_end;
  }
  std::string_view rest = text.substr(keyword_end);
  // Only a path holds "//" or "/*" without it being a comment.
  const bool is_path = text.starts_with("include");
  if (!is_path) rest = rest.substr(0, std::min(rest.find("//"), rest.find("/*")));
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  rest = rest.substr(0, rest.find_last_not_of(kBlanks) + 1);
  return {text.substr(0, keyword_end), rest};
}

std::string_view IncludedName(std::string_view rest) {
  if (rest.size() < 2 || (rest[0] != '"' && rest[0] != '<')) return {};
  const std::size_t end = rest.find(rest[0] == '"' ? '"' : '>', 1);
  return rest.substr(1, end == std::string_view::npos ? end : end - 1);
}

std::string_view MacroName(std::string_view rest) {
  return rest.substr(0, rest.find_first_of("( \t\v\f\\\r\n"));
}

Status RemoveDeadRegions(const SourceFile& source, std::vector<Token>& tokens) {
  // The copies keep the directives' tokens in place while the others move.
  const auto is_directive = [](const Token& token) { return token.kind == TokenKind::kDirective; };
  std::vector<Token> directives;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(directives), is_directive);
  Conditionals conditionals(source);
  std::size_t next_directive = 0;
  std::size_t kept = 0;
  for (const Token& token : tokens) {
    bool is_ours = false;
    if (is_directive(token)) {
      UTVMC_TRY(conditionals.Follow(directives[next_directive], is_ours));
      ++next_directive;
    }
    const bool is_kept = !is_ours && !conditionals.IsDead();
    if (is_kept || token.kind == TokenKind::kEnd) tokens[kept++] = token;
  }
  tokens.resize(kept);
  return conditionals.Finish();
}

Result<std::vector<RawItem>> SplitItems(const SourceFile& source, std::span<const Token> tokens) {
  return Splitter(source, tokens).Run();
}

}  // namespace utvmc::kernelc
