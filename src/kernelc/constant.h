// File-scope constant arrays: `static const float name[72] = {0x1.8p+1f, ...};`
#pragma once

#include <span>
#include <variant>

#include "kernelc/file_scope.h"
#include "kernelc/lexer.h"
#include "kernelc/translation_unit.h"
#include "utvmc/diagnostic.h"

namespace utvmc::kernelc {

/// Some other declaration than a constant array of a scalar type.
struct NotAConstant {};

/// `item` are the tokens of one declaration, its `;` included. Error: an array whose data is wrong
/// (a malformed number, a value that its type cannot hold, another number of values than declared).
std::variant<ConstantItem, NotAConstant, Diagnostic> ParseConstantArray(
    const FileScope& file, std::span<const Token> item);

}  // namespace utvmc::kernelc
