// Which elements each access of a kernel touches.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// The subscript as a sum of strides times counters, e.g. `a[i * 8 + j + 3]` in loops of 4 and 8.
struct StridedRange {
  /// One counter: 0, stride, ..., stride * (count - 1).
  struct Term {
    std::int64_t stride = 0;
    std::int64_t count = 0;
  };
  std::int64_t first = 0;   ///< smallest element, attained
  std::int64_t last = 0;    ///< largest element, attained
  std::vector<Term> terms;  ///< strides as absolute values, ascending; none of 0

  /// True if every element of [first, last] is touched.
  bool IsDense() const;
};

struct RangedAccess {
  kernelc::SymbolId symbol;
  bool is_write = false;
  /// Every call of the kernel executes it: no condition, no loop of unknown length, no earlier
  /// exit.
  bool is_certain = false;
  std::size_t step = 0;  ///< top-level statement
  kernelc::Position where;
  /// Nothing where the subscript is not affine in variables of loops with literal bounds.
  /// Conditions around the access are not looked at: it may touch less than the range says.
  std::optional<StridedRange> range;
};

/// Every subscript of a symbol in the function, in source order.
std::vector<RangedAccess> FindAccessRanges(const kernelc::Function& function);

}  // namespace utvmc::lowering
