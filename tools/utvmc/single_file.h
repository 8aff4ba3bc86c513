// All emitted files of a model as one C file that needs no other of them.
#pragma once

#include <string>
#include <vector>

#include "utvmc/model_sources.h"

namespace utvmc::tools {

/// The sources one after another, each header of `files` in the place of its first `#include`.
/// Other headers are left to the compiler. A header among `files` that nothing includes is left
/// out. Of heads of emitted files, which speak of files that there are not, titles are left.
std::string JoinFiles(const std::vector<OutputFile>& files);

/// The headers that every emitted file may need from the runtime, for JoinFiles().
std::vector<OutputFile> RuntimeHeaders();

}  // namespace utvmc::tools
