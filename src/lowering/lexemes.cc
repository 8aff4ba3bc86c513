#include "lowering/lexemes.h"

#include <algorithm>

namespace utvmc::lowering {
namespace {

bool IsIdentifierByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t SkipComment(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
  if (text.substr(at, 2) == "/*") {
    const auto end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  return at;
}

/// The end of the line, or of the last of those that a backslash, or a comment, joins to it.
std::size_t EndOfDirective(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '\n') {
    const bool is_comment = text.substr(at, 2) == "/*";
    const bool is_joined = text.substr(at, 2) == "\\\n";
    if (text.substr(at, 3) == "\\\r\n")
      at += 3;
    else
      at = is_comment ? SkipComment(text, at) : at + (is_joined ? 2 : 1);
  }
  return at;
}

std::size_t EndOfString(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

Lexeme LexemeAt(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (text[at] == '"' || text[at] == '\'') {
    return {Lexeme::Kind::kString, text.substr(at, EndOfString(text, at) - at)};
  }
  if (!IsIdentifierByte(text[at])) return {Lexeme::Kind::kOther, text.substr(at, 1)};
  while (end < text.size() && IsIdentifierByte(text[end])) ++end;
  const bool is_number = text[at] >= '0' && text[at] <= '9';
  return {is_number ? Lexeme::Kind::kNumber : Lexeme::Kind::kIdentifier, text.substr(at, end - at)};
}

/// Calls visit(lexeme) for every lexeme and other(text) for everything between.
template <class Visit, class Other>
void Scan(std::string_view text, Visit visit, Other other) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t after_comment = SkipComment(text, at);
    if (after_comment != at) {
      other(text.substr(at, after_comment - at));
      at = after_comment;
      continue;
    }
    const Lexeme lexeme = LexemeAt(text, at);
    const bool is_space =
        lexeme.text == " " || lexeme.text == "\n" || lexeme.text == "\t" || lexeme.text == "\r";
    if (is_space) {
      other(lexeme.text);
    } else {
      visit(lexeme);
    }
    at += lexeme.text.size();
  }
}

/// Whether the declaration whose tokens begin at `at` makes an object that can change. Of a pointer
/// that is the pointer itself: `const char *p` can, `char *const p` cannot.
bool IsMutableObject(const std::vector<Lexeme>& lexemes, std::size_t at) {
  bool is_const = false;
  for (; at < lexemes.size(); ++at) {
    const std::string_view text = lexemes[at].text;
    if (text == "(")
      return at + 1 < lexemes.size() && lexemes[at + 1].text == "*";  // else a function
    if (text == "=" || text == ";" || text == "[") break;
    if (text == "*") is_const = false;
    if (text == "const") is_const = true;
  }
  return !is_const;
}

}  // namespace

std::vector<Lexeme> Lexemes(std::string_view text) {
  std::vector<Lexeme> lexemes;
  Scan(
      text, [&](const Lexeme& lexeme) { lexemes.push_back(lexeme); }, [](std::string_view) {});
  return lexemes;
}

std::string Rename(std::string_view text, const std::map<std::string, std::string>& names) {
  std::string out;
  Scan(
      text,
      [&](const Lexeme& lexeme) {
        const auto found = lexeme.kind == Lexeme::Kind::kIdentifier
                               ? names.find(std::string(lexeme.text))
                               : names.end();
        out += found != names.end() ? std::string_view(found->second) : lexeme.text;
      },
      [&](std::string_view other) { out += other; });
  return out;
}

std::string WithoutDirectives(std::string_view text,
                              const std::function<std::string_view(std::string_view)>& replace) {
  std::string out;
  std::size_t at = 0;
  bool begins_line = true;
  while (at < text.size()) {
    const char c = text[at];
    const std::size_t after_comment = SkipComment(text, at);
    std::size_t end = at + 1;
    if (after_comment != at) {
      end = after_comment;
    } else if (c == '#' && begins_line) {
      end = EndOfDirective(text, at);
      out.append(1, ' ').append(replace(text.substr(at, end - at))).append(1, ' ');
      at = end;
      continue;
    } else if (c == '"' || c == '\'') {
      end = EndOfString(text, at);
    }
    const bool is_blank = after_comment != at || c == ' ' || c == '\t' || c == '\r';
    begins_line = c == '\n' || (begins_line && is_blank);
    out.append(text.substr(at, end - at));
    at = end;
  }
  return out;
}

bool KeepsState(std::string_view text) {
  const std::vector<Lexeme> lexemes = Lexemes(text);
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    if (lexemes[i].text == "static" && IsMutableObject(lexemes, i + 1)) return true;
  }
  return false;
}

bool DefinesMutableVariable(std::string_view text) { return IsMutableObject(Lexemes(text), 0); }

}  // namespace utvmc::lowering
