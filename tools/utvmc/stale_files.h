// What earlier calls left in an output folder.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"

namespace utvmc::tools {

/// A warning for each file in `folder` that utvmc once wrote for one of `models` (names) and that
/// is not among `written`: of another --api, or of an option that is gone. They are told by their
/// heads. Nothing is deleted: whose a file is now, only the user knows.
Notes StaleFiles(FileSystem& files, const std::string& folder,
                 const std::vector<std::string>& models, const std::vector<OutputFile>& written);

}  // namespace utvmc::tools
