#include "driver/default_hint.h"

#include <algorithm>

namespace utvmc {

Diagnostic WithHint(Diagnostic error, const ModelSources& sources) {
  if (!error.hint.empty() || error.error_class != ErrorClass::kUser) return error;
  const std::string& file = error.where.file;
  if (file.empty()) return error;
  if (file == sources.graph.path) {
    error.hint = "save lib.get_graph_json() again, together with the kernels of the same build";
  } else if (sources.params && file == sources.params->path) {
    error.hint = "save runtime.save_param_dict(lib.get_params()) again";
  } else if (std::ranges::find(sources.kernels, file, &SourceFile::path) != sources.kernels.end()) {
    error.hint = "save the C sources again, as TVM prints them, with the graph of the same build";
  }
  return error;
}

}  // namespace utvmc
