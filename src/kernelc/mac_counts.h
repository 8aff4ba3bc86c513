// How many multiply-accumulates a kernel executes.
#pragma once

#include <cstdint>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// Products that one call adds to, or subtracts from, what it assigns to: `x = x + a * b` is one,
/// `x = x + a * b - c * d` is two, casts apart. What is multiplied for an index, for scaling or
/// rounding (`y = a * b + c`) is none. Statements count as often as ForEachExecution() says.
/// Saturates.
std::int64_t CountMacs(const Function& function);

}  // namespace utvmc::kernelc
