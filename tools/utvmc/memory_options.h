// The options about memories: words of the command line and the files that they name.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/compiler.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// As the user wrote them.
struct MemoryWords {
  std::string pools;                      ///< --pools FILE
  std::string plan;                       ///< --plan-in FILE
  std::vector<std::string> pins;          ///< --pin [MODEL:]TENSOR=POOL[@OFFSET]
  std::vector<std::string> ram_limits;    ///< --ram-limit [POOL=]SIZE
  std::vector<std::string> flash_limits;  ///< --flash-limit [POOL=]SIZE
};

/// Reads the files and adds what they and the words say to the options of `models`, which have
/// their names: pools and limits to all, to each its pins and its plan. Pins of the command line
/// come after those of the file. Error: a file that is missing or wrong, a word that cannot be
/// read, a pin or a plan of no model.
Status ReadMemoryOptions(FileSystem& files, const MemoryWords& words, std::vector<Model>& models);

/// The files that the words name, for dependencies.
std::vector<std::string> FilesOf(const MemoryWords& words);

}  // namespace utvmc::tools
