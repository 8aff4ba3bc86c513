// Runs another program and waits for it; never through a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "utvmc/result.h"

namespace utvmc::tools {

struct ProcessResult {
  int exit_code = 0;   ///< 128 + signal where a signal ended it
  int signal = 0;      ///< 0: it ended by itself
  std::string output;  ///< what it wrote to stdout and stderr, the first kMaxProcessOutput bytes
};

inline constexpr std::size_t kMaxProcessOutput = 64 * 1024;

/// Starts arguments[0] (looked up in $PATH) with an empty stdin. While it runs, an interrupt from
/// the keyboard ends it and not us, so that the caller can tidy up. Error: it cannot be started.
Result<ProcessResult> RunProcess(const std::vector<std::string>& arguments);

/// "gcc -m32" to its words; blanks separate, nothing quotes.
std::vector<std::string> SplitWords(std::string_view text);

}  // namespace utvmc::tools
