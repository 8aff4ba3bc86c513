// How often a loop of carried-over text runs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "lowering/lexemes.h"

namespace utvmc::lowering {

/// The number that is all of `text`, as 16, 0x10u and 16ULL are; nothing above 2^40.
std::optional<std::int64_t> LiteralValue(std::string_view text);

/// True if `text` is these words.
bool IsText(std::span<const Lexeme> text, std::initializer_list<std::string_view> words);

/// A `for` loop taken apart.
struct LoopText {
  std::span<const Lexeme> first, condition, step, body;
};

/// Of `for (int i = 0; i < 3; ++i)`, with literals for its bounds and step, the number of
/// iterations; nothing of other loops, or where the body may change `i`, as a name for which
/// `may_assign` holds does.
std::optional<std::int64_t> Iterations(const LoopText& loop,
                                       const std::function<bool(std::string_view)>& may_assign);

}  // namespace utvmc::lowering
