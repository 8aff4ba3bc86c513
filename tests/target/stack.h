// Bytes of stack that an image can need, and those that it did: frames along calls.
#pragma once

#include <cstdint>
#include <vector>

#include "run.h"

namespace utvmc::target {

/// Below the stack pointer of the caller of subject_run().
struct StackFrames {
  std::int64_t deepest = 0;  ///< along all calls in the image: a bound for every input
  std::int64_t taken = 0;    ///< along the instructions that the inferences executed
  /// Of the caller. A run need not write to the lowest bytes of its last frame (padding, what is
  /// saved for other paths): what was overwritten may be less than `taken` by about that much.
  std::int64_t caller_frame = 0;
};

/// Frames are gcc's (-fstack-usage) for the subject and the firmware, and those of the disassembly
/// for libraries. `inferences` have profiles, else `taken` is 0. Error: they cannot be known.
Result<StackFrames> ComputeStack(const Target& target, const Image& image,
                                 const std::vector<Inference>& inferences);

/// Most bytes that one of them overwrote.
std::int64_t PaintedStack(const std::vector<Inference>& inferences);

/// "" if what was overwritten is what the frames say, which is asked for within the caller's frame;
/// else how it is not.
std::string StackDisagreement(const StackFrames& frames, std::int64_t painted);

}  // namespace utvmc::target
