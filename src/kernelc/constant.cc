// Reads constant arrays straight into bytes: linked parameters can be most of a source, and no tree
// of them is of use to anybody.
#include "kernelc/constant.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "kernelc/fold.h"
#include "kernelc/number.h"
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

/// A literal with its signs and casts applied.
struct Value {
  bool is_floating = false;
  std::int64_t integer = 0;
  bool is_above_int64 = false;  ///< `integer` is the two's complement of a uint64_t above 2^63
  double floating = 0;
};

/// The least magnitude that rounds to infinity in `floating`: halfway between its largest value and
/// the power of two above.
double OverflowOf(Scalar floating) {
  if (floating == Scalar::kHalf) return 65520;
  if (floating == Scalar::kFloat) return 0x1.ffffffp+127;
  return std::numeric_limits<double>::infinity();
}

/// IEEE 754 binary16 nearest to `value`, ties to even; `value` does not overflow.
std::uint16_t HalfBits(double value) {
  const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
  const double magnitude = std::fabs(value);
  if (std::isnan(value)) return static_cast<std::uint16_t>(sign | 0x7e00);
  if (std::isinf(value)) return static_cast<std::uint16_t>(sign | 0x7c00);
  int exponent = 0;
  std::frexp(magnitude, &exponent);
  // Units in the last place; subnormals share the least one. A carry out of the fraction lands in
  // the exponent, which is what rounding up to the next power of two means.
  const int ulp_exponent = std::max(exponent - 11, -24);
  const auto units = static_cast<int>(std::nearbyint(std::ldexp(magnitude, -ulp_exponent)));
  const int biased = units < 1024 ? 0 : ulp_exponent + 25;
  const int bits = biased == 0 ? units : ((biased - 1) << 10) + units;
  return static_cast<std::uint16_t>(sign | bits);
}

std::uint64_t BitsOf(Scalar element, const Value& value) {
  switch (element) {
    case Scalar::kHalf:
      return HalfBits(value.floating);
    case Scalar::kFloat:
      return std::bit_cast<std::uint32_t>(static_cast<float>(value.floating));
    case Scalar::kDouble:
      return std::bit_cast<std::uint64_t>(value.floating);
    default:
      return static_cast<std::uint64_t>(value.integer);
  }
}

class ConstantParser {
 public:
  ConstantParser(const FileScope& file, std::span<const Token> tokens)
      : file_(file), tokens_(tokens) {}

  std::variant<ConstantItem, NotAConstant, Diagnostic> Run() {
    if (!ReadHead()) return NotAConstant{};
    if (!ReadData()) {
      if (error_) return std::move(*error_);
      return NotAConstant{};
    }
    return std::move(item_);
  }

 private:
  const Token& Peek() const { return tokens_[at_]; }
  bool AtEnd() const { return at_ + 1 >= tokens_.size(); }
  std::string_view Text(const Token& token) const { return TextOf(file_.text, token); }
  bool Accept(Punct punct) {
    if (AtEnd() || !Peek().Is(punct)) return false;
    ++at_;
    return true;
  }
  bool Error(Position where, std::string message, std::string hint = {}) {
    error_ =
        UserError({file_.path, where.line, where.column, {}}, std::move(message), std::move(hint));
    return false;
  }

  /// `at_` stands on `(`.
  void SkipParentheses() {
    int depth = 0;
    for (; !AtEnd(); ++at_) {
      if (Peek().Is(Punct::kLeftParen)) ++depth;
      if (Peek().Is(Punct::kRightParen) && --depth == 0) {
        ++at_;
        return;
      }
    }
  }

  /// Attributes say where the array goes, which is not ours to follow: utvmc places constants.
  void SkipAttributes() {
    while (!AtEnd() && Peek().Is(Word::kAttribute)) {
      ++at_;
      SkipParentheses();
    }
  }

  void SkipStorage() {
    while (!AtEnd() && (Peek().Is(Word::kStatic) || Peek().Is(Word::kExtern))) ++at_;
  }

  /// Everything up to the `{`; false if it is no array of constants.
  bool ReadHead() {
    for (bool goes_on = true; goes_on;) {
      const std::size_t before = at_;
      SkipAttributes();
      SkipStorage();
      goes_on = at_ != before;
    }
    const auto read = ReadTypeSpecifier(tokens_, at_);
    const auto* specifier = std::get_if<TypeSpecifier>(&read);
    if (specifier == nullptr || !specifier->is_const || !IsArithmetic(specifier->scalar)) {
      return false;
    }
    SkipAttributes();
    if (AtEnd() || Peek().kind != TokenKind::kIdentifier || !Peek().Is(Word::kNone)) return false;
    item_.name = Text(Peek());
    item_.where = Peek().where();
    item_.element = specifier->scalar;
    ++at_;
    return ReadLength() && (SkipAttributes(), Accept(Punct::kAssign)) && Accept(Punct::kLeftBrace);
  }

