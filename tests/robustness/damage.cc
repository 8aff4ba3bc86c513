#include "robustness/damage.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace utvmc::robustness {
namespace {

using Parts = std::vector<std::string>;

/// Every line with its newline.
Parts Lines(const std::string& text) {
  Parts lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == std::string::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

bool IsWord(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.';
}

bool IsBlank(char c) { return c == ' ' || c == '\n'; }

std::size_t TokenEnd(const std::string& text, std::size_t begin) {
  std::size_t end = begin + 1;
  if (text[begin] == '"') {
    while (end < text.size() && text[end] != '"' && text[end] != '\n') ++end;
    return std::min(end + 1, text.size());
  }
  const auto run = [&](bool (*is_part)(char)) {
    while (end < text.size() && is_part(text[end])) ++end;
    return end;
  };
  if (IsWord(text[begin])) return run(IsWord);
  if (IsBlank(text[begin])) return run(IsBlank);
  return end;
}

/// Together they are the text: blanks are parts too.
Parts Tokens(const std::string& text) {
  Parts tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = TokenEnd(text, begin);
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

std::string Join(const Parts& parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

auto At(Parts& parts, std::size_t index) {
  return parts.begin() + static_cast<Parts::difference_type>(index);
}

std::string Splice(Parts& parts, Random& random) {
  const std::size_t from = random.Below(parts.size());
  const std::size_t to = random.Below(parts.size());
  switch (random.Below(5)) {
    case 0: {
      parts.insert(At(parts, to), std::string(parts[from]));
      return fmt::format("part {} copied before {}", from, to);
    }
    case 1:
      parts.erase(At(parts, from));
      return fmt::format("part {} deleted", from);
    case 2:
      std::swap(parts[from], parts[to]);
      return fmt::format("parts {} and {} swapped", from, to);
    case 3: {
      const std::size_t count = std::min(parts.size() - from, 1 + random.Below(8));
      Parts moved(At(parts, from), At(parts, from + count));
      parts.erase(At(parts, from), At(parts, from + count));
      const std::size_t place = std::min(to, parts.size());
      parts.insert(At(parts, place), moved.begin(), moved.end());
      return fmt::format("{} parts moved from {} to {}", count, from, place);
    }
    default:
      parts[to] = parts[from];
      return fmt::format("part {} put in place of {}", from, to);
  }
}

/// Half of the cases are damaged once, the others up to four times.
Damaged SpliceParts(Parts parts, const char* kind, Random& random) {
  std::string what = kind;
  const std::size_t times = random.Below(2) == 0 ? 1 : 1 + random.Below(4);
  for (std::size_t i = 0; i < times && !parts.empty(); ++i) {
    what += fmt::format("{} {}", i == 0 ? ":" : ",", Splice(parts, random));
  }
  return {what, Join(parts)};
}

}  // namespace

std::size_t Random::Below(std::size_t limit) {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return static_cast<std::size_t>((z ^ (z >> 31)) % limit);
}

Damaged Truncate(const std::string& text, std::size_t size) {
  return {fmt::format("the first {} of {} bytes", size, text.size()), text.substr(0, size)};
}

Damaged FlipBit(const std::string& text, std::size_t byte, unsigned bit) {
  std::string damaged = text;
  const unsigned flipped = static_cast<unsigned char>(text[byte]) ^ (1u << bit);
  damaged[byte] = static_cast<char>(flipped);
  return {fmt::format("bit {} of byte {} flipped", bit, byte), std::move(damaged)};
}

Damaged SpliceLines(const std::string& text, Random& random) {
  return SpliceParts(Lines(text), "lines", random);
}

Damaged SpliceTokens(const std::string& text, const std::vector<std::string>& foreign,
                     Random& random) {
  Parts tokens = Tokens(text);
  if (random.Below(3) != 0) return SpliceParts(std::move(tokens), "tokens", random);
  const std::string& token = foreign[random.Below(foreign.size())];
  const std::size_t place = random.Below(tokens.size());
  tokens[place] = token;
  return {fmt::format("token {} replaced by {}", place, token), Join(tokens)};
}

}  // namespace utvmc::robustness
