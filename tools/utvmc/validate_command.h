// `utvmc validate`: compile, build for this machine, run, compare.
#pragma once

#include <string>
#include <vector>

#include "command_line.h"
#include "metrics.h"
#include "support/file_system.h"
#include "utvmc/report.h"

namespace utvmc::tools {

/// Exit code: 0 if all outputs of all vectors agree, 1 if not.
Result<int> RunValidate(FileSystem& files, const ValidateCommand& command, Console& console);

/// One row an output, then the first mismatch of each that failed. At most 100 columns.
std::string FormatValidation(const Report& model, const std::vector<OutputMetrics>& metrics,
                             std::size_t vectors);

}  // namespace utvmc::tools
