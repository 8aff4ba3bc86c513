// The deepest stack that a call can need, from what the compiler says about frames and the linked
// image about calls.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "utvmc/result.h"

namespace utvmc::target {

struct Function {
  std::int64_t frame = 0;  ///< bytes
  std::set<std::string> calls;
  std::set<std::string> tail_calls;  ///< jumps to other functions: the frame is gone by then
  bool has_indirect_calls = false;
};

using CallGraph = std::map<std::string, Function>;

using Addresses = std::set<std::uint64_t>;

/// Functions of objdump's disassembly (-d) of an Arm (Thumb) or RISC-V image. Frames are the sum of
/// all that a function takes from its stack pointer, which is exact for functions that take it
/// once. Of functions all are there, of instructions those at the addresses of `executed` where
/// that is not null.
CallGraph ParseDisassembly(std::string_view text, const Addresses* executed = nullptr);

/// Puts the frames of a file of gcc's -fstack-usage in place of those of the disassembly. Error: a
/// frame has no bound.
Status ApplyStackUsage(std::string_view text, CallGraph& graph);

/// Most bytes below the stack pointer at the time `function` is called. Error: it, or what it
/// calls, is unknown, recursive, or calls through a pointer.
Result<std::int64_t> DeepestStack(const CallGraph& graph, const std::string& function);

/// The frame of the one function that calls it. Error: none does, or several.
Result<std::int64_t> FrameOfCaller(const CallGraph& graph, const std::string& function);

}  // namespace utvmc::target
