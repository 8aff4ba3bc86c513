#include "lowering/bounds.h"

#include <fmt/format.h>

#include "lowering/access_ranges.h"

namespace utvmc::lowering {

Status CheckBounds(const kernelc::Function& function, const std::string& file) {
  for (const RangedAccess& access : FindAccessRanges(function)) {
    const kernelc::Symbol& symbol = function[access.symbol];
    if (!access.is_certain || !access.range) continue;
    if (access.range->first >= 0 && access.range->last < symbol.elements) continue;
    const std::int64_t outside = access.range->first < 0 ? access.range->first : access.range->last;
    return UserError({file, access.where.line, access.where.column, {}},
                     fmt::format("kernel '{}': accesses element {} of '{}', which has {}",
                                 function.name, outside, symbol.name, symbol.elements),
                     "are graph.json and the kernels of the same build?");
  }
  return Ok();
}

bool IsWrittenBeforeRead(const kernelc::Function& function, kernelc::SymbolId symbol) {
  const std::vector<RangedAccess> accesses = FindAccessRanges(function);
  const RangedAccess* first = nullptr;
  for (const RangedAccess& access : accesses) {
    if (access.symbol != symbol) continue;
    const auto& range = access.range;
    if (first == nullptr) {
      if (!access.is_write || !access.is_certain || !range || !range->IsDense()) return false;
      first = &access;
    } else if (!access.is_write) {
      const bool is_later = access.step > first->step;
      if (!is_later || !range || range->first < first->range->first ||
          range->last > first->range->last)
        return false;
    }
  }
  return true;
}

}  // namespace utvmc::lowering
