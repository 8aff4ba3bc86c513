// What the exact search works on: time cut into sections, sizes rounded to the granule of the
// offsets, buffers in an order of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plan/partners.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// A run [first, last) of sections.
struct SectionRange {
  std::int32_t first = 0;
  std::int32_t last = 0;
  friend bool operator==(SectionRange, SectionRange) = default;
};

/// A buffer as the search sees it.
struct Item {
  std::int64_t size = 0;   ///< bytes, a multiple of the granule
  std::int64_t spare = 0;  ///< bytes of `size` that only rounding added; they may exceed the pool
  std::int64_t alignment = 1;
  std::int64_t fixed = -1;  ///< offset that is not to be chosen; -1: free
  /// The sections that it is in; several runs where its lifetime has gaps, or where it may overlap
  /// others.
  std::vector<SectionRange> runs;
  std::int32_t length = 0;  ///< number of sections in `runs`
  /// All sections from the first moment of its life to the last; its partners' begin or end in it.
  SectionRange hull;
  std::vector<Partner> partners;  ///< by ascending item; distances are multiples of the granule
};

/// A part of a problem whose buffers do not meet any other buffer in time.
///
/// A section is a span of time during which the set of live buffers does not change; with
/// `merge_sections`, sections whose buffers all live in the next or the previous one are left out,
/// since they forbid nothing more (what remains are the maximal cliques of the interval graph).
/// Where some of the live buffers may overlap, a section becomes several (see exact_sections.h).
/// So all buffers of a section conflict with one another, and every conflict shows in some section;
/// what two partners may not do shows in Item::partners only.
struct ExactInstance {
  std::vector<Item> items;
  std::vector<std::size_t> buffer;  ///< by item: its index in Problem::buffers
  std::int32_t sections = 0;
  /// All offsets are multiples of it (bytes, a power of two): the smallest alignment of any free
  /// buffer, less where a fixed offset asks for less.
  std::int64_t granule = 1;
  /// All heights of placements that cannot be lowered are multiples of it (bytes).
  std::int64_t height_unit = 1;
  std::int64_t lower_bound = 0;  ///< bytes; by the sums of rounded sizes and by fixed offsets
};

/// The independent parts of `problem` in order of time. The numbering of buffers, the origin of
/// time and its direction do not matter to what comes out (but for `buffer`, and for buffers that
/// are alike in everything). Empty where the search does not apply: fixed offsets that are invalid
/// or collide, sizes whose sum nears the largest int64, or more than `max_entries` pairs of a
/// buffer and a section. Buffers without a size or a lifetime are in no part.
std::optional<std::vector<ExactInstance>> MakeExactInstances(const Problem& problem,
                                                             bool merge_sections,
                                                             std::int64_t max_entries);

}  // namespace utvmc::plan
