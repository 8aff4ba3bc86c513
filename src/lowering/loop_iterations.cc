#include "lowering/loop_iterations.h"

#include <algorithm>
#include <variant>

#include "kernelc/number.h"

namespace utvmc::lowering {
namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 40;

using Text = std::span<const Lexeme>;

std::string_view At(Text text, std::size_t i) {
  return i < text.size() ? text[i].text : std::string_view();
}

/// Whether the name at `i` is used otherwise than for its value.
bool IsChangedAt(Text text, std::size_t i) {
  const std::string_view before = i > 0 ? At(text, i - 1) : std::string_view();
  const std::string_view two_before = i > 1 ? At(text, i - 2) : std::string_view();
  const std::string_view next = At(text, i + 1);
  const std::string_view after = At(text, i + 2);
  const auto is_step = [](std::string_view a, std::string_view b) {
    return a == b && (a == "+" || a == "-");
  };
  if (is_step(next, after) || is_step(two_before, before)) return true;
  if (next == "=") return after != "=";
  const bool is_operator =
      next.size() == 1 && std::string_view("+-*/%&|^").find(next) != std::string_view::npos;
  if (is_operator && after == "=") return true;
  if ((next == "<" || next == ">") && after == next && At(text, i + 3) == "=") return true;
  const bool has_operand = i > 1 && (text[i - 2].kind != Lexeme::Kind::kOther ||
                                     two_before == ")" || two_before == "]" || two_before == "&");
  return before == "&" && !has_operand;
}

}  // namespace

std::optional<std::int64_t> LiteralValue(std::string_view text) {
  const auto parsed = kernelc::ParseNumber(text);
  const auto* number = std::get_if<kernelc::Number>(&parsed);
  const bool is_known = number != nullptr && kernelc::IsInteger(number->type) &&
                        number->integer >= 0 && number->integer <= kMost;
  return is_known ? std::optional(number->integer) : std::nullopt;
}

bool IsText(Text text, std::initializer_list<std::string_view> words) {
  return std::ranges::equal(text, words, {}, &Lexeme::text);
}

std::optional<std::int64_t> Iterations(const LoopText& loop,
                                       const std::function<bool(std::string_view)>& may_assign) {
  const auto [first, condition, step, body] = loop;
  if (first.size() < 3 || first[first.size() - 2].text != "=") return std::nullopt;
  const std::string_view name = first[first.size() - 3].text;
  const auto begin = LiteralValue(first.back().text);
  const bool is_less = condition.size() == 3 && IsText(condition.first(2), {name, "<"});
  const bool is_most = condition.size() == 4 && IsText(condition.first(3), {name, "<", "="});
  if (!begin || (!is_less && !is_most)) return std::nullopt;
  const auto end = LiteralValue(condition.back().text);
  std::optional<std::int64_t> stride;
  if (IsText(step, {"+", "+", name}) || IsText(step, {name, "+", "+"})) stride = 1;
  if (step.size() == 4 && IsText(step.first(3), {name, "+", "="}))
    stride = LiteralValue(step[3].text);
  if (!end || !stride || *stride == 0) return std::nullopt;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (may_assign(body[i].text) || (body[i].text == name && IsChangedAt(body, i)))
      return std::nullopt;
  }
  const std::int64_t behind = *end + (is_most ? 1 : 0);
  return behind <= *begin ? 0 : (behind - *begin - 1) / *stride + 1;
}

}  // namespace utvmc::lowering