  bool ReadLength() {
    if (!Accept(Punct::kLeftBracket)) return false;
    if (Accept(Punct::kRightBracket)) return true;
    if (Peek().kind != TokenKind::kNumber) return false;
    const auto read = ParseNumber(Text(Peek()));
    const auto* number = std::get_if<Number>(&read);
    if (number == nullptr || !IsInteger(number->type)) return false;
    declared_ = number->integer;
    ++at_;
    return Accept(Punct::kRightBracket);
  }

  /// The values, from behind the `{` to the end.
  bool ReadData() {
    if (declared_ && *declared_ <= 0) {
      return Error(item_.where, fmt::format("the length of '{}' is not positive", item_.name));
    }
    const auto element_bytes = static_cast<std::size_t>(SizeOf(item_.element));
    // Each value takes two bytes of text at least, so the text bounds what is reserved.
    const std::size_t most = (tokens_.back().begin - tokens_.front().begin) / 2 + 1;
    item_.bytes.reserve(std::min(most, declared_ ? static_cast<std::size_t>(*declared_) : 0) *
                        element_bytes);
    while (!AtEnd() && !Peek().Is(Punct::kRightBrace)) {
      if (!ReadElement(element_bytes)) return false;
      if (!Accept(Punct::kComma) && !Peek().Is(Punct::kRightBrace)) {
        return Error(Peek().where(),
                     fmt::format("expected ',' or '}}' in the data of '{}', not '{}'", item_.name,
                                 Text(Peek())));
      }
    }
    const Position end = Peek().where();
    if (!Accept(Punct::kRightBrace) || !AtEnd()) {
      return Error(Peek().where(), fmt::format("expected ';' after the data of '{}', not '{}'",
                                               item_.name, Text(Peek())));
    }
    return CheckCount(element_bytes, end);
  }

  bool CheckCount(std::size_t element_bytes, Position end) {
    const auto count = static_cast<std::int64_t>(item_.bytes.size() / element_bytes);
    item_.elements = declared_.value_or(count);
    if (count == 0 || count != item_.elements) {
      return Error(end, fmt::format("'{}' has {} value{}, but {} {} declared", item_.name, count,
                                    count == 1 ? "" : "s", item_.elements,
                                    item_.elements == 1 ? "is" : "are"));
    }
    return true;
  }

  bool ReadElement(std::size_t element_bytes) {
    const Position where = Peek().where();
    Value value;
    if (!ReadValue(value) || !FitElement(value, where)) return false;
    std::uint64_t bits = BitsOf(item_.element, value);
    for (std::size_t i = 0; i < element_bytes; ++i, bits >>= 8) {
      item_.bytes.push_back(static_cast<std::uint8_t>(bits & 0xff));
    }
    return true;
  }

  /// Signs, casts and parentheses around one literal. What stands before it is undone from the
  /// inside out, so its tokens are walked backwards once the literal is known.
  bool ReadValue(Value& value) {
    const std::size_t first = at_;
    int open = 0;
    while (!AtEnd()) {
      if (Peek().Is(Punct::kLeftParen)) {
        ++at_;
        if (StartsType(Peek())) {
          SkipToCloseOfCast();
        } else {
          ++open;
        }
      } else if (Peek().Is(Punct::kMinus) || Peek().Is(Punct::kPlus)) {
        ++at_;
      } else {
        break;
      }
    }
    const std::size_t literal = at_;
    if (!ReadLiteral(value)) return false;
    if (!ApplyPrefix(first, literal, value)) return false;
    for (; open > 0; --open) {
      if (!Accept(Punct::kRightParen)) {
        return Error(Peek().where(), fmt::format("expected ')' in the data of '{}', not '{}'",
                                                 item_.name, Text(Peek())));
      }
    }
    return true;
  }

  void SkipToCloseOfCast() {
    while (!AtEnd() && !Peek().Is(Punct::kRightParen)) ++at_;
    Accept(Punct::kRightParen);
  }

  bool ReadLiteral(Value& value) {
    const Token& token = Peek();
    if (token.kind == TokenKind::kNumber) {
      const auto read = ParseNumber(Text(token));
      if (const auto* problem = std::get_if<NumberProblem>(&read)) {
        return Error(token.where(), fmt::format("{}: '{}'", problem->message, Text(token)));
      }
      const Number& number = std::get<Number>(read);
      value.is_floating = IsFloating(number.type);
      value.integer = number.integer;
      value.is_above_int64 = number.type == Scalar::kUint64 && number.integer < 0;
      value.floating = number.floating;
      ++at_;
      return true;
    }
    if (token.Is(Word::kInfinity) || token.Is(Word::kNan)) {
      value.is_floating = true;
      value.floating = token.Is(Word::kNan) ? std::numeric_limits<double>::quiet_NaN()
                                            : std::numeric_limits<double>::infinity();
      ++at_;
      return true;
    }
    if (token.Is(Word::kTrue) || token.Is(Word::kFalse)) {
      value.integer = token.Is(Word::kTrue) ? 1 : 0;
      ++at_;
      return true;
    }
    return FailOnElement(token);
  }

