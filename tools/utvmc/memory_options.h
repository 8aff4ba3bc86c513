// The options about memories: words of the command line and the files that they name.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// As the user wrote them.
struct MemoryWords {
  std::string pools;                      ///< --pools FILE
  std::string plan;                       ///< --plan-in FILE
  std::vector<std::string> pins;          ///< --pin TENSOR=POOL[@OFFSET]
  std::vector<std::string> ram_limits;    ///< --ram-limit [POOL=]SIZE
  std::vector<std::string> flash_limits;  ///< --flash-limit [POOL=]SIZE
};

/// Reads the files and adds to `options` what they and the words say; pins of the command line come
/// after those of the file. Error: a file that is missing or wrong, a word that cannot be read.
Status ReadMemoryOptions(FileSystem& files, const MemoryWords& words, CompileOptions& options);

/// The files that the words name, for dependencies.
std::vector<std::string> FilesOf(const MemoryWords& words);

}  // namespace utvmc::tools
