// What a subject costs on a target, measured; an image without a subject is subtracted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "image.h"
#include "map_file.h"
#include "run.h"

namespace utvmc::target {

struct Figures {
  // Flash, bytes. flash is the sum of the four others.
  std::int64_t flash = 0;
  std::int64_t constants = 0;  ///< arrays of the subject's sources
  std::int64_t kernels = 0;    ///< their functions, and literals that the compiler put beside them
  /// Members of the C library and the compiler's that they call, initial values of variables too.
  std::int64_t library = 0;
  std::int64_t glue = 0;       ///< all the rest: the schedule, its call, gaps

  // RAM, bytes.
  std::int64_t ram = 0;  ///< static: all that has an address, buffers of the application too
  std::int64_t initialised = 0;  ///< of it, variables with initial values, which are in flash twice
  std::int64_t subject_ram = 0;  ///< of it, variables of the subject's sources

  // Below the frame of the caller, bytes.
  std::int64_t stack_painted = 0;
  std::int64_t stack_static = -1;  ///< frames along the deepest path of calls; -1: unknown
  std::int64_t stack_taken = -1;   ///< frames along the calls that were executed; -1: unknown
  std::string stack_remark;        ///< why unknown, or how they disagree

  std::uint64_t instructions = 0;                         ///< of one inference, the first vector
  std::map<std::string, std::uint64_t> by_function = {};  ///< without what a function calls
};

/// Sizes from the map.
struct Sizes {
  // Of the whole image.
  std::int64_t flash = 0, ram = 0, initialised = 0;
  // Of the subject's sources; schedule: functions that only call kernels.
  std::int64_t constants = 0, kernels = 0, schedule = 0, subject_ram = 0;
  // Of what came from archives; initial values of its variables, too.
  std::int64_t library = 0;
};
Result<MapFile> ReadMap(const Image& image);
Sizes SizesOf(const MapFile& map, const Subject& subject);

/// What an image without a subject has.
struct Baseline {
  Sizes sizes;
  std::uint64_t instructions = 0;
};

/// Builds and runs it in `folder`.
Result<Baseline> MeasureEmpty(const Target& target, const std::string& optimisation,
                              const std::string& counter, const std::string& folder);

/// Builds and runs the subject in `folder`, and subtracts `empty`, which has the same target and
/// optimisation. All vectors are run; their outputs go to `inferences` where that is not null.
Result<Figures> Measure(const Target& target, const Subject& subject,
                        const std::string& optimisation,
                        const std::vector<tools::TestVector>& vectors, const std::string& counter,
                        const std::string& folder, const Baseline& empty,
                        std::vector<Inference>* inferences = nullptr);

}  // namespace utvmc::target
