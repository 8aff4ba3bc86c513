// A firmware image: start-up code, the host's door, and a subject.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "subject.h"
#include "targets.h"

namespace utvmc::target {

struct Symbol {
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;  ///< 0: unknown
  char type = '?';          ///< as nm(1) prints it
};

struct Image {
  std::string folder;  ///< where everything below is
  std::string elf;     ///< path
  std::string map;     ///< path of the linker's map
  std::map<std::string, Symbol> symbols;
  std::vector<std::string> stack_usage;  ///< what gcc says about frames, paths
};

/// What the files that BuildImage() writes to the folder are called: objects of the subject's
/// sources and those of the firmware around them.
std::string ObjectOf(const std::string& source);
inline constexpr const char* kFirmwarePrefix = "firmware_";

/// Compiles the subject and the firmware with `optimisation` ("-O2") and links them in `folder`,
/// which exists. Error of class kBudget: it does not fit into the target's memory, and by how much.
Result<Image> BuildImage(const Target& target, const Subject& subject,
                         const std::string& optimisation, const std::string& folder);

/// Runs a program in `folder`. Error: it fails; what it printed.
Result<std::string> RunIn(const std::string& folder, const std::vector<std::string>& command);

}  // namespace utvmc::target
