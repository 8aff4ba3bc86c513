// What the graph and the calling convention make of an expression in a packed kernel.
#pragma once

#include <cstddef>
#include <variant>

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// A pointer or struct of the calling convention. `index`: argument, buffer or symbol, by kind.
struct KnownValue {
  enum class Kind {
    kNull,
    kArgs,
    kTypeCodes,
    kIgnored,
    kSlot,    ///< args[index]
    kHandle,  ///< the DLTensor* in it
    kTensor,
    kDataType,  ///< of a tensor
    kDevice,    ///< of a tensor
    kShape,     ///< of a tensor
    kBuffer,    ///< by BoundBuffers
    kArray,     ///< a local one, by SymbolId
  };
  Kind kind = Kind::kNull;
  std::size_t index = 0;
};

/// A KnownValue, or an ordinary expression.
using Lowered = std::variant<KnownValue, kernelc::Expr>;

}  // namespace utvmc::lowering
