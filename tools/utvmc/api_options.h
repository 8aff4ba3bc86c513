// The options about the interface to firmware: words of the command line, and the files they name.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/compiler.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// As the user wrote them.
struct ApiWords {
  std::string api = "native";
  std::string module;
  std::vector<std::string> output_names;
  /// FILE, or with several models NAME=FILE each.
  std::vector<std::string> quantization;
};

/// Everything but the quantization, which is in files.
Result<ApiOptions> ParseApiWords(const ApiWords& words);

/// Where inputs and outputs are unless --io says so: TVM's C interface and TVMWrap_* leave inputs
/// as they are, which those in an arena do not.
IoPlacement DefaultIo(Api api);

/// Reads the quantization files and adds what they say to the options of the models they are for.
/// Error: a file that is missing or wrong, a model that there is not.
Status ReadQuantizations(FileSystem& files, const ApiWords& words, std::vector<Model>& models);

/// The files that the words name, for dependencies; `count`: of models.
std::vector<std::string> FilesOf(const ApiWords& words, std::size_t count);

}  // namespace utvmc::tools
