// Reads type names inside a function: declarations, casts and sizeof.
#pragma once

#include "kernelc/parse_context.h"
#include "kernelc/type.h"

namespace utvmc::kernelc {

/// Reads a type, pointers included. Rejects what is outside the subset.
bool ParseTypeName(ParseContext& in, Type& type);
/// Its two parts: in `int8_t *a, b` only the first one is shared.
bool ParseScalar(ParseContext& in, Scalar& scalar);
bool ParsePointers(ParseContext& in, Scalar scalar, Type& type);

}  // namespace utvmc::kernelc
