// The message for buffers that exceed their memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "plan/liveness.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// "op 3 (op03_conv2d) needs 832 bytes at once (op03_pad_temp 576, ...)": the buffers that live
/// when most bytes do. `buffers`: indices into Liveness::allocations, of which `problem` consists.
std::string PeakStory(const ir::Program& program, const Liveness& liveness,
                      const std::vector<std::size_t>& buffers, const Problem& problem);

/// A memory and what was found for its buffers.
struct Misfit {
  std::string memory;        ///< "pool \"dtcm\" of 1024 bytes", "--ram-limit of 1024 bytes"
  std::string model = {};    ///< where there are several; else empty
  std::int64_t missing = 0;  ///< bytes
  std::optional<std::int64_t> enough = {};  ///< a size that would do; empty: none was found
  std::string besides = {};  ///< what has to grow then too: ", with --ram-limit of 128 bytes"
  std::string other = {};    ///< without `enough`: another memory that is too small
  std::int64_t least = 0;    ///< no smaller size will, proved
  bool searched = false;     ///< a search with a larger budget may find less than `enough`
  std::int64_t room = 0;     ///< bytes that there are for the buffers
  std::int64_t proved = 0;   ///< bytes that any plan of the buffers takes
  std::int64_t found = 0;    ///< bytes that the best plan found takes
  const std::vector<std::size_t>& buffers;  ///< indices into Liveness::allocations
  const Problem& problem;                   ///< of these
  /// Indices into `problem` of those that are here because a pin says so, and could be elsewhere.
  std::vector<std::size_t> pinned = {};
};

/// Says which operator needs most, which buffers live then and which of them are pinned, how many
/// bytes are missing, and which size would do; what alignment and pinned offsets add, if the memory
/// would do without. Where there is room for the peak, also that no plan takes less, or that none
/// was found. ErrorClass::kBudget.
Diagnostic DoesNotFit(const ir::Program& program, const Liveness& liveness, const Misfit& misfit);

/// The same where arenas in several pools exceed what they may take together. `arenas`: "dtcm 16,
/// sram 32"; Misfit::found is their sum, the buffers are all there are.
Diagnostic TogetherTooLarge(const ir::Program& program, const Liveness& liveness,
                            const Misfit& misfit, const std::string& arenas);

/// `error`, whose hint goes on with `other`: what it says would do does not do for that.
Diagnostic AsWell(Diagnostic error, const Diagnostic& other);

}  // namespace utvmc::plan
