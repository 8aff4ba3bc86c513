// Writing a set of output files: all or none, and only those that changed.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc {

/// Writes `outputs` into `folder` (created if absent). A file whose content is already there is not
/// touched, so that Make does not rebuild. Every new content goes to a temporary beside its target
/// first; targets are replaced by rename only after all temporaries were written. On error the
/// targets hold what they held before and no temporary is left; `folder` stays if it was created.
/// One limit: if a rename fails after others succeeded, those targets are written back, and where
/// even that fails the error's hint names them (each is complete, old or new). Returns the names of
/// the files that changed.
Result<std::vector<std::string>> WriteOutputs(FileSystem& files, const std::string& folder,
                                              const std::vector<OutputFile>& outputs);

}  // namespace utvmc
