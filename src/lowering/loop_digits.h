// Loops as the counters that their subscripts are affine in.
//
// TVM fuses loops and takes the variable apart again: `pad[(i >> 3) * 10 + ry * 10 + rx + (i &
// 7)]`. Such an i is a number of two digits, and to count through it is to count through the digits
// in a nest of two loops, in the same order.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "kernelc/affine.h"
#include "kernelc/ast.h"

namespace utvmc::lowering {

/// begin, begin + step, ..., last.
struct Counter {
  kernelc::SymbolId symbol;  ///< of a loop variable, or beyond the function's: of a digit
  std::int64_t begin = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
};

class LoopDigits {
 public:
  explicit LoopDigits(const kernelc::Function& function);

  /// The counters that stand for a loop, outermost first, and in `known` what its variable, its
  /// quotients and its remainders are in terms of them. The digits take every value of the variable
  /// and, where its number of values is no multiple of the largest divisor, some beyond.
  std::vector<Counter> Split(const Counter& loop, kernelc::AffineEnvironment& known);

  /// kernelc::AffineOf, and also of quotients and remainders that Split has put into `known`.
  std::optional<kernelc::Affine> AffineOf(const kernelc::Expr& expr,
                                          const kernelc::AffineEnvironment& known) const;

 private:
  /// variable, whether the quotient is meant, divisor
  using Part = std::tuple<kernelc::SymbolId, bool, std::int64_t>;

  static std::optional<Part> AsPart(const kernelc::Expr& expr);
  kernelc::SymbolId NewSymbol() { return kernelc::SymbolId(next_symbol_++); }

  std::size_t next_symbol_;
  std::map<kernelc::SymbolId, std::set<std::int64_t>> divisors_;
  std::map<Part, kernelc::SymbolId> parts_;  ///< the symbols that stand for them in `known`
};

}  // namespace utvmc::lowering
