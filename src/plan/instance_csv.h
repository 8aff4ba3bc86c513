// Planning problems and solutions as CSV, in the format of the public MiniMalloc benchmark, so that
// planners can be compared.
//
// The first line names the columns, in any order: id, lower, upper, size; and optionally alignment,
// offset, hint, gaps and overlaps. Other names that are in use: buffer and buffer_id for id, begin
// and start for lower; and end for upper, where lifetimes and gaps end with their last step, not
// behind it. No field is quoted; ids hold any bytes but commas and ends of lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/problem.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::plan {

struct Instance {
  Problem problem;
  std::vector<std::string> ids;                         ///< by buffer, distinct
  std::vector<std::optional<std::int64_t>> hints = {};  ///< by buffer, where any has one
};

/// Empty alignments are 1. A number in the column offset is where the buffer has to be, none leaves
/// that to the planner; a hint, which only wishes, is read and not followed. An overlap
/// "other:min:max" lets the buffer share bytes with `other`, in whatever line, where its offset
/// less that of `other` is from min to max. Error: at the line and column that is wrong.
Result<Instance> ReadInstance(const SourceFile& file);

/// The offsets that a CSV with the columns id and offset gives to the buffers of `instance`, for
/// Validate to judge. Error: a buffer without an offset, or one that the instance does not know; a
/// field of lower, upper, size, alignment or gaps that is there and unlike the instance's.
Result<Placement> ReadSolution(const SourceFile& file, const Instance& instance);

/// A line for each buffer in the order of the instance: its columns as far as any buffer needs
/// them, and offset.
std::string WriteSolution(const Instance& instance, const Placement& placement);

}  // namespace utvmc::plan
