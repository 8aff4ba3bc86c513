// Kernels outside the subset, carried over verbatim: which text they need, and under which names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ir/kernel.h"
#include "kernelc/translation_unit.h"
#include "utvmc/model_sources.h"

namespace utvmc::lowering {

struct Carried {
  /// By unit, and so is their `uses`; no text where nothing of the unit is needed.
  std::vector<ir::CarriedSource> sources;
  /// The names under which functions and variables with external linkage are emitted, by those of
  /// the sources: distinct within 31 characters.
  std::map<std::string, std::string> functions;
};

/// What is carried over so that `kernels` work: of every unit its includes, macros and types, and
/// the functions, variables and constants that they need, also those of other units, transitively.
/// What has external linkage is renamed. `headers`: files that an include with quotes may mean;
/// those in use are carried over beside their source.
Carried CarryOver(const std::vector<kernelc::TranslationUnit>& units,
                  const std::vector<SourceFile>& headers, const std::set<std::string>& kernels,
                  const std::string& prefix);

}  // namespace utvmc::lowering
