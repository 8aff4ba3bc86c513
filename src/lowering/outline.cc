#include "lowering/outline.h"

#include <algorithm>
#include <array>

namespace utvmc::lowering {
namespace {

constexpr std::string_view kOpening = "([{";
constexpr std::string_view kClosing = ")]}";

bool IsOneOf(std::string_view text, std::string_view bytes) {
  return text.size() == 1 && bytes.find(text[0]) != std::string_view::npos;
}

/// "define", of "# define X 1".
std::string_view Keyword(const std::vector<Lexeme>& directive) {
  return directive.size() > 1 ? directive[1].text : std::string_view();
}

bool IsConditional(std::string_view keyword) {
  return keyword.starts_with("if") || keyword.starts_with("el") || keyword == "endif";
}

}  // namespace

bool IsKeyword(std::string_view word) {
  constexpr std::array<std::string_view, 38> kWords = {
      "__attribute__", "__declspec", "_Alignas", "_Noreturn", "alignas",  "auto",   "break",
      "case",          "char",       "const",    "continue",  "default",  "do",     "double",
      "else",          "enum",       "extern",   "float",     "for",      "goto",   "if",
      "inline",        "int",        "long",     "register",  "restrict", "return", "short",
      "signed",        "sizeof",     "static",   "struct",    "switch",   "union",  "unsigned",
      "void",          "volatile",   "while"};
  return std::ranges::find(kWords, word) != kWords.end();
}

Outline::Outline(std::string_view text) {
  text_ = WithoutDirectives(text, [&](std::string_view directive) {
    directives_.emplace_back(directive);
    const std::string_view keyword = Keyword(Lexemes(directives_.back()));
    if (keyword == "define") TakeMacro(directives_.back());
    return IsConditional(keyword) ? kConditional : std::string_view();
  });
  lexemes_ = Lexemes(text_);
  Split();
}

void Outline::TakeMacro(std::string_view directive) {
  std::vector<Lexeme> lexemes = Lexemes(directive);
  std::erase_if(lexemes, [](const Lexeme& lexeme) { return lexeme.text == "\\"; });
  if (lexemes.size() < 3) return;
  const char* behind_name = lexemes[2].text.data() + lexemes[2].text.size();
  const bool has_parameters =
      behind_name != directive.data() + directive.size() && *behind_name == '(';
  std::size_t begin = 3;
  while (has_parameters && begin < lexemes.size() && lexemes[begin++].text != ")") {
  }
  macros_.push_back({lexemes[2].text,
                     has_parameters,
                     {lexemes.begin() + static_cast<std::ptrdiff_t>(begin), lexemes.end()}});
}

std::size_t Outline::Behind(std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < lexemes_.size(); ++i) {
    if (IsOneOf(lexemes_[i].text, kOpening)) ++depth;
    if (IsOneOf(lexemes_[i].text, kClosing) && --depth == 0) return i + 1;
  }
  is_broken_ = true;
  return lexemes_.size();
}

void Outline::Split() {
  std::size_t linkage = 0;  // braces of extern "C"
  std::size_t begin = 0;
  bool has_parameters = false;
  bool has_initializer = false;
  const auto start_at = [&](std::size_t i) {
    begin = i;
    has_parameters = has_initializer = false;
  };
  for (std::size_t i = 0; i < lexemes_.size();) {
    const std::string_view text = lexemes_[i].text;
    if (text == "=") has_initializer = true;
    if (text == ";") {
      if (has_initializer) TakeVariable({begin, i});
      start_at(i + 1);
    } else if (text == "{" && i > begin && lexemes_[i - 1].kind == Lexeme::Kind::kString) {
      ++linkage;
      start_at(i + 1);
    } else if (text == "{" && has_parameters && !has_initializer) {
      const std::size_t behind = Behind(i);
      TakeFunction({begin, i}, behind - 1);
      start_at(behind);
      i = behind;
      continue;
    } else if (IsOneOf(text, kOpening)) {
      const bool follows_name = i > begin && lexemes_[i - 1].kind == Lexeme::Kind::kIdentifier &&
                                !IsKeyword(lexemes_[i - 1].text);
      if (text == "(" && follows_name) has_parameters = true;
      i = Behind(i);
      continue;
    } else if (IsOneOf(text, kClosing)) {
      if (text != "}" || linkage == 0) is_broken_ = true;
      if (linkage > 0) --linkage;
      start_at(i + 1);
    }
    ++i;
  }
  if (linkage > 0) is_broken_ = true;
}

void Outline::TakeFunction(Range head, std::size_t body_end) {
  Function function{{}, head, {head.end + 1, std::max(head.end + 1, body_end)}};
  for (std::size_t i = head.begin; i + 1 < head.end; ++i) {
    const bool is_name = lexemes_[i].kind == Lexeme::Kind::kIdentifier &&
                         lexemes_[i + 1].text == "(" && !IsKeyword(lexemes_[i].text);
    if (is_name) function.names.push_back(lexemes_[i].text);
  }
  functions_.push_back(std::move(function));
}

void Outline::TakeVariable(Range declaration) {
  Variable variable{{}, declaration};
  for (std::size_t i = declaration.begin; i < declaration.end; ++i) {
    if (lexemes_[i].text == "=") {
      variable.initializer.begin = i + 1;
      break;
    }
    if (lexemes_[i].kind == Lexeme::Kind::kIdentifier && !IsKeyword(lexemes_[i].text))
      variable.names.push_back(lexemes_[i].text);
  }
  variables_.push_back(std::move(variable));
}

}  // namespace utvmc::lowering
