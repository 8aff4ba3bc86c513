// The C program that `utvmc validate` links with the emitted code.
#pragma once

#include <string>

#include "utvmc/report.h"

namespace utvmc::tools {

/// Exit codes of the harness; what run() returns is printed to stderr.
enum HarnessExit { kHarnessOk = 0, kHarnessBroken = 2, kHarnessRunFailed = 3 };

/// A main() to be called as `harness INPUTS OUTPUTS COUNT`: reads the inputs of COUNT runs (all
/// inputs of one run in graph order, then those of the next) and writes all outputs likewise. Every
/// buffer is an allocation of its own of exactly its size, so that sanitizers see each overrun.
std::string HarnessSource(const Report& model);

}  // namespace utvmc::tools
