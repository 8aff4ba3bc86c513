// What every part of the function parser works on: the tokens of one body, the function being
// built, the names in scope, and the reason why parsing stopped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "kernelc/ast.h"
#include "kernelc/file_scope.h"
#include "kernelc/token.h"
#include "kernelc/translation_unit.h"
#include "utvmc/diagnostic.h"

namespace utvmc::kernelc {

/// Why a function was not parsed: outside the subset, or wrong.
using Failure = std::variant<Unsupported, Diagnostic>;

/// The parsers' functions return false after a failure, which is kept here: that is cheaper by far
/// than a Result per expression, and the first failure ends the function anyway.
///
/// A construct outside the subset is no failure where the parser can tell its extent and its type:
/// it goes on, the tree being of no use any more, so that a function is only carried over if the
/// rest of it is C.
class ParseContext {
 public:
  /// `tokens` end with a token that closes the body.
  ParseContext(const FileScope& file, std::span<const Token> tokens)
      : file_(file), tokens_(tokens) {}

  const FileScope& file() const { return file_; }
  Function& function() { return function_; }
  const std::optional<Failure>& failure() const { return failure_; }
  /// The first construct outside the subset that was passed over.
  const std::optional<Unsupported>& outside() const { return outside_; }

  const Token& Peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  std::string_view Text(const Token& token) const { return TextOf(file_.text, token); }
  bool AtEnd() const { return at_ + 1 >= tokens_.size(); }
  void Advance() {
    if (!AtEnd()) ++at_;
  }
  std::span<const Token> Rest() const { return tokens_.subspan(at_); }
  void Skip(std::size_t count) { at_ += count; }

  /// A place to which parsing can return. Names bound since then have to be unbound before.
  struct Mark {
    std::size_t at = 0;
    int depth = 0;
  };
  Mark SetMark() const { return {at_, depth_}; }
  void Rewind(Mark mark) {
    at_ = mark.at;
    depth_ = mark.depth;
  }

  bool Accept(Punct punct);
  bool Accept(Word word);
  /// "expected ';' after the assignment, not 'x'": `expected` is "';' after the assignment".
  bool Expect(Punct punct, std::string_view expected);
  bool ErrorExpected(std::string_view expected);

  /// Both return false. Reject: outside the subset, and the rest cannot be understood.
  bool Error(Position where, std::string message, std::string hint = {});
  bool Reject(Position where, std::string construct);
  /// Outside the subset, but the rest can be parsed. Returns true.
  bool PassOver(Position where, std::string construct);

  void OpenScope() { scope_starts_.push_back(shadowed_.size()); }
  void CloseScope();
  /// Adds a symbol to the innermost scope. Error: the scope has one of that name already.
  bool Bind(std::string_view name, Position where, Symbol symbol, SymbolId& id);
  /// The local of that name, else nothing.
  std::optional<SymbolId> FindLocal(std::string_view name) const;
  /// The symbol that stands for a constant or a variable of the file.
  SymbolId FileSymbol(std::string_view name, SymbolKind kind, Type type, std::int64_t elements);

  /// Counts one level of recursion; Leave() undoes it.
  bool Enter(Position where);
  void Leave() { --depth_; }
  bool ErrorTooDeep(Position where);
  /// The same for a statement, which counts as one level.
  bool EnterStatement(Position where);
  void LeaveStatement();
  /// Statements around the current one, itself included.
  int statement_depth() const { return statement_depth_; }

 private:
  struct Binding {
    SymbolId symbol;
    std::size_t scope = 0;
  };
  struct Shadowed {
    std::string_view name;
    std::optional<Binding> previous;
  };

  const FileScope& file_;
  Function function_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;  ///< levels of recursion: statements, parentheses, operands
  int statement_depth_ = 0;
  std::optional<Failure> failure_;
  std::optional<Unsupported> outside_;
  std::unordered_map<std::string_view, Binding> names_;
  std::unordered_map<std::string_view, SymbolId> file_symbols_;
  std::vector<Shadowed> shadowed_;  ///< what CloseScope restores
  std::vector<std::size_t> scope_starts_;
};

}  // namespace utvmc::kernelc
