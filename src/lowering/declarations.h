// Declarations of variables that nothing uses any more.
#pragma once

#include <set>

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// Takes the declarations of `symbols` out of `block`, those in nested statements included.
void RemoveDeclarations(kernelc::Block& block, const std::set<kernelc::SymbolId>& symbols);

}  // namespace utvmc::lowering
