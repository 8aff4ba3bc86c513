// Where the C runtime is that emitted code includes.
#pragma once

#include <string>

#include "support/file_system.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// `requested` (--runtime) if not empty, else $UTVMC_RUNTIME if set, else the folder that utvmc was
/// built or installed with. Error: utvm_rt.h is not there.
Result<std::string> FindRuntimeFolder(FileSystem& files, const std::string& requested);

}  // namespace utvmc::tools
