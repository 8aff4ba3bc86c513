// Ways to damage a file. All are deterministic: a case that fails once fails again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace utvmc::robustness {

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// Below `limit`, which is not 0.
  std::size_t Below(std::size_t limit);

 private:
  std::uint64_t state_;
};

/// A damaged text and what was done to it.
struct Damaged {
  std::string what;
  std::string text;
};

/// The first `size` bytes.
Damaged Truncate(const std::string& text, std::size_t size);

/// One bit of one byte is the other way round.
Damaged FlipBit(const std::string& text, std::size_t byte, unsigned bit);

/// Lines copied, deleted, swapped, moved or put in place of others.
Damaged SpliceLines(const std::string& text, Random& random);

/// Tokens (names, numbers, strings, other bytes) doubled, deleted, swapped, or put in place of
/// others; sometimes it is one of `foreign`.
Damaged SpliceTokens(const std::string& text, const std::vector<std::string>& foreign,
                     Random& random);

}  // namespace utvmc::robustness
