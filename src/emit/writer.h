// Writer: C text from lines, blocks, comments and lists. It alone knows indentation, line length
// and how a comment is kept closed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace utvmc::emit {

/// Longest line where the text can be broken at all.
inline constexpr std::size_t kMaxColumns = 100;

/// `name` in double quotes, safe in a C comment: bytes that are not printable ASCII, the quote, the
/// backslash and whatever could open or close a comment or form a trigraph appear as \xNN.
std::string Quote(std::string_view name);

/// The same without the quotes.
std::string EscapeForComment(std::string_view name);

/// `text` as a C string literal. What is not printable ASCII, and what could form a trigraph, is
/// written as \\ooo.
std::string StringLiteral(std::string_view text);

class Writer {
 public:
  /// `text` at the current depth, and a newline.
  void Line(std::string_view text);

  /// One empty line; none at the start of the file, of a block, or after another.
  void Blank();

  /// "head {", and one level deeper until Close.
  void OpenBlock(std::string_view head);
  /// "{" on a line of its own, as a function has it, and one level deeper until Close.
  void OpenBrace();
  /// "}" and `tail`, one level up.
  void Close(std::string_view tail = {});

  /// `/* text */`, broken between words. '\n' begins a new line; a '\t' (not printed) marks the
  /// column at which the rest of its line goes on after a break. Text of the model must have been
  /// through Quote() or EscapeForComment().
  void Comment(std::string_view text);
  /// The same for the head of a file: the end mark of a long comment has a line of its own.
  void FileComment(std::string_view text);

  /// head + items, separated by ", " + tail, broken between items. `head` ends in "(".
  void List(std::string_view head, std::span<const std::string> items, std::string_view tail);

  /// #ifndef GUARD / #define GUARD, and the #endif that belongs to it.
  void OpenGuard(std::string_view guard);
  void CloseGuard(std::string_view guard);

  /// `extern "C"` for C++ readers of a header.
  void OpenExternC();
  void CloseExternC();

  /// Text that is laid out already; ends in a newline unless it is empty.
  void Raw(std::string_view text);

  int depth() const { return depth_; }
  /// The text so far, to append long tables to.
  std::string& text() { return text_; }
  std::string Take() { return std::move(text_); }

 private:
  void WriteComment(std::string_view text, bool end_on_own_line);

  std::string text_;
  int depth_ = 0;
  bool at_start_ = true;  ///< of the file or of a block: a blank line is not due
};

}  // namespace utvmc::emit
