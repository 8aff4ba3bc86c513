// Assignments and counts (C99 6.5.16, 6.5.2.4): all become `target = value`.
#pragma once

#include "kernelc/apply_operator.h"
#include "kernelc/ast.h"
#include "kernelc/parse_context.h"
#include "kernelc/token.h"

namespace utvmc::kernelc {

/// True for the operators that change what stands before them.
bool IsAssignment(const Token& token);

/// Reads such an operator and what is assigned behind `target`, which began at `where`.
bool ParseAssignment(ParseContext& in, ParsedExpr target, Position where, Assign& out);
/// `++target` or `--target`.
bool ParseIncrement(ParseContext& in, Assign& out);

/// Parses what is assigned: `token` is = or a compound assignment, just read. `a = b = c` is passed
/// over.
bool ParseAssigned(ParseContext& in, const Token& token, const ParsedExpr& target,
                   ParsedExpr& value);

}  // namespace utvmc::kernelc
