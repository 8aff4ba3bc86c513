// Lays out one statement in at most a given number of columns: texts, groups of them, and the
// places where a line may end. What decides on line breaks knows nothing of C.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace utvmc::kernelc {

/// A stream of texts with nested groups. A group that fits on the rest of the line stays there; of
/// one that does not, the outermost breaks are taken first, and the lines after them are indented.
/// Rendering is linear in the length of the stream.
class Layout {
 public:
  enum class BreakKind {
    kFill,     ///< ends the line only if what follows, up to the next break of the group, does not
               ///< fit, or what precedes did not fit on one line
    kAll,      ///< ends the line in every group that does not fit
    kInitial,  ///< ends the line only if then the rest of the group fits on the next one, or if
               ///< not even its first piece fits on this one
  };

  void Text(std::string_view text);
  /// A space, or the end of the line, in the innermost open group.
  void Break(BreakKind kind = BreakKind::kFill);
  void Open();
  void Close();

  /// The text, the first line indented by `indent` columns, the last one without '\n'. All groups
  /// must be closed.
  std::string Render(std::size_t indent, std::size_t columns) const;

 private:
  enum class TokenKind { kText, kBreak, kOpen, kClose };
  struct Token {
    TokenKind kind = TokenKind::kText;
    BreakKind break_kind = BreakKind::kFill;
    std::size_t begin = 0;  ///< kText: [begin, end) of text_
    std::size_t end = 0;
  };
  class Renderer;

  std::string text_;
  std::vector<Token> tokens_;
};

}  // namespace utvmc::kernelc
