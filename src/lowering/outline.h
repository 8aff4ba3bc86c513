// What a C text defines at file scope, found by its brackets alone: functions with their bodies,
// macros, and variables. For text that is carried over, which may hold anything.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lowering/lexemes.h"

namespace utvmc::lowering {

/// In the place of an #if, #else or #endif among the lexemes.
inline constexpr std::string_view kConditional = "#";

/// Views its own text: stays where it was made.
class Outline {
 public:
  /// Half-open range of lexemes.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  struct Function {
    std::vector<std::string_view> names;  ///< its name; others where it is hard to tell
    Range head;                           ///< everything before the body
    Range body;                           ///< without its braces
  };
  struct Macro {
    std::string_view name;
    bool has_parameters = false;
    std::vector<Lexeme> replacement;
  };
  struct Variable {
    std::vector<std::string_view> names;  ///< as above
    Range initializer;
  };

  /// Any bytes are accepted.
  explicit Outline(std::string_view text);
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;

  const std::vector<Lexeme>& lexemes() const { return lexemes_; }
  const std::vector<Function>& functions() const { return functions_; }
  const std::vector<Macro>& macros() const { return macros_; }
  const std::vector<Variable>& variables() const { return variables_; }
  /// The brackets do not match, perhaps since those of two branches of an #if both count here:
  /// functions may be missing.
  bool is_broken() const { return is_broken_; }

 private:
  void TakeMacro(std::string_view directive);
  void Split();
  void TakeFunction(Range head, std::size_t body_end);
  void TakeVariable(Range declaration);
  /// The lexeme behind the bracket that closes the one at `open`; the end if there is none.
  std::size_t Behind(std::size_t open);

  std::string text_;
  std::deque<std::string> directives_;
  std::vector<Lexeme> lexemes_;
  std::vector<Function> functions_;
  std::vector<Macro> macros_;
  std::vector<Variable> variables_;
  bool is_broken_ = false;
};

/// True for words that are no name of a function although a `(` may follow.
bool IsKeyword(std::string_view word);

}  // namespace utvmc::lowering
