// How large an arena (runtime/utvm_arena.h) a carried-over kernel needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace utvmc::lowering {

/// The most bytes that the blocks which the function asks TVMBackendAllocWorkspace for take from an
/// arena at one time, their headers included; its memory starts at a multiple of 16. All of them
/// count at once where the text leaves open when they are freed: a block that is not freed once, by
/// its name, in the braces in which it was allocated; or jumps in the function. Nothing where a
/// size is not a literal.
std::optional<std::int64_t> WorkspaceBytes(std::string_view function_text);

}  // namespace utvmc::lowering
