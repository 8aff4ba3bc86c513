// How much workspace one function takes from an arena (runtime/utvm_arena.h): a bound that is exact
// where the text says when blocks are freed, and never too small.
#pragma once

#include <span>

#include "lowering/workspace_calls.h"

namespace utvmc::lowering {

/// What the function with these lexemes between its braces needs. A block is freed for certain if
/// that is done once, by its name, in the braces in which it was allocated, and no jump passes it
/// by (where an allocation failed none counts: none does). In a loop other blocks count for each
/// iteration. Errors, without a place: those of FollowCalls(), such blocks in loops of unknown
/// length, text that is not understood.
Result<WorkspaceNeed> NeedOfBody(std::span<const Lexeme> body, WorkspaceNames& names);

}  // namespace utvmc::lowering
