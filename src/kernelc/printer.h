// Prints the syntax tree as C99 that reads like a person's: no redundant parentheses, 4 spaces, at
// most 100 columns.
#pragma once

#include <span>
#include <string>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// One expression on one line. The tree is kept: reassociation never happens, parentheses appear
/// where precedence needs them and where gcc's -Wparentheses asks for them.
std::string PrintExpr(const Function& function, const Expr& expr);

/// The statements of the body, `depth` levels indented, each line ended by '\n'. Before the
/// top-level statements in `handovers` (ascending indices into function.body) a line
/// `UTVM_HANDOVER();` is printed.
std::string PrintBody(const Function& function, int depth, std::span<const int> handovers = {});

/// Declarator list of the parameters: "const float p0[16], float out[8]"; "void" without any.
std::string PrintParameters(const Function& function);

/// Result type, name, parameters and body as one definition, as the round-trip tests compile it.
std::string PrintFunction(const Function& function);

}  // namespace utvmc::kernelc
