// Statements by C99 6.8: builds a function's body.
#pragma once

#include <string_view>

#include "kernelc/ast.h"
#include "kernelc/parse_context.h"
#include "kernelc/signature.h"

namespace utvmc::kernelc {

/// Parses the body of a function into in.function(); the tokens begin behind its `{`.
bool ParseBody(ParseContext& in, std::string_view name, Position where, const Signature& signature);

}  // namespace utvmc::kernelc
