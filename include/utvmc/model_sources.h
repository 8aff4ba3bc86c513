// The files of one model, read into memory; and the files of one compilation, not yet written.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace utvmc {

struct SourceFile {
  std::string path;  ///< as the user gave it; appears in messages, never in output
  std::string text;
};

struct ModelSources {
  SourceFile graph;                  ///< graph.json
  std::optional<SourceFile> params;  ///< params.bin; a model without constants has none
  std::vector<SourceFile>
      kernels;  ///< every C source, in the order given (a folder: sorted by name)
  /// What the C sources include with quotes, as far as it lies beside them, and what that includes.
  std::vector<SourceFile> headers = {};
};

struct OutputFile {
  std::string name;  ///< file name without folder, e.g. "network.h"
  std::string text;
};

}  // namespace utvmc
