// C sources to translation units; what a source is decides its content, never its name.
#include <utility>

#include "ingest/ingest.h"

namespace utvmc::ingest {

Result<std::vector<kernelc::TranslationUnit>> ReadKernels(const std::vector<SourceFile>& sources,
                                                          Notes& notes) {
  std::vector<kernelc::TranslationUnit> units;
  for (const SourceFile& source : sources) {
    UTVMC_ASSIGN(kernelc::TranslationUnit unit, kernelc::ParseTranslationUnit(source));
    if (unit.is_registry) {
      notes.push_back(
          Info({.file = source.path}, "left out: TVM's registry of kernels, not needed"));
    } else {
      units.push_back(std::move(unit));
    }
  }
  return units;
}

}  // namespace utvmc::ingest
