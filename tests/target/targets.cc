// Memory maps are those of QEMU 7.2: hw/arm/mps2.c, mps2-tz.c, nrf51_soc.c, hw/riscv/sifive_e.c and
// virt.c name them. What a board calls SRAM serves as flash where it has no other memory there.
#include "targets.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "process.h"

namespace utvmc::target {
namespace {

constexpr std::uint32_t kKilo = 1024;
constexpr std::uint32_t kMega = 1024 * kKilo;

Target Arm(std::string name, std::string description, const std::string& core,
           const std::string& machine, Region flash, Region ram) {
  return {.name = std::move(name),
          .description = std::move(description),
          .tool_prefix = "arm-none-eabi-",
          .flags = "--specs=nano.specs -mthumb " + core,
          .start_source = "start_arm.c",
          .qemu = "qemu-system-arm -M " + machine,
          .flash = flash,
          .ram = ram};
}

Target RiscV(std::string name, std::string description, const std::string& isa,
             const std::string& machine, Region flash, Region ram) {
  return {.name = std::move(name),
          .description = std::move(description),
          .tool_prefix = "riscv64-unknown-elf-",
          .flags = "--specs=picolibc.specs " + isa,
          .start_source = "start_riscv.S",
          .qemu = "qemu-system-riscv32 -bios none -M " + machine,
          .flash = flash,
          .ram = ram};
}

/// Boards of Arm's MPS2 and the virtual RISC-V have room for every model.
constexpr Region kMpsFlash = {0x00000000, 4 * kMega}, kMpsRam = {0x20000000, 4 * kMega};
constexpr Region kVirtFlash = {0x80000000, 4 * kMega}, kVirtRam = {0x80400000, 4 * kMega};

std::vector<Target> MakeTargets() {
  std::vector<Target> targets = {
      Arm("m0", "Cortex-M0 on microbit", "-mcpu=cortex-m0", "microbit", {0x00000000, 256 * kKilo},
          {0x20000000, 16 * kKilo}),
      Arm("m3", "Cortex-M3 on mps2-an385", "-mcpu=cortex-m3", "mps2-an385", kMpsFlash, kMpsRam),
      Arm("m4", "Cortex-M4 without FPU on mps2-an386", "-mcpu=cortex-m4 -mfloat-abi=soft",
          "mps2-an386", kMpsFlash, kMpsRam),
      Arm("m4f", "Cortex-M4F on mps2-an386", "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16",
          "mps2-an386", kMpsFlash, kMpsRam),
      Arm("m7", "Cortex-M7 on mps2-an500", "-mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-d16",
          "mps2-an500", kMpsFlash, kMpsRam),
      Arm("m33", "Cortex-M33 on mps2-an505", "-mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16",
          "mps2-an505", {0x10000000, 4 * kMega}, {0x38000000, 2 * kMega}),
      Arm("m55", "Cortex-M55 with MVE on mps3-an547", "-mcpu=cortex-m55 -mfloat-abi=hard",
          "mps3-an547", {0x28000000, 8 * kMega}, {0x30000000, 512 * kKilo}),
      RiscV("sifive_e", "rv32imac on sifive_e", "-march=rv32imac -mabi=ilp32", "sifive_e",
            {0x20400000, 12 * kMega}, {0x80000000, 16 * kKilo}),
      RiscV("rv32imac", "rv32imac on virt", "-march=rv32imac -mabi=ilp32", "virt", kVirtFlash,
            kVirtRam),
      RiscV("rv32imafc", "rv32imafc on virt", "-march=rv32imafc -mabi=ilp32f", "virt", kVirtFlash,
            kVirtRam),
      RiscV("rv32gc", "rv32gc on virt", "-march=rv32gc -mabi=ilp32d", "virt", kVirtFlash, kVirtRam),
  };
  // Its core starts in the tightly coupled memory, which is too small for some models.
  std::ranges::find(targets, "m55", &Target::name)->vectors = 0;
  return targets;
}

bool IsInPath(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((folder + "/" + program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

/// The compiler's package does not depend on the library's.
bool HasLibrary(const Target& target) {
  std::vector<std::string> command = {target.Tool("gcc")};
  for (std::string& word : tools::SplitWords(target.flags)) command.push_back(std::move(word));
  for (const char* word : {"-E", "-x", "c", "-include", "math.h", "/dev/null"})
    command.emplace_back(word);
  const auto result = tools::RunProcess(command);
  return result.ok() && result->exit_code == 0;
}

/// Version 9 took away what plugin/count.c is written for.
constexpr int kNewestQemu = 8;

/// 7 of "QEMU emulator version 7.2.22 (...)"; 0 if it says something else.
int QemuVersion(const Target& target) {
  const std::string words = "version ";
  const auto result = tools::RunProcess({target.QemuProgram(), "--version"});
  const std::size_t at = result.ok() ? result->output.find(words) : std::string::npos;
  return at == std::string::npos ? 0 : std::atoi(result->output.c_str() + at + words.size());
}

}  // namespace

const std::vector<Target>& Targets() {
  static const std::vector<Target> targets = MakeTargets();
  return targets;
}

const Target* FindTarget(const std::string& name) {
  const auto found = std::ranges::find(Targets(), name, &Target::name);
  return found == Targets().end() ? nullptr : &*found;
}

std::string MissingFor(const Target& target) {
  for (const std::string& program :
       {target.Tool("gcc"), target.Tool("nm"), target.Tool("objdump"), target.QemuProgram()}) {
    if (!IsInPath(program)) return program;
  }
  if (QemuVersion(target) > kNewestQemu)
    return fmt::format("{} of version {} or older", target.QemuProgram(), kNewestQemu);
  return HasLibrary(target) ? "" : "the C library of " + target.Tool("gcc");
}

}  // namespace utvmc::target
