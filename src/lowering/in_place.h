// Which outputs a kernel may write over its inputs.
#pragma once

#include <vector>

#include "ir/kernel.h"

namespace utvmc::lowering {

/// Pairs of `parameters` that are live in a common step and may share bytes there: at every
/// distance of the entry, each byte of the one is written only after the last access to that byte
/// of the other. Proved from the loops and subscripts of `function`, whose parameters are
/// `parameters`.
///
/// Only pairs of types that C allows to alias, since no barrier stands inside a step; only pairs
/// that can share at least half of the smaller one, since less is not worth a planner's search; and
/// of the distances that are possible below and above some that are not, only those on the side
/// that allows more. A kernel with very many accesses may get fewer entries than it could.
std::vector<ir::InPlace> FindInPlace(const kernelc::Function& function,
                                     const std::vector<ir::Parameter>& parameters);

}  // namespace utvmc::lowering
