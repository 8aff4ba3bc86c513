// The boards that emitted code is run on: compiler, flags, QEMU machine and memory, in one table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace utvmc::target {

struct Region {
  std::uint32_t origin = 0;
  std::uint32_t bytes = 0;
};

struct Target {
  std::string name;          ///< "m4f"
  std::string description;   ///< "Cortex-M4F on mps2-an386"
  std::string tool_prefix;   ///< "arm-none-eabi-": of gcc, nm and objdump
  std::string flags;         ///< of the compiler, code and libraries; words
  std::string start_source;  ///< in firmware/
  std::string qemu;          ///< program and machine; words
  Region flash;
  Region ram;
  std::int64_t vectors = -1;  ///< where the core starts; -1: at the begin of its flash

  std::string Tool(const std::string& tool) const { return tool_prefix + tool; }
  std::string QemuProgram() const { return qemu.substr(0, qemu.find(' ')); }
};

/// All of them, from the smallest core.
const std::vector<Target>& Targets();

/// nullptr if there is none of that name.
const Target* FindTarget(const std::string& name);

/// The first program that is needed for the target and not in $PATH, or "the C library of ..."
/// where the compiler finds none for it, or the version of QEMU that there is a plugin for; "" if
/// all is there.
std::string MissingFor(const Target& target);

}  // namespace utvmc::target
