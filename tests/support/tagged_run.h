// Runs a lowered kernel in a memory in which every byte knows who wrote it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/kernel.h"

namespace utvmc::test {

struct TaggedRun {
  /// "" or the first thing that went wrong: a buffer was read where another one had written last,
  /// or nobody, or more statements were executed than `most_statements`.
  std::string failure;
  /// By parameter: what is left of an output, bytes that are not its own shown as "??".
  std::vector<std::string> outputs;
};

inline constexpr const char* kTooLong = "too long";

/// Interprets the body of a native kernel. Inputs begin with random values that depend on `seed`
/// and on the parameter alone. Loops, conditions and subscripts are executed exactly (subscripts
/// out of bounds wrap), values only deterministically: a call of libm gives some number, a shift by
/// too much another. `offsets`, by parameter: where in memory a buffer begins, any byte.
TaggedRun RunTagged(const ir::Kernel& kernel, const std::vector<std::int64_t>& offsets,
                    std::uint32_t seed, std::int64_t most_statements = 2'000'000);

/// Offsets at which no two parameters share a byte.
std::vector<std::int64_t> Apart(const ir::Kernel& kernel);

/// As Apart, but the output of `pair` begins `distance` bytes behind its input.
std::vector<std::int64_t> AtDistance(const ir::Kernel& kernel, const ir::InPlace& pair,
                                     std::int64_t distance);

/// What is wrong with `pair`: runs its kernel at both ends of the distances, which must give what
/// disjoint memory gives, and one byte beyond each end where bytes would still be shared, which
/// must fail. "" if nothing is; kTooLong if that cannot be said.
std::string CheckInPlace(const ir::Kernel& kernel, const ir::InPlace& pair,
                         std::int64_t most_statements = 2'000'000);

}  // namespace utvmc::test
