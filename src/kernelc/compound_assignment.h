// Assignments that C has a shorter form for.
#pragma once

#include <optional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

struct CompoundAssignment {
  BinaryOp op;
  const Expr& value;
};

/// `x += e` for `x = x + e` and the like, integers also for `x = e + x`, if it means the same and
/// draws no other warning: the type of x is the type of the sum, so that nothing is narrowed.
std::optional<CompoundAssignment> AsCompoundAssignment(const Function& function,
                                                       const Assign& assign);

}  // namespace utvmc::kernelc
