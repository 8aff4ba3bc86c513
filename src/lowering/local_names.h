// Names of parameters and local variables that a person could have written.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::lowering {

/// Renames every symbol that the body or the parameter list uses: parameters keep their names,
/// locals lose TVM's leading, trailing and doubled underscores ("v__1" -> "v_1", "_3" -> "t3").
/// Names are unique in the whole function, so that -Wshadow has nothing to say and blocks can be
/// merged, and are no reserved words.
void NameLocals(kernelc::Function& function);

}  // namespace utvmc::lowering
