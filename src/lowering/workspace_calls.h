// Which calls of an expression take workspace, and give it back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "lowering/lexemes.h"
#include "lowering/workspace_scopes.h"
#include "utvmc/result.h"

namespace utvmc::lowering {

inline constexpr std::string_view kAllocates = "TVMBackendAllocWorkspace";
inline constexpr std::string_view kFrees = "TVMBackendFreeWorkspace";

struct WorkspaceNeed {
  /// The most bytes that its blocks take at one time, headers of blocks included; the arena's
  /// memory starts at a multiple of 16.
  std::int64_t bytes = 0;
  /// All blocks that it allocates. They count for each call if `keeps`.
  std::int64_t all_bytes = 0;
  /// It may return before all its blocks are freed.
  bool keeps = false;
};

/// What a macro may do to the statements around it.
struct MacroEffect {
  bool is_macro = false;
  bool has_parameters = false;
  bool allocates = false;  ///< it, or what it expands to
  bool controls = false;   ///< holds words of loops and conditions: may take in what follows
  bool returns = false;
  bool jumps = false;    ///< holds break or continue
  bool goes = false;     ///< holds goto
  bool assigns = false;  ///< holds an assignment
  bool is_open = false;  ///< its brackets do not match
};

/// What names mean where the function stands.
class WorkspaceNames {
 public:
  virtual ~WorkspaceNames() = default;
  virtual MacroEffect Macro(std::string_view name) = 0;
  /// True for names of functions that allocate, and for variables through which they are called.
  virtual bool Allocates(std::string_view name) const = 0;
  /// Of the function that allocates, per call.
  virtual Result<WorkspaceNeed> Call(std::string_view name) = 0;
};

/// The lexeme behind the bracket that closes the one at `open`; the end if none does.
std::size_t BehindBrackets(std::span<const Lexeme> text, std::size_t open);

/// Tells `scopes` of the calls in text[begin, end), an expression or a declaration. Errors, without
/// a place: sizes that are no literals, macros that may hide a call or a loop, functions that
/// allocate and whose address is taken.
Status FollowCalls(std::span<const Lexeme> text, std::size_t begin, std::size_t end,
                   WorkspaceScopes& scopes, WorkspaceNames& names);

}  // namespace utvmc::lowering
