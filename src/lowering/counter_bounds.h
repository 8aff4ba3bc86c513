// What a condition says of the counters of the loops around it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "kernelc/affine.h"
#include "kernelc/ast.h"
#include "lowering/loop_digits.h"

namespace utvmc::lowering {

/// The largest of begin, begin + step, ... below `end`; begin < end.
std::int64_t LastBelow(std::int64_t end, std::int64_t begin, std::int64_t step);

/// Shortens `counters` to values at which `condition` can be `value`: conjunctions of comparisons
/// of affine expressions, and what their negation is. Other conditions change nothing. False: there
/// are no such values. `affine` gives an expression in terms of the counters.
bool LimitCounters(
    const kernelc::Expr& condition, bool value,
    const std::function<std::optional<kernelc::Affine>(const kernelc::Expr&)>& affine,
    std::vector<Counter>& counters);

}  // namespace utvmc::lowering
