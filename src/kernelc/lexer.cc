// The scanner.
#include "kernelc/lexer.h"

#include <array>
#include <cstddef>
#include <utility>

namespace utvmc::kernelc {
namespace {

constexpr std::size_t kMaxSourceBytes = std::size_t{1} << 31;

enum : std::uint8_t { kOther = 0, kSpace = 1, kLetter = 2, kDigit = 4 };

constexpr std::array<std::uint8_t, 256> MakeClasses() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\t', '\r', '\v', '\f'})
    classes[static_cast<unsigned char>(c)] = kSpace;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = kLetter;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kLetter;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  classes['_'] = kLetter;
  classes['$'] = kLetter;  // as gcc and clang have it; assemblers' names hold it
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = MakeClasses();

class Lexer {
 public:
  explicit Lexer(const SourceFile& source) : path_(source.path), text_(source.text) {}

  Result<std::vector<Token>> Run() {
    if (text_.size() > kMaxSourceBytes) {
      return UserError({path_, 0, 0, {}}, "the source is larger than 2 GiB");
    }
    tokens_.reserve(text_.size() / 4 + 1);
    while (true) {
      UTVMC_TRY(SkipBlanks());
      if (at_ >= text_.size()) break;
      UTVMC_TRY(Scan());
    }
    Append(TokenKind::kEnd, at_);
    return std::move(tokens_);
  }

 private:
  char Char(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::uint8_t ClassAt(std::size_t at) const {
    return at < text_.size() ? kClasses[static_cast<unsigned char>(text_[at])] : std::uint8_t{0};
  }

  /// The length of a backslash and the line break after it at `at`, or 0.
  std::size_t SpliceAt(std::size_t at) const {
    const std::string_view rest = text_.substr(at, 3);
    if (rest.starts_with("\\\n")) return 2;
    return rest == "\\\r\n" ? 3 : 0;
  }

  /// Has consumed the line break before `at_`.
  void StartLine() {
    ++line_;
    line_start_ = at_;
    directive_may_start_ = true;
  }

  Diagnostic Error(std::size_t begin, int line, std::size_t line_start, std::string message) const {
    return UserError({path_, line, static_cast<int>(begin - line_start) + 1, {}},
                     std::move(message));
  }

  Status SkipBlanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        ++at_;
        StartLine();
      } else if (ClassAt(at_) == kSpace) {
        ++at_;
      } else if (c == '/' && Char(1) == '/') {
        SkipLineComment();
      } else if (c == '/' && Char(1) == '*') {
        UTVMC_TRY(SkipBlockComment());
      } else if (const std::size_t splice = SpliceAt(at_); splice > 0) {
        at_ += splice;
        const bool may_start = directive_may_start_;
        StartLine();
        directive_may_start_ = may_start;
      } else {
        break;
      }
    }
    return Ok();
  }

