// Affine view of subscripts: constant + sum of coefficient * loop variable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// constant + sum over (variable, coefficient). Coefficients are never 0.
struct Affine {
  std::int64_t constant = 0;
  std::map<SymbolId, std::int64_t> terms;
  friend bool operator==(const Affine&, const Affine&) = default;
};

/// Values of variables, e.g. of `cse_var_1`, in affine form.
using AffineEnvironment = std::map<SymbolId, Affine>;

/// `expr` as an affine function of variables, those of `known` replaced by their values. Nothing
/// where it is not affine or a coefficient leaves 32 bits.
std::optional<Affine> AffineOf(const Expr& expr, const AffineEnvironment& known);

}  // namespace utvmc::kernelc
