// A memory plan as data, to be read by other tools and written by them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc {

/// The place of one buffer.
struct PlannedBuffer {
  std::int64_t id = 0;    ///< its number, from 0: tensors in the order of the graph, then scratch
  std::string name = {};  ///< C name, for people; not looked at when a plan is read
  std::string pool = {};
  std::int64_t offset = 0;  ///< bytes from the start of the pool
  // What the model says; a plan that is read may leave it out.
  std::optional<std::int64_t> size = {};       ///< bytes
  std::optional<std::int64_t> alignment = {};  ///< bytes
  std::optional<std::int64_t> begin = {};      ///< lifetime [begin, end) in steps
  std::optional<std::int64_t> end = {};
  Location where = {};  ///< for messages
};

/// Two buffers that may share bytes while both live, since a kernel works in place: wherever the
/// offset of `second` less that of `first` is in [from, to].
struct PlannedOverlap {
  std::int64_t first = 0;  ///< ids
  std::int64_t second = 0;
  std::int64_t from = 0;  ///< bytes
  std::int64_t to = 0;
};

/// Where the arena of one of several models begins in the arena that they share.
struct PlannedArena {
  std::string pool = {};
  std::int64_t offset = 0;  ///< bytes
  Location where = {};      ///< for messages
};

/// The plan of one model.
struct PlanFile {
  std::string path = {};                       ///< for messages
  std::string pointer = {};                    ///< of this plan in the file; empty: it is all of it
  std::string model = {};                      ///< prefix, where the file is about several models
  std::optional<std::uint32_t> checksum = {};  ///< of the model, as its header has it
  std::vector<PlannedArena> arenas = {};       ///< of several models that share them
  std::vector<PlannedBuffer> buffers = {};
  /// For tools that make plans; not looked at when a plan is read: the model says what is allowed.
  std::vector<PlannedOverlap> overlaps = {};
};

/// Reads the plan of one model, or those of several (docs/plan.schema.json). Of a buffer only `id`,
/// `pool` and `offset` decide; the others are compared with the model's where they are there.
/// Error: its place as a JSON pointer.
Result<std::vector<PlanFile>> ReadPlans(const SourceFile& file);

/// The text that ReadPlans reads; ends with a newline.
std::string FormatPlan(const PlanFile& plan);

/// The same for several models, each plan under its model's prefix.
std::string FormatPlans(const std::vector<PlanFile>& plans);

}  // namespace utvmc
