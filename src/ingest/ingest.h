// Files to Program: graph.json and params.bin become tensors and operators; C sources are
// classified and parsed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "kernelc/translation_unit.h"
#include "support/file_system.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::ingest {

/// Where a model's files are: a folder, or each file by itself.
struct ModelPaths {
  std::string folder = {};  ///< empty if the files are named
  std::string graph = {};
  std::string params = {};  ///< empty: no constants
  std::vector<std::string> kernels = {};
};

/// Reads a model's files: of a folder graph.json, params.bin where present, and every *.c; and the
/// headers that these include with quotes, where they lie beside them.
Result<ModelSources> ReadModelSources(FileSystem& files, const ModelPaths& paths);

/// Parses and classifies the C sources; TVM's registry is left out with an info note.
Result<std::vector<kernelc::TranslationUnit>> ReadKernels(const std::vector<SourceFile>& sources,
                                                          Notes& notes);

/// graph.json, params.bin and linked constants to a Program whose operators name functions but have
/// no kernels yet. Checks every fact of docs/SPEC.md; the Program it returns can be trusted.
Result<ir::Program> ReadGraph(const ModelSources& sources,
                              const std::vector<kernelc::TranslationUnit>& units, Notes& notes);

}  // namespace utvmc::ingest
