// Parses one function definition.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "kernelc/ast.h"
#include "kernelc/file_scope.h"
#include "kernelc/signature.h"
#include "kernelc/token.h"
#include "kernelc/translation_unit.h"
#include "utvmc/diagnostic.h"

namespace utvmc::kernelc {

using ParsedFunction = std::variant<Function, Unsupported, Diagnostic>;

/// `body` are the tokens behind the opening brace, the closing one included. What is recognised as
/// outside the subset is Unsupported even where the rest of the body is wrong: its text goes to a C
/// compiler as it is.
ParsedFunction ParseFunction(const FileScope& file, std::string_view name, Position where,
                             const Signature& signature, std::span<const Token> body);

/// Looks for what no parser of the subset can make sense of: vector types, macros, inline assembly,
/// packed calls, preprocessor lines and statement expressions. Vector types come first, since they
/// are not C at all; of the others the first in the text.
std::optional<Unsupported> FindForeignConstruct(const FileScope& file, std::span<const Token> body);

}  // namespace utvmc::kernelc
