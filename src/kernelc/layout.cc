#include "kernelc/layout.h"

#include <algorithm>
#include <utility>

namespace utvmc::kernelc {
namespace {

constexpr std::size_t kContinuation = 4;
/// Deep nesting must not push the text out of the page.
constexpr std::size_t kMaxContinuation = 32;

}  // namespace

void Layout::Text(std::string_view text) {
  const std::size_t begin = text_.size();
  text_ += text;
  tokens_.push_back({TokenKind::kText, BreakKind::kFill, begin, text_.size()});
}

void Layout::Break(BreakKind kind) { tokens_.push_back({TokenKind::kBreak, kind, 0, 0}); }
void Layout::Open() { tokens_.push_back({TokenKind::kOpen, BreakKind::kFill, 0, 0}); }
void Layout::Close() { tokens_.push_back({TokenKind::kClose, BreakKind::kFill, 0, 0}); }

class Layout::Renderer {
 public:
  Renderer(const Layout& layout, std::size_t indent, std::size_t columns)
      : layout_(layout), base_(indent), columns_(columns) {
    Measure();
  }

  std::string Run() {
    NewLine(base_);
    groups_.push_back({base_ + kContinuation, line_});
    for (std::size_t i = 0; i < layout_.tokens_.size();) i = Step(i);
    return std::move(output_);
  }

 private:
  struct Group {
    std::size_t indent = 0;    ///< of its continuation lines
    std::size_t segment_line;  ///< line on which the text since its last break began
  };

  /// Fills the tables from which every width is a subtraction.
  void Measure() {
    const std::vector<Token>& tokens = layout_.tokens_;
    width_.assign(tokens.size() + 1, 0);
    segment_end_.assign(tokens.size(), tokens.size());
    struct OpenGroup {
      std::size_t open;
      std::size_t last_break;
    };
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<OpenGroup> groups = {{kNone, kNone}};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const bool is_break = token.kind == TokenKind::kBreak;
      const bool is_close = token.kind == TokenKind::kClose;
      width_[i + 1] = width_[i] + (is_break ? 1 : token.end - token.begin);
      if (token.kind == TokenKind::kOpen) groups.push_back({i, kNone});
      if ((is_break || is_close) && groups.back().last_break != kNone) {
        segment_end_[groups.back().last_break] = i;
      }
      if (is_break) groups.back().last_break = i;
      if (is_close) {
        segment_end_[groups.back().open] = i;
        groups.pop_back();
      }
    }
    next_break_.assign(tokens.size() + 1, tokens.size());
    for (std::size_t i = tokens.size(); i-- > 0;) {
      next_break_[i] = tokens[i].kind == TokenKind::kBreak ? i : next_break_[i + 1];
    }
  }

  /// Width of the tokens [begin, end) on one line, and of what can only follow on the same line.
  std::size_t FlatWidth(std::size_t begin, std::size_t end) const {
    return width_[next_break_[end]] - width_[begin];
  }

  std::size_t Step(std::size_t i) {
    const Token& token = layout_.tokens_[i];
    switch (token.kind) {
      case TokenKind::kText:
        Append(i, i + 1);
        return i + 1;
      case TokenKind::kOpen:
        return Enter(i);
      case TokenKind::kClose:
        groups_.pop_back();
        return i + 1;
      case TokenKind::kBreak:
        TakeBreak(i, token.break_kind);
        return i + 1;
    }
    return i + 1;
  }

  /// Prints a group that fits at once; descends into any other.
  std::size_t Enter(std::size_t open) {
    const std::size_t close = segment_end_[open];
    if (column_ + FlatWidth(open, close) <= columns_) {
      Append(open, close);
      return close + 1;
    }
    const std::size_t limit = base_ + kMaxContinuation;
    groups_.push_back({std::min(groups_.back().indent + ExtraIndent(), limit), line_});
    return open + 1;
  }

  /// The outermost group's continuation lines are already indented against the statement.
  std::size_t ExtraIndent() const { return groups_.size() == 1 ? 0 : kContinuation; }

  void TakeBreak(std::size_t i, BreakKind kind) {
    Group& group = groups_.back();
    const std::size_t rest = FlatWidth(i + 1, segment_end_[i]);
    const bool fits_here = column_ + 1 + rest <= columns_;
    const bool fits_below = group.indent + rest <= columns_;
    const bool starts_here = column_ + 1 + FlatWidth(i + 1, i + 1) <= columns_;
    bool newline = false;
    switch (kind) {
      case BreakKind::kAll:
        newline = true;
        break;
      case BreakKind::kFill:
        newline = !fits_here || group.segment_line != line_;
        break;
      case BreakKind::kInitial:
        newline = !fits_here && (fits_below || !starts_here);
        break;
    }
    if (newline) {
      NewLine(group.indent);
    } else {
      output_ += ' ';
      ++column_;
    }
    group.segment_line = line_;
  }

  /// Appends tokens [begin, end) on the current line.
  void Append(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Token& token = layout_.tokens_[i];
      if (token.kind == TokenKind::kBreak) output_ += ' ';
      output_.append(layout_.text_, token.begin, token.end - token.begin);
    }
    column_ += width_[end] - width_[begin];
  }

  void NewLine(std::size_t indent) {
    if (!output_.empty()) {
      output_ += '\n';
      ++line_;
    }
    output_.append(indent, ' ');
    column_ = indent;
  }

  const Layout& layout_;
  const std::size_t base_;
  const std::size_t columns_;
  std::vector<std::size_t> width_;        ///< prefix sums of the tokens' widths
  std::vector<std::size_t> segment_end_;  ///< kOpen: its kClose; kBreak: next break of the group or
                                          ///< its end
  std::vector<std::size_t> next_break_;   ///< first break at or after a token
  std::vector<Group> groups_;
  std::string output_;
  std::size_t line_ = 0;
  std::size_t column_ = 0;
};

std::string Layout::Render(std::size_t indent, std::size_t columns) const {
  return Renderer(*this, indent, columns).Run();
}

}  // namespace utvmc::kernelc
