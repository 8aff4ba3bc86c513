#include "lowering/workspace_bytes.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lowering/loop_iterations.h"
#include "lowering/outline.h"
#include "lowering/workspace_faults.h"
#include "lowering/workspace_scopes.h"

namespace utvmc::lowering {
namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 40;
constexpr int kDeepest = 200;

using Text = std::span<const Lexeme>;

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Reads a body once, statement by statement.
class Body {
 public:
  using Kind = WorkspaceScopes::Kind;

  Body(Text text, WorkspaceNames& names) : text_(text), names_(names) {}

  Result<WorkspaceNeed> Run() {
    while (at_ < text_.size()) UTVMC_TRY(ListedStatement(0));
    const WorkspaceScopes::Scope& scope = scopes_.Finish();
    const std::int64_t all = scope.Sum();
    if (jumps_back_ && all > 0) return LoopFault();
    if (all > kMost) return NotConstant();
    return WorkspaceNeed{scope.frees_all ? scope.Peak() : all, all,
                         !scope.frees_all || scopes_.leaves_early()};
  }

 private:
  std::string_view At(std::size_t i) const {
    return i < text_.size() ? text_[i].text : std::string_view();
  }
  bool IsName(std::size_t i) const {
    return i < text_.size() && text_[i].kind == Lexeme::Kind::kIdentifier;
  }
  Text Slice(std::size_t begin, std::size_t end) const { return text_.subspan(begin, end - begin); }
  Diagnostic NotUnderstoodAt(std::size_t i) const {
    return NotUnderstood(i < text_.size() ? At(i) : "}");
  }

  /// The lexeme behind the bracket that closes the one at `open`.
  Result<std::size_t> Behind(std::size_t open) const {
    const std::size_t behind = BehindBrackets(text_, open);
    if (!IsOneOf(At(behind - 1), {")", "]", "}"})) return NotUnderstoodAt(open);
    return behind;
  }

  Status Expression(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (IsName(i) && names_.Macro(At(i)).goes) jumps_back_ = true;
    }
    return FollowCalls(text_, begin, end, scopes_, names_);
  }

  // --- statements ---

  /// An #if is no statement, and none may stand where a loop wants one.
  Status ListedStatement(int depth) {
    if (At(at_) != kConditional) return Statement(depth);
    scopes_.Spoil();
    ++at_;
    return Ok();
  }

  Status Statement(int depth) {
    const std::string_view word = At(at_);
    if (depth > kDeepest || word == kConditional) return NotUnderstoodAt(at_);
    if (word == "{") return Compound(depth);
    if (word == "if") return If(depth);
    if (word == "for") return For(depth);
    if (word == "while") return While(depth);
    if (word == "do") return Do(depth);
    if (word == "switch") return Switch(depth);
    if (word == "case" || word == "default" || (IsName(at_) && At(at_ + 1) == ":"))
      return Label(depth);
    if (word == "break" || word == "continue") return Leave();
    if (word == "goto") return Goto();
    if (word == "return") return Return();
    return Simple(at_);
  }

  Status Inner(Kind kind, int depth) {
    scopes_.Open(kind);
    return Statement(depth + 1);
  }

  Status Close(std::optional<std::int64_t> times = 1) {
    if (!scopes_.Close(times)) return LoopFault();
    return Ok();
  }

  Status Compound(int depth) {
    scopes_.Open(Kind::kPlain);
    ++at_;
    while (At(at_) != "}") {
      if (at_ >= text_.size()) return NotUnderstoodAt(at_);
      UTVMC_TRY(ListedStatement(depth + 1));
    }
    ++at_;
    return Close();
  }

  /// Reads `word (...)`, up to behind it: where the text between the brackets begins. It ends at
  /// at_ - 1.
  Result<std::size_t> Head() {
    const std::size_t open = at_ + 1;
    if (At(open) != "(") return NotUnderstoodAt(at_);
    UTVMC_ASSIGN(at_, Behind(open));
    return open + 1;
  }

  Status If(int depth) {
    UTVMC_ASSIGN(const std::size_t begin, Head());
    const std::size_t end = at_ - 1;
    const Kind kind = IsFailure(Slice(begin, end)) ? Kind::kAfterFailure : Kind::kPlain;
    UTVMC_TRY(Expression(begin, end));
    UTVMC_TRY(Inner(kind, depth));
    UTVMC_TRY(Close());
    if (At(at_) != "else") return Ok();
    ++at_;
    UTVMC_TRY(Inner(Kind::kPlain, depth));
    return Close();
  }

  /// A block that was not given, or is not taken back: with enough workspace there is none.
  bool IsFailure(Text condition) const {
    if (condition.size() == 2 && condition[0].text == "!") return scopes_.IsLive(condition[1].text);
    if (condition.size() == 4 && scopes_.IsLive(condition[0].text))
      return IsText(condition.last(3), {"=", "=", "NULL"}) ||
             IsText(condition.last(3), {"=", "=", "0"});
    return condition.size() > 4 && condition[0].text == kFrees &&
           IsText(condition.last(4), {")", "!", "=", "0"}) &&
           std::ranges::count(condition, "(", &Lexeme::text) == 1;
  }

