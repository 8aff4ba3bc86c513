// What a name inside a function stands for: something of the function, of the file or of C's
// library, or a mistake.
#pragma once

#include "kernelc/ast.h"
#include "kernelc/parse_context.h"
#include "kernelc/token.h"

namespace utvmc::kernelc {

/// The value that `name`, just read, has in an expression.
bool ResolveName(ParseContext& in, const Token& name, Expr& out);

/// A name that is no local: rejects what the file or a header declares, else reports it.
bool FailOnName(ParseContext& in, const Token& name, bool is_call);
/// The same for a name where a type is wanted.
bool FailOnTypeName(ParseContext& in, const Token& name);

}  // namespace utvmc::kernelc
