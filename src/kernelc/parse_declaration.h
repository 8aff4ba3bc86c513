// Declarations inside functions (C99 6.7): scalars, pointers and arrays.
#pragma once

#include <string_view>

#include "kernelc/ast.h"
#include "kernelc/parse_context.h"
#include "kernelc/token.h"

namespace utvmc::kernelc {

/// Reads a declaration up to its `;`, binds its names and appends a Declare for each.
bool ParseDeclaration(ParseContext& in, Block& block);
/// The same where `token`, the next one, is a storage class. It is passed over.
bool ParseStorageClass(ParseContext& in, const Token& token, Block& block);

/// What a keyword that begins a declaration outside the subset stands for; empty: none.
std::string_view ForeignDeclaration(Word word);

}  // namespace utvmc::kernelc