  Status For(int depth) {
    UTVMC_ASSIGN(const std::size_t begin, Head());
    const std::size_t end = at_ - 1;
    std::vector<std::size_t> semicolons;
    for (std::size_t i = begin; i < end; ++i) {
      if (At(i) == ";") semicolons.push_back(i);
    }
    if (semicolons.size() != 2) return NotUnderstoodAt(begin - 2);
    UTVMC_TRY(Expression(begin, semicolons[0]));
    scopes_.Open(Kind::kLoop);
    // A condition is evaluated once more than its loop runs.
    for (std::size_t i = semicolons[0]; i < semicolons[1]; ++i) {
      if (At(i) == kAllocates || names_.Allocates(At(i))) return NotUnderstoodAt(begin - 2);
    }
    UTVMC_TRY(Expression(semicolons[0] + 1, semicolons[1]));
    UTVMC_TRY(Expression(semicolons[1] + 1, end));
    const std::size_t body = at_;
    UTVMC_TRY(Statement(depth + 1));
    const LoopText loop = {Slice(begin, semicolons[0]), Slice(semicolons[0] + 1, semicolons[1]),
                           Slice(semicolons[1] + 1, end), Slice(body, at_)};
    return Close(
        Iterations(loop, [&](std::string_view name) { return names_.Macro(name).assigns; }));
  }

  Status While(int depth) {
    UTVMC_ASSIGN(const std::size_t begin, Head());
    scopes_.Open(Kind::kLoop);
    UTVMC_TRY(Expression(begin, at_ - 1));
    UTVMC_TRY(Statement(depth + 1));
    return Close(std::nullopt);
  }

  Status Do(int depth) {
    ++at_;
    UTVMC_TRY(Inner(Kind::kLoop, depth));
    if (At(at_) != "while") return NotUnderstoodAt(at_);
    UTVMC_ASSIGN(const std::size_t begin, Head());
    const std::size_t end = at_ - 1;
    UTVMC_TRY(Expression(begin, end));
    if (At(at_) != ";") return NotUnderstoodAt(at_);
    ++at_;
    return Close(IsText(Slice(begin, end), {"0"}) ? std::optional<std::int64_t>(1) : std::nullopt);
  }

  Status Switch(int depth) {
    UTVMC_ASSIGN(const std::size_t begin, Head());
    UTVMC_TRY(Expression(begin, at_ - 1));
    UTVMC_TRY(Inner(Kind::kSwitch, depth));
    return Close();
  }

  /// With the statement that it belongs to: that of a loop, perhaps.
  Status Label(int depth) {
    const bool is_case = At(at_) == "case" || At(at_) == "default";
    if (is_case)
      scopes_.Case();
    else
      labels_.insert(At(at_));
    while (at_ < text_.size() && At(at_) != ":") ++at_;
    ++at_;
    if (IsOneOf(At(at_), {"}", kConditional}) || at_ >= text_.size()) return Ok();
    return Statement(depth + 1);
  }

  Status Leave() {
    if (At(at_) == "break")
      scopes_.Break();
    else
      scopes_.Continue();
    return Simple(at_ + 1);
  }

  Status Goto() {
    scopes_.Goto();
    if (!IsName(at_ + 1) || labels_.contains(At(at_ + 1))) jumps_back_ = true;
    return Simple(at_ + 2);
  }

  Status Return() {
    UTVMC_TRY(Simple(at_ + 1));
    scopes_.Return();
    return Ok();
  }

  /// From `begin` to the next `;`. Braces are those of initializers and of types.
  Status Simple(std::size_t begin) {
    const std::string_view first = At(begin);
    bool may_have_braces =
        first == "struct" || first == "union" || first == "enum" || first == "typedef";
    std::size_t i = begin;
    while (At(i) != ";") {
      if (At(i) == "=") may_have_braces = true;
      const bool closes = At(i) == ")" || At(i) == "]" || At(i) == "}";
      if (i >= text_.size() || closes || (At(i) == "{" && !may_have_braces))
        return NotUnderstoodAt(i);
      const bool opens = At(i) == "(" || At(i) == "[" || At(i) == "{";
      if (opens) {
        UTVMC_ASSIGN(i, Behind(i));
      } else {
        ++i;
      }
    }
    at_ = i + 1;
    return Expression(begin, i);
  }

  const Text text_;
  WorkspaceNames& names_;
  WorkspaceScopes scopes_;
  std::size_t at_ = 0;
  std::set<std::string_view> labels_;  // so far
  bool jumps_back_ = false;
};

}  // namespace

Result<WorkspaceNeed> NeedOfBody(std::span<const Lexeme> body, WorkspaceNames& names) {
  return Body(body, names).Run();
}

}  // namespace utvmc::lowering