  void SkipLineComment() {
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (const std::size_t splice = SpliceAt(at_); splice > 0) {
        at_ += splice;
        StartLine();
      } else {
        ++at_;
      }
    }
  }

  Status SkipBlockComment() {
    const std::size_t begin = at_;
    const int line = line_;
    const std::size_t line_start = line_start_;
    const bool may_start = directive_may_start_;
    for (at_ += 2; at_ < text_.size(); ++at_) {
      if (text_[at_] == '*' && Char(1) == '/') {
        at_ += 2;
        directive_may_start_ = may_start;
        return Ok();
      }
      if (text_[at_] == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      }
    }
    return Error(begin, line, line_start, "unterminated comment");
  }

  void Append(TokenKind kind, std::size_t end, Punct punct = Punct::kNone,
              Word word = Word::kNone) {
    tokens_.push_back({kind, punct, word, static_cast<std::uint32_t>(at_),
                       static_cast<std::uint32_t>(end - at_), line_,
                       static_cast<int>(at_ - line_start_) + 1});
    at_ = end;
    directive_may_start_ = false;
  }

  Status Scan() {
    const char c = text_[at_];
    const std::uint8_t char_class = ClassAt(at_);
    if (char_class == kLetter) {
      ScanIdentifier();
    } else if (char_class == kDigit || (c == '.' && ClassAt(at_ + 1) == kDigit)) {
      ScanNumber();
    } else if (c == '"') {
      return ScanString();
    } else if (c == '\'') {
      ScanCharacter();
    } else if (c == '#' && directive_may_start_) {
      return ScanDirective();
    } else {
      ScanPunctuator();
    }
    return Ok();
  }

  void ScanIdentifier() {
    std::size_t end = at_ + 1;
    while ((ClassAt(end) & (kLetter | kDigit)) != 0) ++end;
    const Word word = FindWord(text_.substr(at_, end - at_));
    Append(TokenKind::kIdentifier, end, Punct::kNone, word);
  }

  void ScanNumber() {
    std::size_t end = at_ + 1;
    while (end < text_.size()) {
      const char c = text_[end];
      const char previous = text_[end - 1];
      const bool is_exponent_sign = (c == '+' || c == '-') && (previous == 'e' || previous == 'E' ||
                                                               previous == 'p' || previous == 'P');
      if (!is_exponent_sign && c != '.' && (ClassAt(end) & (kLetter | kDigit)) == 0) break;
      // `0xe+1` is one preprocessing number to C, too: both refuse it.
      ++end;
    }
    Append(TokenKind::kNumber, end);
  }

  /// Offset after the closing quote, or 0 if the line ends before it.
  std::size_t FindQuote(char quote) const {
    for (std::size_t end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      if (text_[end] == quote) return end + 1;
      if (text_[end] == '\\' && end + 1 < text_.size() && text_[end + 1] != '\n') ++end;
    }
    return 0;
  }

  Status ScanString() {
    const std::size_t end = FindQuote('"');
    if (end == 0) return Error(at_, line_, line_start_, "unterminated string literal");
    Append(TokenKind::kString, end);
    return Ok();
  }

  void ScanCharacter() {
    // A lone apostrophe is left to the parser: it may stand in text that is not C.
    const std::size_t end = FindQuote('\'');
    if (end == 0) {
      Append(TokenKind::kUnknown, at_ + 1);
    } else {
      Append(TokenKind::kCharacter, end);
    }
  }

  /// The token begins at `at_`; line bookkeeping goes on to its end first, so the token's own place
  /// is kept aside.
  Status ScanDirective() {
    Token token{TokenKind::kDirective,
                Punct::kNone,
                Word::kNone,
                static_cast<std::uint32_t>(at_),
                0,
                line_,
                static_cast<int>(at_ - line_start_) + 1};
    std::size_t end = at_;
    while (at_ < text_.size() && text_[at_] != '\n') {
      const char c = text_[at_];
      if (c == '/' && Char(1) == '/') {
        SkipLineComment();
        break;
      }
      if (c == '/' && Char(1) == '*') {
        UTVMC_TRY(SkipBlockComment());
        end = at_;
        continue;
      }
      if (const std::size_t splice = SpliceAt(at_); splice > 0) {
        at_ += splice;
        StartLine();
        continue;
      }
      const std::size_t quote = c == '"' ? FindQuote('"') : 0;
      at_ = quote > 0 ? quote : at_ + 1;
      if (c != '\r') end = at_;
    }
    token.size = static_cast<std::uint32_t>(end - token.begin);
    tokens_.push_back(token);
    directive_may_start_ = false;
    return Ok();
  }

  void ScanPunctuator() {
    const PunctSpelling found = FindPunct(text_.substr(at_));
    if (found.punct != Punct::kNone) {
      return Append(TokenKind::kPunctuator, at_ + found.text.size(), found.punct);
    }
    Append(TokenKind::kUnknown, at_ + 1);
  }

  const std::string& path_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::size_t line_start_ = 0;
  bool directive_may_start_ = true;  ///< only blanks so far on this line
};

}  // namespace

Result<std::vector<Token>> Tokenize(const SourceFile& source) { return Lexer(source).Run(); }

}  // namespace utvmc::kernelc
