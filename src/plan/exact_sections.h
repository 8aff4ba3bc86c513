// Sections of an instance in which buffers may overlap: cut so that all of a section conflict.
#pragma once

#include <cstdint>

#include "plan/exact_instance.h"

namespace utvmc::plan {

/// Replaces every section of `instance` in which partners live by several: sets of its items
/// without partners among them, none of which can be added to, so that any two that conflict are
/// together in one of them, and every item is in one. The heaviest set that a greedy choice finds
/// is one of them. The bounds and rules that hold for a section of buffers which exclude one
/// another hold for each of the sets, and where everything excludes everything nothing changes.
///
/// Takes what it adds from `max_entries`. False: that is not enough, or too many partners live at
/// the same time; the instance is not to be used then.
bool SplitSections(ExactInstance& instance, std::int64_t& max_entries);

}  // namespace utvmc::plan
