// Kernels outside the subset, carried over verbatim: which text they need, and under which names.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ir/kernel.h"
#include "kernelc/translation_unit.h"

namespace utvmc::lowering {

/// The name under which a function or variable of the sources is emitted: distinct per model.
std::string CarriedName(const std::string& prefix, const std::string& symbol);

/// For every unit (same index) what is carried over of it so that `kernels` work: its includes,
/// macros and types, and the functions, variables and constants that they need, also those of other
/// units, transitively. What has external linkage is renamed by CarriedName. Text is empty where
/// nothing of a unit is needed.
std::vector<ir::CarriedSource> CarryOver(const std::vector<kernelc::TranslationUnit>& units,
                                         const std::set<std::string>& kernels,
                                         const std::string& prefix);

/// Sum of the sizes, rounded up to 16 bytes each, that the function asks TVMBackendAllocWorkspace
/// for. Nothing where a size is not a literal.
std::optional<std::int64_t> WorkspaceBytes(std::string_view function_text);

}  // namespace utvmc::lowering
