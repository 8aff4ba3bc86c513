// Why the workspace of a function has no known size, as errors without a place.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "utvmc/result.h"

namespace utvmc::lowering {

inline Diagnostic WorkspaceFault(std::string message, std::string hint) {
  return UserError({}, std::move(message), std::move(hint));
}

inline Diagnostic NotConstant() {
  return WorkspaceFault("workspace size is not a constant",
                        "utvmc plans every byte at compile time");
}

inline Diagnostic NotUnderstood(std::string_view text) {
  return WorkspaceFault(fmt::format("cannot tell how often it allocates workspace, for '{}'", text),
                        "around TVMBackendAllocWorkspace() write loops, conditions and calls out");
}

inline Diagnostic LoopFault() {
  return WorkspaceFault(
      "allocates workspace in a loop of unknown length, and does not certainly free it there",
      "free it in the braces where it is allocated, before any jump, or write the loop as for (int "
      "i = 0; i < 3; ++i)");
}

inline Diagnostic NotCalled(std::string_view name) {
  return WorkspaceFault(
      fmt::format("{} allocates workspace and is used other than in a call", name),
      "call it by its name, so that utvmc can count how often");
}

}  // namespace utvmc::lowering