  /// A value that is no literal: not a constant for utvmc where the file gives it a meaning.
  bool FailOnElement(const Token& token) {
    const std::string_view text = Text(token);
    if (token.kind == TokenKind::kDirective) return false;
    if (token.kind == TokenKind::kIdentifier) {
      if (file_.has_foreign_includes || file_.object_macros.contains(text) ||
          file_.function_macros.contains(text) || file_.declared_names.contains(text) ||
          IsLibraryMacro(text)) {
        return false;
      }
    }
    return Error(token.where(),
                 fmt::format("expected a number in the data of '{}', not '{}'", item_.name, text));
  }

  /// Applies the signs and casts among the tokens [first, literal), innermost first.
  bool ApplyPrefix(std::size_t first, std::size_t literal, Value& value) {
    for (std::size_t i = literal; i-- > first;) {
      if (tokens_[i].Is(Punct::kMinus)) {
        if (!Negate(value, tokens_[i].where())) return false;
      } else if (tokens_[i].Is(Punct::kRightParen)) {
        const std::size_t close = i;
        while (i > first && !tokens_[i].Is(Punct::kLeftParen)) --i;
        if (!ApplyCast(i + 1, close, value)) return false;
      }
    }
    return true;
  }

  bool Negate(Value& value, Position where) {
    value.floating = -value.floating;
    const bool is_min = value.integer == std::numeric_limits<std::int64_t>::min();
    if (value.is_above_int64 && !is_min) {
      return Error(where, fmt::format("number too small in the data of '{}'", item_.name));
    }
    if (!is_min) value.integer = -value.integer;
    value.is_above_int64 = false;
    return true;
  }

  bool ApplyCast(std::size_t begin, std::size_t end, Value& value) {
    std::size_t at = begin;
    const auto read = ReadTypeSpecifier(tokens_, at);
    const auto* specifier = std::get_if<TypeSpecifier>(&read);
    if (specifier == nullptr || at != end || !IsArithmetic(specifier->scalar)) {
      return Error(tokens_[begin].where(), fmt::format("a cast in the data of '{}'", item_.name));
    }
    const Scalar type = specifier->scalar;
    if (IsFloating(type)) {
      if (!value.is_floating) ToFloating(value);
      const bool is_finite = std::isfinite(value.floating);
      if (is_finite && std::fabs(value.floating) >= OverflowOf(type)) {
        return Error(tokens_[begin].where(),
                     fmt::format("number too large in the data of '{}'", item_.name));
      }
      if (type == Scalar::kFloat) value.floating = static_cast<float>(value.floating);
      return true;
    }
    if (value.is_floating) return FailOnFloat(tokens_[begin].where());
    value.integer = WrapTo(type, value.integer);
    value.is_above_int64 = type == Scalar::kUint64 && value.integer < 0;
    return true;
  }

  static void ToFloating(Value& value) {
    value.floating = value.is_above_int64
                         ? static_cast<double>(static_cast<std::uint64_t>(value.integer))
                         : static_cast<double>(value.integer);
    value.is_floating = true;
    value.is_above_int64 = false;
  }

  bool FailOnFloat(Position where) {
    return Error(where,
                 fmt::format("a floating-point number in the integer data of '{}'", item_.name));
  }

  bool FitElement(Value& value, Position where) {
    const Scalar element = item_.element;
    bool fits = true;
    if (IsFloating(element)) {
      if (!value.is_floating) ToFloating(value);
      fits = !std::isfinite(value.floating) || std::fabs(value.floating) < OverflowOf(element);
    } else if (value.is_floating) {
      return FailOnFloat(where);
    } else if (value.is_above_int64) {
      fits = element == Scalar::kUint64;
    } else {
      fits = value.integer >= MinOf(element) &&
             (value.integer < 0 || static_cast<std::uint64_t>(value.integer) <= MaxOf(element));
    }
    return fits || Error(where, fmt::format("{} does not fit into the {} data of '{}'",
                                            Print(value), Spell(element), item_.name));
  }

  static std::string Print(const Value& value) {
    if (value.is_floating) return fmt::to_string(value.floating);
    if (value.is_above_int64) return fmt::to_string(static_cast<std::uint64_t>(value.integer));
    return fmt::to_string(value.integer);
  }

  const FileScope& file_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  ConstantItem item_;
  std::optional<std::int64_t> declared_;
  std::optional<Diagnostic> error_;
};

}  // namespace

std::variant<ConstantItem, NotAConstant, Diagnostic> ParseConstantArray(
    const FileScope& file, std::span<const Token> item) {
  return ConstantParser(file, item).Run();
}

}  // namespace utvmc::kernelc
