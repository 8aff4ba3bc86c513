// The head of a function definition: its name, types and parameters, and whether TVM's packed
// calling convention is what it follows.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernelc/token.h"
#include "kernelc/type.h"

namespace utvmc::kernelc {

struct Signature {
  struct Parameter {
    std::string_view name;  ///< of the source's text; may be empty
    Type type;
    Position where;
  };

  Type result;
  std::vector<Parameter> parameters;

  /// One of the signatures that TVM v0.6 to v0.18 gives to kernels.
  bool IsPacked() const;
};

/// Reads the head of a function: `before` are the tokens before its name, `parameters` those
/// between the parentheses. Nothing: its types are outside the subset.
std::optional<Signature> ReadSignature(std::string_view text, std::span<const Token> before,
                                       std::span<const Token> parameters);

}  // namespace utvmc::kernelc
