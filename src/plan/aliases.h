// Buffers that must share an offset become one buffer, so that solvers need not know about them.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/problem.h"

namespace utvmc::plan {

/// A problem without groups, each of them replaced by one buffer.
struct Merged {
  Problem problem;
  std::vector<std::size_t> index;  ///< by buffer of the original: which of `problem` it is part of
};

/// The buffer of a group has the largest size and alignment of its members and lives whenever one
/// of them does, with gaps between; its offset is fixed if one of theirs is (the first, if they
/// disagree, which the validator refuses afterwards). It comes where its first member was. Ids that
/// are none are skipped, and what is in two groups stays in the first.
///
/// Two of the merged buffers may overlap at the distances that all those pairs of their members are
/// allowed that live together: an entry for one pair says nothing about bytes that another holds.
Merged MergeAliases(const Problem& problem);

/// The offset of every buffer of the original: that of its group.
Placement Expand(const Merged& merged, Placement placement);

/// The reverse of Expand. All members of a group must have the same offset.
Placement Contract(const Merged& merged, Placement placement);

}  // namespace utvmc::plan
