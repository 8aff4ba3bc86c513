// Range analysis: between which numbers the values of an integer expression are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Both ends included.
struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;

  bool IsWithin(std::int64_t from, std::int64_t to) const { return from <= low && high <= to; }

  /// True if an integer type has all of them.
  bool FitsIn(Scalar type) const;

  friend bool operator==(const Range&, const Range&) = default;
};

/// The smallest range that both are within.
Range Hull(Range a, Range b);

/// What the caller knows of a VarRef or a Subscript; nothing: no more than its type tells.
using KnownRange = std::function<std::optional<Range>(const Expr&)>;

/// Which values `expr` can have, in the type that it has; nothing for a type that is no integer,
/// and for one of 64 bits unless the values are known to need 32 bits and a sign only. By interval
/// arithmetic (Moore, 1966) from the leaves up: safe, never exact, and linear in the tree's size.
std::optional<Range> RangeOf(const Expr& expr, const KnownRange& known = nullptr);

/// The same before the operation of `expr` itself wraps: what fits in no type of 32 bits wraps.
std::optional<Range> UnwrappedRangeOf(const Expr& expr, const KnownRange& known = nullptr);

}  // namespace utvmc::kernelc
